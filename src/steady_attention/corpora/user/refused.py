"""What is wrong with a user's own tables, line by line: gathered, and told together."""

from pathlib import Path

from steady_attention.corpora.user.data import FOLDER
from steady_attention.store.errors import UserError

NAMED = 20  # lines that one error names


def place(path: Path, number: int | None = None) -> str:
    """How errors name a table that was copied from data/own/, or a line of it."""
    return f"{FOLDER}/{path.name}" + (f":{number}" if number else "")


class Refused:
    """What is wrong with lines of tables: the reasons of the first NAMED, and how many there are."""

    def __init__(self, at_once: bool = False):
        """at_once: raise UserError for the first."""
        self.at_once = at_once
        self.reasons: list[str] = []
        self.lines = 0
        self._latest: tuple[str, int] | None = None

    def note(self, path: Path, number: int, wrong: str) -> None:
        """Note a line, with the first that is wrong with it."""
        reason = f"{place(path, number)}: {wrong}"
        if self.at_once:
            raise UserError(reason)
        if (path.name, number) != self._latest:
            self._latest = (path.name, number)
            self.lines += 1
            if self.lines <= NAMED:
                self.reasons.append(reason)

    def check(self) -> None:
        """Raise UserError where a line was noted."""
        if (more := self.lines - NAMED) > 0:
            self.reasons.append(f"and {more:,} more line{'s' if more > 1 else ''}")
        if self.reasons:
            raise UserError("\n".join(self.reasons))
