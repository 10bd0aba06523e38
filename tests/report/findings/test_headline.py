"""Headline effects by hand: what is paired, what a cause changes, what was not run."""

import math

import pandas as pd
import pytest

from steady_attention import methods
from steady_attention.claims import declared
from steady_attention.metrics.cards import cards
from steady_attention.papers.headlines import HEADLINES
from steady_attention.printed import SUITES
from steady_attention.report.findings.headline import (
    EACH,
    LARGEST,
    Cause,
    Effect,
    Headline,
    Runs,
    Table,
    fits,
    interval,
    paragraph,
    said,
)
from steady_attention.results.scores import BEST, LAST, TABLE

PLACE = ("sst", "bilstm", "additive")
GAIN = Effect("Its gain", "F1", "f1", Runs("seat"), Runs("vanilla"))


def rows(method, values, variant="default", metric="f1", selection=BEST, place=PLACE):
    """Test scores of seeds 0, 1, 2, ..."""
    return [
        dict(zip(TABLE, (*place, method, variant, seed, selection, "test", metric, value, "s"), strict=True))
        for seed, value in enumerate(values)
    ]


def table(*groups):
    return Table(pd.DataFrame([row for group in groups for row in group], columns=list(TABLE)))


def told(given, *causes, effects=(GAIN,), **rest):
    headline = Headline("A paper", PLACE, effects, causes, ("c", "d"), "It is known.")
    return paragraph(headline, given, {}, {"c": "holds"}, **rest)


def test_interval_by_hand():
    """1, 2, 3: t(0.975, 2) / sqrt(3) = 2.484."""
    assert interval([1.0, 2.0, 3.0]) == pytest.approx((2, -0.484, 4.484), abs=5e-4)
    assert interval([7.0]) == (7, -math.inf, math.inf) == interval([7.0, 7.0])


def test_points_and_plain_numbers():
    assert said([0.01, 0.02, 0.03], "f1") == "+2.00 points [-0.48, +4.48]"
    assert said([0.125], "jsd@delta=0.01") == "+0.125"
    assert said([0.125], "pearson", "") == "0.125"


def test_variants_fit_by_all_their_keys():
    assert fits({"a": 1, "b": "x"}, {"a": EACH, "b": "x"}) and fits({"a": 1}, {"a": LARGEST})
    assert not fits({"a": 1, "b": "x"}, {"a": 1}) and not fits({"a": 1}, {"a": 2})


def test_an_effect_is_paired_by_seed_and_what_was_not_run_is_said():
    given = table(rows("vanilla", [0.80, 0.70, 0.60, 0.50]), rows("seat", [0.81, 0.72, 0.63]))
    assert told(given, Cause("at the end", selection=LAST)) == (
        "**A paper** (sst, bilstm, additive attention). Its gain is +2.00 points [-0.48, +4.48] (3 seeds). "
        "Of its claims: `c` holds. Not run: at the end. It is known."
    )
    assert "Its gain was not run." in told(table(rows("vanilla", [0.8])))


def test_a_cause_is_measured_again_and_its_change_is_paired():
    given = table(
        rows("vanilla", [0.80, 0.70, 0.60]),
        rows("seat", [0.81, 0.72, 0.63]),
        rows("vanilla", [0.80, 0.70, 0.60], selection=LAST),
        rows("seat", [0.80, 0.70, 0.60], selection=LAST),
    )
    text = told(given, Cause("at the end", selection=LAST))
    assert "At the end, F1: +0.00 points (3 seeds, a change of -2.00 points [-4.48, +0.48])." in text


def test_each_value_has_its_difference_against_the_same_value_and_the_largest_is_one():
    given = table(
        rows("vanilla", [0.5]),
        rows("seat", [0.6]),
        rows("seat", [0.7], "epsilon=0.1"),
        rows("seat", [0.9], "epsilon=30.0"),
        rows("vanilla", [0.6], "epsilon=0.1"),
        rows("seat", [0.99], "epsilon=50.0,beta=1"),
    )
    of, over = Runs("seat", {"epsilon": EACH}), Runs("vanilla", {"epsilon": EACH})
    assert "Each, F1: +20.00 points (epsilon 0.1, 1 seed); +40.00 points (epsilon 30, 1 seed)." in told(
        given, Cause("Each", of)
    )
    assert "Each, F1: +10.00 points (epsilon 0.1, 1 seed, a change of +0.00 points)." in told(
        given, Cause("Each", of, over)
    )
    most = Cause("Most", Runs("seat", {"epsilon": LARGEST}))
    assert "Most, F1: +40.00 points (epsilon 30, 1 seed, a change of +30.00 points)." in told(given, most)


def test_a_level_has_no_sign_and_a_cause_may_have_another_metric_and_data_set():
    level = Effect("The F1 of vanilla", "F1", "f1", Runs("vanilla"), None, ("attention_vat", "3a"))
    other = ("toy", *PLACE[1:])
    given = table(
        rows("vanilla", [0.5, 0.5]),
        rows("vanilla", [0.75], place=other),
        rows("vanilla", [0.25], metric="f1_at_0.622"),
    )
    text = told(
        given, Cause("There", dataset="toy"), Cause("By that", metric="f1_at_0.622"), effects=(level,)
    )
    assert "The F1 of vanilla is 50.00 points (2 seeds); the paper prints 79.27." in text
    assert "There, F1: 75.00 points (1 seed). By that, F1: 25.00 points (1 seed)." in text


def test_printed_effects_stand_beside_ours_with_their_marks():
    effect = Effect("It", "JSD", "jsd@delta=0.01", Runs("seat"), Runs("vanilla"), ("seat", "8"))
    found = Effect(**{**vars(effect), "conditions": {"encoder": "bilstm", "delta_x": "0.01"}})
    text = told(table(), effects=(found,))
    assert "the paper prints -0.059 (1.63E-07 against 0.059, which the tables mark with †)." in text
    with pytest.raises(ValueError, match="seat, table 8: 9 numbers fit"):
        told(table(), effects=(effect,))


@pytest.mark.parametrize("suite", SUITES)
def test_every_paper_declares_methods_measures_and_claims_that_there_are(suite):
    headline, claims = HEADLINES[suite], {claim["id"]: claim for claim in declared()["claims"]}
    assert all(claims[name]["paper"] in SUITES[suite] for name in headline.claims)
    named = [runs for one in (*headline.effects, *headline.causes) for runs in (one.of, one.over) if runs]
    assert {runs.method for runs in named} <= set(methods.NAMES)
    assert {one.metric.partition("@")[0] for one in headline.effects} <= set(cards())
    assert all(max(cause.effects) < len(headline.effects) for cause in headline.causes)
    text = paragraph(headline, table(), {}, {})
    assert text.count("was not run") == len(headline.effects) and "With one thing changed" not in text
    assert "\n" not in text and text.startswith(f"**{headline.title}** ({headline.place[0]}, ")
