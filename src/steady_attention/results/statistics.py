"""What the corpora of a profile are, as preprocessing counted them; git keeps it, so a clone can tell."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from steady_attention.metrics.card import INFINITE, NEITHER, WORDS, Card
from steady_attention.results.scores import BEST, Row
from steady_attention.run.runs import DEFAULT
from steady_attention.store.errors import UserError
from steady_attention.store.files import read_json

Statistics = Mapping[str, Mapping[str, Any]]  # of each corpus, by name
DATA = "data"  # in the place of a method: the number is of the corpus itself
WHOLE = "all"  # in the place of a split
CARDS = (Card("mean_length", WORDS, NEITHER, 0, INFINITE, "the papers' tables of data sets"),)
PLACE = {"encoder": "none", "attention": "none", "method": DATA}


def load(folder: Path) -> dict[str, dict[str, Any]]:
    """The statistics of every corpus of a profile, `<corpus>.json` in `folder`.

    Raises UserError where there are none: the preprocess stage writes them.
    """
    found = {path.stem: read_json(path) for path in sorted(folder.glob("*.json"))}
    if not found:
        raise UserError(
            f"{folder} holds no statistics of corpora: run `dvc repro preprocess@{folder.parent.name}`"
        )
    return found


def rows(statistics: Statistics) -> list[Row]:
    """A row a number, of no suite, for tables about data sets.

    - of WHOLE: count_classes, count_vocabulary;
    - of every split: count_examples, count_class0, ..., mean_length (in words; of pairs those of both texts);
    - of train: count_labeled and count_unlabeled. These are the halves of a pair task (Kitada & Iyatomi 2022,
      section 4.2), and all and none of another task.
    """
    return [
        Row(corpus, *PLACE.values(), DEFAULT, 0, BEST, *number, "")
        for corpus, known in statistics.items()
        for number in _numbers(known)
    ]


def _numbers(known: Mapping[str, Any]) -> Iterator[tuple[str, str, float]]:
    """Split, metric and value of each number of a corpus."""
    if known["classes"]:
        yield WHOLE, "count_classes", float(len(known["classes"]))
        yield WHOLE, "count_vocabulary", float(known["vocabulary"])
    for split, counts in known["splits"].items():
        yield split, "count_examples", float(counts["examples"])
        yield split, "mean_length", float(counts["mean_length"])
        for index, count in enumerate(counts.get("labels", {}).values()):
            yield split, f"count_class{index}", float(count)
    if "train" in known["splits"]:
        train = known["splits"]["train"]["examples"]
        labeled = train // 2 if known["pair"] else train
        yield "train", "count_labeled", float(labeled)
        yield "train", "count_unlabeled", float(train - labeled)


def description(known: Mapping[str, Any]) -> str:
    """One corpus in words: which copy, how many examples, what repeats, what is left out, and how much of it
    has word vectors, where that was counted.
    """
    sizes = ", ".join(f"{split} {counts['examples']:,}" for split, counts in known["splits"].items())
    repeated = sum(known["duplicates"]["within"].values())
    parts = [f"{known['copy']} ({sizes})"]
    if repeated:
        parts.append(f"{repeated:,} texts repeat within their split")
    parts += [
        f"{count:,} of {pair.split(', ')[1]} stand in {pair.split(', ')[0]} too"
        for pair, count in known["duplicates"]["between"].items()
        if count
    ]
    if known["left_out"]:
        parts.append(f"left out: {known['left_out']}")
    if covered := known.get("vectors"):
        share = 100 * covered["tokens_found"] / max(1, covered["tokens"])
        parts.append(
            f"word vectors for {covered['found']:,} of {covered['vocabulary']:,} words, {share:.1f} % of the "
            f"training texts' words"
        )
    return "; ".join(parts)
