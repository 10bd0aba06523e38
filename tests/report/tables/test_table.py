import csv
import io
from dataclasses import replace

import pandas as pd
import pytest

from steady_attention.metrics.card import PLAIN
from steady_attention.printed import doubts, reported
from steady_attention.report.tables import filled, filling
from steady_attention.report.tables.grid import Grid
from steady_attention.report.tables.table import Table
from steady_attention.results.query import MOST_RUN, Heading
from steady_attention.results.setting import Setting
from tests.results.small import scored

NUMBERS = {
    ("vanilla", "sst"): reported.Cell("79.27", 0.7927),
    ("attention_vat", "sst"): reported.Cell("83.18", 0.8318),
}


def find(conditions):
    return NUMBERS.get((conditions["method"], conditions["dataset"]))


def table(**rest):
    return Table(
        name="3a",
        title="Prediction",
        source="A paper, Table 3a",
        rows=(
            Heading("Vanilla", {"method": "vanilla"}),
            Heading("VAT, unlabeled data", {"method": "attention_vat", "unlabeled": MOST_RUN}),
            Heading("VAT (ours only)", {"method": "attention_vat"}, printed=None),
        ),
        columns=(
            Heading("F1 [%]", {"dataset": "sst", "metric": "f1"}, "SST"),
            Heading("F1 [%]", {"dataset": "imdb", "metric": "f1"}, "IMDB"),
        ),
        where={"encoder": "bilstm", "attention": "additive", "split": "test"},
        printed=find,
        notes=("A note.",),
        **rest,
    )


@pytest.fixture
def frame(evaluations, runs):
    return scored(runs, evaluations)


def test_markdown_to_the_character(frame, runs):
    setting = Setting("small", copies={"sst": "the publisher's zip"}, selection="best dev F1")
    assert filling.fill(table(fold=False), frame, setting, runs).markdown() == (
        "# Table 3a. Prediction\n\n"
        f"A paper, Table 3a. {filled.READING}\n\n"
        "| Method | SST, F1 [%] | Δ [points] | paper [%] | paper Δ [points] | IMDB, F1 [%] |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        "| Vanilla | 81.00 ± 2.48 | – | 79.27 | – | – |\n"
        "| VAT, unlabeled data | 85.00 ± 2.48 | +4.00 | 83.18 | +3.91 | – |\n"
        "| VAT (ours only) | 82.00 ± 2.48 | +1.00 | – | – | – |\n\n"
        "- Profile: small.\n"
        "- Model selection: best dev F1.\n"
        "- Seeds: 0, 1, 2.\n"
        "- Corpus of sst: the publisher's zip.\n"
        "- Rows with unlabeled data: the amount of most seeds: unlabeled=2000 (sst).\n"
        "- A note.\n"
    )


def test_columns_without_content_are_named_below_and_a_table_of_none_is_no_table(frame, runs):
    """The silhouette is not measured; the entropy stands beside, and says nothing by itself."""
    lost, beside = (
        Heading("lost", {"metric": "silhouette"}),
        Heading("entropy", {"metric": "f1"}, beside=True),
    )
    whole = table()
    columns, where = (Heading("F1", {"metric": "f1"}), lost, beside), {**whole.where, "dataset": "sst"}
    one = replace(whole, columns=columns, where=where, printed=None)
    made = filling.fill(one, frame, Setting("small"), runs)
    (sheet,) = made.sheets()
    assert "lost" not in " ".join(sheet.header) and "Without a run for it here: lost." in made.notes()
    alone = replace(made.table, columns=(lost, beside))
    made = filling.fill(alone, frame, Setting("small"), runs)
    assert made.sheets() == [] and not made.complete


def test_another_corpus_is_named_and_not_compared(evaluations, runs, frame):
    setting = Setting("demo", {"imdb": "sst"})
    made = filling.fill(table(), frame, setting, runs)
    assert "| IMDB (here: sst), F1 [%] |" in made.markdown()
    assert made.cells[0, 1].text == "– / 81.00 ± 1.00 (3) / –"
    assert not made.cells[0, 1].comparable and made.cells[0, 0].comparable
    assert "Corpus of imdb: here sst, which is not the paper's; no difference is printed." in made.notes()
    assert "Corpus of sst: copy not recorded." in made.notes()


def test_csv_says_the_same(frame, runs):
    rows = list(csv.DictReader(io.StringIO(filling.fill(table(), frame, Setting("small"), runs).csv())))
    assert len(rows) == 6
    assert rows[2] == {
        "row": "VAT, unlabeled data",
        "column": "SST, F1 [%]",
        "dataset": "sst",
        "encoder": "bilstm",
        "attention": "additive",
        "method": "attention_vat",
        "split": "test",
        "metric": "f1",
        "corpus": "sst",
        "variant": "unlabeled=2000",
        "unit": "per cent",
        "printed": "83.18",
        "mean": "85.00",
        "std": "1.00",
        "runs": "3",
        "wanted": "3",
        "difference": "+1.82",
        "text": "83.18 / 85.00 ± 1.00 (3) / +1.82",
        "half": "2.48",
        "delta": "+4.00",
        "delta_half": "",  # the three differences are equal
        "pairs": "3",
        "printed_delta": "+3.91",
    }


def test_a_run_is_compared_with_vanilla_at_its_own_place():
    """Of the row the place and what is `kept`; of the column its variant; vanilla has no unlabeled text."""
    row = Heading("VAT", {"method": "attention_vat", "unlabeled": 5, "as_published": True, "encoder": "rnn"})
    column = Heading("F1", {"dataset": "snli", "metric": "f1", "labeled": "half"})
    place = {"attention": "additive", "split": "test", "dataset": "snli", "metric": "f1", "labeled": "half"}
    found = replace(table(), kept=("as_published",)).compared_with(row, column)
    assert found == {**place, "encoder": "rnn", "method": "vanilla", "as_published": True}
    assert table().compared_with(table().rows[0], column) is None  # vanilla itself


def test_the_papers_effect_is_of_its_own_vanilla(doubted):
    (vanilla, vat, ours), sst = table().rows, table().columns[0]
    assert table().effect(vat, sst) == pytest.approx(0.0391)
    assert table().effect(vanilla, sst) is None and table().effect(ours, sst) is None
    doubted("printed twice", ("vanilla", "sst"))
    assert table().effect(vat, sst) is None


def test_the_largest_class_is_a_note_not_a_column(frame, runs):
    majority = frame[frame["metric"] == "f1"].assign(metric="majority_f1", value=0.666)
    columns = (
        *table().columns,
        Heading("F1 of the largest class", {"dataset": "sst", "metric": "majority_f1"}),
    )
    made = filling.fill(
        replace(table(), columns=columns), pd.concat([frame, majority]), Setting("small"), runs
    )
    assert "F1 of the largest class: 66.60." in made.notes()
    assert [sheet.header[1] for sheet in made.sheets()] == ["SST, F1 [%]"]


def test_a_declared_run_without_scores_is_counted(frame, runs):
    fewer = frame[(frame["method"] != "vanilla") | (frame["seed"] != 1)]
    assert filling.fill(table(), fewer, Setting("small"), runs).cells[0, 0].ours == "81.00 ± 1.41 (2 of 3)"


def test_folding_names_what_has_no_run(frame, runs):
    made = filling.fill(table(), frame, Setting("small"), runs)
    assert made.columns == [0] and made.rows == [0, 1, 2]
    assert made.notes()[-1] == "Without a run for it here: IMDB."
    assert len(made.frame()) == 6  # the CSV has all of them


def test_a_table_without_any_run_is_not_folded_away(frame):
    made = filling.fill(table(), frame[:0], Setting("demo"))
    assert made.columns == [0, 1]
    assert "Seeds: no run in this profile." in made.notes()


def test_absent_names_groups_and_labels_once():
    rows = [Heading(label, {}, group) for group in ("G", "H", "K") for label in ("p", "q", "r")]
    assert filled.absent(rows, [0, 1, 3, 4]) == ["r", "K"]
    assert filled.absent(rows, [0, 1, 3]) == ["r", "q (H)", "K"]


@pytest.fixture
def doubted(monkeypatch):
    """Makes a doubt of some of NUMBERS."""

    def doubted(why, *keys):
        found = {doubts.Doubt("a reason", key, why): NUMBERS[key[:2]] for key in keys}
        monkeypatch.setattr(doubts, "every", lambda: found)
        monkeypatch.setattr(doubts, "doubts_of", lambda cell: [d for d, n in found.items() if n is cell])

    return doubted


def test_a_doubtful_number_is_marked(frame, runs, doubted):
    doubted("printed twice", ("vanilla", "sst"))
    made = filling.fill(table(), frame, Setting("small"), runs)
    assert made.cells[0, 0].text == "79.27† / 81.00 ± 1.00 (3) / –"
    assert made.cells[1, 0].text.startswith("83.18 /")
    assert "†: vanilla, sst: printed twice." in made.notes()


def test_a_reason_is_said_once_with_what_its_cells_have_in_common(frame, runs, doubted):
    doubted("a copy", ("vanilla", "sst", "f1"), ("attention_vat", "sst", "f1"))
    made = filling.fill(table(), frame, Setting("small"), runs)
    assert [made.cells[r, 0].doubtful for r in (0, 1)] == [True, True]
    assert [note for note in made.notes() if "†" in note] == ["†: sst, f1: a copy."]
    doubted("a copy", ("vanilla", "sst"))
    named = replace(table(), rows=table().rows[2:])  # without the doubted number
    assert not any("†" in note for note in filling.fill(named, frame, Setting("small"), runs).notes())


def test_a_row_can_fold_by_itself(frame, runs):
    whole = replace(table(fold=False), rows=(Heading("none", {"method": "vib"}, fold=True), *table().rows))
    made = filling.fill(whole, frame, Setting("small"), runs)
    assert made.rows == [1, 2, 3] and made.notes()[-1] == "Without a run for it here: none."
    assert "none" not in set(made.frame()["row"])


def test_measures_at_several_radii_need_a_declaration_only(frame):
    at = frame[(frame["method"] == "vanilla") & (frame["metric"] == "f1")].assign(metric="tvd@0.01")
    columns = (Heading("0.01", {"dataset": "sst", "metric": "tvd@0.01"}, "SST, TVD"),)
    seat = Table("8", "Radii", "A paper", table().rows[:1], columns, where=table().where)
    assert filling.fill(seat, at, Setting("small")).cells[0, 0].ours == "0.810 ± 0.010 (3)"


def test_what_begins_from_vanilla_is_compared_with_the_epoch_where_it_begins(frame):
    vanilla = frame[(frame["method"] == "vanilla") & (frame["metric"] == "f1")]
    of = {name: vanilla.assign(method=name) for name in ("vanilla", "word_at", "seat")}
    last = pd.concat([of["vanilla"].assign(value=0.5), of["word_at"].assign(value=0.625), of["seat"]])
    rows = tuple(Heading(name, {"method": name}) for name in of)
    column = Heading("F1", {"dataset": "sst", "metric": "f1"}, unit=PLAIN)
    one = Table("1", "T", "A paper", rows, (column,), where=table().where)
    made = filling.fill(one, last, Setting("small"), chosen=vanilla.assign(value=0.75))
    assert [made.numbers[n, 0].pair.difference for n in (1, 2)] == pytest.approx([0.125, 0.81 - 0.75])


def test_the_unit_can_be_declared(frame, runs):
    columns = (Heading("F1", {"dataset": "sst", "metric": "f1"}, unit=PLAIN),)
    plain = Table("1", "T", "A paper", table().rows[:1], columns, where=table().where)
    assert filling.fill(plain, frame, Setting("small"), runs).cells[0, 0].ours == "0.810 ± 0.010 (3)"


def test_grid_keeps_bars_and_has_no_empty_text():
    grid = Grid("claims", ("claim", "verdict"), [["a|b\nc", "holds"]])
    assert grid.markdown() == "| claim | verdict |\n| --- | --- |\n| a\\|b<br>c | holds |\n"
    with pytest.raises(ValueError, match="none of them empty"):
        Grid("claims", ("claim", "verdict"), [["a", ""]])
