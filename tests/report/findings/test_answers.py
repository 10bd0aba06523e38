"""The first sentences by hand: who is better than vanilla, who is worse, and who cannot be told from it."""

from dataclasses import replace

import pandas as pd
import pytest

from steady_attention import methods
from steady_attention.report.findings import answers, differences
from steady_attention.report.findings.answers import where
from steady_attention.report.findings.differences import QUESTIONS
from steady_attention.report.findings.headline import Table
from steady_attention.report.findings.sentences import sentences, which
from steady_attention.results.scores import TABLE
from tests.report.findings.profiles import PLACE, row, rows, sources

F1, PEARSON, JSD, ATTACKED = QUESTIONS
VANILLA = rows("vanilla", [0.80, 0.70, 0.60])  # a mean of 0.7


def source(*groups):
    frame = pd.DataFrame([one for group in groups for one in group], columns=list(TABLE))
    return replace(sources(rows=[row("vanilla", seed, 0.7) for seed in range(3)]), runs=frame)


def test_who_differs_is_told_with_intervals_and_who_does_not_by_a_range():
    """seat by +0.01, +0.02, +0.03: 0.02 +- 2.484 / 100; vib by -0.02 at every seed but one -0.02001."""
    told = sentences(
        source(
            VANILLA,
            rows("seat", [0.81, 0.72, 0.63]),
            rows("attention_at", [0.80, 0.70, 0.61]),
            rows("vib", [0.78, 0.68, 0.57999]),
            rows("word_at", [0.90, 0.80, 0.70001]),
            rows("base", [0.90, 0.80, 0.70001]),
        )
    )
    assert told == [
        "Prediction: by F1 (vanilla 70.00 %), vib (-2.00 points [-2.00, -2.00]) is worse than vanilla; the "
        "papers' other 2 methods cannot be told from vanilla (+0.33 to +2.00 points)."
    ]


def test_a_measure_that_falls_is_better_and_is_told_as_a_share_of_vanillas():
    given = source(
        rows("vanilla", [4e-4, 4e-4, 4e-4], metric=JSD.metric),
        rows("seat", [4e-4, 5e-4, 4e-4], metric=JSD.metric),
        rows("word_at", [1e-4, 1e-4, 0.9e-4], metric=JSD.metric),
        rows("word_vat", [1e-4, 4e-4, 0.9e-4], metric=JSD.metric),
    )
    assert sentences(given) == [
        "Stability: by the JSD of attention under noise of 0.01 in the embeddings (vanilla 0.0004), seat "
        "cannot be told from vanilla (+8 % [-22, +48])."
    ]


def test_a_difference_that_is_shown_as_zero_tells_nobody_apart():
    """0.0003 to 0.0004 of Pearson is above 0 and is shown as 0.000."""
    vanilla = rows("vanilla", [0.7, 0.8, 0.9], metric=PEARSON.metric)
    given = source(vanilla, rows("seat", [0.70036, 0.80035, 0.90034], metric=PEARSON.metric))
    assert [one for one in sentences(given) if "better" in one or "cannot be told" not in one] == []


def test_nobody_differs():
    none = rows("word_at", [0.80, 0.71, 0.60])
    (told,) = sentences(source(VANILLA, rows("seat", [0.80, 0.71, 0.60]), none))
    assert told.endswith("seat cannot be told from vanilla (+0.33 points [-1.10, +1.77]).")
    assert sentences(source(VANILLA, none)) == []  # of no paper's method is there anything to say


@pytest.mark.parametrize("seeds", [0, 1, 2])
def test_fewer_than_three_seeds_answer_nothing(seeds):
    assert sentences(source(rows("vanilla", [0.8] * seeds), rows("seat", [0.9] * 3))) == []
    assert sentences(source(VANILLA, rows("seat", [0.9] * seeds))) == []
    assert sentences(sources(cross=False)) == []


def test_where_the_sentences_stand():
    assert where(source(VANILLA)) == (
        "sst, bilstm, additive attention, no unlabeled text; 3 seeds; paired differences with 95 % intervals."
    )
    assert where(sources(cross=False)) == "No method has runs to compare."


def test_which_method_in_a_sentence():
    """word_at gains F1 and loses correlation; on Pearson nobody is better."""
    given = source(
        VANILLA,
        rows("word_at", [0.90, 0.80, 0.70001]),
        rows("seat", [0.70, 0.60, 0.50001]),
        rows("vanilla", [0.5] * 3, metric="pearson"),
        rows("word_at", [0.4, 0.4, 0.4001], metric="pearson"),
        rows("seat", [0.4, 0.4, 0.4001], metric="pearson"),
    )
    assert which(given) == (
        "for prediction word_at (+10.00 points); for agreement with gradients none better than vanilla. "
        "Of these, worse than vanilla: word_at in agreement with gradients."
    )
    assert which(sources(cross=False)) == ""


def test_uniform_attention_is_told_beside_the_methods():
    """It is stable without any training, by the mean over the seeds that vanilla has, too: 1e-4 of 4e-4. Less
    of a distance is better, so a sign alone would read as the opposite.
    """
    given = source(
        rows("vanilla", [4e-4, 2e-4, 6e-4], metric=JSD.metric),
        rows("word_at", [1e-4, 0.5e-4, 1.50001e-4], metric=JSD.metric),
        rows("uniform", [1e-4, 0.0, 2e-4, 9.0], metric=JSD.metric),
    )
    assert which(given) == (
        "for stability word_at (JSD -75 %). Uniform attention, which tells nothing, has 75 % less JSD."
    )


def test_uniform_attention_has_a_ratio_as_the_methods_do():
    """1/4, 1 and 1/2 of vanilla's make 1/2 by the geometric mean; by their means it would be 42 % less."""
    given = source(
        rows("vanilla", [4e-4, 4e-4, 4e-4], metric=JSD.metric),
        rows("word_at", [1e-4, 1e-4, 1.0001e-4], metric=JSD.metric),
        rows("uniform", [1e-4, 4e-4, 2e-4], metric=JSD.metric),
    )
    assert which(given).endswith("Uniform attention, which tells nothing, has 50 % less JSD.")


def test_a_ratio_never_falls_below_nothing():
    """A difference of means would: 1e-4, 1e-4 and 3.9e-4 of 4e-4 are -50 % [-148, +48]."""
    given = source(
        rows("vanilla", [4e-4] * 3, metric=JSD.metric), rows("seat", [1e-4, 1e-4, 3.9e-4], metric=JSD.metric)
    )
    (found,) = differences.to_vanilla(Table(given.runs), PLACE, JSD)
    assert found.ends[0] == pytest.approx((0.25 * 0.25 * 0.975) ** (1 / 3) - 1) and found.ends[1] > -1
    none = source(rows("vanilla", [4e-4] * 3, metric=JSD.metric), rows("seat", [0.0] * 3, metric=JSD.metric))
    assert differences.to_vanilla(Table(none.runs), PLACE, JSD) == []  # 0 has no ratio


def test_which_method_for_what():
    other = ("sst", "lstm", "additive")
    given = source(
        VANILLA,
        rows("seat", [0.80, 0.71, 0.60]),
        rows("word_at", [0.90, 0.80, 0.70001]),
        rows("vanilla", [0.5, 0.5, 0.5], place=other),
        rows("vib", [0.4, 0.4, 0.4001], place=other),
    )
    assert answers.aims(given).rows == [
        ["Prediction", "F1: 70.00 %", "word_at +10.00 points [+10.00, +10.00]", "none", "1 of 2"]
    ]
    assert answers.elsewhere(given).rows == [
        ["sst, lstm, additive", "3", "none; vib -10.00 points", "–", "–", "–"]
    ]
    assert answers.aims(sources(cross=False)).rows == []
    assert answers.elsewhere(sources(cross=False)).rows == []


def test_gains_that_are_shown_alike_are_named_together():
    given = source(
        VANILLA,
        *(rows(name, [0.90, 0.80, 0.70 + more]) for name, more in (("word_at", 2e-5), ("seat", 1e-5))),
        rows("vib", [0.85, 0.75, 0.65001]),
    )
    assert which(given) == "for prediction word_at and seat (+10.00 points)."


def test_methods_that_are_one_count_once_and_what_was_not_measured_is_said():
    """AT = iAT and vib by F1, AT = iAT alone by JSD."""
    at = [0.80, 0.71, 0.60]
    distances = [
        *(rows(name, [3e-4, 5e-4, 6e-4], metric=JSD.metric) for name in ("attention_at", "attention_iat")),
        rows("vanilla", [4e-4, 2e-4, 6e-4], metric=JSD.metric),
    ]
    given = source(
        *(VANILLA, rows("attention_at", at), rows("attention_iat", at), rows("vib", [0.8, 0.7, 0.61])),
        *distances,
    )
    assert [row[-1] for row in answers.aims(given).rows] == ["2 of 2", "1 of 1; vib not measured"]
    first, second = sentences(given)
    assert "not measured" not in first and second.endswith("; vib was not measured.")


def test_elsewhere_the_papers_methods_are_counted_and_what_turns_is_named():
    """seat is worse on two encoders; word_at is better on sst and worse on the RNN, and is no paper's."""
    places = [("sst", encoder, "additive") for encoder in ("lstm", "rnn")]
    given = source(
        *(VANILLA, rows("seat", [0.80, 0.71, 0.60]), rows("word_at", [0.90, 0.80, 0.70001])),
        *(rows("vanilla", [0.5] * 3, place=place) for place in places),
        *(rows("seat", [0.4, 0.4, 0.4001], place=place) for place in places),
        rows("word_at", [0.4, 0.4, 0.4001], place=places[1]),
        *(rows(name, [2e-4, 3e-4, 5e-4], metric=JSD.metric, place=places[1]) for name in ("vanilla", "seat")),
    )
    assert answers.elsewhere(given).rows == [
        ["sst, rnn, additive", "3", "none; seat -10.00 points, word_at -10.00 points", "–", "none of 1", "–"],
        ["sst, lstm, additive", "3", "none; seat -10.00 points", "–", "–", "–"],
    ], "where most methods were run stands first"
    assert sentences(given)[-1] == (
        "Elsewhere: in 2 other settings, how often the papers' methods are better and worse: "
        "F1 0 and 2 of 2 times, JSD 0 and 0 of 1. In F1 word_at goes both ways."
    )


def test_every_method_is_the_papers_or_beside_them():
    named = {*differences.PROPOSED, *differences.BESIDE, differences.VANILLA, differences.WITHOUT_ATTENTION}
    assert named <= set(methods.NAMES) and len(differences.PROPOSED) == 6
    given = Table(pd.DataFrame(VANILLA + rows("uniform", [0.1, 0.1, 0.1]), columns=list(TABLE)))
    assert answers.answer(given, PLACE, F1) is None, "a control is no method"


def test_methods_with_other_numbers_of_seeds_say_theirs():
    """word_at and vib have five seeds, seat and vanilla ten; each is paired with vanilla's same seeds."""
    base = [0.80, 0.70, 0.60, 0.75, 0.65] * 2
    given = source(
        rows("vanilla", base),
        rows("seat", [one + 0.1 + n / 1e6 for n, one in enumerate(base)]),
        *(rows(name, [one + 0.1 + n / 1e6 for n, one in enumerate(base[:5])]) for name in ("word_at", "vib")),
        rows("word_at", [0.5] * 3, "epsilon=7"),  # a sweep is not counted
    )
    assert differences.seeds_of(Table(given.runs), PLACE) == [10, 5]  # of two that are as usual the larger
    assert where(given) == (
        "sst, bilstm, additive attention, no unlabeled text; 10 seeds unless another number is said; paired "
        "differences with 95 % intervals."
    )
    ((_, _, better, *_),) = answers.aims(given).rows
    assert better == (
        "seat +10.00 points [+10.00, +10.00], vib +10.00 points [+10.00, +10.00] of 5 seeds, "
        "word_at +10.00 points [+10.00, +10.00] of 5 seeds"
    )
    (told,) = sentences(given)
    assert "vib (+10.00 points [+10.00, +10.00] of 5 seeds)" in told and "word_at" not in told
    alone = replace(given, cross=given.cross.iloc[:0])
    assert answers.elsewhere(alone).rows[0][:2] == ["sst, bilstm, additive", "5 to 10"]
