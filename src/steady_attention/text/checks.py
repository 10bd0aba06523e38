"""What no data set may hold, whatever its reader."""

from steady_attention.corpora.corpus import Corpus, Example
from steady_attention.pipeline.errors import UserError
from steady_attention.text.statistics import is_pair


def check(corpus: Corpus, splits: dict[str, list[Example]]) -> None:
    """Raise UserError, with split and id, for what no data set may hold.

    An empty split, a label or a candidate outside the classes, an answer that is no candidate, a pair among
    single texts, an id that is not unique or not one line.
    """
    pair = is_pair(splits)
    for split, examples in splits.items():
        if not examples:
            raise UserError(f"{corpus.name}: the split {split} is empty, expected at least one example")
        seen = set()
        for example in examples:
            where = f"{corpus.name}: {split} example {example.id!r}"
            _check_label(corpus, example, where)
            if (example.second is not None) != pair:
                raise UserError(f"{where}: pairs of texts and single ones are mixed, expected one kind")
            if example.id in seen or "\n" in example.id:
                raise UserError(f"{where}: expected an id of its own, on one line")
            seen.add(example.id)


def _check_label(corpus: Corpus, example: Example, where: str) -> None:
    labels = range(len(corpus.classes)) if corpus.classes else (None,)
    if example.label not in labels:
        allowed = f"0..{len(corpus.classes) - 1}" if corpus.classes else "none"
        raise UserError(f"{where} has the label {example.label!r}, expected {allowed}")
    if example.candidates and example.label not in example.candidates:
        raise UserError(f"{where}: the answer {example.label} is not among {example.candidates}")
    if not set(example.candidates) <= set(labels):
        raise UserError(f"{where}: candidates {example.candidates} outside 0..{len(corpus.classes) - 1}")
    if example.candidates and len(corpus.classes) == 2:
        raise UserError(f"{where}: candidates need more than two classes, found {corpus.classes}")
