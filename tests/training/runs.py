"""A tiny run, trained and evaluated by the tasks of the stages."""

import numpy as np

from steady_attention.evaluation import task as evaluation
from steady_attention.pipeline.files import read_json
from steady_attention.training import task
from tests.evaluation.subjects import EVALUATE

WIDTH, WORDS = 7, 31
ARGUMENTS = {
    "dataset": "tiny", "encoder": "lstm", "attention": "dot", "method": "attention_at", "variant": {},
    "seed": 0,
    "model": {"embedding": WIDTH, "hidden": 5, "attention_hidden": 3, "dropout": 0.0},
    "train": {"epochs": 2, "batch_size": 3, "learning_rate": 0.01, "weight_decay": 0.0, "patience": 2,
              "selection": "f1", "precision": "fp32", "compile": False, "unlabeled_ratio": 1},
    "hparams": {"epsilon": 1.0, "weight": 1.0}, "device": "cpu",
}  # fmt: skip


def offsets_of(texts):
    return np.append(texts.starts, texts.starts[-1] + texts.lengths[-1])


def write_texts(path, texts):
    np.save(f"{path}.tokens.npy", texts.tokens)
    np.save(f"{path}.offsets.npy", offsets_of(texts))


def run(inputs, work, **changes):
    work.mkdir(exist_ok=True)
    task.compute(work, inputs, ARGUMENTS | changes, lambda text: None)
    return work


def evaluated(inputs, trained, work, *measures, **further):
    """The scores of an evaluation in `work`; further: runs that it needs."""
    work.mkdir()
    given = {"seed": 0, "measures": list(measures), "evaluate": EVALUATE, "device": "cpu"}
    needed = {"run": trained, "corpus": inputs["corpus"], "vectors": inputs["vectors"], **further}
    evaluation.compute(work, needed, given, lambda text: None)
    return read_json(work / "scores.json")
