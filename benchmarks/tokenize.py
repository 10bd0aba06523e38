"""Time this project's memo of chunks against spaCy's tokenizing, and follow their memory over a long stream.

PYTHONPATH=src OMP_NUM_THREADS=1 python -m benchmarks.tokenize
"""

import argparse
import gzip
import os
import platform
import sys
import time
from itertools import islice
from pathlib import Path
from statistics import median

import spacy

from benchmarks.step_table import Target, ratio
from benchmarks.tokenizers import MARKS, memory, sentences, ways
from benchmarks.training_step import positive, processor
from steady_attention.text.tokenize import LIMIT

TEXTS, REPETITIONS, SENTENCES = 2_000, 7, 200_000
FASTER = 3.0  # the memo, warm, is to be so many times nlp.pipe
HEADER = "| way | tokens/s | / nlp.pipe | / nlp.pipe, cold |\n| --- | --- | --- | --- |"


def sample(count: int) -> tuple[str, list[str]]:
    """What was found, and its first `count`: film reviews, else a preprocessed pool, else generated ones."""
    mirrors = (os.environ.get("STEADY_ATTENTION_MIRROR", "../shared/data"), "data/mirror")
    found = [path for folder in mirrors if (path := Path(folder) / "imdb/train.tsv.gz").is_file()]
    found += sorted(Path("data/processed").glob("*/*/pool.words.txt"))
    if not found:
        return "generated sentences", list(sentences(count))
    name = "IMDB reviews" if found[0].suffix == ".gz" else f"sentences of {found[0].parent.name}"
    with (gzip.open if found[0].suffix == ".gz" else open)(found[0], "rt", encoding="utf-8") as lines:
        return name, [" ".join(line.split("\t")[-1].split()) for line in islice(lines, count)]


def measure(texts: list[str], repetitions: int) -> tuple[int, dict[str, list[float]]]:
    """Tokens, and each way's seconds; each repetition begins with another way, the warm-up is not counted."""
    ready = ways()
    seconds: dict[str, list[float]] = {name: [] for name in ready}
    order, tokens = list(ready), set()
    for number in range(-1, repetitions):
        for name in order:
            run = ready[name]()
            began = time.perf_counter()
            words = run(texts)
            if number >= 0:
                seconds[name].append(time.perf_counter() - began)
            tokens.add(sum(map(len, words)))
        order.append(order.pop(0))
        print(f"repetition {number + 1}/{repetitions}", file=sys.stderr, flush=True)
    (count,) = tokens  # all ways find equally many
    return count, seconds


def rows(tokens: int, seconds: dict[str, list[float]]) -> list[str]:
    """The table of speeds, as Markdown."""
    lines = [HEADER]
    for name, own in seconds.items():
        times = (f"{ratio(seconds[other], own):.2f}" for other in ("nlp.pipe", "nlp.pipe, cold"))
        lines.append(f"| {name} | {tokens / median(own):,.0f} | {' | '.join(times)} |")
    return lines


def target(seconds: dict[str, list[float]]) -> Target:
    """The memo, warm, against nlp.pipe."""
    value = ratio(seconds["nlp.pipe"], seconds["memo, warm"])
    return Target(f"memo, warm: at least {FASTER} times nlp.pipe", value, value >= FASTER)


def memory_rows(count: int) -> list[str]:
    """The table of memory, as Markdown: MiB more than before the stream."""
    marks = [f"{count * mark // MARKS:,}" for mark in range(1, MARKS + 1)]
    lines = [f"| sentences | {' | '.join(marks)} |", "| --- |" + " --- |" * MARKS]
    for way in ("nlp.tokenizer", "memo, cold"):
        first, *peaks = memory(way, count)
        lines.append(f"| {way} | {' | '.join(f'{peak - first:+.0f}' for peak in peaks)} |")
        print(f"memory of {way}: done", file=sys.stderr, flush=True)
    return lines


def text(name: str, texts: list[str], repetitions: int, count: int) -> tuple[str, Target]:
    """The whole result, as Markdown, and the target."""
    tokens, seconds = measure(texts, repetitions)
    wanted = target(seconds)
    return "\n".join(
        [
            "# Tokenizing, spaCy's own and by the memo\n",
            f"Medians of {repetitions} repetitions over {len(texts):,} {name} ({tokens:,} tokens), "
            f"one thread, spaCy {spacy.__version__},\nPython {platform.python_version()}, {processor()}.",
            "Trust the ratios; README.md beside this file says how to read them.\n",
            *rows(tokens, seconds),
            f"\n- {wanted.text}: {wanted.value:.2f}, {'met' if wanted.met else '**not met**'}\n",
            f"Peak memory over generated sentences, MiB more than before the first (limit {LIMIT:,}):\n",
            *memory_rows(count),
            "",
        ]
    ), wanted


def parser() -> argparse.ArgumentParser:
    """The command line."""
    found = argparse.ArgumentParser("python -m benchmarks.tokenize", description=__doc__.split("\n")[0])
    for name, usual, meaning in (
        ("texts", TEXTS, "texts to tokenize"),
        ("repetitions", REPETITIONS, "how often each way is timed"),
        ("sentences", SENTENCES, "length of the stream whose memory is followed"),
    ):
        help_text = f"{meaning} (default: %(default)s)"
        found.add_argument(f"--{name}", type=positive, default=usual, metavar="N", help=help_text)
    found.add_argument("--write", action="store_true", help="also write benchmarks/tokenize.md")
    found.add_argument("--check", action="store_true", help="end with 1 where the target is not met")
    return found


def main(arguments: argparse.Namespace) -> int:
    """Measure, print, and say by the exit code whether the check failed."""
    name, texts = sample(arguments.texts)
    result, wanted = text(name, texts, arguments.repetitions, arguments.sentences)
    print(result, end="")
    if arguments.write:
        Path(__file__).with_suffix(".md").write_text(result, encoding="utf-8")
    return 1 if arguments.check and not wanted.met else 0


if __name__ == "__main__":
    sys.exit(main(parser().parse_args()))
