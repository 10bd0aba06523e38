"""Words of pieces by hand, as three kinds of tokenizers tell offsets."""

import pytest

from steady_attention.text.offsets import joined, words_of

TEXT, ENDS = joined(["New York", "un", "do!"])


def test_joined():
    assert TEXT == "New York un do!" and ENDS.tolist() == [8, 11, 15]


@pytest.mark.parametrize(
    ("offsets", "special", "words"),
    [
        (
            [(0, 0), (0, 3), (4, 8), (9, 11), (12, 14), (14, 15), (0, 0)],
            [1, 0, 0, 0, 0, 0, 1],
            [-1, 0, 0, 1, 2, 2, -1],
        ),
        (
            [(0, 3), (3, 8), (8, 11), (11, 15)],
            [0] * 4,
            [0, 0, 1, 2],
        ),  # blanks belong to the piece behind them
        ([(0, 8), (8, 9), (9, 15)], [0] * 3, [0, -1, 1]),  # a piece over two words is the first one's
        ([(0, 8), (9, 15)], [0, 1], [0, -1]),
        ([], [], []),
    ],
)
def test_by_hand(offsets, special, words):
    assert words_of(TEXT, ENDS, offsets, special).tolist() == words
