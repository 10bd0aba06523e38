"""Printed numbers become scores under the names of claims.yaml."""

import pytest

from steady_attention.claims.scores import from_print, of_tables
from steady_attention.printed import reported
from steady_attention.store.errors import UserError


def table(paper, name, *rows):
    return reported.cells(paper, str(name), rows)


def row(method, dataset, metric, value, encoder=None, **params):
    return {
        "method": method,
        "dataset": dataset,
        "metric": metric,
        "value": value,
        "encoder": encoder,
        "params": params,
    }


def only(cells):
    (cell,) = from_print(cells)
    return cell


def test_names_of_the_attention_papers():
    rows = row("Attention iVAT", "CNN news", "Acc. [%]", "65.08", "BiLSTM", unlabeled_data="yes")
    cell = only(table("attention_vat", "3b", rows))
    found = (cell.method, cell.dataset, cell.metric, cell.encoder, cell.regime, cell.numbers)
    assert found == ("attention_ivat", "cnn", "accuracy", "bilstm", "semi", {0: 65.08})
    assert (cell.paper, cell.table, cell.selection) == ("attention_vat", "3b", None)


@pytest.mark.parametrize(
    "params, expected",
    [
        ({"selection": "Random"}, "random"),
        ({"selection": "ANN", "sentence_representation": "BoW"}, "ann_bow"),
        ({"selection": "ANN", "sentence_representation": "average word embedding"}, "ann_avg"),
        ({}, None),
    ],
)
def test_selection_of_unlabeled_sentences(params, expected):
    cells = table("attention_vat", "6", row("Attention VAT", "SST", "Corr.", "0.903", **params))
    assert only(cells).selection == expected


@pytest.mark.parametrize(
    "name, method, expected",
    [("1a", "Word VAT", "supervised"), ("1b", "Word VAT", "semi"), ("1a", "Vanilla", "supervised")],
)
def test_regime_of_the_japanese_table_is_that_of_its_half(name, method, expected):
    assert only(table("attention_vat_ja", name, row(method, "SST", "F1 [%]", "83.04"))).regime == expected


def test_names_of_seat():
    rows = row("SEAT ablation", "SST", "Suff.", "7.02E-04", "RNN", regularisers="L3+L_topk", delta_x="0.01")
    cell = only(table("seat", 4, rows))
    found = (cell.method, cell.metric, cell.delta, cell.ablation, cell.regime, cell.numbers[0])
    assert found == ("seat", "sufficiency", 0.01, "l3+topk", None, 0.000702)


def test_heading_of_seat_table_2_is_mended_and_of_no_other():
    for name, expected in ((2, "emotion"), ("figure 1", "imdb")):
        assert only(table("seat", name, row("SEAT", "IMDB", "JSD", "0.1", "BERT"))).dataset == expected


def test_names_of_vib():
    rows = row("BERT-ATT", "SST-1", "post-hoc accuracy [%]", "20.27", "BERT", K="5")
    cell = only(table("vib_attention", 4, rows))
    found = (cell.paper, cell.method, cell.dataset, cell.metric, cell.k)
    assert found == ("vib", "vanilla", "sst5", "posthoc_accuracy", 5.0)


def test_dashes_ticks_and_counts_are_no_cells():
    dash = row("BERT-to-BERT", "Movies (ERASER)", "AP", "-")
    tick = {"method": "Word AT", "metric": "unlabeled data", "value": "no"}
    count = {"dataset": "SST", "metric": "# classes", "value": "2"}
    assert from_print(table("attention_vat", 1, dash, tick, count)) == []


def test_unknown_metric_is_an_error_that_names_the_place():
    with pytest.raises(UserError, match="seat table 1: unknown metric 'XYZ' of 'SEAT'"):
        table("seat", 1, row("SEAT", "SST", "XYZ", "1.0"))


def test_facts_and_tables():
    fact = {"paper": "seat", "method": "seat", "dataset": "imdb", "metric": "flipped"}
    facts = [fact | {"table": "figure 1", "value": 1}, fact | {"table": "figure 3", "value": 0}]
    cells = from_print([], facts)
    (cell,) = of_tables(cells, ["seat/figure 3"])
    assert cell.numbers == {0: 0.0}
