"""Columns of several files side by side."""

import pytest

from steady_attention.corpora.reading.lines import beside
from steady_attention.store.errors import UserError


def column(name, count):
    return ((f"{name}:{number}", name * number) for number in range(1, count + 1))


def test_cells_of_a_line_stand_together():
    assert list(beside(column("a", 2), column("b", 2))) == [
        (("a:1", "a"), ("b:1", "b")),
        (("a:2", "aa"), ("b:2", "bb")),
    ]


@pytest.mark.parametrize("counts", [(2, 3, 3), (3, 2, 2), (2, 2, 3)])
def test_a_column_that_ends_early_is_named(counts):
    short = "abc"[counts.index(2)]
    with pytest.raises(UserError, match=f"{short}:2: the file ends here, expected a line for .:3 too"):
        list(beside(*map(column, "abc", counts)))
