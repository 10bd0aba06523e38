"""Token by token what spaCy gives for the whole text: varied, real and random texts, whatever came before."""

import gzip
import random
import re
from functools import cache
from itertools import islice

import pytest
import spacy
from hypothesis import example, given
from hypothesis import strategies as st

from steady_attention.text import tokenize
from steady_attention.text.tokenize import Memo
from tests.corpora.raw_files import NO_REAL_FILES, real_mirror

ENGLISH = spacy.blank("en").tokenizer
SPECIAL = sorted(ENGLISH.rules)
PIECES = {
    "words": "the film Actors movie naïve Ünder x T a Mr it what can not DON I's straße İstanbul".split(),
    "contractions": "don't It's he'll we’ve CAN'T o'clock y'all ma'am 'tis that's, gonna I'd've".split(),
    "urls": "http://a.example/x?y=1#z www.b.example, me@c.example (d.example) https://e.example/f_(g).".split(),
    "emoticons": ":) (: :-( ;) =D 8) :x >.< (*_*) ¯\\(ツ)/¯ </3 o.O ): :')' (1999): hello:) :)) 3:".split(),
    "abbreviations": "Mr.Smith U.S. e.g., (i.e. p.m. x.T a.b. Dr.No Ph.D. Inc.,'A' No.1 St.Louis".split(),
    "numbers": "5km 3.5m² $10.50 1,000 10a.m. 9p.m. 50% 21st 1999-2001 1/2 °C. 20°C. +44 8/10 4-8) ½".split(),
    "marks": "… — – “quoted” ‘single’ ''two'' ``ticks'' « » ¡ ( ) [ ] : ; , . ! ? / \\ * & ( ' \" ’s".split(),
    "hyphens": "well-known film/movie and/or w/o re-make--again -- <br /><br />The end.It u.v".split(),
    "cjk": "日本語 日本語。 映画(:です 한국어 中文:) “中文” ｆｕｌｌ ไทย".split(),
    "special": [case for case in SPECIAL if not case.isspace()],
}
BLANKS = [" "] * 12 + ["", "", "  ", "\t", "\n", "\xa0", "\x85", "\u2003", "\u3000", "\x1c", " \r\n"]


def sentences(count: int) -> list[str]:
    """Up to 19 pieces, each kind as likely, between blanks of all kinds and of none."""
    draw = random.Random(11)
    kinds = list(PIECES.values())
    return [
        "".join(draw.choice(draw.choice(kinds)) + draw.choice(BLANKS) for _ in range(draw.randint(1, 19)))
        for _ in range(count)
    ]


def collapsed(text: str) -> str:
    return " ".join(text.split())


def check(text: str, spacys=ENGLISH) -> bool:
    """Spans and words under both rules against spaCy's; returns whether the text goes to spaCy whole."""
    tokens = [token.text for token in spacys(collapsed(text))]
    assert [text[start:end] for start, end in tokenize.spans(text, "qqq")] == tokens
    assert tokenize.words(text, "qqq") == [tokenize.word(token, "qqq") for token in tokens]
    bare = collapsed(re.sub(r"\W", " ", text))
    assert tokenize.words(text, "words") == [token.text.lower() for token in spacys(bare)]
    return any(altered(chunk) for chunk in set(text.split()))


@cache
def altered(chunk: str) -> bool:
    """Whether the second step alters a chunk; found without the memo's short cut, which it proves."""
    whole, first = ([token.text for token in found(chunk)] for found in TOKENIZERS)
    assert whole == first or not tokenize._special().isdisjoint(whole), chunk
    return whole != first


TOKENIZERS = tokenize.tokenizers()


def test_ten_thousand_varied_sentences():
    alone = sum(check(sentence) for sentence in sentences(10_000))
    assert 1_000 < alone < 9_000, (
        f"{alone} of 10,000 go to spaCy whole: the sentences test but one of the ways"
    )


@pytest.mark.skipif(real_mirror() is None, reason=NO_REAL_FILES)
@pytest.mark.parametrize("name, most", [("sst/flat/stsa.fine.train.gz", 8_544), ("imdb/train.tsv.gz", 601)])
def test_real_texts(name, most):
    if not (path := real_mirror() / name).is_file():
        pytest.skip(f"no {name} in the mirror directory")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [line.split("\t")[-1] for line in islice(lines, most)]
    assert sum(map(check, texts)) < 0.05 * len(texts) == 0.05 * most


@given(st.lists(st.sampled_from([*SPECIAL, *" .:)('xT8=-/", *PIECES["marks"]]), max_size=13).map("".join))
@example(": x.T")
@example("( :) hello:)")
def test_random_pieces(text):
    check(text)


@given(st.text(max_size=29))
def test_random_characters(text):
    check(text)


def test_a_match_across_a_blank():
    """By hand: `: x` keeps `x.` from being one token, though it is none itself."""
    found = Memo()
    assert found.tokens(["x.T"]) == ["x.", "T"]
    assert found.tokens([":", "x.T"]) == [":", "x", ".", "T"]
    assert found.tokens(["x.T"]) == ["x.", "T"]


def test_no_special_case_holds_a_blank():
    """What the memo stands on."""
    assert [case for case in SPECIAL if case.split() != [case] and not case.isspace()] == []


@pytest.mark.parametrize("text", [": x.T", "x.T", '"x.T" (e.g. x.T)', "( :) :)) can't", "Mr.T's 8) (1999):"])
def test_history_changes_nothing(text):
    """Whatever came before, memo and spaCy give a fresh tokenizer's answer; a tiny memo forgets often."""
    fresh = [token.text for token in spacy.blank("en").tokenizer(text)]
    tiny = Memo(limit=211)
    for sentence in sentences(23):
        tiny.tokens(sentence.split())
        ENGLISH(collapsed(sentence))
        assert tiny.tokens(text.split()) == fresh == [token.text for token in ENGLISH(text)]


def test_a_memo_is_bounded():
    """Two generations of at most `limit` chunks; one that is asked for all along stays known."""
    found = Memo(limit=101)
    spacys = found._spacy
    for number in range(997):
        found.tokens(["film", f"w{number}"])
        assert len(found) + len(found._older) + len(found._altered) <= 2 * 101
        assert "film" in found or "film" in found._older
    assert found._spacy is not spacys, "a vocabulary that grows with the corpus"


def test_long_chunks_and_whole_texts_count_for_more():
    """One more for every 8 characters: here 21, and 12 for the whole text."""
    found = Memo(limit=20)
    found.tokens(["film"])
    found.tokens(["(1999):", "x" * 80])
    assert "film" in found
    found.tokens(["(1999):", "x" * 80])
    assert "film" in found._older and not found
    found.tokens(["y" * 160])
    assert "film" not in found and "film" not in found._older
