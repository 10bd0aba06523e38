"""What an item asks of a worker, by its arguments and the sizes of its inputs: long items begin first, and
one that no worker has room for is told before any work.
"""

from functools import cache
from pathlib import Path

import numpy as np

from steady_attention.store.artifacts import Demand, Item
from steady_attention.store.files import read_json

PROCESS = 1.0e9  # bytes of Python with torch and its libraries; our choice
COPIES = 4  # of the inputs' bytes in memory; our choice
STATES = 24  # bytes a weight: itself, gradient, two moments, the best epoch's copy, one being written
KEPT, OF_BERT = 10, 40  # numbers kept for the way back, of a gate's unit, of a layer's; our choice
CELLS = {"rnn": 1, "lstm": 4, "bilstm": 8}  # gates, in both directions
OTHER = max(CELLS.values())  # of an added encoder over words, of which nothing is known; our choice
PASS = 4  # of BERT's time for a weight and word to an LSTM's: in the demo 191 s to 57 at 0.9 of the count
LAYER = 12  # weights of a BERT's layer, in squares of its width


def demand_of(item: Item) -> Demand:
    """What it declares, else an estimate. Only the order of `work` means something, within a stage."""
    if item.demand is not None:
        return item.demand
    size = sum(map(_size, item.inputs.values()))
    gpu = item.how.get("device", "cpu") != "cpu"
    if "train" not in item.arguments or "corpus" not in item.inputs:
        often = len(item.arguments.get("measures", ())) or 1
        return Demand(size * often, PROCESS + COPIES * size, gpu)
    corpus, train = item.inputs["corpus"], item.arguments["train"]
    words, longest = _words(corpus)
    table, inner, kept = _weights(item)
    given = item.arguments["hparams"]
    epochs = given.get("epochs", train["epochs"]) * given.get("iterations", 1)
    share = 1 + (train["unlabeled_ratio"] if "unlabeled" in item.inputs else 0)
    batch = share * train["batch_size"] * longest * kept * 4
    memory = PROCESS + COPIES * size + STATES * (table + inner) + batch
    often = PASS if item.arguments["encoder"] == "bert" else 1
    return Demand(often * epochs * share * words * inner, memory, gpu)


def _weights(item: Item) -> tuple[int, int, int]:
    """Of an item of training: weights of the embedding table, of the rest, and numbers kept of a word."""
    encoder, model = item.arguments["encoder"], item.arguments["model"]
    if encoder in CELLS or "bert" not in item.inputs:
        hidden, embedding = model["hidden"], model["embedding"]
        gates = CELLS.get(encoder, OTHER) * hidden
        return embedding * _rows(item.inputs["corpus"]), gates * (embedding + hidden), KEPT * gates
    if encoder == "bert":
        known = read_json(item.inputs["bert"] / "config.json")
        layers, width = known["num_hidden_layers"], known["hidden_size"]
        return known["vocab_size"] * width, LAYER * layers * width**2, OF_BERT * layers * width
    return 0, _size(item.inputs["bert"]) // 4, 0  # all that is known of a user's checkpoint is its bytes


@cache
def _size(path: Path) -> int:
    """Bytes of a file, or of a folder's files."""
    files = [path] if path.is_file() else path.rglob("*")
    return sum(file.stat().st_size for file in files if file.is_file())


@cache
def _rows(corpus: Path) -> int:
    """Words of a corpus's vocabulary."""
    return (corpus / "vocabulary.txt").read_bytes().count(b"\n")


@cache
def _words(corpus: Path) -> tuple[int, int]:
    """Words of a corpus's training split, and of its longest text."""
    lengths = np.diff(np.load(corpus / "train.offsets.npy"))
    return int(lengths.sum()), int(lengths.max(initial=0))
