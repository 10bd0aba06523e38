"""Time, memory and recall of selecting the pool's sentences nearest to labeled texts, on a generated pool."""

import argparse
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks import neighbour_texts
from benchmarks.training_step import positive, processor
from steady_attention.unlabeled import selection

SENTENCES, LABELED = (200_000, 1_000_000), 500
TIMES = 7  # sentences selected for each labeled text, Attention VAT section 5.4
ANNOY_MOST = 200_000  # sentences up to which Annoy is measured too: its files grow with the pool
STRATEGIES = {  # params.yaml's settings
    "ann_average_embedding": {},
    "ann_bow": {"weighting": "counts", "hashing": 1024, "rerank": 1000},
}
SEARCH = {"subpool": None, "neighbours": 10, "trees": 10, "search_k": 10_000}
WITHOUT_ANNOY = "- ann_bow by annoy: not offered; neighbours_annoy.md has what was measured"
MEMORY = 4.0  # GiB that a selection from a million sentences may take
HEADER = (
    "| sentences | strategy | backend | seconds | peak memory, GiB | recall@10 |",
    "| --- | --- | --- | --- | --- | --- |",
)


@dataclass(frozen=True)
class Result:
    """One selection from beginning to end, reading the pool included."""

    sentences: int
    strategy: str
    backend: str
    seconds: float
    memory: float  # GiB, the most that was resident, Python and its libraries included
    recall: float

    def row(self) -> str:
        """A line of the table."""
        cells = (f"{self.sentences:,}", self.strategy, self.backend, f"{self.seconds:.0f}")
        return f"| {' | '.join(cells)} | {self.memory:.2f} | {self.recall:.3f} |"


def select(inputs: dict[str, Path], work: Path, arguments: dict) -> tuple[float, float, float]:
    """Seconds, GiB and recall of the selection task; for a process of its own."""
    work.mkdir()
    began = time.perf_counter()
    selection.compute(work, inputs, arguments, lambda text: print(text, file=sys.stderr, flush=True))
    seconds = time.perf_counter() - began
    unit = 2**30 if sys.platform == "darwin" else 2**20  # bytes there, KiB elsewhere
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    statistics = json.loads((work / "statistics.json").read_text(encoding="utf-8"))
    return seconds, memory, statistics["recall_at_10"]


def measure(sentences: int, labeled: int, folder: Path) -> list[Result]:
    """Every strategy and backend on a pool of this size, each in a fresh process."""
    inputs = neighbour_texts.write(folder, sentences, labeled)
    results = []
    for strategy, settings in STRATEGIES.items():
        annoy = sentences <= ANNOY_MOST and strategy != selection.NOT_BY_ANNOY
        for backend in ("exact", "annoy") if annoy else ("exact",):
            arguments = {"strategy": strategy, "backend": backend, "amount": TIMES * labeled, "seed": 0}
            work = folder / f"{strategy}-{backend}"
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                found = pool.apply(select, (inputs, work, arguments | SEARCH | settings))
            results.append(Result(sentences, strategy, backend, *found))
            print(results[-1].row(), file=sys.stderr, flush=True)
    return results


def text(results: list[Result], labeled: int) -> str:
    """The whole result, as Markdown."""
    head = (
        f"Selection of {TIMES * labeled:,} sentences for {labeled:,} labeled texts, one thread, "
        f"{processor()}.\n"
        f"Generated sentences of {neighbour_texts.LENGTH} words on average, {neighbour_texts.WORDS:,} words, "
        f"vectors of {neighbour_texts.WIDTH} numbers.\n"
        "Seconds and memory are those of the whole task; README.md beside this file says how to read them.\n"
    )
    most = max(result.memory for result in results)
    verdict = f"- at most {MEMORY:.0f} GiB: {most:.2f}, {'met' if most <= MEMORY else '**not met**'}"
    rows = [result.row() for result in results]
    return "\n".join(
        ["# Nearest sentences of a pool", "", head, *HEADER, *rows, "", verdict, WITHOUT_ANNOY, ""]
    )


def parser() -> argparse.ArgumentParser:
    """The command line."""
    found = argparse.ArgumentParser("python -m benchmarks.neighbours", description=__doc__)
    usual = " and ".join(f"{count:,}" for count in SENTENCES)
    size = f"of the pool; may be given again (default: {usual})"
    found.add_argument("--sentences", type=positive, action="append", metavar="N", help=size)
    queries = "labeled texts (default: %(default)s)"
    found.add_argument("--labeled", type=positive, default=LABELED, metavar="N", help=queries)
    found.add_argument("--write", action="store_true", help="also write benchmarks/neighbours.md")
    return found


def main(arguments: argparse.Namespace) -> int:
    """Measure and print."""
    results = []
    for sentences in arguments.sentences or SENTENCES:
        with tempfile.TemporaryDirectory() as folder:
            results += measure(sentences, arguments.labeled, Path(folder))
    result = text(results, arguments.labeled)
    print(result, end="")
    if arguments.write:
        Path(__file__).with_suffix(".md").write_text(result, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(parser().parse_args()))
