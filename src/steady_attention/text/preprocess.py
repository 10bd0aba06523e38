"""Task: the examples of one corpus as lists of words and, but for a pool, as arrays of word ids."""

import json
from collections.abc import Callable
from pathlib import Path

from steady_attention import corpora
from steady_attention.corpora.corpus import Corpus, Example
from steady_attention.pipeline.errors import UserError
from steady_attention.text import encoded, tokenize, vocabulary
from steady_attention.text.encoded import Text

POOL = "pool"


def compute(work: Path, inputs: dict[str, Path], arguments: dict, report: Callable[[str], None]) -> None:
    """Preprocess {"corpus": name, "boundaries": bool, "length_filter": bool} from inputs["raw"] into `work`.

    The vocabulary is of the training split alone, before the length filter, as Jain and Wallace make it.
    Raises UserError, with split and id, for an empty split, a label outside the classes, a labeled text
    without a word, a rationale outside its text. A pool's texts without a word are dropped and counted.
    """
    corpus = corpora.get(arguments["corpus"])
    splits = {}
    for split, examples in corpus.examples(inputs["raw"]).items():
        report(f"{split}: {len(examples)} texts")
        _validate(corpus, split, examples)
        splits[split] = _tokenized(corpus, split, examples)
    if corpus.classes:
        statistics = _labeled(work, corpus, splits, arguments["boundaries"], arguments["length_filter"])
    else:
        statistics = _pool(work, corpus, splits[POOL])
    text = json.dumps(statistics, indent=2, ensure_ascii=False) + "\n"
    (work / "statistics.json").write_bytes(text.encode("utf-8"))


def within(lengths: list[int], limits: tuple[int | None, int | None]) -> list[bool]:
    """Jain and Wallace's length filter: which are strictly between the limits, None being the own extreme."""
    low = min(lengths) if limits[0] is None else limits[0]
    high = max(lengths) if limits[1] is None else limits[1]
    return [low < length < high for length in lengths]


def _validate(corpus: Corpus, split: str, examples: list[Example]) -> None:
    """Raise UserError for an empty split, a wrong label, a pair, an id that is not unique or not one line."""
    if not examples:
        raise UserError(f"{corpus.name}: the split {split} is empty, expected at least one example")
    labels = range(len(corpus.classes)) if corpus.classes else (None,)
    seen = set()
    for example in examples:
        where = f"{corpus.name}: {split} example {example.id!r}"
        if example.label not in labels:
            allowed = f"0..{len(corpus.classes) - 1}" if corpus.classes else "none"
            raise UserError(f"{where} has the label {example.label!r}, expected {allowed}")
        if example.second is not None:
            raise UserError(f"{where} is a pair of texts, expected a single one")
        if example.id in seen or "\n" in example.id:
            raise UserError(f"{where}: expected an id of its own, on one line")
        seen.add(example.id)


def _tokenized(corpus: Corpus, split: str, examples: list[Example]) -> list[Text]:
    """The examples with their words; a labeled one without a word is an error."""
    texts = [Text(example, tokenize.words(example.text, corpus.normalise)) for example in examples]
    empty = [text.example for text in texts if not text.words]
    if empty and corpus.classes:
        raise UserError(
            f"{corpus.name}: {split} example {empty[0].id!r} has no word: {empty[0].text!r}; "
            f"expected at least one ({len(empty)} such in {split})"
        )
    return texts


def _pool(work: Path, corpus: Corpus, texts: list[Text]) -> dict:
    """Write a pool's texts, those without a word left out; returns its statistics.

    `pool.as_<rule>.txt` holds the same lines by every other rule, for labeled corpora of that rule.
    """
    kept = [text for text in texts if text.words]
    if not kept:
        raise UserError(f"{corpus.name}: none of {len(texts)} texts holds a word, expected at least one")
    encoded.write_texts(work, POOL, kept)
    for rule in tokenize.RULES:
        if rule != corpus.normalise:
            encoded.write_again(work, POOL, rule, kept)
    counts = {"examples": len(kept), **_lengths(kept), "dropped": len(texts) - len(kept)}
    return {"dataset": corpus.name, "classes": [], "normalise": corpus.normalise, "splits": {POOL: counts}}


def _labeled(
    work: Path, corpus: Corpus, splits: dict[str, list[Text]], boundaries: bool, length_filter: bool
) -> dict:
    """Write the vocabulary and the files of every split; returns the statistics."""
    words = vocabulary.build((text.words for text in splits["train"]), corpus.minimum_frequency, boundaries)
    vocabulary.write(work / "vocabulary.txt", words)
    filtered = {split: _filtered(corpus, texts) for split, texts in splits.items()}
    used = filtered if length_filter else splits
    if empty := [split for split, texts in used.items() if not texts]:
        raise UserError(f"{corpus.name}: no text of {empty[0]} is within the length filter {corpus.lengths}")
    unknown = encoded.write_splits(work, corpus.normalise, used, words, boundaries)
    of_theirs = len(words) - len(vocabulary.specials(boundaries)) + len(vocabulary.SPECIALS)
    return {
        "dataset": corpus.name,
        "classes": list(corpus.classes),
        "boundaries": boundaries,
        "length_filter": length_filter,
        "normalise": corpus.normalise,
        "vocabulary": len(words),
        "splits": {
            split: _counts(corpus, texts)
            | {"dropped": len(splits[split]) - len(texts), "out_of_vocabulary": unknown[split]}
            for split, texts in used.items()
        },
        "jain_wallace": {"vocabulary": of_theirs, **{split: len(texts) for split, texts in filtered.items()}},
    }


def _filtered(corpus: Corpus, texts: list[Text]) -> list[Text]:
    keep = within([len(text.words) for text in texts], corpus.lengths)
    return [text for text, kept in zip(texts, keep, strict=True) if kept]


def _counts(corpus: Corpus, texts: list[Text]) -> dict:
    labels = [text.example.label for text in texts]
    counts = {name: labels.count(label) for label, name in enumerate(corpus.classes)}
    return {"examples": len(texts), "labels": counts, **_lengths(texts)}


def _lengths(texts: list[Text]) -> dict:
    """Words in all and a text, the boundaries not counted."""
    tokens = sum(len(text.words) for text in texts)
    return {"tokens": tokens, "mean_length": round(tokens / len(texts), 4)}
