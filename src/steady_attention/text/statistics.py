"""What is told of a preprocessed data set: sizes, lengths, classes, repeated texts, which copy it is."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from steady_attention.corpora import Corpus
from steady_attention.corpora.raw.raw_file import RECORD
from steady_attention.text.duplicates import counted
from steady_attention.text.survey import Survey


def of_corpus(corpus: Corpus, raw: Path, surveys: Mapping[str, Survey]) -> dict:
    """Name, classes, copy, what the reader leaves out, repeated texts, and every split's hash.

    The hash is over ids, labels and texts of a split, in their order.
    """
    return {
        "dataset": corpus.name,
        "classes": list(corpus.classes),
        "pair": any(told.pair for told in surveys.values()),
        "normalise": corpus.normalise,
        "licence": corpus.licence,
        **_copy(corpus, raw),
        "left_out": corpus.left_out,
        "duplicates": counted({split: told.texts for split, told in surveys.items()}),
        "sha256": {split: told.sha256 for split, told in surveys.items()},
    }


def counts(classes: tuple[str, ...], examples: int, labels: Sequence[int], tokens: int) -> dict:
    """Examples, examples a class, words of all and of the mean text; boundaries are not counted."""
    by_class = (
        {"labels": {name: int(sum(found == label for found in labels)) for label, name in enumerate(classes)}}
        if classes
        else {}
    )
    return {"examples": examples, **by_class, "tokens": tokens, "mean_length": round(tokens / examples, 4)}


def _copy(corpus: Corpus, raw: Path) -> dict:
    """Which copy of the data set was taken, in words, and whether it is whole."""
    record = raw / RECORD
    if record.is_file():
        known = json.loads(record.read_bytes())
        return {"copy": known["copy"], "complete": known["complete"]}
    return {"copy": "generated" if corpus.generate else "not recorded", "complete": True}
