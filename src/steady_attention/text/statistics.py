"""What is told of a preprocessed data set: sizes, lengths, classes, repeated texts, which copy it is."""

import hashlib
import json
from pathlib import Path

from steady_attention.corpora.corpus import Corpus, Example, duplicates
from steady_attention.corpora.raw_file import RECORD
from steady_attention.text.encoded import Text


def of_corpus(corpus: Corpus, raw: Path, splits: dict[str, list[Example]]) -> dict:
    """Name, classes, copy, what the reader leaves out, repeated texts, and every split's hash."""
    return {
        "dataset": corpus.name,
        "classes": list(corpus.classes),
        "pair": is_pair(splits),
        "normalise": corpus.normalise,
        "licence": corpus.licence,
        **_copy(corpus, raw),
        "left_out": corpus.left_out,
        "duplicates": duplicates(splits),
        "sha256": {split: _hash(examples) for split, examples in splits.items()},
    }


def is_pair(splits: dict[str, list[Example]]) -> bool:
    """Whether the examples are pairs of texts."""
    return any(example.second is not None for examples in splits.values() for example in examples)


def counts(classes: tuple[str, ...], texts: list[Text]) -> dict:
    """Examples, examples a class, words of all and of the mean text; boundaries are not counted."""
    labels = [text.example.label for text in texts]
    by_class = (
        {"labels": {name: labels.count(label) for label, name in enumerate(classes)}} if classes else {}
    )
    tokens = sum(text.length for text in texts)
    return {
        "examples": len(texts),
        **by_class,
        "tokens": tokens,
        "mean_length": round(tokens / len(texts), 4),
    }


def _copy(corpus: Corpus, raw: Path) -> dict:
    """Which copy of the data set was taken, in words, and whether it is whole."""
    record = raw / RECORD
    if record.is_file():
        known = json.loads(record.read_bytes())
        return {"copy": known["copy"], "complete": known["complete"]}
    return {"copy": "generated" if corpus.generate else "not recorded", "complete": True}


def _hash(examples: list[Example]) -> str:
    """A hash over ids, labels and texts of a split, in their order."""
    total = hashlib.sha256()
    for e in examples:
        line = json.dumps([e.id, e.label, e.text, e.second], ensure_ascii=False)
        total.update(f"{line}\n".encode("utf-8", "surrogatepass"))
    return total.hexdigest()
