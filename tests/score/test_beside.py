"""A profile's rows, and where a value stands among them."""

import pytest

from steady_attention.report.tables.cross import read_csv
from steady_attention.score import beside
from steady_attention.store.errors import UserError

ROWS = {
    "one": {"accuracy": [0.9, 0.7], "sufficiency": [0.1]},
    "two": {"accuracy": [0.6]},
    "base": {"jsd": [0.1]},
}
CSV = """dataset,encoder,attention,method,variant,selection,split,metric,suites,seeds,values
sst,lstm,dot,vanilla,default,best,test,accuracy,a,0 1,0.5 0.7
sst,lstm,dot,vanilla,default,best,test,explained_comprehensiveness@explanation=occlusion,a,0 1,0.25 0.75
sst,lstm,dot,vanilla,default,best,test,explained_auprc@explanation=occlusion,a,0 1,0.5 0.5
sst,lstm,dot,seat,default,best,test,explained_auprc@explanation=occlusion,a,0 1,0.1 0.1
sst,lstm,dot,seat,k=3,best,test,accuracy,a,0 1,0.1 0.1
sst,lstm,dot,seat,default,last,test,accuracy,a,0 1,0.1 0.1
sst,lstm,dot,seat,default,best,dev,accuracy,a,0 1,0.1 0.1
sst,lstm,max,base,default,best,test,accuracy,a,0 1,0.2 0.4
imdb,lstm,dot,vanilla,default,best,test,accuracy,a,0,0.9
"""


def test_rows_of_the_place_with_most_numbers(tmp_path):
    (tmp_path / "scores").mkdir()
    (tmp_path / "scores" / "scores.csv").write_text(CSV)
    found = beside.read(tmp_path)
    assert found.place == ("sst", "lstm", "dot")
    assert found.rows == {
        "vanilla": {"accuracy": [0.5, 0.7]},
        "base": {"accuracy": [0.2, 0.4]},
        "vanilla: occlusion": {"comprehensiveness_aopc": [0.25, 0.75], "auprc": [0.5, 0.5]},
    }


def test_rows_of_one_measure_are_of_all_its_seeds(tmp_path):
    """scores.csv has a row for the seeds of each list of suites; a distance between seeds depends on it."""
    more = """sst,lstm,dot,vanilla,default,best,test,accuracy,a b,2 3,0.25 0.75
sst,lstm,dot,vanilla,default,best,test,jsd@seeds,a,0 1 2,0.1 0.2 0.3
sst,lstm,dot,vanilla,default,best,test,jsd@seeds,b,0 1,0.4 0.5
"""
    (tmp_path / "scores").mkdir()
    (tmp_path / "scores" / "scores.csv").write_text(CSV + more)
    vanilla = beside.read(tmp_path).rows["vanilla"]
    assert vanilla == {"accuracy": [0.5, 0.7, 0.25, 0.75], "jsd@seeds": [0.1, 0.2, 0.3]}


def test_the_committed_profile():
    found = beside.read(beside.Path("reports/small"))
    assert {"vanilla", "seat", "vib", "vanilla: occlusion", "vanilla: random"} <= set(found.rows)
    cross = read_csv(beside.Path("reports/small/cross.csv")).query(
        "method == 'vanilla' and metric == 'accuracy'"
    )
    assert cross.query("selection == 'best'")["runs"].tolist() == [len(found.rows["vanilla"]["accuracy"])]


def test_no_profile(tmp_path):
    with pytest.raises(
        UserError, match="--beside: .*scores.csv is not there; expected the reports of a profile"
    ):
        beside.read(tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "",
            "lacks the columns dataset, encoder, attention, method, variant, selection, split, metric, seeds",
        ),
        ("dataset,encoder,attention\nsst,lstm,dot\n", "lacks the columns method, variant, selection, split"),
        (
            CSV.partition("\n")[0] + "\n",
            "has no row of a model with attention, variant default, selection best, split test",
        ),
        ("\n".join(row for row in CSV.splitlines() if ",test," not in row), "has no row of"),
        (
            "\n".join(row for row in CSV.splitlines() if ",dot," not in row and "imdb" not in row),
            "has no row",
        ),
    ],
)
def test_scores_that_have_nothing_to_stand_beside(tmp_path, text, said):
    (tmp_path / "scores").mkdir()
    (tmp_path / "scores" / "scores.csv").write_text(text)
    with pytest.raises(
        UserError, match=f"--beside: .*scores.csv {said}.*; expected the reports of a profile"
    ):
        beside.read(tmp_path)


@pytest.mark.parametrize(
    ("metric", "value", "place"),
    [
        ("accuracy", 0.9, "1st of 3"),
        ("accuracy", 0.7, "2nd of 3"),
        ("accuracy", 0.1, "3rd of 3"),
        ("sufficiency", 0.0, "1st of 2"),
        ("sufficiency", 0.2, "2nd of 2"),
        ("auprc", 0.5, ""),
        ("attention_entropy", 0.5, ""),
    ],
)
def test_places_by_hand(metric, value, place):
    assert beside.place_of(metric, value, ROWS) == place


def test_eleventh():
    rows = {str(number): {"accuracy": [number / 100]} for number in range(1, 23)}
    places = [beside.place_of("accuracy", (22.5 - number) / 100, rows) for number in (10, 11, 12, 20, 21, 22)]
    assert places == ["11th of 23", "12th of 23", "13th of 23", "21st of 23", "22nd of 23", "23rd of 23"]


def test_shown():
    assert beside.shown("accuracy", [0.5, 0.7]) == "60.00 ± 14.14 (2)"
    assert beside.shown("accuracy", [0.5]) == "50.00 (1)"
    assert beside.shown("pearson", [float("nan"), 0.1]) == "undefined"
