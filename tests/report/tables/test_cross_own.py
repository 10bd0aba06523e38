"""The cross table of one's own corpora: each at a place of its own, none of this project's data sets."""

import pandas as pd

from steady_attention.report.tables import cross_own
from steady_attention.results.scores import COLUMNS


def rows(dataset, encoder, method, value):
    return (dataset, encoder, "additive", method, "default", 0, "test", "f1", value)


SCORES = pd.DataFrame(
    [
        rows("synthetic_topic", "lstm", "vanilla", 0.5),
        rows("mine", "bilstm", "vanilla", 0.61),
        rows("mine", "bilstm", "seat", 0.67),
        rows("mine", "lstm", "vanilla", 0.9),
        rows("other", "rnn", "vanilla", 0.7),
    ],
    columns=list(COLUMNS),
)


def test_each_own_corpus_has_a_table_where_it_has_most_numbers():
    assert cross_own.names(SCORES) == ["mine", "other"]
    first, second = cross_own.tables(SCORES, ["mine", "other"])
    assert first.title == "All methods, the key measures: mine"
    assert list(first.numbers["method"]) == ["vanilla", "seat"]
    assert list(first.numbers["mean"]) == [0.61, 0.67] and set(first.numbers["encoder"]) == {"bilstm"}
    assert list(second.numbers["mean"]) == [0.7] and "rnn" in second.notes()[1]
