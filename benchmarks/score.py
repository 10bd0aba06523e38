"""Time the scoring of explanations as `steady-attention score` does it against one text at a time, in one
process: a model of MiniLM's size with random weights.

PYTHONPATH=src OMP_NUM_THREADS=1 python -m benchmarks.score    # a minute on a free core; --write renews
score.md

One text at a time is what a loop over texts does: each shortened text, and each gradient, is a pass of its
own. Seconds are the process's own work, so that a busy machine costs caches alone; on so many cores at a time
as there are, the wall clock shows less still.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import process_time

import numpy as np
import torch

from benchmarks.timing import ratios, shown
from steady_attention.evaluation.word_deletions import WordLosses
from steady_attention.metrics.classification import decided
from steady_attention.score import explainers, measured
from steady_attention.score.classifier import Classifier
from steady_attention.score.subject import Subject

SIZES = {
    "hidden_size": 384,
    "num_hidden_layers": 6,
    "num_attention_heads": 12,
    "intermediate_size": 1536,
}  # MiniLM's
WORDS = 61  # of the vocabulary
LENGTHS = (2, 41)  # words of a text, about SST's
PAGE = Path(__file__).with_name("score.md")
Texts = list[list[str]]


class OneByOne(WordLosses):
    """Losses of which each set is asked alone, however often."""

    def of(self, wanted: Sequence[tuple[int, int]]) -> np.ndarray:
        """The losses (m,) of so many sets."""
        for one in wanted:
            self.known.pop(one, None)
            super().of([one])
        return np.array([self.known[one] for one in wanted])

    def probabilities(self, wanted: Sequence[tuple[int, int]]) -> np.ndarray:
        """The probabilities (m, C) of so many sets."""
        rows = []
        for one in wanted:
            self.of([one])
            rows.append(self.answers[one])
        return np.stack(rows)


def folder(place: Path) -> Path:
    """A checkpoint of MiniLM's size, with a vocabulary of single words."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    vocabulary = {word: number for number, word in enumerate([*special, *words()])}
    made = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    made.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    names = dict(zip(("pad_token", "unk_token", "cls_token", "sep_token"), special, strict=True))
    PreTrainedTokenizerFast(tokenizer_object=made, **names).save_pretrained(place)
    torch.manual_seed(0)
    BertForSequenceClassification(BertConfig(vocab_size=30522, **SIZES)).save_pretrained(place)
    return place


def words() -> list[str]:
    """The words of the vocabulary."""
    return [f"w{number}" for number in range(WORDS)]


def texts(amount: int, seed: int) -> Texts:
    """Random texts of all lengths."""
    random = np.random.default_rng(seed)
    lengths = random.integers(*LENGTHS, amount)
    return [[f"w{number}" for number in random.integers(0, WORDS, length)] for length in lengths]


def parts(classifier: Classifier, losses: WordLosses) -> dict[str, Callable[[], object]]:
    """What is timed: the measures of given scores that ask the model, gradient x input, occlusion."""
    random = np.random.default_rng(0)
    rows = [random.random(length) for length in losses.lengths]
    labels = decided(losses.full)
    subject = Subject(losses.lengths, 2, labels, None, [None] * len(rows), losses, None)
    own = torch.from_numpy(labels)

    def measures() -> None:
        measured.erasure(subject, rows)
        measured.deletion(subject, rows)

    return {
        "erasure and deletion": measures,
        "gradient x input": lambda: explainers.gradient_x_input(
            classifier, classifier.encode(losses.texts), own
        ),
        "occlusion": lambda: explainers.occlusion(losses),
    }


def timed(place: Path, amount: int, repetitions: int) -> dict[str, tuple[list[float], list[float]]]:
    """Seconds a text one at a time and in batches, by part, of each repetition; the first does not count."""
    cores = torch.get_num_threads()
    alone, together = Classifier(place, cores=1, pieces=1), Classifier(place, cores=cores)
    found: dict[str, tuple[list[float], list[float]]] = {}
    for number in range(-1, repetitions):
        some = texts(amount if number >= 0 else 4, number + 1)
        ways = (
            parts(alone, OneByOne(alone.predict, some)),
            parts(together, WordLosses(together.predict, some)),
        )
        for name in ways[0]:
            for way, times in zip(ways, found.setdefault(name, ([], [])), strict=True):
                began = process_time()
                way[name]()
                if number >= 0:
                    times.append((process_time() - began) / len(some))
        print(
            f"repetition {number + 1}/{repetitions}" if number >= 0 else "warm-up",
            file=sys.stderr,
            flush=True,
        )
    return found


def text(found: dict[str, tuple[list[float], list[float]]], amount: int) -> str:
    """The page."""
    repetitions = len(next(iter(found.values()))[0])
    lines = [
        "# Scoring explanations in batches against one text at a time",
        "",
        f"Processor milliseconds a text, medians (quartiles) of {repetitions} repetitions on {amount} "
        f"texts of {LENGTHS[0]} to {LENGTHS[1] - 1} words; a model of MiniLM's size, one core. Several cores "
        "take batches beside each other, which the ratio does not count.",
        "",
        "| part | one text at a time | in batches, each set of words once | ratio |",
        "| --- | --- | --- | --- |",
    ]
    for name, (alone, together) in {**found, "all": total(found)}.items():
        milliseconds = (shown([1000 * one for one in times], 1) for times in (alone, together))
        lines.append(f"| {name} | {' | '.join(milliseconds)} | {shown(ratios(alone, together))} |")
    return "\n".join(lines) + "\n"


def total(found: dict[str, tuple[list[float], list[float]]]) -> tuple[list[float], list[float]]:
    """All parts together, by repetition."""
    ways = ([pair[way] for pair in found.values()] for way in (0, 1))
    alone, together = ([sum(times) for times in zip(*parts, strict=True)] for parts in ways)
    return alone, together


def main() -> None:
    """Time, and print or write the page."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--texts", type=int, default=24)
    parser.add_argument("--repetitions", type=int, default=3)
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.name}")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        found = timed(folder(Path(place)), arguments.texts, arguments.repetitions)
    page = text(found, arguments.texts)
    if arguments.write:
        PAGE.write_text(page, encoding="utf-8")
    print(page)


if __name__ == "__main__":
    main()
