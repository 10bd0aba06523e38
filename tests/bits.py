"""What four tiny runs give to the bit, by the tasks of the stages; tests/bits.json has what they should give.

PYTHONPATH=src python -m tests.bits            # print it, and what differs on this processor
PYTHONPATH=src python -m tests.bits --write    # write tests/bits.json, after a change that moves numbers
PYTHONPATH=src python -m tests.bits --workers  # computed by two worker processes
"""

import argparse
import hashlib
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
from joblib import Parallel, delayed

from steady_attention.store.files import read_json, write_json
from steady_attention.store.provenance import processor
from tests.tiny import BERT
from tests.training.runs import ARGUMENTS, evaluated, run, write_inputs, write_pieces, write_seconds

FILE = Path(__file__).with_suffix(".json")
WIDTH, TEXTS, LONGEST, PIECES = 53, 107, 41, 101
MODEL = {"embedding": WIDTH, "hidden": 37, "attention_hidden": 29, "dropout": 0.3}
TRAIN = ARGUMENTS["train"] | {"epochs": 3, "batch_size": 31, "patience": 3}
SIZES = {
    "vocab_size": PIECES,
    "hidden_size": 46,
    "num_attention_heads": 2,
    "num_hidden_layers": 2,
    "intermediate_size": 83,
    "hidden_dropout_prob": 0.1,
    "max_position_embeddings": 127,
}
VAT = {"method": "attention_vat", "hparams": {"epsilon": 1.0, "xi": 0.1, "weight": 1.0}}
RUNS: dict[str, dict[str, Any]] = {
    "bilstm": {"encoder": "bilstm", "attention": "additive", **VAT},
    "dot": {"encoder": "lstm", "attention": "dot"},
    "pair": {"encoder": "bilstm", "attention": "additive", **VAT},
    "bert": {"encoder": "bert", "attention": "additive"},
}
MEASURES = ("representation", "stability", "sensitivity", "erasure", "clamped", "explanations")


def made(name: str) -> dict[str, Any]:
    """A run's sha256 of weights, predictions and t-SNE (of arrays, not of archives), its loss and scores."""
    lengths = tuple(np.random.default_rng(1).integers(1, LONGEST, TEXTS).tolist())
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        inputs = write_inputs(root, lengths, WIDTH)
        if name == "pair":
            write_seconds(inputs, lengths[::-1])
        if name == "bert":
            inputs = write_pieces(inputs, root, BERT | SIZES)
        trained = run(inputs, root / "run", **({"model": MODEL, "train": TRAIN} | RUNS[name]))
        further = {key: inputs[key] for key in ("pieces",) if key in inputs}
        scores = evaluated(inputs, trained, root / "evaluation", *MEASURES, **further)
        return {
            "weights": hashlib.sha256((trained / "weights.safetensors").read_bytes()).hexdigest(),
            "predictions": _arrays(root / "evaluation/predictions.npz"),
            "t-SNE": _arrays(root / "evaluation/tsne.npz"),
            "loss": read_json(trained / "history.json")[-1]["loss"],
            "scores": scores["test"],
        }


def _arrays(path: Path) -> str:
    """A sha256 over the arrays of an archive, in the order of their names."""
    total = hashlib.sha256()
    with np.load(path, allow_pickle=False) as arrays:
        for name in sorted(arrays):
            total.update(
                f"{name} {arrays[name].dtype} {arrays[name].shape}".encode() + arrays[name].tobytes()
            )
    return total.hexdigest()


def differing(found: dict[str, Any], expected: dict[str, Any]) -> list[str]:
    """What is not as expected, as lines that name it: `bert.scores.f1 is 0.5, expected 0.7`."""
    lines = []
    for key in sorted({*found, *expected}):
        new, old = found.get(key), expected.get(key)
        if isinstance(new, dict) and isinstance(old, dict):
            lines += [f"{key}.{line}" for line in differing(new, old)]
        elif new != old:
            lines.append(f"{key} is {new}, expected {old}")
    return lines


def main() -> int:
    """Compute, print, compare or write; the exit code says whether all is as it should be."""
    parser = argparse.ArgumentParser("python -m tests.bits", description=__doc__.split("\n")[0])
    parser.add_argument("--write", action="store_true", help=f"write {FILE.name}")
    parser.add_argument("--workers", action="store_true", help="by two worker processes")
    arguments = parser.parse_args()
    made_by = Parallel(n_jobs=2 if arguments.workers else 1)(delayed(made)(name) for name in RUNS)
    found = dict(zip(RUNS, made_by, strict=True))
    if arguments.write:
        write_json(FILE, found)
        return 0
    print(json.dumps(found, indent=2))
    lines = differing(found, read_json(FILE))
    print("\n".join(f"on {processor()}, {line}" for line in lines), file=sys.stderr)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
