"""Scores that follow from others: beside vanilla, against other seeds, of both selections."""

import math

import numpy as np
import pytest

from steady_attention.results import collect, scores
from steady_attention.results.evaluated import folder_of
from steady_attention.results.query import Index
from steady_attention.run.runs import Run, variant
from tests.results.evaluated import predictions, put, write
from tests.results.small import suite_scores

LN2 = math.log(2)


def run(method="vanilla", seed=0, attention="additive", dataset="sst", **changes):
    return Run(dataset, "rnn", attention, method, variant(changes), seed)


def add(evaluations, runs):
    return suite_scores(runs, evaluations)


def value(frame, method, metric, seed=0, variant="default"):
    (found,) = frame.query(
        f"method == '{method}' and metric == '{metric}' and seed == {seed} and variant == '{variant}'"
    )["value"]
    return found


def test_words_in_random_order_are_a_method_at_the_place_of_base(tmp_path):
    base = write(
        tmp_path, run("base", attention="max"), {"accuracy": 0.75, "random_aopc": {"5": 0.25}}, attention=None
    )
    frame = add(tmp_path, [base])
    assert value(frame, "random", "aopc@5") == 0.25
    assert list(frame["method"]).count("random") == 1
    where = {"dataset": "sst", "encoder": "rnn", "attention": "max", "method": "random", "split": "test"}
    assert Index(frame).find({**where, "metric": "aopc@5"}).values == {0: 0.25}


def test_variance_of_attention_over_the_mean_of_vanillas(tmp_path):
    """A vanilla seed whose attention is the same for every text (.008) does not rule: each over its own would
    be 13.75, 0.83 and 1.2, in the mean 5.3; the ratio of the means is 0.11 / 0.076.
    """
    runs = [write(tmp_path, run(seed=s), {"attention_variance": v}) for s, v in enumerate((0.008, 0.12, 0.1))]
    runs += [
        write(tmp_path, run("seat", s), {"attention_variance": v})
        for s, v in enumerate((0.11, 0.1, 0.12, 0.038))
    ]
    runs.append(write(tmp_path, run("seat", dataset="imdb"), {"attention_variance": 0.5}))
    found = add(tmp_path, runs).query("metric == 'attention_variance_ratio'")
    ratios = {method: own["value"].tolist() for method, own in found.groupby("method") if method != "random"}
    assert set(found["dataset"]) == {"sst"}  # without a vanilla run there is none
    of_seat = ratios["seat"][:4]
    assert of_seat == [1.447368, 1.315789, 1.578947, 0.5]  # the fourth seed has a ratio, too
    assert np.mean(of_seat[:3]) == pytest.approx(0.11 / 0.076, abs=1e-6)
    assert np.mean(ratios["vanilla"]) == pytest.approx(1.0, abs=1e-6)


def test_vanilla_trained_on_the_same_labeled_texts(tmp_path):
    runs = [
        write(tmp_path, run(method, **changes), {"attention_variance": value})
        for method, changes, value in (
            ("vanilla", {}, 0.5),
            ("vanilla", {"labeled": "half"}, 0.25),
            ("seat", {"labeled": "half"}, 0.125),
            ("seat", {"ablation": "l3"}, 0.25),
            ("word_vat", {"labeled": "half", "unlabeled": 7}, 0.25),
            ("word_vat", {"unlabeled": 7}, 0.5),
            ("vanilla", {"vectors": "others", "train.epochs": 3}, 1.0),
            ("word_at", {"vectors": "others", "train.epochs": 3, "epsilon": 0.5}, 0.5),
        )
    ]
    frame = add(tmp_path, runs).query("metric == 'attention_variance_ratio'")
    assert dict(zip(frame["method"] + " " + frame["variant"], frame["value"], strict=True)) == {
        "vanilla default": 1.0,
        "vanilla labeled=half": 1.0,
        "seat labeled=half": 0.5,
        "seat ablation=l3": 0.5,
        "word_vat labeled=half,unlabeled=7": 1.0,
        "word_vat unlabeled=7": 1.0,
        "vanilla train.epochs=3,vectors=others": 1.0,
        "word_at epsilon=0.5,train.epochs=3,vectors=others": 0.5,
        "seat ablation=none,run=vanilla": 1.0,
    }


def test_a_vanilla_attention_that_never_varies_leaves_the_ratio_undefined(tmp_path):
    runs = [write(tmp_path, run(name), {"attention_variance": 0.0}) for name in ("vanilla", "word_at")]
    assert math.isnan(value(add(tmp_path, runs), "word_at", "attention_variance_ratio"))


def test_each_seed_against_the_others(tmp_path):
    """Of two texts the second keeps its attention; that of the first goes from one word to the other."""
    attentions = ([[1, 0], [0.25, 0.75]], [[1, 0], [0.25, 0.75]], [[0, 1], [0.25, 0.75]])
    chances = ([[0.5, 0.5], [0, 1]], [[0.5, 0.5], [1, 0]], [[0.5, 0.5], [0, 1]])
    runs = [
        write(tmp_path, run(seed=seed), {"f1": 0.5}, attention=weights, probabilities=p)
        for seed, (weights, p) in enumerate(zip(attentions, chances, strict=True))
    ]
    frame = add(tmp_path, runs)
    assert value(frame, "vanilla", "jsd@seeds", 0) == round(LN2 / 2 / 2, 6)  # (0 + ln 2 / 2) / 2
    assert value(frame, "vanilla", "jsd@seeds", 2) == round(LN2 / 2, 6)
    assert [value(frame, "vanilla", "tvd@seeds", seed) for seed in (0, 1, 2)] == [0.25, 0.5, 0.25]


def test_one_seed_has_no_other_and_variants_are_apart(tmp_path):
    runs = [
        write(tmp_path, run("seat", 0, ablation="l3"), {"f1": 1}),
        write(tmp_path, run("seat", 1), {"f1": 1}),
    ]
    assert not add(tmp_path, runs)["metric"].str.endswith("@seeds").any()


def test_a_model_without_attention_has_predictions_alone(tmp_path):
    runs = [write(tmp_path, run("base", s, "max"), {"f1": 0.5}, attention=None) for s in (0, 1)]
    metrics = add(tmp_path, runs)["metric"]
    assert set(metrics[metrics.str.endswith("@seeds")]) == {"tvd@seeds"}


def test_no_runs():
    table = collect.collect({"seat": []}, None, {})
    assert table.empty and tuple(table.columns) == scores.TABLE


def seeds_of(table, suite):
    """jsd@seeds by seed, of a suite's frame or of all."""
    frame = scores.of_suite(table, suite) if suite else scores.of_all(table)
    return frame[frame["metric"] == "jsd@seeds"].set_index("seed")["value"].to_dict()


@pytest.mark.parametrize(("more", "suites"), [([], {"a", "b", "all"}), ([0, 1, 2], {"a", "b", "c"})])
def test_the_siblings_of_a_run_are_its_suites(tmp_path, more, suites):
    """Seeds 0 and 1 attend alike, seed 2 to the other word; a has 0 and 1, b has 1 and 2, together they have
    all three, as a third suite may have.
    """
    words = ([[1, 0]], [[1, 0]], [[0, 1]])
    runs = [write(tmp_path, run(seed=s), {}, words[s], [[0.5, 0.5]]) for s in (0, 1, 2)]
    asked = {"a": runs[:2], "b": runs[1:], "c": [runs[seed] for seed in more]}
    table = collect.collect(asked, tmp_path, {})
    half, whole = round(LN2 / 2, 6), round(LN2, 6)
    assert seeds_of(table, "a") == {0: 0.0, 1: 0.0} and seeds_of(table, "b") == {1: whole, 2: whole}
    assert seeds_of(table, None) == {0: half, 1: half, 2: whole}
    assert set(" ".join(table.loc[table["metric"] == "jsd@seeds", "suites"]).split()) == suites
    assert table[table["metric"] == "tvd@seeds"].shape == table[table["metric"] == "jsd@seeds"].shape


def test_rows_fit_the_file_of_scores(tmp_path):
    runs = [write(tmp_path, run(seed=s), {"attention_variance": 0.5, "f1": None}) for s in (0, 1)]
    table = collect.collect({"seat": runs}, tmp_path, {})
    path = tmp_path / "scores.csv"
    path.write_text(scores.to_csv(table), encoding="utf-8")
    assert scores.to_csv(scores.read_csv(path)) == scores.to_csv(table)


def test_words_of_vanilla_in_random_order_stand_at_its_place(tmp_path):
    vanilla = write(tmp_path, run(), {"comprehensiveness": 0.5, "random_comprehensiveness": 0.125})
    seat = write(tmp_path, run("seat"), {"random_retrained_accuracy": {"share=0.1": 0.25}})
    found = add(tmp_path, [vanilla, seat]).query("method == 'random'")
    assert found[["attention", "metric", "value"]].values.tolist() == [
        ["additive", "comprehensiveness", 0.125]
    ]


def test_normalised_measures_of_a_runs_own_attention(tmp_path):
    def explained(value):
        names = {"attention": value, "random": value / 2, "gradient_x_input": 0.75}
        return {f"explanation={name}": number for name, number in names.items()}

    runs = [
        write(tmp_path, run(name), {"explained_comprehensiveness_normalised": explained(value)})
        for name, value in (("vanilla", 0.5), ("word_at", 0.25))
    ]
    found = add(tmp_path, runs).query("metric == 'comprehensiveness_normalised'")
    assert dict(zip(found["method"], found["value"], strict=True)) == {
        "vanilla": 0.5,
        "word_at": 0.25,
        "random": 0.25,
    }


def of_both(best, last, **more):
    """A content of scores.json whose last epoch is another one."""
    return {
        "test": best,
        "best_epoch": 1,
        "last_epoch": 8,
        "last": {"test": last, "counts": {"test": 7}},
        **more,
    }


def test_what_follows_is_of_both_selections(tmp_path):
    """Two vanilla seeds: at the chosen epoch they attend alike, at the last one to different words."""
    runs = []
    for seed, words in enumerate(([1, 0], [0, 1])):
        best, last = (
            {"attention_variance": value, "random_comprehensiveness": value} for value in (0.5, 0.25)
        )
        one = write(tmp_path, run(seed=seed), {}, [[1, 0]], [[0.5, 0.5]], scores=of_both(best, last))
        put(folder_of(one, tmp_path), predictions_last=predictions([words]))
        runs.append(one)
    seat = write(
        tmp_path,
        run("seat"),
        {},
        [[1, 0]],
        [[0.25, 0.75]],
        scores=of_both({"attention_variance": 0.5}, {"attention_variance": 1.0}),
    )
    put(folder_of(seat, tmp_path), predictions_last=predictions([[1, 0]], [[0.125, 0.875]]))
    table = collect.collect({"s": [*runs, seat]}, tmp_path, {})
    numbers = {
        (one.method, one.variant, one.selection, one.metric, one.seed): one.value
        for one in table.itertuples()
    }
    for selection, value, jsd, ratio in (("best", 0.5, 0.0, 1.0), ("last", 0.25, round(LN2, 6), 4.0)):
        assert numbers["random", "default", selection, "comprehensiveness", 0] == value
        assert numbers["vanilla", "default", selection, "jsd@seeds", 1] == jsd
        assert numbers["seat", "default", selection, "attention_variance_ratio", 0] == ratio
        assert numbers["seat", "ablation=none,run=vanilla", selection, "attention_variance", 1] == value
    found = {
        key[2:4]: value for key, value in numbers.items() if key[0] == "seat" and key[3] == "tvd@vanilla"
    }
    assert found == {
        ("best", "tvd@vanilla"): 0.25,
        ("last", "tvd@vanilla"): 0.375,
    }  # of vanilla's even chances


def test_runs_without_a_last_epoch_have_no_numbers_of_it(tmp_path):
    """Archives of before; of a group, those that have it."""
    runs = [write(tmp_path, run(seed=s), {"f1": 0.5}) for s in (0, 1)]
    assert set(collect.collect({"s": runs}, tmp_path, {})["selection"]) == {"best"}


def test_one_epoch_for_both_selections_has_one_file(tmp_path):
    scores_ = {"test": {"f1": 0.5}, "last": {"test": {"f1": 0.5}}}
    runs = [write(tmp_path, run(seed=s), {}, scores=scores_) for s in (0, 1)]
    found = collect.collect({"s": runs}, tmp_path, {}).query("metric == 'jsd@seeds'")
    assert sorted(zip(found["selection"], found["seed"], found["value"], strict=True)) == [
        *(("best", 0, 0.0), ("best", 1, 0.0)),
        *(("last", 0, 0.0), ("last", 1, 0.0)),
    ]
