"""The cross table as it is read, and which measures agree."""

import pandas as pd
import pytest

from steady_attention.report.tables import cross
from steady_attention.report.tables.agreement import agreement
from steady_attention.report.tables.crossed import KEYS, Crossed
from tests.report.tables.test_cross import AT, F1, JSD, NUMBERS, SCORES, SPREAD, frame, row, seeds

LAST = cross.frame(SCORES[:2].assign(value=0.25), AT, [F1], ["vib"], "last")


def crossed(*rows, measures=(F1, JSD), methods=("vanilla", "attention_at", "attention_iat", "uniform")):
    return Crossed(cross.frame(frame(*rows), AT, measures, methods))


def test_markdown_to_the_character():
    made = Crossed(pd.concat([NUMBERS, LAST], ignore_index=True))
    text = made.markdown({"Which agree": "a.svg"})
    assert text.startswith(f"# All methods, the key measures\n\n{made.reading}\n\n")
    assert (
        "| Method | F1 [%] ↑ | Δ [points] | JSD, seeds ↓ | Δ |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| vanilla | 70.00 (2) | – | 0.500 | – |\n"
        "| base | 60.00 | -10.00 | – | – |\n"
        "| seat | 85.00 | +15.00 | undefined in 1/1 runs | – |\n"
        "| vib | 85.00 (2) | +15.00 | 0.250 | -0.250 |\n"
    ) in text
    assert text.endswith("\n![Which agree](a.svg)\n")
    assert made.notes()[0].startswith("Model selection: the epoch with the best score on the dev split")
    assert (
        made.notes()[1].startswith("Runs: sst, lstm, additive attention") and "seeds 0, 1" in made.notes()[1]
    )
    assert made.notes()[-1].startswith(
        "cross.csv has more measures: attention variance, to vanilla's; AOPC@5"
    )


def test_many_seeds_are_said_by_the_first_and_the_last():
    made = crossed(*seeds("vanilla", F1, 0.5, 0.6, 0.7, 0.8, 0.9))
    assert "seeds 0 to 4, 5 of them where no other count stands" in made.notes()[1]


def test_it_fits_a_page():
    rows = [row("vanilla", measure, 0.5) for measure in KEYS]
    (sheet,) = crossed(*rows, measures=KEYS).sheets()
    assert len(KEYS) > 8 and len(sheet.header) == 9


def test_controls_stand_below_under_their_own_head():
    rows = [row("uniform", F1, 0.9), row("vanilla", F1, 0.5)]
    (sheet,) = crossed(*rows).sheets()
    assert [(group, [one.label for one in under]) for group, under in sheet.groups()] == [
        ("", ["vanilla"]),
        ("Controls (ours)", ["uniform"]),
    ]
    assert any(note.startswith("Controls (ours): ") for note in crossed(*rows).notes())


def test_methods_that_are_the_same_by_mathematics_share_a_row():
    same = [*seeds("attention_at", F1, 0.5, 0.7), *seeds("attention_iat", F1, 0.5, 0.7)]
    (sheet,) = crossed(*same, *seeds("vanilla", F1, 0.5, 0.7)).sheets()
    assert [one.label for one in sheet.rows] == ["vanilla", "attention_at = attention_iat"]
    (sheet,) = crossed(*same[:2], *seeds("attention_iat", F1, 0.5, 0.8)).sheets()
    assert [one.label for one in sheet.rows] == ["attention_at", "attention_iat"]


def test_no_rows():
    none = Crossed(NUMBERS[:0])
    assert none.sheets() == [] and none.notes() == [] and "No run of this profile" in none.markdown()


def agreeing(*means):
    """The agreement of measures given as the means of methods a, b, ...; of base and random as well. Of the
    first more is better, of the second less, of the third neither.
    """
    measures = ("f1", "jsd", SPREAD)[: len(means)]
    rows = [
        {"selection": "best", "method": name, "metric": measure, "mean": value, "seeds": "0"}
        for measure, values in zip(measures, means, strict=True)
        for name, value in zip(["base", "random", *"abcdefgh"], [9.0, -9.0, *values], strict=False)
        if value is not None
    ]
    return agreement(pd.DataFrame(rows), measures)


def test_agreement_by_hand():
    """The order 1 2 3 4 against 2 1 4 3: 1 - 6 * 4 / (4 * 15) = 0.6; less is better in the second."""
    found = agreeing([1.0, 2.0, 3.0, 4.0], [2.0, 1.0, 4.0, 3.0], [8.0, 7.0, 6.0, 5.0])
    assert found.to_numpy().tolist() == [
        ["f1", "jsd", -0.6, 4],
        ["f1", SPREAD, -1.0, 4],
        ["jsd", SPREAD, 0.6, 4],
    ]


def test_agreement_of_fewer_methods_says_how_many():
    found = agreeing([1.0, 2.0, 3.0, 4.0, 5.0], [4.0, 3.0, 2.0, 1.0, None])
    assert found[["correlation", "methods"]].to_numpy().tolist() == [[1.0, 4.0]]


def test_methods_that_are_the_same_by_mathematics_agree_as_one():
    def of(iat):
        methods = {"vanilla": 1.0, "attention_at": 2.0, "attention_iat": iat, "seat": 3.0, "vib": 4.0}
        rows = [{"method": m, "metric": x, "mean": v} for x in ("f1", "jsd") for m, v in methods.items()]
        return agreement(pd.DataFrame(rows), ("f1", "jsd"))["methods"].tolist()

    assert (of(2.0), of(2.5)) == ([4], [5])


@pytest.mark.parametrize("means", [([1.0, 2.0, 3.0], [1.0, 2.0, 3.0]), ([1.0, 2.0, 3.0, 4.0], [2.0] * 4)])
def test_no_agreement_of_three_methods_or_of_equal_ones(means):
    assert agreeing(*means)["correlation"].isna().all()
