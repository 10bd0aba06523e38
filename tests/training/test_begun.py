"""Methods that begin from a vanilla run, and those that hold their attention."""

from pathlib import Path

import numpy as np
import pytest
import yaml
from safetensors.numpy import load_file

from steady_attention.store.files import read_json
from steady_attention.training import task
from tests.training.runs import ARGUMENTS, run

SEAT = yaml.safe_load(Path("conf/methods.yaml").read_text(encoding="utf-8"))["methods"]["seat"] | {
    "epochs": 2
}
VIB = {"beta": 0.1, "iterations": 2, "compressor_epochs": 1, "learner_epochs": 1, "learning_rate": 0.01}


@pytest.mark.parametrize(("method", "hparams"), [("seat", SEAT), ("vib", VIB)])
def test_a_method_begins_from_the_vanilla_run(inputs, tmp_path, method, hparams):
    """What it holds fixed in its first epochs is the vanilla run's, to the bit."""
    vanilla = run(inputs, tmp_path / "vanilla", method="vanilla", hparams={})
    work = run(inputs | {"vanilla": vanilla}, tmp_path / "run", method=method, hparams=hparams)
    found, begun = (load_file(folder / "weights.safetensors") for folder in (work, vanilla))
    if method == "seat":
        assert all(np.array_equal(found[name], begun[name]) for name in begun if "scorer" not in name)
        told = {"objective", "d1", "d2", "topk_loss", "overlap"}
        names = {f"{split}_{name}" for split in ("train", "dev") for name in told}
        assert all(names <= set(row) for row in read_json(work / "history.json"))
    else:
        start = load_file(work / "iteration0.safetensors")
        assert all(np.array_equal(start[name], begun[name]) for name in begun)
        names = sorted(path.name for path in work.glob("iteration*"))
        assert names == [f"iteration{number}.safetensors" for number in range(3)]
        assert read_json(work / "run.json")["best_epoch"] in (2, 4)


@pytest.mark.parametrize("method", ["seat", "continued", "vib"])
@pytest.mark.parametrize("stopped_after", [1, 2])
def test_an_interrupted_run_from_vanilla_goes_on_with_equal_bits(inputs, tmp_path, method, stopped_after):
    """Stopped before the first or the second epoch: the rate, dropped words and what is remembered of a fixed
    encoder are as if nothing had been.
    """
    vanilla = run(inputs, tmp_path / "vanilla", method="vanilla", hparams={})
    own = {"seat": SEAT, "vib": VIB, "continued": {"epochs": 2, "learning_rate": 0.01}}[method]
    train = ARGUMENTS["train"] | {"word_dropout": 0.25}
    given = {"method": method, "hparams": own, "train": train}
    whole = run(inputs | {"vanilla": vanilla}, tmp_path / "whole", **given)
    told = []

    def stop(text):
        told.append(text)
        if len(told) == stopped_after:
            raise KeyboardInterrupt

    (tmp_path / "parts").mkdir()
    with pytest.raises(KeyboardInterrupt):
        task.compute(tmp_path / "parts", inputs | {"vanilla": vanilla}, ARGUMENTS | given, stop)
    parts = run(inputs | {"vanilla": vanilla}, tmp_path / "parts", **given)
    for file in ("weights.safetensors", "history.json", "run.json"):
        assert (whole / file).read_bytes() == (parts / file).read_bytes()


@pytest.mark.parametrize("method", ["uniform", "frozen"])
def test_a_method_that_holds_its_attention(inputs, tmp_path, method):
    """One linear layer's scores, of the same seed: zeros, or those that vanilla begins with."""
    trains = [ARGUMENTS["train"] | {"epochs": epochs} for epochs in (1, 2)]
    works = [
        run(inputs, tmp_path / str(train["epochs"]), method=method, hparams={}, train=train)
        for train in trains
    ]
    one, two = (load_file(work / "weights.safetensors")["scorer.query.weight"] for work in works)
    np.testing.assert_array_equal(one, two)
    assert (one == 0).all() == (method == "uniform")


@pytest.mark.parametrize("method", ["permuted", "continued"])
def test_a_control_begins_from_the_vanilla_run(inputs, tmp_path, method):
    """permuted is vanilla's weights, of no epoch; continued goes on from what vanilla scores."""
    vanilla = run(inputs, tmp_path / "vanilla", method="vanilla", hparams={})
    hparams = {"epochs": 3, "learning_rate": 0.01} if method == "continued" else {}
    work = run(inputs | {"vanilla": vanilla}, tmp_path / "run", method=method, hparams=hparams)
    known, history = read_json(work / "run.json"), read_json(work / "history.json")
    assert [row["epoch"] for row in history] == ([0] if method == "permuted" else [0, 1, 2, 3])
    found, begun = (load_file(folder / "weights.safetensors") for folder in (work, vanilla))
    if method == "permuted":
        assert (known["best_epoch"], known["last_epoch"]) == (0, 0)
        assert not (work / "last.safetensors").exists()
        assert all(np.array_equal(found[name], begun[name]) for name in begun)
    else:
        best = read_json(vanilla / "history.json")[read_json(vanilla / "run.json")["best_epoch"]]
        assert history[0]["dev_f1"] == best["dev_f1"] and not np.array_equal(
            found["decoder.weight"], begun["decoder.weight"]
        )
