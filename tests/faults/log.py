"""One JSON line for everything that was done, so that a run can be stopped and gone on with."""

import json
from pathlib import Path
from typing import Any

DETAIL = " :: "  # parts what a problem is from the words that this machine said


class Log:
    """The lines of a file; a line that a kill cut off is left out."""

    def __init__(self, path: Path):
        self.path = path

    def add(self, **row: Any) -> None:
        """Append a line."""
        with open(self.path, "a+", encoding="utf-8") as file:
            file.seek(0)
            text = file.read()
            file.write("\n" * bool(text and not text.endswith("\n")) + json.dumps(row) + "\n")

    def rows(self, **wanted: Any) -> list[dict[str, Any]]:
        """The lines that have these values."""
        lines = self.path.read_text(encoding="utf-8").splitlines() if self.path.exists() else []
        rows = [json.loads(line) for line in lines if line.endswith("}")]
        return [row for row in rows if all(row.get(key) == value for key, value in wanted.items())]
