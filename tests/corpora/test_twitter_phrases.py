"""Phrases of tweets by hand, and what cannot be the publisher's file by file and line."""

import pytest

from steady_attention.corpora import get, twitter
from steady_attention.corpora.reading import lines
from steady_attention.store.errors import UserError
from tests.corpora.loaded import loaded

TWEETS = {
    "train": "17\tpositive\tso  very good\n19\tneutral\tit is\n",
    "dev": "23\tnegative\tbad :( bad\n",
    "test": "29\tpositive\tnot bad , é\x85x at all\n31\tneutral\tnoon\n37\tnegative\tno\n",
}
PHRASES = [
    "29\t7\t0\t1\tpositive",
    "17\t7\t1\t2\tpositive\tso  very good",
    "29\t7\t3\t3\tnegative\tNot Available",
    "23\tNA\t2\t2\tneutral",
    "41\t7\t90\t91\tnegative",  # a tweet that vanished
]


@pytest.fixture
def read(tmp_path):
    def read(phrases=PHRASES, name="phrases.tsv"):
        for split, text in TWEETS.items():
            (tmp_path / f"{split}.tsv").write_bytes(text.encode())
        (tmp_path / name).write_bytes("".join(f"{line}\n" for line in phrases).encode())
        return loaded(get("twitter_phrases").read(tmp_path))

    return read


def test_phrases_by_hand(read):
    """Words are parted by any white space (two blanks, U+0085), counted from 0, the last one inside."""
    splits = read()
    assert {split: [e.polarity for e in found] for split, found in splits.items()} == {
        "train": [((4, 13, 1),), ()],
        "dev": [()],
        "test": [((0, 7, 1), (10, 11, -1)), (), ()],
    }
    first = splits["test"][0]
    assert [first.text[start:end] for start, end, _ in first.polarity] == ["not bad", "é"]


def test_the_tweets_are_twitters(read, tmp_path):
    found = {split: [(e.id, e.text, e.label) for e in examples] for split, examples in read().items()}
    expected = loaded(twitter.read(tmp_path))
    assert found == {split: [(e.id, e.text, e.label) for e in expected[split]] for split in expected}
    corpus = get("twitter_phrases")
    assert (corpus.classes, corpus.expected) == (twitter.CLASSES, twitter.EXPECTED)
    assert [raw.name for raw in corpus.files] == ["train.tsv", "dev.tsv", "test.tsv", "phrases.tsv"]
    assert "twitter-test-gold-A.tsv" in corpus.files[-1].by_hand


def test_a_phrase_twice_is_one_and_phrases_of_one_sign_may_overlap(read):
    splits = read([*PHRASES, PHRASES[0], "29\t7\t1\t2\tpositive"])
    assert splits["test"][0].polarity == ((0, 7, 1), (4, 9, 1), (10, 11, -1))


@pytest.mark.parametrize(
    "line, said",
    [
        ("29\t7\t0\tpositive", "expected number, user, first word"),
        ("29 7 0 1 positive", "expected number, user, first word"),
        ("29\t7\t0\t-1\tpositive", "found the words '0' to '-1'"),
        ("29\t7\tx\t1\tpositive", "found the words 'x' to '1'"),
        ("29\t7\t0\t\u0661\tpositive", "found the words"),  # another script's digit
        ("29\t7\t\u0660\t1\tpositive", "found the words"),
        ("29\t7\t0\t1\tobjective", "unknown label 'objective', expected one of positive, negative, neutral"),
        ("29\t7\t0\t1\tunknwn", "unknown label 'unknwn'"),
        ("29\t7\t2\t1\tpositive", "the words 2 to 1 are not within the 7 words"),
        ("29\t7\t6\t7\tneutral", "the words 6 to 7 are not within the 7 words, counted from 0, of the tweet"),
        ("29\t7\t1\t1\tnegative", "word 1 of test-1 is said to be positive and negative"),
        ("29\t7\t0\t1\tpositive\r", r"ends in \r\n"),
        ("", "an empty line"),
    ],
)
def test_a_bad_line_is_named(read, tmp_path, line, said):
    with pytest.raises(UserError) as caught:
        read([*PHRASES, line])
    assert f"{tmp_path / 'phrases.tsv'}:6: " in str(caught.value) and said in str(caught.value)


def test_bad_files(read, tmp_path, monkeypatch):
    with pytest.raises(UserError, match=r"phrases\.tsv: no tweet of test\.tsv has a positive or negative"):
        read(PHRASES[1:2] + PHRASES[3:])
    with pytest.raises(UserError, match=r"phrases\.tsv is missing"):
        (tmp_path / "phrases.tsv").unlink()
        read(name="other.tsv")
    with pytest.raises(UserError, match=r"phrases\.tsv is empty"):
        read([])
    (tmp_path / "phrases.tsv").write_bytes(b"29\t7\t0\t1\tpositive\tcaf\xe9\n")
    with pytest.raises(UserError, match=r"phrases\.tsv:1: not UTF-8"):
        loaded(get("twitter_phrases").read(tmp_path))
    monkeypatch.setattr(lines, "LONGEST", 97)
    with pytest.raises(UserError, match=r"phrases\.tsv:6: the line is longer than 97 bytes"):
        read([*PHRASES, "29\t7\t0\t1\tpositive\t" + "x" * 97])
