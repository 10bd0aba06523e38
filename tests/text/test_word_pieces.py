"""WordPiece by hand, by property, and against BERT's own tokenizer on whole texts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steady_attention.corpora.bert import vocabulary as bert_vocabulary
from steady_attention.corpora.bert.vocabulary import SPECIALS
from steady_attention.store.errors import UserError
from steady_attention.text.word_pieces import CONTINUED, Pieces
from tests.text.small_bert import EIGHT, vocabulary

LETTERS = "abcde"
SPELT = [*SPECIALS, *LETTERS, *(CONTINUED + letter for letter in LETTERS), "ab", "##cde", "##ea", "abcd"]


def pieces(words: list[str]) -> Pieces:
    return Pieces({piece: number for number, piece in enumerate(words)})


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("film", [6]),
        ("unable", [5, 7]),
        ("filmable", [6, 7]),
        ("unfilmable", [1]),  # `##film` is no piece, and a part is spelt whole or not at all
        ("able", [1]),  # a part's first piece continues nothing
        ("un-film", [5, 1, 6]),  # parted at punctuation; the vocabulary has no `-`
        ("F\u00cdlm", [6]),  # lower case, no accents
        ("fi\u00adlm", [6]),  # no control characters: a soft hyphen
        ("\u200b", [1]),  # of which nothing is left
        ("[CLS]", [1, 1, 1]),  # three parts, and no special piece
        ("un" + 24 * "able", [5, *24 * [7]]),
    ],
)
def test_eight_pieces_by_hand(word, expected):
    assert pieces(EIGHT).spell(word) == expected


def test_a_part_of_more_than_a_hundred_characters_is_unknown():
    ninety_eight = "un" + 24 * "able"
    assert pieces([*EIGHT, "##xx", "##xxx"]).spell(ninety_eight + "xx") == [5, *24 * [7], 8]
    assert pieces([*EIGHT, "##xx", "##xxx"]).spell(ninety_eight + "xxx") == [1]


@given(st.text(LETTERS, min_size=1, max_size=23))
def test_the_pieces_joined_are_the_word(word):
    found = [SPELT[number] for number in pieces(SPELT).spell(word)]
    assert not found[0].startswith(CONTINUED) and all(piece.startswith(CONTINUED) for piece in found[1:])
    assert "".join(piece.removeprefix(CONTINUED) for piece in found) == word


@given(st.text(LETTERS, min_size=1, max_size=23))
def test_every_piece_is_the_longest_that_fits(word):
    expected, rest = [], word
    while rest:
        mark = CONTINUED if expected else ""
        length = max(end for end in range(1, len(rest) + 1) if mark + rest[:end] in SPELT)
        expected.append(mark + rest[:length])
        rest = rest[length:]
    assert [SPELT[number] for number in pieces(SPELT).spell(word)] == expected


@given(st.lists(st.text("ab\u00e9C'.-\u4e2d", min_size=1, max_size=7), min_size=1, max_size=11))
def test_word_by_word_is_as_the_text_at_once(words):
    from transformers import BertTokenizer

    known = [*SPECIALS, "a", "b", "c", "e", "'", ".", "-", "\u4e2d", "##a", "##b", "##c", "##e", "##ab"]
    ids = {piece: number for number, piece in enumerate(known)}
    whole = BertTokenizer(vocab=ids).encode(" ".join(words), add_special_tokens=False)
    assert [piece for word in words for piece in pieces(known).spell(word)] == whole


def test_the_vocabulary_is_read_by_line(tmp_path):
    assert list(bert_vocabulary.read(vocabulary(tmp_path)).items()) == [
        (piece, n) for n, piece in enumerate(EIGHT)
    ]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ([*EIGHT, "un"], r"vocab\.txt:9: 'un' stands twice, first in line 6"),
        ([*EIGHT, "##Able"], r"vocab\.txt:9: '##Able' has capitals; take an uncased BERT"),
        ([*EIGHT, "[Able"], r"vocab\.txt:9: '\[Able' has capitals"),
        ([*EIGHT, "", "a"], r"vocab\.txt:9: an empty line, expected a piece"),
        ([*EIGHT, "a b"], r"vocab\.txt:9: 'a b' holds a blank"),
        ([*EIGHT, "a "], r"vocab\.txt:9: 'a ' holds a blank"),
        ([*EIGHT, "[MASK]"], r"vocab\.txt:9: '\[MASK\]' stands twice, first in line 5"),
        (["un", *EIGHT[:5]], r"vocab\.txt:2: \[PAD\] stands here, expected it in line 1"),
        (EIGHT[2:], r"found no \[PAD\], \[UNK\]$"),
    ],
)
def test_no_vocabulary_of_an_uncased_bert(tmp_path, lines, text):
    with pytest.raises(UserError, match=text):
        bert_vocabulary.read(vocabulary(tmp_path, lines))


def test_a_vocabulary_that_cannot_be_read(tmp_path):
    with pytest.raises(UserError, match=r"vocab\.txt is missing, expected the vocabulary of a BERT"):
        bert_vocabulary.read(tmp_path / "vocab.txt")
    (tmp_path / "vocab.txt").write_bytes(b"[PAD]\n\xff\n")
    with pytest.raises(UserError, match=r"vocab\.txt:2: not UTF-8 \(.* at byte 0\)"):
        bert_vocabulary.read(tmp_path / "vocab.txt")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", ["", "\n", "\n\n"])
def test_a_vocabulary_of_any_program(tmp_path, end, mark, last):
    """Pieces kept for later, in brackets, may have capitals."""
    pieces = [*EIGHT, "[USER]", "[unused7]"]
    path = vocabulary(tmp_path)
    path.write_bytes((mark + end.join(pieces) + last.replace("\n", end)).encode())
    assert list(bert_vocabulary.read(path)) == pieces
