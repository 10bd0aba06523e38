"""Words by hand under both rules, and what holds for any text."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from steady_attention.store.errors import UserError
from steady_attention.text import tokenize

ENGLISH = spacy.blank("en")
RULES = st.sampled_from((*tokenize.RULES, tokenize.BLANKS))


@pytest.mark.parametrize(
    "text, words",
    [
        ("It's  GOOD,\n\tisn't it?", ["it", "'s", "good", ",", "is", "n't", "it", "?"]),
        ("Made in 1999 for $5.", ["made", "in", "qqq", "for", "$", "qqq", "."]),
        ("the 21st B2B", ["the", "qqq", "qqq"]),
        (
            "x² and ½",
            ["qqq", "and", "½"],
        ),  # str.isdigit, as theirs: a superscript is a digit, a fraction is not
        (" \n\xa0", []),
        ("", []),
    ],
)
def test_the_qqq_rule_by_hand(text, words):
    assert tokenize.words(text, "qqq") == words


@pytest.mark.parametrize(
    "text, words",
    [
        ("It 's GOOD, is n't it?", ["it", "s", "good", "is", "n", "t", "it"]),
        ("the 21st century -- 1/2 (one)", ["the", "21st", "century", "1", "2", "one"]),
        ("Café au_lait", ["café", "au_lait"]),  # \W leaves letters of any script, and the underscore
        ("?!", []),
    ],
)
def test_the_words_rule_by_hand(text, words):
    assert tokenize.words(text, "words") == words


def test_the_blanks_rule_keeps_what_stands_between_blanks():
    text = "( @entity12 ) It's\n @entity3-led 1,000\xa0Men."
    words = ["(", "@entity12", ")", "it's", "@entity3-led", "1,000", "men."]
    assert tokenize.words(text, "blanks") == words
    assert all(a is b for a, b in zip(*(tokenize.words(text, "blanks") for _ in range(2)), strict=True))
    assert [text[start:end].lower() for start, end in tokenize.spans(text, "blanks")] == words


def test_no_pool_is_written_by_the_rule_of_pairs():
    assert tokenize.BLANKS not in tokenize.RULES


def test_spans_by_hand():
    text = "  It's\n GOOD!"
    assert [text[start:end] for start, end in tokenize.spans(text, "qqq")] == ["It", "'s", "GOOD", "!"]
    assert [text[start:end] for start, end in tokenize.spans(text, "words")] == ["It", "s", "GOOD"]


def test_an_unknown_rule_lists_the_known_ones():
    with pytest.raises(
        UserError, match="unknown rule of normalisation 'none': expected one of qqq, words, blanks"
    ):
        tokenize.words("a", "none")


@given(st.text(), RULES)
def test_words_survive_being_joined_by_blanks(text, rule):
    words = tokenize.words(text, rule)
    assert " ".join(words).split() == words
    assert "\n" not in "".join(words)


@given(st.text(), RULES)
def test_spans_hold_the_words(text, rule):
    spans = tokenize.spans(text, rule)
    words = tokenize.words(text, rule)
    assert len(spans) == len(words)
    for word, (start, end) in zip(words, spans, strict=True):
        assert word in (text[start:end].lower(), tokenize.NUMBER)
    ends = [place for span in spans for place in span]
    assert ends == sorted(ends)


@given(st.text())
def test_no_digit_survives_the_qqq_rule(text):
    assert not any(character.isdigit() for word in tokenize.words(text, "qqq") for character in word)


@given(st.text(st.sampled_from("aB.'?-:) \n")))
def test_the_tokens_are_those_of_spacy(text):
    expected = [token.lower_ for token in ENGLISH(" ".join(text.split()))]
    assert tokenize.words(text, "qqq") == expected
