"""Which sentences and models the heat maps show, by hand."""

from steady_attention.report.page import chosen


def example(name, words, *attention):
    return {"id": name, "words": ["w"] * words, "attention": attention}


def test_sentences_on_which_methods_differ_come_first():
    """t1: (0.5 + 0.3) / 2 from vanilla on average, t2: (0.2 + 0.2) / 2; a control is not counted."""
    given = {
        "vanilla": [example(f"t{n}", 2, 0.5, 0.5) for n in range(3)],
        "word_at": [example("t0", 2, 0.5, 0.5), example("t1", 2, 1.0, 0.0), example("t2", 2, 0.7, 0.3)],
        "seat": [example("t0", 2, 0.5, 0.5), example("t1", 2, 0.2, 0.8), example("t2", 2, 0.3, 0.7)],
        "permuted": [example(f"t{n}", 2, 1.0 - n / 2, n / 2) for n in range(3)],
    }
    assert chosen.distance((0.5, 0.5), (1.0, 0.0)) == 0.5
    assert chosen.telling(given, (), 2) == [1, 2]
    assert chosen.telling(given, ("t0",), 2) == [0, 1]  # its perturbed reading is kept
    assert chosen.telling(given, ("t0", "t1", "t2"), 3) == [1, 2, 0]
    assert chosen.telling({"vanilla": given["vanilla"]}, (), 5) == [0, 1, 2]


def test_a_text_that_is_read_at_a_glance_comes_before_a_long_one():
    long, short = ([example("a", words, 0.5), example("b", 3, 0.5)] for words in (41, 40))
    other = [example("a", 41, 1.0), example("b", 3, 0.5)]
    assert chosen.telling({"vanilla": long, "seat": other}, (), 1) == [1]
    assert chosen.telling({"vanilla": short, "seat": other}, (), 1) == [0]


def test_a_text_of_pages_comes_last():
    given = [example("a", chosen.LONG + 1, 0.5), example("b", chosen.LONG, 0.5)]
    other = [example("a", chosen.LONG + 1, 1.0), example("b", chosen.LONG, 0.5)]
    assert chosen.telling({"vanilla": given, "seat": other}, (), 1) == [1]


def test_texts_together_have_an_end():
    """The short one comes first; a single one stands however long it is."""
    for words, places in ((chosen.TOGETHER - 1, [1, 0]), (chosen.TOGETHER, [1]), (2 * chosen.TOGETHER, [1])):
        given = {"vanilla": [example("a", words, 0.5), example("b", 1, 0.5)]}
        assert chosen.telling(given, (), 2) == places
    assert chosen.telling({"vanilla": [example("a", chosen.TOGETHER + 1, 0.5)]}, (), 2) == [0]


def test_methods_that_are_the_same_by_mathematics_are_one_model_where_they_read_the_same():
    some, same = "attention_vat, 7 unlabeled texts", "attention_ivat, 7 unlabeled texts"
    given = {"vanilla": 1, "attention_at": 1, "attention_iat": 1, some: 2, same: 2, "attention_vat": 3}
    assert chosen.once({**given, "attention_ivat": 4}) == {
        "vanilla": "vanilla",
        "attention_at = attention_iat": "attention_at",
        "attention_vat = attention_ivat, 7 unlabeled texts": some,
        "attention_vat": "attention_vat",
        "attention_ivat": "attention_ivat",
    }
