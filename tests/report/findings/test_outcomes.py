"""What is told of headline effects: what is paired, what a cause changes, what was not run."""

from dataclasses import replace

import pytest

from steady_attention.report.findings import outcomes
from steady_attention.report.findings.headline import (
    EACH,
    MOST_RUN,
    Cause,
    Effect,
    Headline,
    Print,
    Runs,
    printed,
)
from steady_attention.report.findings.measured import causes
from steady_attention.report.findings.outcomes import section
from steady_attention.results.scores import BEST, LAST
from tests.report.findings.profiles import PLACE, rows, table

GAIN = Effect("Its gain", "F1", "f1", Runs("seat"), Runs("vanilla"))


def headline(*causes, effects=(GAIN,)):
    return Headline("A paper", PLACE, effects, causes, "It is known.")


def told(given, *causes, effects=(GAIN,), place=PLACE):
    """The answer, the rows of the effects, what else is known."""
    answer, grid, bullets = section(headline(*causes, effects=effects), given, place)
    return answer, grid.rows, bullets


def gain(printed="1.0"):
    """The gain of F1 that is printed as so many points."""
    return replace(GAIN, printed=("a paper", printed))


@pytest.fixture
def prints(monkeypatch):
    """Prints of an effect are what its `printed` says: a number, doubted with a second one."""

    def print_of(effect, place):
        value = effect.printed and float(effect.printed[1])
        return Print(value, f"{value:+.2f} points", "", len(effect.printed) > 2) if effect.printed else None

    monkeypatch.setattr(outcomes, "printed", print_of)


def test_an_effect_is_paired_by_seed_and_what_was_not_run_is_said(prints):
    given = table(rows("vanilla", [0.80, 0.70, 0.60, 0.50]), rows("seat", [0.81, 0.72, 0.63]))
    answer, lines, bullets = told(given, Cause("at the end", selection=LAST), effects=(gain("5.0"),))
    assert answer == "The printed effect on F1 is not found." and bullets == ["It is known."]
    assert lines == [["Its gain", "+2.00 points [-0.48, +4.48]", "+5.00 points", "–"]]
    answer, lines, _ = told(table(rows("vanilla", [0.8])), Cause("at the end", selection=LAST))
    assert (answer, lines) == ("Not run: F1.", [])
    grid = causes(headline(Cause("at the end", selection=LAST)), given, PLACE)
    assert grid.notes == ["Not run: at the end."]


@pytest.mark.parametrize(
    ("values", "printed", "answer"),
    [  # 2 points with an interval of half width 2.484, or of none
        ((0.01, 0.02, 0.03), ("p", "4.0"), "On F1 it stays open."),
        ((0.01, 0.02, 0.03), ("p", "4.0", "doubted"), "The printed effect on F1 is not found."),
        ((0.01, 0.02, 0.03), ("p", "5.0"), "The printed effect on F1 is not found."),
        ((0.0199, 0.02, 0.0201), ("p", "2.01"), "The printed effect on F1 is found."),
        ((0.0199, 0.02, 0.0201), ("p", "1.0"), "The printed effect on F1 is found."),
        ((0.0199, 0.02, 0.0201), ("p", "9.0"), "On F1 a smaller effect is found."),
        ((-0.0199, -0.02, -0.0201), ("p", "-9.0"), "On F1 a smaller effect is found."),
        ((0.0199, 0.02, 0.0201), ("p", "9.0", "doubted"), "The printed effect on F1 is found."),
        ((0.0199, 0.02, 0.0201), ("p", "-1.0"), "On F1 the opposite is found."),
        ((0.0199, 0.02, 0.0201), ("p", "0.0"), ""),
        ((0.0199, 0.02, 0.0201), (), ""),
    ],
)
def test_a_printed_effect_is_found_or_not_or_stays_open(prints, values, printed, answer):
    given = table(rows("vanilla", [0.5] * 3), rows("seat", [0.5 + one for one in values]))
    assert told(given, effects=(replace(GAIN, printed=printed),))[0] == answer


def test_effects_with_one_answer_stand_in_one_sentence(prints):
    given = table(rows("vanilla", [0.5] * 3), rows("seat", [0.51, 0.52, 0.53]))
    more = [replace(gain("9.0"), short=name) for name in ("a", "b", "c")]
    assert told(given, effects=tuple(more))[0] == "The printed effect on a, b and c is not found."


def test_a_corpus_that_stands_for_the_papers_is_said_to():
    answer, _, _ = told(table(), place=("toy", *PLACE[1:]))
    assert answer == "toy stands for sst, so that no number compares with a printed one."


def test_the_changes_of_one_cause_stand_together(prints):
    given = table(
        rows("vanilla", [0.80, 0.70, 0.60]),
        rows("seat", [0.81, 0.72, 0.63]),
        rows("seat", [0.78, 0.69001, 0.60], "k=3"),
        rows("seat", [0.68, 0.59001, 0.50], "k=5"),
    )
    _, (line,), _ = told(given, Cause("other values", Runs("seat", {"k": EACH})), effects=(gain(),))
    assert line[-1] == "other values (k 3 -3.00 points, k 5 -13.00 points)"


def test_a_cause_is_measured_again_and_its_change_is_paired(prints):
    """The change -0.01, -0.02, -0.03 reaches 0 by its interval, -0.03, -0.02999, -0.03 does not."""
    given = table(
        rows("vanilla", [0.80, 0.70, 0.60]),
        rows("seat", [0.81, 0.72, 0.63]),
        rows("vanilla", [0.80, 0.70, 0.60], selection=LAST),
        rows("seat", [0.80, 0.70, 0.60], selection=LAST),
        rows("seat", [0.78, 0.69001, 0.60], "k=3"),
    )
    end, less = Cause("at the end", selection=LAST), Cause("with less", Runs("seat", {"k": 3}))
    _, (line,), bullets = told(given, end, less, effects=(gain(),))
    assert line[-1] == "less (-3.00 points)"
    assert bullets == ["No change of F1 can be told: at the end.", "It is known."]
    assert causes(headline(end, less), given, PLACE).rows == [
        ["F1", "nothing", "+2.00 points [-0.48, +4.48]", "–", "3"],
        ["F1", "at the end", "+0.00 points", "-2.00 points [-4.48, +0.48]", "3"],
        ["F1", "less", "-1.00 points [-3.48, +1.48]", "-3.00 points [-3.00, -3.00]", "3"],
    ]


def test_what_begins_from_vanilla_is_compared_with_its_start_at_the_last_epoch():
    """SEAT stays at vanilla's chosen epoch; that vanilla's last one is 0.1 below is no gain of SEAT's."""
    given = table(
        *(rows("vanilla", [0.8, 0.7, 0.6]), rows("vanilla", [0.7, 0.6, 0.5], selection=LAST)),
        *(rows("seat", [0.8, 0.7, 0.6], selection=one) for one in (BEST, LAST)),
        *(rows("word_at", [0.8, 0.7, 0.6], selection=one) for one in (BEST, LAST)),
    )
    end = Cause("at the end", selection=LAST)
    for method, gained in (("seat", 0.0), ("word_at", 0.1)):
        (found,) = given.differences(PLACE, replace(GAIN, of=Runs(method)), end)
        assert list(found.values.values()) == pytest.approx([gained] * 3)


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
    assert told(given, one)[2][0] == "No change of F1 can be told: each."
    more = table(
        rows("vanilla", [0.5, 0.51, 0.52]),
        rows("seat", [0.6, 0.61, 0.62]),
        rows("seat", [0.6, 0.61, 0.62], "epsilon=0.1"),
        rows("seat", [0.9, 0.912, 0.924], "epsilon=30.0"),
    )
    _, ((*_, changing),), bullets = told(more, one)
    assert "epsilon 30 +30.20 points" in changing and not [text for text in bullets if "No change" in text]
    assert causes(headline(both), given, PLACE).rows[1:] == [
        ["F1", "each", "+10.00 points", "+0.00 points", "1"]
    ]
    most = Cause("most", Runs("seat", {"epsilon": MOST_RUN}))
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
    there, anew = Cause("there", dataset="toy"), Cause("by that", metric="f1_at_0.622")
    _, lines, bullets = told(given, there, anew, effects=(level,))
    assert lines == [["The F1 of vanilla", "50.00 %", "79.27 %", "–"]]
    assert bullets == ["Measured otherwise: F1 by that, 25.00 %.", "It is known."]


def test_what_does_not_change_is_said_of_the_first_effect_alone():
    given = table(rows("vanilla", [0.5]), rows("seat", [0.6]), rows("seat", [0.7], "k=3"))
    more, cause = replace(GAIN, short="other"), Cause("k", Runs("seat", {"k": 3}), effects=(0, 1))
    assert told(given, cause, effects=(GAIN, more))[2] == ["No change of F1 can be told: k.", "It is known."]


def test_an_effect_that_no_paper_prints_has_a_row_where_something_changes_it():
    level = Effect("Entropy", "entropy", "attention_entropy", Runs("seat"), None)
    given = table(
        rows("seat", [0.5, 0.51, 0.52, 0.53, 0.54], metric=level.metric),
        rows("seat", [1.0, 1.01, 1.03, 1.02, 1.04], "k=3", metric=level.metric),
    )
    _, lines, _ = told(given, Cause("by k", Runs("seat", {"k": 3})), effects=(level,))
    assert lines == [["Entropy", "0.52 [0.5, 0.54]", "–", "by k (+0.5)"]]
    assert told(given, effects=(level,))[1] == []


def test_printed_effects_stand_beside_ours_with_their_marks():
    effect = Effect("It", "JSD", "jsd@delta=0.01", Runs("seat"), Runs("vanilla"), ("seat", "8"))
    found = Effect(**{**vars(effect), "conditions": {"encoder": "bilstm", "delta_x": "0.01"}})
    given = table(rows("vanilla", [0.5], metric=effect.metric), rows("seat", [0.5], metric=effect.metric))
    _, (line,), _ = told(given, effects=(found,))
    assert line[2] == "-0.059 †"
    print_ = printed(found, PLACE)
    assert (print_.of, print_.doubted) == ("1.63E-07 against 0.059", True)
    assert told(table(), effects=(found,))[0] == "Not run: JSD."
    with pytest.raises(ValueError, match="seat, table 8: 9 numbers fit"):
        told(table(), effects=(effect,))
