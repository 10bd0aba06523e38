"""compare and gain on cells made by hand; margins are positive in favour."""

import numpy as np
import pytest

from steady_attention.claims.curves import parts
from steady_attention.claims.scores import Score
from steady_attention.claims.terms import Part, matches, methods_of


def cell(method, value, dataset="sst", metric="f1", **axes):
    return Score(method, dataset, metric, {0: value}, **axes)


def terms(test, cells):
    (part,) = parts(test, cells)
    return part.terms


def margins(test, cells):
    found = [term.margin(lambda c: np.array([c.numbers[0]])).item() for term in terms(test, cells)]
    return pytest.approx(sorted(found), abs=1e-12)


def compare(subject="a", other="b", **more):
    return {"op": "compare", "subject": {"method": subject}, "object": {"method": other}, **more}


@pytest.mark.parametrize(
    "relation, margin, metric, expected",
    [
        ("better", 0.0, "f1", 2.0),
        ("better", 0.5, "f1", 1.5),
        ("better", 0.0, "jsd", -2.0),
        ("worse", 0.0, "f1", -2.0),
        ("worse", 0.0, "tvd", 2.0),
        ("not_worse", 0.5, "f1", 2.5),
        ("not_worse", 0.5, "sufficiency", -1.5),
        ("within", 0.5, "f1", -1.5),
        ("greater", 0.0, "jsd", 2.0),
        ("ratio_at_least", 2.0, "f1", -1.0),
    ],
)
def test_relations_of_5_to_3(relation, margin, metric, expected):
    cells = [cell("a", 5.0, metric=metric), cell("b", 3.0, metric=metric)]
    assert margins(compare(relation=relation, margin=margin), cells) == [expected]


@pytest.mark.parametrize(
    "more, expected",
    [
        ({}, False),
        ({"margin": 0.1}, True),
        ({"relation": "not_worse"}, True),
        ({"relation": "greater"}, False),
    ],
)
def test_zero_is_enough_for_at_least_and_not_for_better(more, expected):
    (term,) = terms(compare(**more), [cell("a", 1.0), cell("b", 1.0)])
    assert term.inclusive is expected


def test_only_cells_that_agree_are_compared():
    cells = [
        cell("a", 7.0, "sst"),
        cell("a", 5.0, "imdb"),
        cell("b", 2.0, "sst"),
        cell("b", 3.0, "cnn"),
        cell("a", 4.0, "sst", encoder="rnn"),
        cell("b", 9.0, "sst", "pearson"),
        cell("b", 1.0, delta=0.1),
    ]
    assert margins(compare(), cells) == [5.0]


def test_across_drops_an_axis():
    cells = [cell("a", 7.0, encoder="rnn"), cell("b", 2.0), cell("b", 3.0, encoder="bert")]
    assert margins(compare(), cells) == []
    assert margins(compare(across=["encoder"]), cells) == [4.0, 5.0]


def test_a_cell_printed_in_two_tables_counts_once():
    cells = [cell("a", 7.0, table="3a"), cell("b", 2.0, table="3a"), cell("b", 2.0, table="3b")]
    assert margins(compare(), cells) == [5.0]


def test_same_table():
    cells = [cell("a", 7.0, table="4"), cell("b", 2.0, table="6")]
    assert margins(compare(same_table=True), cells) == []
    assert margins(compare(same_table=True), [*cells, cell("b", 3.0, table="4")]) == [4.0]


def test_pairs_compare_each_subject_with_its_own_object():
    cells = [cell("a", 7.0), cell("b", 2.0), cell("c", 5.0), cell("d", 4.0)]
    pairs = [[{"method": "a"}, {"method": "b"}], [{"method": ["c"]}, {"method": ["d"]}]]
    assert margins({"op": "compare", "pairs": pairs}, cells) == [1.0, 5.0]


def test_filters_take_one_value_a_list_or_null():
    chosen = cell("a", 1.0, ablation=None, iteration=2.0)
    assert matches(chosen, {"ablation": None, "iteration": [1, 2], "method": "a"})
    assert not matches(chosen, {"ablation": "none"})
    assert not matches(chosen, {"method": ["b", "c"]})


def test_gain():
    side = {
        m: {"to": {"method": m, "regime": "semi"}, "from": {"method": m, "regime": "supervised"}}
        for m in "ab"
    }
    cells = [
        cell("a", 7.0, regime="semi"),
        cell("a", 2.0, regime="supervised"),
        cell("b", 9.0, regime="semi"),
        cell("b", 8.0, regime="supervised"),
        cell("a", 1.0, "imdb", regime="semi"),
    ]
    assert margins({"op": "gain", "pairs": [[side["a"], side["b"]]]}, cells) == [4.0]


@pytest.mark.parametrize(
    "need, expected", [("all", 7), ("most", 4), ("any", 1), ({"at_least": 3, "of": 7}, 3)]
)
def test_how_many_of_seven_must_hold(need, expected):
    assert Part((None,) * 7, need).wanted == expected


@pytest.mark.parametrize("count, total", [(12, 12), (10, 10), (7, 10), (1, 10)])
def test_what_cannot_be_compared_counts_of_nine_of_ten(count, total):
    part = Part((None,) * count, {"at_least": 9, "of": 10})
    assert (part.wanted, part.total) == (9, total)


def test_most_of_four_is_three():
    assert Part((None,) * 4, "most").wanted == 3


def test_methods_of_a_nested_test():
    test = {"all_of": [compare("a", ["b", "a"]), {"op": "bound", "subject": {"method": ["c"]}, "value": 1}]}
    assert methods_of(test) == ["a", "b", "c"]
