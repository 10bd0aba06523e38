"""What in the papers' printed tables cannot be or contradicts itself: reports/integrity.md."""

from pathlib import Path

import steady_attention.instructions  # noqa: F401  before numpy and torch: it says how to compute
from steady_attention.papers import integrity
from steady_attention.run import stage
from steady_attention.store.files import write_text


def main(arguments: stage.Arguments) -> None:
    """The list of entries, each recomputed from the printed numbers."""
    write_text(Path("reports/integrity.md"), integrity.markdown())


if __name__ == "__main__":
    stage.run(main, __doc__)
