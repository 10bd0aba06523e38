"""The integrity report: what a search of the printed numbers finds, and what is computed anew."""

import pytest

from steady_attention.claims.declarations import declared, on_print
from steady_attention.papers import integrity
from steady_attention.papers.integrity import facts, seat
from steady_attention.printed import doubts, search
from steady_attention.printed.reported import Cell

ENTRIES = integrity.entries()


def cell(text, metric="f1", method="vanilla", encoder="rnn", dataset="sst", table="1", **params):
    return Cell(text, float(text), method, dataset, encoder, metric, params, "seat", table)


def test_every_entry_of_the_claims_is_there():
    assert [(e.paper, e.cell) for e in ENTRIES] == [(e["paper"], e["cell"]) for e in doubts.ENTRIES]
    assert len(ENTRIES) == 51


def test_every_check_belongs_to_one_entry():
    for paper, checks in integrity.CHECKS.items():
        cells = [entry.cell for entry in ENTRIES if entry.paper == paper]
        for start in checks:
            assert sum(cell.startswith(start) for cell in cells) == 1, start


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.paper}: {entry.cell[:40]}")
def test_the_printed_numbers_say_what_the_entry_says(entry):
    assert entry.verdict in ("confirmed", integrity.IN_WORDS), entry.facts
    assert (entry.facts == ()) == (entry.verdict == integrity.IN_WORDS)


def test_how_many_are_about_words_alone():
    assert [entry.cell.split(",")[0] for entry in ENTRIES if entry.verdict == integrity.IN_WORDS] == [
        "results text",
        "section 4.2.1",
        "section 4.2.2",
        "appendix C",
        "appendix B",
    ]


def test_an_entry_that_says_otherwise_is_not_confirmed():
    said = {"cell": "tables 1, 3, 4, 6, 8, 10: TVD", "why": "258 of 444, largest 28.472, except 11 cells"}
    assert not facts.stated(seat.CHECKS["tables 1, 3, 4, 6, 8, 10: TVD"](), said)
    assert facts.stated(("258 of 444", "28.472"), said)


@pytest.mark.parametrize(
    "text, size, sides",
    [
        ("40.56", 2210, [40.543, 40.588]),  # 896 and 897 of 2,210
        ("50.00", 2, []),
        ("33.33", 3, []),
        ("33.34", 3, [33.333, 66.667]),
    ],
)
def test_shares_of_a_number_of_texts(text, size, sides):
    assert facts.near_misses(text, size) == sides


def test_counts_above_and_constants():
    cells = [cell("0.5"), cell("0.50"), cell("1.5", dataset="imdb"), cell("0.2", dataset="imdb")]
    assert facts.above(cells, 1) == "1 of 4"
    assert facts.constant(cells, "dataset") == (1, 2)


@pytest.mark.parametrize(
    "one, other, same",
    [
        (
            cell("0.1", delta_x="0.001", table="1"),
            cell("0.1", delta_x="0.05", table="8"),
            True,
        ),  # F1 of clean texts
        (
            cell("0.1", "jsd", delta_x="0.001", table="1"),
            cell("0.1", "jsd", delta_x="0.05", table="8"),
            False,
        ),
        (cell("0.1", method="seat", regularisers="none", table="6"), cell("0.1", table="8"), True),
        (
            cell("0.1", method="seat", regularisers="L3", table="6"),
            cell("0.1", method="seat", table="8"),
            False,
        ),
        (cell("0.1", dataset="imdb", table="2"), cell("0.1", dataset="emotion", table="9"), True),
        (cell("0.1", table="1"), cell("0.1", encoder="bert", table="1"), False),
    ],
)
def test_which_cells_must_have_the_same_number(one, other, same):
    assert (search.place(one) == search.place(other)) == same


def test_the_ends_of_a_range_are_inside():
    values = (-1e-10, 0.0, 0.6931, 0.6932)
    assert [search.outside(cell(str(value), "jsd")) for value in values] == [True, False, False, True]
    assert not search.outside(cell("1.0")) and not search.outside(cell("0.0"))
    assert search.outside(cell("-1.01", "pearson")) and not search.outside(cell("-1.01", "train size"))


def test_what_the_search_finds():
    outside = {(paper, table, metric): count for paper, table, metric, count, *_ in search.impossible()}
    assert outside["seat", "8", "jsd"] == 2 and {paper for paper, *_ in outside} == {"seat"}
    assert (
        sum(n for (_, table, metric), n in outside.items() if metric == "tvd" and "figure" not in table)
        == 259
    )
    assert [dataset for dataset, *_ in search.amounts()] == ["sst", "imdb", "snli"]
    copies = {who[0]: places for places, who in search.copied()}
    assert set(copies) == {"word_at", "word_iat", "attention_rp", "attention_at", "attention_iat", "seat"}
    assert all("table 8, delta_x 0.05" in places and len(places) >= 4 for places in copies.values())
    shared = [(encoder, alone, method, len(same)) for encoder, alone, method, same in search.shared()]
    assert sorted(shared) == [
        ("bert", "L3", "word_at", 2),
        ("bert", "L_topk", "attention_at", 4),
        ("bilstm", "L3", "word_at", 3),
        ("bilstm", "L_topk", "attention_at", 4),
        ("rnn", "L3", "word_at", 3),
        ("rnn", "L_topk", "attention_at", 2),
    ]


def test_claims_stand_beside_entries_with_their_verdict_on_print_and_those_that_rest_on_marks_are_listed():
    known = {claim["id"] for claim in declared()["claims"]}
    named = {name for entry in ENTRIES for name in entry.claims}
    assert named <= known and len(named) > 9
    text = integrity.markdown()
    for name in named:
        assert f"{name}: {on_print()[name].verdict}" in text
    rested = {row[0]: row for row in integrity.rested().rows}
    assert rested["seat-vanilla-tvd-large"] == ["seat-vanilla-tvd-large", "seat", "holds", "96", "96"]
    assert set(rested) == {name for name, found in on_print().items() if found.doubted}


def test_the_report():
    text = integrity.markdown()
    assert text.startswith("# Integrity of the printed numbers\n")
    assert "46 confirmed, 5 words." in text
    assert text.count("\n| seat | ") > 200 and "| attention_vat | attention_ivat, ag_news, pearson |" in text
