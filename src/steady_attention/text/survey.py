"""The first pass over a split: its texts are checked, tokenized and written, and counted on the way.

Nothing is held but numbers of words, labels and digests of the examples, and the words of the vocabulary.
"""

import hashlib
import json
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from steady_attention.corpora import Corpus, Example
from steady_attention.store.errors import UserError
from steady_attention.store.messages import shown
from steady_attention.text import checks, tokenize, vocabulary
from steady_attention.text.checks import Digests

SECOND = "second"  # in the names of the files that hold the other texts of pairs
NAMED = 20  # texts without a word that an error names
OFTEN = 1_000  # texts after which progress is reported
KNOWN = ("rationale", "polarity", "candidates")  # fields of Example that only some data sets have


@dataclass
class Survey:
    """What is told of a split's examples, in their order.

    pair:      whether they are pairs of texts; None before the first example.
    labels:    () in a pool.
    lengths:   words of each text, without those of a pair's other text.
    tokens:    words in all, of both texts of pairs.
    documents: in how many texts each word stands; both texts of a pair count.
    known:     of KNOWN, what any example has.
    without:   texts without a word, of which `wordless` are the first; they are in none of the above.
    """

    pair: bool | None = None
    labels: array = field(default_factory=lambda: array("q"))
    lengths: array = field(default_factory=lambda: array("q"))
    tokens: int = 0
    documents: Counter[str] = field(default_factory=Counter)
    known: set[str] = field(default_factory=set)
    without: int = 0
    wordless: list[Example] = field(default_factory=list)
    texts: Digests = field(default_factory=Digests)
    sha256: str = ""


def survey(
    corpus: Corpus,
    split: str,
    examples: Iterable[Example],
    work: Path,
    report: Callable[[str], None],
    pair: bool | None = None,
) -> Survey:
    """Write <split>.words.txt, <split>.ids.txt and, of pairs, <split>.second.words.txt, one text a line.

    Of a pool also <split>.as_<rule>.txt, the same texts by every other rule. `pair` is what the splits before
    have been; `report` is told how many texts were read. Raises UserError for what checks.py refuses, an
    empty split, and a pool that has no texts but such without a word; `check_words` is for labeled ones.
    """
    told, total, ids = Survey(pair), hashlib.sha256(), Digests()
    with ExitStack() as stack:
        files = _Files(work, split, stack)
        for example in examples:
            if told.pair is None:
                told.pair = example.second is not None
            checks.check(corpus, split, example, told.pair)
            line = json.dumps([example.id, example.label, example.text, example.second], ensure_ascii=False)
            total.update(f"{line}\n".encode("utf-8", "surrogatepass"))
            told.texts.add(example.text, example.second)
            ids.add(example.id)
            sides = _sides(example, corpus.normalise)
            if all(sides):
                _take(told, example, sides, count=split == "train")
                _write(files, corpus, example, sides)
            else:
                told.without += 1
                told.wordless += [example] if len(told.wordless) < NAMED else []
            if (count := len(told.lengths) + told.without) % OFTEN == 0:
                report(f"{split}: {count} texts")
    told.sha256 = total.hexdigest()
    _check(corpus, split, told)
    checks.check_ids(corpus, split, examples, ids)
    return told


class _Files:
    """The text files of a split, opened when first written to."""

    def __init__(self, work: Path, split: str, stack: ExitStack):
        self._work, self._split, self._stack = work, split, stack
        self._open: dict[str, BinaryIO] = {}

    def line(self, kind: str, text: str) -> None:
        """Write a line into <split>.<kind>.txt."""
        if kind not in self._open:
            path = self._work / f"{self._split}.{kind}.txt"
            self._open[kind] = self._stack.enter_context(path.open("wb"))
        self._open[kind].write(f"{text}\n".encode())


def _sides(example: Example, rule: str) -> list[list[str]]:
    """The words of its one text, or of both of a pair."""
    texts = (example.text,) if example.second is None else (example.text, example.second)
    return [tokenize.words(text, rule) for text in texts]


def _take(told: Survey, example: Example, sides: list[list[str]], count: bool) -> None:
    told.lengths.append(len(sides[0]))
    told.tokens += sum(map(len, sides))
    if example.label is not None:
        told.labels.append(example.label)
    if count:
        for side in sides:
            vocabulary.count(told.documents, side)
    told.known |= {name for name in KNOWN if getattr(example, name)}


def _write(files: _Files, corpus: Corpus, example: Example, sides: list[list[str]]) -> None:
    files.line("ids", example.id)
    for kind, side in zip(("words", f"{SECOND}.words"), sides, strict=False):
        files.line(kind, " ".join(side))
    for rule in tokenize.RULES if not corpus.classes else ():
        if rule != corpus.normalise:
            files.line(f"as_{rule}", " ".join(tokenize.words(example.text, rule)))


def _check(corpus: Corpus, split: str, told: Survey) -> None:
    """Raise UserError for an empty split, and for a pool of which no text holds a word."""
    if not told.lengths and told.without and not corpus.classes:
        raise UserError(f"{corpus.name}: none of {told.without} texts holds a word, expected at least one")
    if not told.lengths and not told.without:
        raise UserError(f"{corpus.name}: the split {split} is empty, expected at least one example")


def check_words(corpus: Corpus, surveys: Mapping[str, Survey], own: str | None) -> None:
    """Raise UserError for labeled texts without a word, of which it names NAMED. own: the folder of the file
    and line that the ids of a user's texts are; None for what is published.
    """
    found = [(split, example) for split, told in surveys.items() for example in told.wordless][:NAMED]
    if not found:
        return
    lines = [
        f"{f'{own}/{e.id}' if own else f'{split} example {e.id!r}'} has no word: {_text(e)}"
        for split, e in found
    ]
    if more := sum(told.without for told in surveys.values()) - len(found):
        lines.append(f"and {more:,} more texts without a word")
    if own:
        lines.append(
            f"corpora.{corpus.name}.normalise is {corpus.normalise}, which leaves no word of them: mend or "
            f"delete these rows, or take the other rule"
        )
    raise UserError("\n".join(lines))


def _text(example: Example) -> str:
    """Its text as errors show it, of a pair both."""
    return shown(example.text if example.second is None else (example.text, example.second))
