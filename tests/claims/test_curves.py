"""bound, monotone, settles, rank_correlation and all_of on cells made by hand."""

import numpy as np
import pytest

from steady_attention.claims.curves import parts
from steady_attention.claims.reach import settled, spearman
from steady_attention.claims.scores import Score
from steady_attention.store.errors import UserError


def cell(method, value, dataset="sst", metric="f1", **axes):
    return Score(method, dataset, metric, {0: value}, **axes)


def margins(test, cells):
    return pytest.approx(
        [
            term.margin(lambda c: np.array([c.numbers[0]])).item()
            for p in parts(test, cells)
            for term in p.terms
        ]
    )


@pytest.mark.parametrize(
    "relation, expected, inclusive",
    [("lt", 1.0, False), ("le", 1.0, True), ("gt", -1.0, False), ("ge", -1.0, True)],
)
def test_bound_of_2_by_3(relation, expected, inclusive):
    test = {"op": "bound", "subject": {"method": ["a"]}, "relation": relation, "value": 3.0}
    cells = [cell("a", 2.0), cell("b", 9.0)]
    assert margins(test, cells) == [expected]
    assert [term.inclusive for part in parts(test, cells) for term in part.terms] == [inclusive]


def test_monotone_takes_the_steps_in_the_order_of_the_axis():
    test = {"op": "monotone", "subject": {"method": ["a"]}, "along": "k", "direction": "up"}
    cells = [cell("a", 5.0, k=11.0), cell("a", 1.0, k=2.0), cell("a", 3.0, k=5.0), cell("a", 0.0)]
    assert margins(test, cells) == [2.0, 2.0]
    assert margins(test | {"direction": "down"}, cells) == [-2.0, -2.0]


def test_monotone_in_unlabeled_data_starts_at_the_supervised_run():
    test = {"op": "monotone", "subject": {"method": ["a"]}, "along": "unlabeled"}
    none, some = (
        cell("a", 1.0, regime="supervised", unlabeled=0.0),
        cell("a", 4.0, regime="semi", unlabeled=7.0),
    )
    assert margins(test, [some, none]) == [3.0]
    assert margins(test, [some]) == []  # one point is no curve
    supervised = cell("a", 1.0, regime="supervised")  # a run of no unlabeled data names no amount
    assert margins(test, [some, supervised]) == [3.0]


def test_a_curve_ends_where_the_claim_does():
    test = {"op": "monotone", "subject": {"method": ["a"]}, "along": "unlabeled", "most": {"sst": 7}}
    amounts = [cell("a", value, unlabeled=at) for value, at in ((1.0, 2.0), (3.0, 7.0), (0.0, 11.0))]
    assert margins(test, amounts) == [2.0]
    assert margins(test | {"most": {"imdb": 7}}, amounts) == [2.0, -3.0]


@pytest.mark.parametrize(
    "curve, expected",
    [
        ([1.0, 5.0, 4.9, 4.8], 0.2),  # steps of 0.1 against a tolerance of 0.3
        ([1.0, 5.0, 4.9, 4.2], -0.4),  # a step of 0.7
        ([4.95, 5.0, 4.9, 4.8], -0.15),  # ends below its start
        ([1.0, 2.0, 3.0], 0.3),  # nothing after the peak
    ],
)
def test_settled(curve, expected):
    assert settled(np.array(curve)[:, None], 0.3) == pytest.approx([expected])


def test_settles_is_one_term_a_curve():
    test = {"op": "settles", "subject": {"method": ["a"]}, "along": "iteration", "tolerance": 0.3}
    cells = [
        cell("a", v, d, iteration=float(i)) for d in ("sst", "imdb") for i, v in enumerate((1.0, 5.0, 4.9))
    ]
    assert margins(test, cells) == [0.2, 0.2]


def test_spearman_by_hand():
    x, y = np.array([[1.0], [2.0], [3.0]]), np.array([[10.0], [30.0], [20.0]])
    assert spearman(x, y) == pytest.approx([0.5])
    assert spearman(x, -y) == pytest.approx([-0.5])
    assert spearman(x, np.ones_like(y)) == pytest.approx([0.0])  # no order at all


def test_rank_correlation_turns_both_metrics_and_takes_the_mean_over_groups():
    test = {"op": "rank_correlation", "x_metrics": ["jsd"], "y_metrics": ["comprehensiveness"], "value": 0.1}
    jsd = {"a": 0.1, "b": 0.2, "c": 0.3}
    same = [cell(m, v, metric="jsd") for m, v in jsd.items()] + [
        cell(m, 1 - v, metric="comprehensiveness") for m, v in jsd.items()
    ]
    half = [cell(m, v, "imdb", "jsd") for m, v in jsd.items()] + [
        cell(m, v, "imdb", "comprehensiveness") for m, v in zip("abc", (3.0, 1.0, 2.0), strict=True)
    ]
    assert margins(test, same) == [0.9]  # the lower the JSD, the higher the other: +1
    assert margins(test, same + half) == [0.65]  # mean of 1 and 0.5
    assert margins(test | {"exclude": ["a"]}, same) == []  # two methods are no ranking


def test_methods_that_are_the_same_by_mathematics_are_ranked_once():
    test = {"op": "rank_correlation", "x_metrics": ["f1"], "y_metrics": ["pearson"], "value": 0.0}

    def cells(**numbers):
        return [cell(m, v, metric=metric) for metric in ("f1", "pearson") for m, v in numbers.items()]

    assert margins(test, cells(vanilla=1.0, attention_at=2.0, attention_iat=2.0)) == []  # two are no ranking
    assert margins(test, cells(vanilla=1.0, attention_at=2.0, attention_iat=2.5)) == [1.0]
    (term,) = (
        t
        for part in parts(test, cells(vanilla=1.0, attention_at=2.0, attention_iat=2.0, seat=3.0))
        for t in part.terms
    )
    assert len(term.scores) == 6


def test_all_of_has_one_part_an_operation():
    one = {"op": "bound", "subject": {"method": ["a"]}, "relation": "lt", "value": 3.0}
    found = parts({"all_of": [one, one | {"need": "any"}]}, [cell("a", 1.0)])
    assert [part.need for part in found] == ["all", "any"]


def test_unknown_operation_is_an_error_that_lists_the_known():
    with pytest.raises(UserError, match="unknown op 'guess'; expected one of compare, gain, bound"):
        parts({"op": "guess"}, [])


def test_a_metric_without_a_perturbation_stands_beside_every_radius_of_the_other():
    test = {"op": "rank_correlation", "x_metrics": ["jsd"], "y_metrics": ["comprehensiveness"], "value": 0.0}
    cells = [cell(name, n, metric="comprehensiveness") for n, name in enumerate("abc")]
    cells += [cell(name, -n, metric="jsd", delta=0.01) for n, name in enumerate("abc")]
    cells += [cell(name, n, metric="jsd", delta=0.05) for n, name in enumerate("abc")]
    (term,) = (term for part in parts(test, cells) for term in part.terms)
    assert "over 2 groups" in term.text
    assert margins(test, cells) == [0.0]  # 1 at the one radius, -1 at the other
    assert margins(test, cells[:6]) == [1.0]
