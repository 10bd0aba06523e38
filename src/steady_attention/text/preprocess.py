"""Task: the examples of one corpus as lists of words and, but for a pool, as arrays of word ids.

Examples come one by one and are written as they come, so that memory does not grow with the corpus but by a
few numbers an example. The words are encoded when the training split has told the vocabulary.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import compress, repeat
from pathlib import Path

import numpy as np

from steady_attention import corpora
from steady_attention.corpora import Corpus, Example
from steady_attention.corpora.raw.raw_file import RECORD
from steady_attention.corpora.user import origin
from steady_attention.store.errors import UserError
from steady_attention.store.files import read_json, write_plain_json
from steady_attention.text import checks, encoded, vocabulary
from steady_attention.text.checks import counted
from steady_attention.text.survey import Survey, check_words, survey

POOL = "pool"


def compute(work: Path, inputs: dict[str, Path], arguments: dict, report: Callable[[str], None]) -> None:
    """Preprocess {"corpus": name, "boundaries": bool, "length_filter": bool} from inputs["raw"] into `work`.

    A corpus may have a value of its own for the last two.

    The vocabulary is of the training split alone, before the length filter, as Jain and Wallace make it.
    Of pairs both texts are encoded with one vocabulary, each counting as a text. Raises UserError, with split
    and id, for what `survey` and `check_words` refuse, a span outside its text, a split of two classes that
    lacks the positive one, and a vocabulary without a word. A pool's texts without a word are dropped
    and counted.
    """
    with origin.named(inputs["raw"], arguments):
        _preprocess(work, inputs["raw"], arguments, report)


def _preprocess(work: Path, raw: Path, arguments: dict, report: Callable[[str], None]) -> None:
    corpus = corpora.from_arguments(arguments)
    own = {"boundaries": corpus.boundaries, "length_filter": corpus.length_filter}
    arguments = arguments | {key: value for key, value in own.items() if value is not None}
    examples = corpus.examples(raw)
    surveys: dict[str, Survey] = {}
    pair = None
    for split, found in examples.items():
        surveys[split] = told = survey(corpus, split, found, work, report, pair)
        pair = told.pair
        report(f"{split}: {len(told.lengths)} texts")
    if corpus.classes:
        check_words(corpus, surveys, origin.user_folder(arguments))
        written = _labeled(work, corpus, examples, surveys, arguments)
    else:
        written = _pool(surveys[POOL])
    write_plain_json(work / "statistics.json", _of_corpus(corpus, raw, surveys) | written)


def within(lengths: np.ndarray, limits: tuple[int | None, int | None]) -> np.ndarray:
    """Jain and Wallace's length filter: which are strictly between the limits, None being the own extreme."""
    low = lengths.min() if limits[0] is None else limits[0]
    high = lengths.max() if limits[1] is None else limits[1]
    return (low < lengths) & (lengths < high)


def _pool(told: Survey) -> dict:
    """A pool's statistics."""
    found = counts((), len(told.lengths), told.labels, told.tokens)
    return {"splits": {POOL: found | {"dropped": told.without}}}


def _labeled(
    work: Path,
    corpus: Corpus,
    examples: Mapping[str, Iterable[Example]],
    surveys: dict[str, Survey],
    arguments: dict,
) -> dict:
    """Write the vocabulary and the arrays of every split; returns the statistics."""
    boundaries = arguments["boundaries"]
    words = vocabulary.build(surveys["train"].documents, corpus.minimum_frequency, boundaries)
    checks.check_known(
        corpus,
        len(words) - len(vocabulary.specials(boundaries)),
        surveys["train"].documents,
        "own" in arguments,
    )
    vocabulary.write(work / "vocabulary.txt", words)
    filtered = {split: within(np.array(told.lengths), corpus.lengths) for split, told in surveys.items()}
    every = {split: np.ones(len(told.lengths), bool) for split, told in surveys.items()}
    used = filtered if arguments["length_filter"] else every
    if empty := [split for split, keep in used.items() if not keep.any()]:
        raise UserError(f"{corpus.name}: no text of {empty[0]} is within the length filter {corpus.lengths}")
    by = encoded.coding(words, boundaries)
    known = set[str]().union(*(told.known for told in surveys.values()))
    of_theirs = len(words) - len(vocabulary.specials(boundaries)) + len(vocabulary.SPECIALS)
    splits = {}
    for split, keep in used.items():
        if not keep.all():
            encoded.keep_lines(work, split, keep)
        masks = encoded.drop_unknown(work, split, by) if corpus.unknown == "drop" else repeat(None)
        splits[split] = _encoded(work, corpus, split, surveys[split], keep, by)
        if known:
            kept = compress(examples[split], keep)
            encoded.write_known(work, split, kept, known, corpus.normalise, boundaries, masks)
    return {
        "boundaries": boundaries,
        "length_filter": arguments["length_filter"],
        "vocabulary": len(words),
        "splits": splits,
        "jain_wallace": {"vocabulary": of_theirs} | {s: int(keep.sum()) for s, keep in filtered.items()},
    }


def _encoded(
    work: Path, corpus: Corpus, split: str, told: Survey, keep: np.ndarray, by: encoded.Coding
) -> dict:
    """Write ids and labels of the texts kept; returns their statistics."""
    labels = np.array(told.labels, np.int64)[keep]
    checks.check_positive(corpus, split, labels)
    np.save(work / f"{split}.labels.npy", labels)
    tokens, unknown = encoded.write_ids(work, split, by)
    found = counts(corpus.classes, len(labels), labels, tokens)
    return found | {"dropped": len(keep) - len(labels), "out_of_vocabulary": unknown}


def _of_corpus(corpus: Corpus, raw: Path, surveys: Mapping[str, Survey]) -> dict:
    """Name, classes, copy, what the reader leaves out, repeated texts, and every split's hash.

    The hash is over ids, labels and texts of a split, in their order.
    """
    return {
        "dataset": corpus.name,
        "classes": list(corpus.classes),
        "pair": any(told.pair for told in surveys.values()),
        "normalise": corpus.normalise,
        "unknown": corpus.unknown,
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
        known = read_json(record)
        return {"copy": known["copy"], "complete": known["complete"]}
    return {"copy": "generated" if corpus.generate else "not recorded", "complete": True}
