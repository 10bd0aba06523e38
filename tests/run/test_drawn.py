"""Unlabeled texts for a run: what is drawn is told, and what cannot serve is refused with advice."""

import json
from types import SimpleNamespace

import pytest

from steady_attention.run import drawn, prepared, runs
from steady_attention.run.runs import Run
from steady_attention.store import artifacts
from steady_attention.store.errors import UserError

PARAMS = SimpleNamespace(
    execution=None,
    at=lambda profile: SimpleNamespace(unlabeled=SimpleNamespace(pool="a_pool", amount=7, seed=0)),
)


@pytest.fixture
def item(tmp_path, monkeypatch):
    """item(**statistics) is the finished item that every drawing gives."""
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))

    def made(**statistics):
        folder = artifacts.store() / "print"
        folder.mkdir(parents=True)
        (folder / "statistics.json").write_text(json.dumps(statistics), encoding="utf-8")
        one = SimpleNamespace(name="mine-random")
        monkeypatch.setattr(drawn, "drawing", lambda *arguments: one)
        monkeypatch.setattr(drawn.execution, "ensure", lambda *arguments: [(one, "print")])
        return folder

    return made


def test_the_share_of_known_words_is_printed(item, capsys):
    item(amount=7, tokens=40, out_of_vocabulary=10)
    drawn.unlabeled(PARAMS, "demo", [("mine", "random")], {})
    assert "mine-random: 75.0% of the words of the sentences drawn are in" in capsys.readouterr().out


def test_sentences_without_a_known_word_are_refused(item):
    """A corpus in another language than its pool."""
    item(amount=7, tokens=41, out_of_vocabulary=41)
    with pytest.raises(UserError, match="none of the 41 words of the 7 sentences drawn from the pool is in"):
        drawn.unlabeled(PARAMS, "demo", [("mine", "random")], {})


def test_halves_are_of_the_corpus_itself(item, capsys):
    folder = item(seed=0, labeled=5, unlabeled=6)
    drawn.unlabeled(PARAMS, "demo", [("mine", runs.HELD_OUT)], {})
    assert capsys.readouterr().out == "" and drawn.available(folder) == 6


@pytest.mark.parametrize(
    ("strategy", "advice"),
    [
        ("random", "raise unlabeled.amount in conf/demo/settings.yaml"),
        (runs.HELD_OUT, "half of its training split"),
    ],
)
def test_more_than_there_are_is_refused_with_what_helps(strategy, advice):
    run = Run("mine", "bilstm", "additive", "attention_vat", (("unlabeled", 19),), 0)
    with pytest.raises(UserError, match=f"19 texts are asked for, and there are 18; lower it.*{advice}"):
        prepared.check_amount(run, strategy, "demo", 18)
    prepared.check_amount(run, strategy, "demo", 19)
