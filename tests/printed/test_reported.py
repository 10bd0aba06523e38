import pytest

from steady_attention.printed import reported
from steady_attention.store.errors import UserError


@pytest.mark.parametrize(
    "table, method, dataset, text, value",
    [
        ("3a", "vanilla", "sst", "79.27", 0.7927),
        ("3b", "attention_ivat", "sst", "83.22", 0.8322),
        ("3a", "word_vat", "cnn", "63.74", 0.6374),
        ("3b", "attention_iat", "multinli", "59.42", 0.5942),
        ("4b", "vanilla", "sst", "0.852", 0.852),
        ("4b", "attention_ivat", "sst", "0.901", 0.901),
        ("4a", "attention_vat", "ag_news", "0.903", 0.903),
    ],
)
def test_printed_numbers(table, method, dataset, text, value):
    printed = reported.find("attention_vat", table, {"method": method, "dataset": dataset})
    assert printed.text == text
    assert printed.value == pytest.approx(value)


def test_names_of_all_papers_are_the_projects():
    where = {"method": "vib", "dataset": "sst5"}
    lstm, bert = (reported.find("vib_attention", "2", {**where, "encoder": e}) for e in ("lstm", "bert"))
    assert (lstm.text, bert.text) == ("47.42", "51.99")
    methods = {row.method for rows in reported.load().values() for row in rows}
    assert {"vanilla", "word_iat", "attention_rp", "seat", "vib", "base"} <= methods
    assert not any("-" in name or name != name.lower() for name in methods if name)


def test_params_tell_numbers_apart():
    where = {"method": "attention_vat", "dataset": "sst", "metric": "f1"}
    with pytest.raises(UserError, match="3 printed numbers fit.*selection"):
        reported.find("attention_vat", "6", where)
    random = reported.find("attention_vat", "6", {**where, "selection": "Random"})
    assert random.text == "83.18"


def test_a_dash_has_no_value_and_a_missing_cell_is_none():
    where = {"dataset": "sst", "metric": "# train unlabeled (Nu)"}
    assert reported.find("attention_vat", "2", where).text == "-"
    assert reported.find("attention_vat", "2", where).value is None
    assert reported.find("attention_vat", "3a", {"method": "seat", "dataset": "sst"}) is None


@pytest.mark.parametrize(
    "text, percent, value",
    [
        ("6,920", False, 6920),
        ("79.27", True, 0.7927),
        ("-", False, None),
        (None, False, None),
        ("no", True, None),
    ],
)
def test_number(text, percent, value):
    assert reported.number(text, percent) == value


def test_unknown_tables():
    with pytest.raises(UserError, match="no table '9' of 'attention_vat'; it has 1, 2, 3 footnotes"):
        reported.find("attention_vat", "9", {})
    with pytest.raises(UserError, match="it has attention_vat, attention_vat_ja, seat, vib_attention"):
        reported.find("attention", "1", {})


def test_all_tables_are_there():
    assert len(reported.load()) == 34
    assert sum(map(len, reported.load().values())) == 3084
