"""SEAT over seeds and over epochs: its measures become cells, which the claims can be tested on."""

import pytest

from steady_attention.claims.verdict import of_scores
from steady_attention.results.scores import COLUMNS
from steady_attention.run.runs import Run
from tests.claims.samples import own
from tests.results.evaluated import write
from tests.results.small import scored


def claim(test, datasets, metrics, **over):
    over = {"datasets": datasets, "encoders": [], "metrics": metrics} | over
    return {"paper": "seat", "over": over, "test": test, "tables": []}


def row(method, metric, seed, value, variant="default"):
    values = ("sst", "rnn", "additive", method, variant, seed, "test", metric, value)
    return dict(zip(COLUMNS, values, strict=True))


@pytest.fixture
def rows(tmp_path):
    """Histories of three seeds: the loss falls by about 0.1 an epoch, the overlap rises to about 0.97."""
    runs = [Run("sst", "rnn", "additive", "seat", seed=seed, variant=()) for seed in range(3)]
    runs.append(Run("sst", "rnn", "additive", "vanilla", seed=0, variant=()))
    for run in runs:
        records = [
            {
                "epoch": e,
                "train_topk_loss": 0.5 - 0.1 * e + 0.001 * run.seed * e,
                "train_overlap": 0.94 + 0.01 * e + 0.001 * run.seed * e,
            }
            if run.method == "seat"
            else {"epoch": e, "loss": 1.0}
            for e in (1, 2, 3)
        ]
        write(tmp_path, run, {}, history=records)
    return scored(runs, tmp_path).query("split == 'train'").to_dict("records")


def test_rows_of_a_history(rows):
    assert len(rows) == 3 * 2 * (4 + 4)  # seeds, numbers, three epochs and the end; start, end, least, most
    found = {each["metric"]: each["value"] for each in rows if each["seed"] == 2}
    assert found["topk_overlap@epoch=1"] == pytest.approx(0.952)
    assert found["topk_overlap"] == found["topk_overlap@epoch=3"] == pytest.approx(0.976)
    assert {each["split"] for each in rows} == {"train"}


@pytest.mark.parametrize("value, expected", [(0.93, "holds"), (0.97, "undecided"), (0.99, "fails")])
def test_overlap_at_the_end_of_training(rows, value, expected):
    """0.97, 0.973, 0.976: mean 0.973, half width 4.303 * 0.003 / sqrt(3) = 0.0075."""
    subject = {"method": ["seat"], "metric": "topk_overlap", "epoch": None, "ablation": None}
    test = {"op": "bound", "subject": subject, "relation": "ge", "value": value}
    ours = of_scores(claim(test, ["sst"], ["topk_overlap"]), own(rows, "seat"), [], {})
    assert ours.verdict == expected, ours.evidence


@pytest.mark.parametrize("direction, expected", [("down", "holds"), ("up", "fails")])
def test_loss_over_the_epochs(rows, direction, expected):
    subject = {"method": ["seat"], "metric": "topk_loss", "ablation": None}
    test = {"op": "monotone", "subject": subject, "along": "epoch", "direction": direction}
    ours = of_scores(claim(test, ["sst"], ["topk_loss"]), own(rows, "seat"), [], {})
    assert ours.verdict == expected, ours.evidence
    assert "2 comparisons" in ours.evidence


def test_distances_between_seeds_are_cells_of_their_own():
    """Means over pairs: vanilla's about 1 above seat's, which the jackknife's wider interval still shows."""
    values = {"seat": (0.1, 0.11, 0.12), "vanilla": (1.1, 1.13, 1.15)}
    rows = [row(m, "jsd@seeds", seed, v) for m, each in values.items() for seed, v in enumerate(each)]
    rows += [row(m, "jsd@delta=0.01", seed, 7.0) for m in values for seed in range(3)]
    rows += [row("seat", "jsd@seeds", seed, 9.0, "ablation=l3") for seed in range(3)]
    test = {
        "op": "compare",
        "subject": {"method": ["seat"], "metric": "jsd_seeds", "ablation": None},
        "object": {"method": ["vanilla"], "metric": "jsd_seeds", "ablation": None},
    }
    cells = own(rows, "seat")
    ours = of_scores(claim(test, ["sst"], ["jsd_seeds", "tvd_seeds"]), cells, [], {})
    assert ours.verdict == "holds", ours.evidence
    assert "seat (0.11 ± 0.01) below vanilla" in ours.evidence
