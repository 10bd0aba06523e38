from steady_attention import methods
from steady_attention.report.tables import cross
from steady_attention.report.tables.crossed import Crossed
from steady_attention.results import collect, scores
from steady_attention.run.runs import Run
from tests.results import evaluated

WEIGHTS = {0: ([1.0, 0.0],), 1: ([0.0, 1.0],)}  # of one text, by seed: as far apart as two can be


def write(folder, method, seed, attention="additive", **test):
    run = Run("sst", "lstm", attention, method, (), seed)
    weights = None if attention == "max" else WEIGHTS[seed]
    return evaluated.write(folder, run, test, weights, probabilities=((0.5, 0.5),))


def test_every_method_has_a_row_and_no_measure_two_columns():
    assert set(cross.ROWS) == {*methods.NAMES, "random"} and len(cross.ROWS) == len(set(cross.ROWS))
    assert len(set(cross.MEASURES)) == len(set(map(cross.label, cross.MEASURES))) == len(cross.MEASURES)
    assert set(cross.LABELS) < set(cross.MEASURES)


def test_derived_scores_stand_beside_the_runs_own(tmp_path):
    runs = [
        write(tmp_path, "vanilla", 0, f1=0.5, attention_variance=0.2),
        write(tmp_path, "vanilla", 1, f1=0.7, attention_variance=0.4),
        write(tmp_path, "vib", 0, f1=0.8, attention_variance=0.1),
        write(tmp_path, "base", 0, "max", f1=0.6, random_aopc={"5": 0.25}),
        Run("imdb", "lstm", "additive", "vib", (), 0),
    ]
    evaluated.write(tmp_path, runs[-1], {"f1": 0.1})
    found = cross.numbers(scores.of_all(collect.collect({"s": runs}, tmp_path, {})))
    numbers = found.set_index(["method", "metric"])["mean"]
    assert dict(numbers.round(4)) == {
        ("vanilla", "f1"): 0.6,
        ("vanilla", "attention_variance_ratio"): 1.0,
        ("vanilla", "jsd@seeds"): 0.6931,  # log 2
        ("base", "f1"): 0.6,
        ("random", "aopc@5"): 0.25,
        ("vib", "f1"): 0.8,
        ("vib", "attention_variance_ratio"): 0.3333,  # 0.1 over the mean of 0.2 and 0.4
    }
    assert set(found["selection"]) == {"best"}
    (sheet,) = Crossed(found).sheets()
    assert [row.label for row in sheet.rows] == ["vanilla", "base", "vib"]  # random has no key measure
