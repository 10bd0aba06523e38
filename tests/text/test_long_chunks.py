"""Long chunks: spaCy's tokens, in steps linear in the length."""

import re

import pytest
import spacy
from hypothesis import example, given, settings
from hypothesis import strategies as st
from spacy.lang.en import English

from steady_attention.text import long_chunks, tokenize
from steady_attention.text.long_chunks import BESIDE, WINDOW, Chunks
from tests.text.test_tokenize_equality import ENGLISH, SPECIAL, sentences

CHUNKS = Chunks(ENGLISH)
MARKS = "aA1.,:;@/'-=()!?%$²°C+\"[]…—–_#*€üÜn\u0301日。😀"
PIECES = [
    *MARKS,
    *SPECIAL,
    "...",
    "://",
    "'s",
    "km",
    "US$",
    "http://",
    ".com",
    "www.",
    "10.0.0.1",
    ":80",
    "n't",
]
CHUNK = st.lists(st.sampled_from(PIECES), max_size=13).map("".join).map(lambda text: "".join(text.split()))
RUNS = [
    "=",
    "(",
    ")",
    "a",
    "1",
    ".",
    "a.",
    "...a",
    "😀",
    "a@",
    "@",
    "a:",
    "n't",
    ":)",
    "'s",
    "1km",
    "US$",
    "日本語。",
]
RUNS += ["a-b-", "é", "http://", "http://a.com/", "x.T", "(1999):", "://", "a" * 64 + ".", '"', "-", "..)"]


def spacys(text: str) -> list[str]:
    return [token.text for token in ENGLISH(text)]


def test_varied_sentences_and_the_same_without_blanks():
    for sentence in sentences(997):
        chunks = sentence.split()
        assert CHUNKS.tokens(chunks) == spacys(" ".join(chunks))
        assert CHUNKS.tokens(["".join(chunks)]) == spacys("".join(chunks))


@settings(max_examples=400)
@given(st.lists(CHUNK.filter(bool), max_size=5))
@example([":", "x.T"])
@example(["a/b:ab.com", "(a.b", ":)):)"])
def test_random_chunks(chunks):
    assert CHUNKS.tokens(chunks) == spacys(" ".join(chunks))
    for chunk in chunks:
        assert long_chunks.is_url(chunk) == bool(ENGLISH.url_match(chunk))


@given(run=st.sampled_from(RUNS), count=st.integers(1, 61), before=CHUNK, after=CHUNK)
def test_runs(run, count, before, after):
    chunk = before + run * count + after
    assert CHUNKS.tokens([chunk]) == spacys(chunk)


@pytest.mark.parametrize("run", RUNS)
def test_the_memo_gives_spacys_tokens_of_long_chunks(run):
    chunk = run * (211 // len(run) + 2)
    assert len(chunk) > tokenize.LONGEST
    for text in (chunk, f"{chunk} x.T (1999): {chunk}", f": {chunk}.T"):
        assert tokenize.words(text, "qqq") == [tokenize.word(token, "qqq") for token in spacys(text)]


@pytest.mark.parametrize("run", RUNS)
def test_linear_in_the_length(run):
    """The characters that all searches together look at, for a chunk of four times the length."""

    class Counting:
        rules = ENGLISH.rules

        def __init__(self):
            self.seen = 0

        def __getattr__(self, name):
            def search(text):
                self.seen += len(text)
                return getattr(ENGLISH, name)(text)

            return search

    def seen(length):
        counting = Counting()
        chunks = Chunks(counting)
        counting.seen = 0
        chunks.first((run * length)[:length])
        return counting.seen

    assert seen(8_000) < 5 * seen(2_000) < 5 * 70 * 2_000


@pytest.mark.parametrize("run", RUNS)
def test_a_row_of_the_greatest_length(run):
    """It ends, though the words are not looked at; spaCy alone takes days."""
    text = (run * 50_021)[:50_021]
    assert "".join(tokenize.words(text, "words")) == re.sub(r"\W", "", text.lower())
    found = tokenize.spans(text, "qqq")
    assert found[0][0] == 0 and found[-1][1] == len(text)
    assert all(end == start for (_, end), (start, _) in zip(found, found[1:], strict=False))


def test_no_affix_is_as_wide_as_the_window():
    """But the run of dots, which is its own lookbehind."""
    for piece in (*English.Defaults.prefixes, *English.Defaults.suffixes):
        assert piece == r"\.\.+" or re._parser.parse(piece).getwidth()[1] <= WINDOW - 2 * BESIDE


def test_the_expression_of_an_url_is_the_known_one():
    assert (
        spacy.lang.tokenizer_exceptions.URL_PATTERN
        == long_chunks.BEGINNING + long_chunks.USER + long_chunks.REST
    )
    assert long_chunks.BEGINNING == r"^(?:(?:[\w\+\-\.]{2,})://)?" and not ENGLISH.token_match
