"""Files side by side: line n of each tells something else about example n."""

from collections.abc import Iterator
from itertools import zip_longest

from steady_attention.store.errors import UserError

Cell = tuple[str, str]  # "<path>:<line>", and what the line holds


def beside(*columns: Iterator[Cell]) -> Iterator[tuple[Cell, ...]]:
    """The cells of every line, one of each column.

    Raises UserError where one column ends before another.
    """
    before: tuple[Cell, ...] = ()
    for cells in zip_longest(*columns):
        if None in cells:
            last, longer = before[cells.index(None)][0], next(cell[0] for cell in cells if cell is not None)
            raise UserError(f"{last}: the file ends here, expected a line for {longer} too")
        before = cells
        yield cells
