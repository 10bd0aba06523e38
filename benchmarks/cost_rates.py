"""What a word costs: passes and operations by the sizes, seconds by what was measured."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from benchmarks.cost_work import PAIRS, Work
from steady_attention.run.runs import Run
from steady_attention.store.errors import UserError

FORWARD, STEP = 1, 3  # passes of the encoder, in forward ones: backwards is two (benchmarks/counted.py)
PASSES = {  # of a training step, by the method
    "word_at": 2 * STEP,
    "word_iat": 2 * STEP,
    "word_vat": 3 * STEP,
    "word_ivat": 3 * STEP,
    "seat": FORWARD,  # the encoder is frozen, and runs once
    "vib": (FORWARD + STEP) / 2,  # the compressor's epochs leave it as it is, the learner's train it
}
CELLS = {"rnn": (1, 1), "lstm": (1, 4), "bilstm": (2, 4)}  # directions, gates
LAYERS, WIDTH, MATRICES = 12, 768, 12  # of bert-base: 12 WIDTH^2 weights a layer, 4 of attention, 8 behind it
MEASURED = ("vanilla", "base", "seat", "vib")  # methods whose times the item records have
SAME = {  # not timed as a step: its work is like the other's
    "attention_rp": "attention_at",
    "uniform": "vanilla",
    "frozen": "vanilla",
    "permuted": "vanilla",
    "continued": "vanilla",
}
SAME_ENCODER = {"rnn": "lstm"}  # not timed: taken as slow as that one


class Rates(NamedTuple):
    """items: (method, encoder) -> seconds a million words; steps: method -> a step's time over vanilla's;
    bert: operations a second of its step.
    """

    items: Mapping[tuple[str, str], float]
    steps: Mapping[str, float]
    bert: float


def weights(encoder: str, model: Mapping[str, Any], pair: bool) -> int:
    """Weights behind the embedding table that multiply every word."""
    if encoder == "bert":
        return LAYERS * MATRICES * WIDTH**2 + (WIDTH + 1) * model["attention_hidden"]
    directions, gates = CELLS[encoder]
    hidden = model["hidden"]
    one = directions * gates * hidden * (model["embedding"] + hidden)
    return (2 if pair else 1) * one + (directions * hidden + 1) * model["attention_hidden"]


def operations(work: Work) -> float:
    """Floating-point operations of a run's training, its dev scores among them: 2 a weight, word and pass. A
    pair's word is read by one of the two encoders. Heads' ascents and BERT's products of states are left out.
    """
    one = weights(work.run.encoder, work.sections["model"], pair=False)
    passes = _passes(work)
    return 2 * one * (passes * work.trained + FORWARD * work.scored)


def _passes(work: Work) -> float:
    changed = dict(work.run.variant)
    if work.run.method == "seat" and changed.get("mode") == "released_code":
        return 11 * STEP  # ten ascents through the embeddings, and the step
    if work.run.method == "seat" and changed.get("trainable") == "all":
        return STEP
    return PASSES.get(work.run.method, STEP)


def of_steps(page: str) -> dict[str, float]:
    """method -> its step's time over vanilla's, the mean of the tables of benchmarks/training_step.md."""
    found: dict[str, list[float]] = {}
    column = None
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if "ours / our vanilla" in cells:
            column = cells.index("ours / our vanilla")
        elif column is not None and len(cells) > column and not cells[0].startswith("---"):
            found.setdefault(cells[0], []).append(float(cells[column]))
        elif len(cells) == 1:
            column = None
    if "vanilla" not in found:
        raise UserError("benchmarks/training_step.md has no table with the column `ours / our vanilla`")
    return {name: sum(each) / len(each) for name, each in found.items()}


def of_bert(page: str) -> float:
    """Operations a second: the mean of the last rows of the tables of benchmarks/bert_step.md, as BERT is
    computed now.
    """
    found, column, last = [], None, None
    for line in [*page.splitlines(), ""]:
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if "GFLOP/s" in cells:
            column = cells.index("GFLOP/s")
        elif column is not None and len(cells) > column and not cells[0].startswith("---"):
            last = float(cells[column].replace(",", ""))
        elif last is not None:
            found.append(last)
            column = last = None
    if not found:
        raise UserError("benchmarks/bert_step.md has no table with the column `GFLOP/s`")
    return 1e9 * sum(found) / len(found)


def of_items(works: Iterable[Work], seconds: Mapping[Run, float]) -> dict[tuple[str, str], float]:
    """(method, encoder) -> seconds a million words, the median of the runs that have a time. A word that is
    scored counts as a third of one that is trained, as forwards is of a step.
    """
    found: dict[tuple[str, str], list[float]] = {}
    for work in works:
        if work.run in seconds and work.run.method in MEASURED and not work.bert:
            words = (work.trained + work.scored / STEP) / 1e6
            found.setdefault((work.run.method, work.run.encoder), []).append(seconds[work.run] / words)
    return {place: median(each) for place, each in found.items()}


def recorded(folder: Path, runs: Iterable[Run]) -> dict[Run, float]:
    """The seconds of training each run, of <folder>/<method>.json; runs without a record are left out."""
    found = {}
    for run in runs:
        path = folder / f"{run.method}.json"
        known = json.loads(path.read_text(encoding="utf-8"))["train"] if path.is_file() else {}
        if run.name in known:
            found[run] = known[run.name]["seconds"]
    return found


def seconds(work: Work, rates: Rates) -> float:
    """Of a run on one core. BERT: by its operations, at those a second of its measured step."""
    items, steps, bert = rates
    if work.bert:
        return operations(work) / bert
    encoder = SAME_ENCODER.get(work.run.encoder, work.run.encoder)
    vanilla, method = items["vanilla", encoder], SAME.get(work.run.method, work.run.method)
    ratio = steps[method] if method in steps else _ratio(method, encoder, items)
    return (ratio * work.trained + work.scored / STEP) / 1e6 * vanilla


def _ratio(method: str, encoder: str, items: Mapping[tuple[str, str], float]) -> float:
    """To vanilla's of that encoder, else of the BiLSTM."""
    own = encoder if (method, encoder) in items else "bilstm"
    return items[method, own] / items["vanilla", own]


def is_pair(dataset: str) -> bool:
    """Whether its examples are pairs of texts."""
    return dataset in PAIRS
