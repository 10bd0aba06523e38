"""Repeated texts by their digests: as many as by the texts themselves."""

from hypothesis import given
from hypothesis import strategies as st

from steady_attention.corpora import Example
from steady_attention.text.checks import Digests
from tests.corpora.repeated import repeated

TEXT = st.text(st.sampled_from("ab\0 -"), max_size=3)
SPLIT = st.lists(st.tuples(TEXT, st.none() | TEXT), max_size=17)


@given(SPLIT, SPLIT)
def test_counts_are_those_of_the_texts(train, test):
    splits = {
        name: [Example(str(n), text, 0, second) for n, (text, second) in enumerate(rows)]
        for name, rows in (("train", train), ("test", test))
    }
    assert repeated(splits) == {
        "within": {"train": len(train) - len(set(train)), "test": len(test) - len(set(test))},
        "between": {"train, test": sum(row in set(train) for row in test)},
    }


@given(st.lists(TEXT, max_size=17))
def test_the_first_that_stands_before(texts):
    digests = Digests()
    for text in texts:
        digests.add(text)
    again = [place for place, text in enumerate(texts) if text in texts[:place]]
    assert digests.repeated() == (again[0] if again else None)


def test_half_a_character_has_a_digest():
    digests = Digests()
    digests.add("\ud800")
    assert len(digests.array()) == 1
