"""What an item asks of a worker, counted by hand."""

from dataclasses import replace

import numpy as np
import pytest

from steady_attention.run import demand, execution
from steady_attention.run.demand import demand_of
from steady_attention.settings.execution import Execution
from steady_attention.store import artifacts
from steady_attention.store.artifacts import Demand, Item
from steady_attention.store.files import write_json

WORDS, LONGEST, VOCABULARY = 7 + 2 + 5, 7, 97
MODEL = {"embedding": 13, "hidden": 11}
TRAIN = {"epochs": 3, "batch_size": 19, "unlabeled_ratio": 2}


@pytest.fixture
def item(tmp_path):
    """An item of training on three texts."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "vocabulary.txt").write_text("word\n" * VOCABULARY, encoding="utf-8")
    np.save(corpus / "train.offsets.npy", np.cumsum([0, 7, 2, 5]))
    arguments = {"encoder": "lstm", "model": MODEL, "train": TRAIN, "hparams": {}}
    return Item("one", "a.task", arguments, {"corpus": corpus}, how={"device": "auto"})


def test_training_asks_by_words_epochs_and_weights(item):
    weights, states = 4 * 11 * (13 + 11), 4 * 11
    read = sum(file.stat().st_size for file in item.inputs["corpus"].iterdir())
    memory = demand.PROCESS + demand.COPIES * read + demand.STATES * (13 * VOCABULARY + weights)
    memory += 19 * LONGEST * states * demand.KEPT * 4
    assert demand_of(item) == Demand(3 * WORDS * weights, memory, gpu=True)
    of_method = {"hparams": {"epochs": 5, "iterations": 2}}
    assert demand_of(replace(item, arguments=item.arguments | of_method)).work == 2 * 5 * WORDS * weights


def test_an_added_encoder_counts_as_the_largest_of_ours(item):
    added, largest = (
        demand_of(replace(item, arguments=item.arguments | {"encoder": name})) for name in ("gru", "bilstm")
    )
    assert added == largest and added.work > demand_of(item).work


def test_unlabeled_texts_are_read_too(item, tmp_path):
    more = replace(item, inputs=item.inputs | {"unlabeled": tmp_path / "none"})
    assert demand_of(more).work == (1 + 2) * demand_of(item).work


def test_bert_is_counted_by_its_configuration(item, tmp_path):
    write_json(
        tmp_path / "bert/config.json", {"num_hidden_layers": 2, "hidden_size": 17, "vocab_size": VOCABULARY}
    )
    of_bert = replace(
        item,
        arguments=item.arguments | {"encoder": "bert"},
        inputs=item.inputs | {"bert": tmp_path / "bert"},
        how={"device": "cpu"},
    )
    asked = demand_of(of_bert)
    assert asked.work == demand.PASS * 3 * WORDS * 12 * 2 * 17**2 and not asked.gpu


def test_other_items_ask_by_the_size_of_what_they_read(tmp_path):
    (tmp_path / "raw").write_bytes(b"x" * 1_009)
    one = Item("one", "a.task", {}, {"raw": tmp_path / "raw"})
    assert demand_of(one) == Demand(1_009, demand.PROCESS + demand.COPIES * 1_009)
    measured = replace(one, arguments={"measures": ["erasure", "deletion"]})
    assert demand_of(measured).work == 2 * 1_009
    assert demand_of(replace(one, demand=Demand(2, 3))) == Demand(2, 3)


def test_long_items_begin_first_on_this_machine_too(tmp_path, monkeypatch):
    monkeypatch.setenv("DVC_ROOT", str(tmp_path))
    begun = []
    monkeypatch.setattr(artifacts, "produce", lambda item, fingerprint, report: begun.append(item.name))
    task = "steady_attention.text.preprocess"
    items = [
        Item(name, task, {"of": name}, demand=Demand(work, 0))
        for name, work in (("a", 2), ("b", 7), ("c", 5))
    ]
    done = execution.ensure(items, Execution(1, "processes", None, "cpu"), "stage")
    assert begun == ["b", "c", "a"] and [item.name for item, _ in done] == ["a", "b", "c"]
