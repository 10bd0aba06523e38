"""Headline effects by hand: what is paired, what a cause changes, what was not run."""

import math
from dataclasses import replace

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
    said,
)
from steady_attention.report.findings.paragraphs import causes, paragraph
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


def headline(*causes, effects=(GAIN,)):
    return Headline("A paper", PLACE, effects, causes, ("c", "d"), "It is known.")


def told(given, *causes, effects=(GAIN,)):
    return paragraph(headline(*causes, effects=effects), given, PLACE, {"c": "holds"})


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
        "1 cause was not run. Claims: `c` holds. It is known."
    )
    assert "Not run: F1. Claims" in told(table(rows("vanilla", [0.8])), Cause("at the end", selection=LAST))
    grid = causes(headline(Cause("at the end", selection=LAST)), given, PLACE)
    assert grid.notes == ["Not run: at the end."]


def test_a_corpus_that_stands_for_the_papers_is_said_to():
    text = paragraph(headline(), table(), ("toy", *PLACE[1:]), {})
    said_ = (
        "(toy, bilstm, additive attention; it stands for sst, so that no number compares with a printed one)."
    )
    assert text.startswith(f"**A paper** {said_} Not run: F1.")


def test_the_changes_of_one_cause_stand_together():
    given = table(
        rows("vanilla", [0.80, 0.70, 0.60]),
        rows("seat", [0.81, 0.72, 0.63]),
        rows("seat", [0.78, 0.69001, 0.60], "k=3"),
        rows("seat", [0.68, 0.59001, 0.50], "k=5"),
    )
    text = told(given, Cause("other values", Runs("seat", {"k": EACH})))
    assert "Changed by: other values: k 3 (-3.00 points [-3.00, -3.00]), k 5 (-13.00 points [" in text


def test_a_cause_is_measured_again_and_its_change_is_paired():
    """The change -0.01, -0.02, -0.03 reaches 0 by its interval, -0.03, -0.02999, -0.03 does not."""
    given = table(
        rows("vanilla", [0.80, 0.70, 0.60]),
        rows("seat", [0.81, 0.72, 0.63]),
        rows("vanilla", [0.80, 0.70, 0.60], selection=LAST),
        rows("seat", [0.80, 0.70, 0.60], selection=LAST),
        rows("seat", [0.78, 0.69001, 0.60], "k=3"),
    )
    end, less = Cause("at the end", selection=LAST), Cause("with less", Runs("seat", {"k": 3}))
    text = told(given, end, less)
    assert (
        "Changed by: less (-3.00 points [-3.00, -3.00]). Not told from no change: at the end (-2.00)." in text
    )
    assert causes(headline(end, less), given, PLACE).rows == [
        ["F1", "as the profile is set", "+2.00 points [-0.48, +4.48]", "–", "3"],
        ["F1", "at the end", "+0.00 points", "-2.00 points [-4.48, +0.48]", "3"],
        ["F1", "less", "-1.00 points [-3.48, +1.48]", "-3.00 points [-3.00, -3.00]", "3"],
    ]


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
    one, both = Cause("each", of), Cause("each", of, over)
    assert causes(headline(one), given, PLACE).rows[1:] == [
        ["F1", "each, epsilon 0.1", "+20.00 points", "+10.00 points", "1"],
        ["F1", "each, epsilon 30", "+40.00 points", "+30.00 points", "1"],
    ]
    assert "Not told from no change: each (+10.00 to +30.00)." in told(given, one)
    assert causes(headline(both), given, PLACE).rows[1:] == [
        ["F1", "each", "+10.00 points", "+0.00 points", "1"]
    ]
    most = Cause("most", Runs("seat", {"epsilon": LARGEST}))
    assert causes(headline(most), given, PLACE).rows[1:] == [
        ["F1", "most", "+40.00 points", "+30.00 points", "1"]
    ]


def test_a_level_has_no_sign_and_a_cause_may_have_another_metric_and_data_set():
    level = Effect("The F1 of vanilla", "F1", "f1", Runs("vanilla"), None, ("attention_vat", "3a"))
    other = ("toy", *PLACE[1:])
    given = table(
        rows("vanilla", [0.5, 0.5]),
        rows("vanilla", [0.75], place=other),
        rows("vanilla", [0.25], metric="f1_at_0.622"),
    )
    text = told(
        given, Cause("there", dataset="toy"), Cause("by that", metric="f1_at_0.622"), effects=(level,)
    )
    assert "The F1 of vanilla is 50.00 points (2 seeds); the paper prints 79.27." in text
    assert "Measured anew: there: 75.00 points; by that: 25.00 points." in text


def test_a_later_effect_says_what_changes_it_alone():
    given = table(rows("vanilla", [0.5]), rows("seat", [0.6]), rows("seat", [0.7], "k=3"))
    more, cause = replace(GAIN, label="Its other gain"), Cause("k", Runs("seat", {"k": 3}), effects=(0, 1))
    text = told(given, cause, effects=(GAIN, more))
    assert text.count("Not told from no change") == 1
    assert "Its other gain is +10.00 points (1 seed). Claims" in text


def test_printed_effects_stand_beside_ours_with_their_marks():
    effect = Effect("It", "JSD", "jsd@delta=0.01", Runs("seat"), Runs("vanilla"), ("seat", "8"))
    found = Effect(**{**vars(effect), "conditions": {"encoder": "bilstm", "delta_x": "0.01"}})
    given = table(rows("vanilla", [0.5], metric=effect.metric), rows("seat", [0.5], metric=effect.metric))
    text = told(given, effects=(found,))
    assert "the paper prints -0.059 (1.63E-07 against 0.059, which the tables mark with †)." in text
    assert "JSD, printed -0.059 (1.63E-07 against" in told(table(), effects=(found,))
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
    text = paragraph(headline, table(), headline.place, {})
    assert "Not run: " in text and "Changed by" not in text and "causes" not in text
    assert "\n" not in text and text.startswith(f"**{headline.title}** ({headline.place[0]}, ")
