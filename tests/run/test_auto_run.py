"""The encoder auto through the stages: an experiment of its own, and a grid; what it lacks is said first."""

import json

import pytest

from steady_attention.run import hparams, plan
from steady_attention.run.runs import Run
from steady_attention.store.errors import UserError
from tests.run.scratch import BLOCK, make
from tests.settings.params_file import CONTENT
from tests.text import checkpoints

TRAIN = CONTENT["profiles"]["demo"]["bert"]["train"] | {"epochs": 1}
AUTO = {"checkpoint": "my_roberta", "limit": 61, "train": TRAIN, "methods": {"word_at": {"weight": 7.0}}}


def demo(content):
    return content["profiles"]["demo"]


def test_its_section_is_checked_and_taken(load):
    settings = load({}, lambda content: demo(content).update(auto=AUTO)).at("demo")
    assert settings.train_of("auto").epochs == 1 and settings.of_pieces("auto").checkpoint == "my_roberta"
    params = load({}, lambda content: demo(content).update(auto=AUTO))
    run = Run("synthetic_sentiment", "auto", "additive", "word_at", (), 0)
    assert plan.training(params, "demo", run)["hparams"]["weight"] == 7.0
    assert hparams.places(params, "demo", run)[-1].path == "conf/demo/settings.yaml: auto.methods.word_at"
    for changes, said in (
        (
            {"checkpoint": "a/b"},
            "settings.yaml: auto.checkpoint: expected the name of a checkpoint",
        ),
        ({"methods": {"word_et": {}}}, "auto.methods: 'word_et' is not one of .*did you mean 'word_at'"),
        ({"limits": 3}, "auto: unknown key 'limits'; did you mean 'limit'"),
    ):
        with pytest.raises(UserError, match=said):
            load({}, lambda content, changes=changes: demo(content).update(auto=AUTO | changes))


def test_a_profile_without_the_section_says_so(load):
    with pytest.raises(UserError, match="encoder: 'auto' needs the section auto of conf/demo/settings.yaml"):
        load({}, lambda content: content.update(encoder="auto"))
    with pytest.raises(UserError, match="corpora.auto: expected a name that is no folder of the pipeline's"):
        from tests.settings.user_data import MINE

        load({"auto": MINE})


@pytest.mark.slow
def test_an_experiment_and_a_grid_share_its_run(tmp_path):
    def tiny(content):
        demo(content)["suites"] = {
            suite: {} for suite in demo(content)["suites"] if suite != "attention_at"
        } | {"attention_at": {"methods": BLOCK | {"methods": ["vanilla"], "encoders": ["auto"]}}}
        demo(content)["auto"] = AUTO
        demo(content)["evaluate"] |= {"measured_texts": 3}
        content |= {"encoder": "auto", "method": "vanilla"}

    repository = make(tmp_path / "auto", tiny)
    said = repository.run("dvc", "repro", "experiment", ok=False)
    assert "auto.checkpoint: data/own/my_roberta is no folder; put a checkpoint there" in said
    checkpoints.write(repository.root / "data/own/my_roberta", "roberta")
    repository.run("dvc", "repro", "experiment")
    metrics = json.loads((repository.root / "reports/metrics.json").read_text(encoding="utf-8"))
    assert 0 <= metrics["accuracy"] <= 1
    said = repository.run("dvc", "repro", "train@demo-vanilla")
    assert "train vanilla: 1 to compute" not in said  # the experiment trained it
    (run,) = (repository.root / "data/runs/demo/vanilla").iterdir()
    assert run.name == "synthetic_sentiment-auto-additive-default-0"
