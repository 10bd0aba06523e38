"""Our rows become cells of the papers: units, variants, data sets, and the domain of a claim."""

import pandas as pd
import pytest

from steady_attention.claims import scores
from steady_attention.claims.domain import covers, domain, lacking, of_dataset, one_amount
from steady_attention.claims.scores import Score
from steady_attention.results.scores import BEST, COLUMNS, LAST
from steady_attention.store.errors import UserError
from tests.claims.samples import own


def row(method="a", variant="default", seed=1, metric="f1", value=0.5, split="test"):
    return dict(
        zip(COLUMNS, ("sst", "bilstm", "additive", method, variant, seed, split, metric, value), strict=True)
    )


def test_rows_of_a_cell_are_gathered_by_seed_in_the_unit_of_the_paper():
    rows = [row(seed="3", value="0.25"), row(seed=5, value=0.75), row(split="dev")]
    (cell,) = own(rows, "attention_vat")
    assert cell.numbers == {3: 25.0, 5: 75.0}
    assert (cell.regime, cell.attention, cell.unlabeled) == ("supervised", "additive", None)


def test_the_f1_of_class_0_stands_in_the_place_of_class_1s():
    """emotion has no F1 of class 0 here, so its F1 stays; the attacked F1 is of class 1 alone."""
    rows = [row(value=0.5), row(metric="f1_of_class_0", value=0.25), row(metric="pearson", value=0.75)]
    rows += [row(metric="attacked_f1@delta=0.5"), row(value=0.125) | {"dataset": "emotion"}]
    found = scores.of_class_0(pd.DataFrame(rows))
    assert set(zip(found["dataset"], found["metric"], found["value"], strict=True)) == {
        ("sst", "f1", 0.25),
        ("sst", "pearson", 0.75),
        ("emotion", "f1", 0.125),
    }


@pytest.mark.parametrize(
    "paper, metric, expected",
    [
        ("attention_vat", "pearson", 0.5),
        ("seat", "f1", 0.5),
        ("vib", "aopc@k=5", 50.0),
        ("seat", "tvd", 0.5),
    ],
)
def test_only_per_cent_metrics_are_scaled_and_seat_prints_fractions(paper, metric, expected):
    (cell,) = own([row(metric=metric)], paper)
    assert cell.numbers == {1: expected}


def test_settings_of_variants_and_metrics_are_axes():
    (cell,) = own([row(variant="unlabeled=2000", metric="jsd@0.01")], "attention_vat")
    assert (cell.metric, cell.delta, cell.unlabeled, cell.regime) == ("jsd", 0.01, 2000.0, "semi")
    (deleted,) = own([row(metric="aopc@5")], "vib")
    assert (deleted.metric, deleted.k, deleted.delta) == ("aopc", 5.0, None)
    (both,) = own([row(metric="tvd@words=2,ablation=l3")], "seat")
    assert (both.words, both.ablation, both.delta) == (2.0, "l3", None)
    (none,) = own([row(variant="unlabeled=0")], "attention_vat")
    assert none.regime == "supervised"
    assert own([row(variant="unlabeled=0")], "seat")[0].regime is None


def test_each_selection_of_the_epoch_has_its_own_scores_and_histories_are_of_both():
    rows = [
        row(value=0.25) | {"selection": "best"},
        row(value=0.75) | {"selection": "last"},
        row(metric="topk_loss", value=0.5, split="train") | {"selection": "best"},
    ]
    frame = pd.DataFrame(rows)
    for selection, value in ((BEST, 25.0), (LAST, 75.0)):
        found = {
            score.metric: score.numbers for score in scores.own_scores(frame, "attention_vat", selection)
        }
        assert found == {"f1": {1: value}, "topk_loss": {1: 0.5}}
    without = frame.drop(columns="selection")
    assert scores.own_scores(without[:1], "seat", BEST) and scores.own_scores(without, "seat", LAST) == []


def test_a_score_knows_the_entropy_and_the_correlation_of_its_runs():
    numbers = [
        row(seed=seed, metric=metric, value=value)
        for seed in (1, 2)
        for metric, value in (("f1", 0.5), ("pearson", 0.25 * seed))
    ]
    found = own([*numbers, row(metric="attention_entropy", value=0.125)], "seat")  # seed 2 has none
    (f1,) = [one for one in found if one.metric == "f1"]
    assert f1.states == {1: (("attention_entropy", 0.125), ("pearson", 0.25))}


def test_sweeps_and_scores_that_are_not_defined_are_no_cells():
    rows = [row(variant="beta=3.0,unlabeled=0"), row(value=float("nan"))]
    assert own(rows, "attention_vat") == []
    assert own([row(value=0.0)], "vib")[0].numbers == {1: 0.0}


def test_pair_tasks_of_the_vat_papers_are_those_on_half_of_the_labels():
    rows = [row(variant="labeled=half"), row(value=0.75), row(variant="labeled=half,unlabeled=7")]
    found = own(rows, "attention_vat_ja")
    assert [(c.regime, c.unlabeled, c.numbers) for c in found] == [
        ("supervised", None, {1: 50.0}),
        ("semi", 7.0, {1: 50.0}),
    ]
    assert [c.numbers for c in own(rows, "attention_at")] == [{1: 75.0}]


def selecting(selection):
    cells = own(
        [row(variant=f"unlabeled=7{rest}") for rest in ("", ",selection=ann_average_embedding")]
        + [row("b"), row("b", variant="unlabeled=7")],
        "attention_vat",
    )
    claim = {
        "paper": "attention_vat",
        "over": {"datasets": ["sst"], "encoders": [], "metrics": ["f1"]},
        "test": {"subject": {"method": ["a", "b"]}},
    }
    printed = [Score("a", "sst", "f1", regime="semi", selection=name) for name in selection]
    return [(c.method, c.unlabeled, c.selection) for c in domain(claim, cells, printed, {})]


def test_unlabeled_data_without_a_selection_was_drawn_at_random_where_tables_say_how():
    drawn = [("a", 7.0, "random"), ("a", 7.0, "ann_avg"), ("b", None, None), ("b", 7.0, "random")]
    assert selecting(["random", "ann_avg"]) == drawn
    assert selecting([None]) == [("a", 7.0, None), ("b", None, None), ("b", 7.0, None)]


def test_a_measure_of_prediction_that_is_printed_for_one_data_set_speaks_for_those_of_the_others():
    claim = {
        "paper": "attention_vat",
        "over": {"datasets": ["snli"], "encoders": [], "metrics": []},
        "test": {},
    }
    ours, printed = Score("a", "snli", "accuracy", attention="additive"), [Score("a", "sst", "f1")]
    assert [cell.metric for cell in domain(claim, [ours], printed, {})] == ["micro_f1"]
    assert domain(claim | {"paper": "seat"}, [ours], printed, {}) == []


def test_a_control_is_no_method_of_a_claim_that_names_none():
    """A rank correlation over all methods is over those that the paper prints."""
    claim = {"paper": "seat", "over": {"datasets": ["sst"], "encoders": [], "metrics": ["jsd"]}, "test": {}}
    ours = [Score(method, "sst", "jsd", attention="additive") for method in ("vanilla", "uniform")]
    found = domain(claim, ours, [Score("vanilla", "sst", "jsd")], {})
    assert [score.method for score in found] == ["vanilla"]


def test_a_sweep_over_epsilon_is_spoken_of_by_claims_along_it_alone():
    (cell,) = own([row(variant="epsilon=3.0,unlabeled=0")], "attention_at")
    over = {"datasets": ["sst"], "encoders": [], "metrics": ["f1"]}
    test = {"subject": {"method": "a"}}
    claim = {"paper": "attention_at", "over": over, "test": test | {"along": "epsilon"}}
    assert [found.epsilon for found in domain(claim, [cell], [], {})] == [3.0]
    assert domain(claim | {"test": test}, [cell], [], {}) == []


def test_malformed_variant_is_an_error():
    with pytest.raises(UserError, match="variant 'unlabeled': expected `default` or key=value"):
        own([row(variant="unlabeled")], "attention_vat")


def test_one_amount_of_unlabeled_data_is_that_of_most_methods():
    def cell(method, amount):
        return Score(method, "sst", "f1", unlabeled=amount)

    cells = [
        cell("a", 500.0),
        cell("b", 500.0),
        cell("a", 700.0),
        cell("b", 700.0),
        cell("b", 900.0),
        cell("c", None),
    ]
    assert [(c.method, c.unlabeled) for c in one_amount(cells)] == [("a", 700.0), ("b", 700.0), ("c", None)]


@pytest.mark.parametrize("selection, expected", [("random", {7.0}), (None, {9.0})])
def test_claims_on_the_selection_compare_at_the_amount_that_most_selections_have(selection, expected):
    """The largest amount was drawn at random alone; other claims take it."""
    variants = ["unlabeled=9", *(f"unlabeled=7{rest}" for rest in ("", ",selection=ann_bow"))]
    cells = own([row(variant=variant) for variant in variants], "attention_vat")
    over = {"datasets": ["sst"], "encoders": [], "metrics": ["f1"]}
    claim = {"paper": "attention_vat", "over": over, "test": {"subject": {"method": ["a"]}}}
    printed = [Score("a", "sst", "f1", regime="semi", selection=selection)]
    printed += [Score("a", "sst", "f1", regime="semi", selection="ann_bow")] if selection else []
    assert {score.unlabeled for score in domain(claim, cells, printed, {})} == expected


@pytest.mark.parametrize(
    "dataset, metric, expected",
    [
        ("sst", "f1", "f1"),
        ("sst", "accuracy", None),
        ("cnn", "accuracy", "accuracy"),
        ("babi2", "f1", None),
        ("babi2", "accuracy", "accuracy"),
        ("snli", "accuracy", "micro_f1"),
        ("snli", "f1", None),
        ("snli", "pearson", "pearson"),
    ],
)
def test_a_data_set_has_the_measure_of_prediction_that_the_paper_prints(dataset, metric, expected):
    cell = of_dataset(Score("a", "corpus", metric), dataset, "attention_vat")
    assert (cell and cell.metric) == expected
    assert of_dataset(Score("a", "corpus", metric), dataset, "vib").metric == metric


def test_domain_has_what_the_tables_print_under_the_papers_names():
    claim = {
        "paper": "attention_vat",
        "over": {"datasets": ["sst"], "encoders": ["bilstm"], "metrics": ["f1"]},
        "test": {"op": "compare", "subject": {"method": ["a"]}, "object": {"method": ["b"]}},
    }
    printed = [Score("a", "imdb", "f1", regime="semi")]

    def ours(method="a", dataset="toy", metric="f1", regime="semi", encoder="bilstm", attention="additive"):
        return Score(method, dataset, metric, {}, encoder, attention, regime)

    good = [ours(), ours("b", regime="supervised")]  # b is not printed: any score in the claim's metrics
    bad = [
        ours(regime="supervised"),
        ours(encoder="rnn"),
        ours(attention="dot"),
        ours("b", metric="pearson"),
        ours("c"),
        ours(dataset="sst"),  # its counterpart stands for it
    ]
    found = domain(claim, good + bad, printed, {"sst": "toy"})
    assert [(cell.method, cell.dataset, cell.regime) for cell in found] == [
        ("a", "sst", "semi"),
        ("b", "sst", "supervised"),
    ]


def test_a_needed_cell_without_an_axis_is_covered_by_any():
    need = Score("a", "sst", "f1", delta=0.1)
    assert covers(Score("a", "sst", "f1", encoder="rnn"), need)
    assert not covers(Score("a", "sst", "f1", delta=0.2), need)
    assert not covers(Score("a", "sst", "pearson"), need)


def test_lacks_names_what_is_absent_and_counts_the_holes():
    wanted = [Score(method, dataset, "f1") for method in "ab" for dataset in ("sst", "imdb", "cnn")]
    had = [Score("a", "sst", "f1"), Score("b", "sst", "f1"), Score("a", "imdb", "f1")]
    missing, text = lacking(wanted, had, had)
    assert [(score.method, score.dataset) for score in missing] == [("a", "cnn"), ("b", "imdb"), ("b", "cnn")]
    assert text == "not run: the data sets cnn; 1 of its 6 scores besides"
    assert lacking(wanted, [], [])[1] == "not run: every score that it speaks of, on sst, imdb, cnn"
    assert lacking(wanted[:2], had, had) == ([], "")
