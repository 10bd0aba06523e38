"""Task: the examples of one corpus as lists of words and, but for a pool, as arrays of word ids."""

import json
from collections.abc import Callable
from pathlib import Path

from steady_attention import corpora
from steady_attention.corpora.corpus import Corpus, Example
from steady_attention.pipeline.errors import UserError
from steady_attention.text import checks, encoded, statistics, tokenize, vocabulary
from steady_attention.text.encoded import Text

POOL = "pool"


def compute(work: Path, inputs: dict[str, Path], arguments: dict, report: Callable[[str], None]) -> None:
    """Preprocess {"corpus": name, "boundaries": bool, "length_filter": bool} from inputs["raw"] into `work`.

    The vocabulary is of the training split alone, before the length filter, as Jain and Wallace make it.
    Of pairs both texts are encoded with one vocabulary, each counting as a text. Raises UserError, with split
    and id, for what `checks.check` refuses, a labeled text without a word, a span outside its text. A pool's
    texts without a word are dropped and counted.
    """
    corpus = corpora.of(arguments)
    examples = corpus.examples(inputs["raw"])
    checks.check(corpus, examples)
    splits = {}
    for split, found in examples.items():
        report(f"{split}: {len(found)} texts")
        splits[split] = _tokenized(corpus, split, found)
    if corpus.classes:
        written = _labeled(work, corpus, splits, arguments["boundaries"], arguments["length_filter"])
    else:
        written = _pool(work, corpus, splits[POOL])
    known = statistics.of_corpus(corpus, inputs["raw"], examples) | written
    text = json.dumps(known, indent=2, ensure_ascii=False) + "\n"
    (work / "statistics.json").write_bytes(text.encode("utf-8"))


def within(lengths: list[int], limits: tuple[int | None, int | None]) -> list[bool]:
    """Jain and Wallace's length filter: which are strictly between the limits, None being the own extreme."""
    low = min(lengths) if limits[0] is None else limits[0]
    high = max(lengths) if limits[1] is None else limits[1]
    return [low < length < high for length in lengths]


def _tokenized(corpus: Corpus, split: str, examples: list[Example]) -> list[Text]:
    """The examples with their words; a labeled one without a word is an error."""
    texts = [_text(example, corpus.normalise) for example in examples]
    empty = [text.example for text in texts if not all(text.sides)]
    if empty and corpus.classes:
        shown = empty[0].text if empty[0].second is None else (empty[0].text, empty[0].second)
        raise UserError(
            f"{corpus.name}: {split} example {empty[0].id!r} has no word: {shown!r}; "
            f"expected at least one ({len(empty)} such in {split})"
        )
    return texts


def _text(example: Example, rule: str) -> Text:
    second = None if example.second is None else tokenize.words(example.second, rule)
    return Text(example, tokenize.words(example.text, rule), second)


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
    counts = statistics.counts((), kept) | {"dropped": len(texts) - len(kept)}
    return {"splits": {POOL: counts}}


def _labeled(
    work: Path, corpus: Corpus, splits: dict[str, list[Text]], boundaries: bool, length_filter: bool
) -> dict:
    """Write the vocabulary and the files of every split; returns the statistics."""
    sides = (side for text in splits["train"] for side in text.sides)
    words = vocabulary.build(sides, corpus.minimum_frequency, boundaries)
    vocabulary.write(work / "vocabulary.txt", words)
    filtered = {split: _filtered(corpus, texts) for split, texts in splits.items()}
    used = filtered if length_filter else splits
    if empty := [split for split, texts in used.items() if not texts]:
        raise UserError(f"{corpus.name}: no text of {empty[0]} is within the length filter {corpus.lengths}")
    unknown = encoded.write_splits(work, corpus.normalise, used, words, boundaries)
    of_theirs = len(words) - len(vocabulary.specials(boundaries)) + len(vocabulary.SPECIALS)
    return {
        "boundaries": boundaries,
        "length_filter": length_filter,
        "vocabulary": len(words),
        "splits": {
            split: statistics.counts(corpus.classes, texts)
            | {"dropped": len(splits[split]) - len(texts), "out_of_vocabulary": unknown[split]}
            for split, texts in used.items()
        },
        "jain_wallace": {"vocabulary": of_theirs, **{split: len(texts) for split, texts in filtered.items()}},
    }


def _filtered(corpus: Corpus, texts: list[Text]) -> list[Text]:
    keep = within([len(text.words) for text in texts], corpus.lengths)
    return [text for text, kept in zip(texts, keep, strict=True) if kept]
