"""Which printed numbers of SEAT are no targets, and what its tables say of them."""

import pandas as pd

from steady_attention.papers.seat.rows import DISTANCES
from steady_attention.printed import reported
from steady_attention.printed.doubts import WORDS
from steady_attention.report.tables import filling
from steady_attention.results.scores import COLUMNS
from steady_attention.results.setting import Setting
from tests.papers.seat_cells import TABLES, own


def doubted(name):
    """Method, encoder, data set and measure of the printed numbers of a table that are no targets."""
    return {
        (row.where["method"], row.where["encoder"], column.where["dataset"], column.where["metric"])
        for row, column in own(TABLES[name])
        if TABLES[name].target(row, column) is not None and TABLES[name].doubts(row, column)
    }


def test_which_numbers_are_in_doubt():
    assert len([one for one in doubted("1") if one[3] == "f1"]) == 38
    assert all(one[3] == "f1" or one[3].startswith("tvd_batch_sum@") for one in doubted("1"))
    copied = {one[0] for name in ("3", "10a", "10b") for one in doubted(name) if one[3].startswith("jsd@")}
    assert copied == {"word_at", "word_iat", "attention_rp", "attention_at", "attention_iat", "seat"}
    assert {one[0] for one in doubted("3") if one[3] == "f1"} == {"word_at", "word_iat", "seat"}
    assert ("seat", "rnn", "rotten_tomatoes", "jsd@delta=0.05") in doubted("8c")
    for name in ("2", "9a", "9b", "9c"):
        measures = [one[3] for one in doubted(name) if one[2] != "emotion"]
        counts = [measures.count(metric) for metric in ("comprehensiveness", "sufficiency", "sensitivity")]
        assert counts == [63, 32, 63]


def test_a_reason_is_said_once_and_marks_numbers_alone():
    starts = [line.split(": ")[1] for line in TABLES["8b"].daggers()]
    assert starts == [
        "tvd_batch_sum@delta=0.01",
        "f1",
        "sst, jsd@delta=0.01",
        "bert, jsd@delta=0.01, attention_rp",
    ]
    assert not any("F1" in line for line in TABLES["2"].daggers())  # which has none of the paper's
    made = filling.fill(TABLES["4"], pd.DataFrame(columns=list(COLUMNS)), Setting("demo"))
    assert "0.814†" in made.markdown() and "text†" not in made.markdown()


def test_no_total_variation_has_a_difference():
    for table in TABLES.values():
        for row, column in own(table):
            if column.where["metric"].startswith("tvd_batch_sum@") and table.target(row, column) is not None:
                assert table.doubts(row, column)
    assert "which, is not said" in DISTANCES


def test_which_f1_are_printed_alike_for_every_radius_and_are_targets():
    """Over Tables 1 and 8: of Attention-RP, -AT and -iAT all 36, of the others 10 of 48."""
    at = {}
    for number in ("1", "8"):
        for row in reported.load()["seat", number]:
            if row.metric == "f1":
                at.setdefault((row.method, row.encoder, row.dataset), set()).add(row.text)
    changing = {place for place, values in at.items() if len(values) > 1}
    assert {place[0] for place in changing} == {"vanilla", "word_at", "word_iat", "seat"}
    assert len(changing) == 38
    for name in ("1", "8a", "8b", "8c"):
        assert {one[:3] for one in doubted(name) if one[3] == "f1"} == changing


def test_seats_f1_of_replaced_words_differ_in_two_or_three_from_those_of_the_largest_radius():
    def f1(number, **where):
        rows = (row for row in reported.load()["seat", number] if row.fits({"method": "seat", **where}))
        return {row.dataset: row.text for row in rows if row.metric == "f1"}

    noise = f1("8", encoder="bert", delta_x="0.05")
    words = [f1("3", perturbed_words="1"), *(f1("10", perturbed_words=n) for n in ("2", "3"))]
    assert [sum(one[name] != noise[name] for name in noise) for one in words] == [3, 2, 3]
    assert "two or three F1" in WORDS["copied"]
