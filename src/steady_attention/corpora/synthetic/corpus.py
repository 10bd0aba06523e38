"""What all synthetic corpora have in common: one raw file a split, generated, and read back strictly."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from steady_attention.corpora import Corpus, Example, Examples
from steady_attention.corpora.reading.lines import LONGEST
from steady_attention.corpora.synthetic.text import generator
from steady_attention.store.errors import UserError

HALF = re.compile("[\ud800-\udfff]")  # of a surrogate pair
Splits = Mapping[str, Iterable[Example]]

KEYS = ("id", "text", "label", "rationale")
FURTHER = ("second", "polarity", "candidates")  # on the lines of the examples that have them


def write_examples(path: Path, examples: Iterable[Example]) -> None:
    """Write examples to `path`, one JSON object a line: KEYS, and of FURTHER what the example has."""
    with path.open("wb") as file:
        for example in examples:
            further = [key for key in FURTHER if getattr(example, key) not in (None, ())]
            values = {key: getattr(example, key) for key in (*KEYS, *further)}
            file.write((json.dumps(values, ensure_ascii=False) + "\n").encode("utf-8"))


def write_splits(folder: Path, splits: Splits) -> None:
    """Write `folder`/<split>.jsonl of every split."""
    for split, examples in splits.items():
        write_examples(folder / f"{split}.jsonl", examples)


def read_examples(path: Path, classes: tuple[str, ...]) -> Iterator[Example]:
    """Read what `write_examples` wrote; `classes` is () for a pool, whose labels are null.

    Raises UserError with the file and the line where a line is not such an object.
    """
    if not path.is_file():
        raise UserError(
            f"{path} is missing: expected the synthetic corpus there; run the download stage again"
        )
    if path.stat().st_size == 0:
        raise _broken(f"{path}:1", "an empty file")
    with path.open("rb") as file:
        for number, line in enumerate(iter(lambda: file.readline(LONGEST + 2), b""), start=1):
            if len(line) > LONGEST:
                raise _broken(f"{path}:{number}", f"the line is longer than {LONGEST:,} bytes")
            yield _parsed(line.removesuffix(b"\n"), f"{path}:{number}", classes)


def _parsed(line: bytes, where: str, classes: tuple[str, ...]) -> Example:
    values = _object(line, where)
    text, label, second = values["text"], values["label"], values.get("second")
    if not isinstance(values["id"], str) or HALF.search(values["id"]) or not _has_words(text):
        raise _broken(where, "expected a string as id and a text with at least one word")
    if not _label_fits(label, classes):
        allowed = f"an integer from 0 to {len(classes) - 1}" if classes else "null"
        raise _broken(where, f"expected {allowed} as label, found {label!r}")
    if "second" in values and not _has_words(second):
        raise _broken(where, f"expected a text with at least one word as second, found {second!r}")
    return Example(
        id=values["id"],
        text=text,
        label=label,
        second=second,
        rationale=_spans("rationale", values["rationale"], text, where),
        polarity=_spans("polarity", values.get("polarity", []), text, where),
        candidates=_candidates(values.get("candidates", []), label, classes, where),
    )


def _object(line: bytes, where: str) -> dict[str, Any]:
    """The JSON object of a line, with every one of KEYS and none beyond FURTHER."""
    try:
        values = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise _broken(where, f"malformed JSON ({error})") from error
    if not isinstance(values, dict) or not set(KEYS) <= set(values) <= {*KEYS, *FURTHER}:
        found = sorted(values) if isinstance(values, dict) else type(values).__name__
        known = f"{', '.join(KEYS)} and of {', '.join(FURTHER)} at most"
        raise _broken(where, f"expected an object with the keys {known}, found {found}")
    return values


def _has_words(text: object) -> bool:
    """Whether it is a text with more than white space, all its characters whole ones."""
    return isinstance(text, str) and bool(text.strip()) and not HALF.search(text)


def _label_fits(label: object, classes: tuple[str, ...]) -> bool:
    if not classes:
        return label is None
    return type(label) is int and 0 <= label < len(classes)


def _spans(key: str, spans: object, text: str, where: str) -> tuple[tuple[int, ...], ...]:
    """The rationale's [start, end] or the polarity's [start, end, 1 or -1]."""
    form = "[start, end]" if key == "rationale" else "[start, end, 1 or -1]"
    if not isinstance(spans, list):
        raise _broken(where, f"expected a list of {form} as {key}, found {spans!r}")
    for span in spans:
        right = isinstance(span, list) and all(type(number) is int for number in span)
        if not right or len(span) != len(form.split(",")) or abs((*span, 1)[2]) != 1:
            raise _broken(where, f"expected {form} in the {key}, found {span!r}")
        if not 0 <= span[0] < span[1] <= len(text):
            raise _broken(where, f"the {key} {span} lies outside the text, which has {len(text)} characters")
    return tuple(tuple(span) for span in spans)


def _candidates(found: object, label: int | None, classes: tuple[str, ...], where: str) -> tuple[int, ...]:
    """The classes that may be answered: in order, each once, the label among them; [] for all."""
    indices = isinstance(found, list) and all(_label_fits(one, classes) and classes for one in found)
    if not indices or found != sorted(set(found)) or (found and label not in found):
        raise _broken(
            where,
            f"expected ascending class indices with the label {label} among them as candidates, "
            f"found {found!r}",
        )
    return tuple(found)


def _broken(where: str, what: str) -> UserError:
    return UserError(
        f"{where}: {what}; the file was changed or cut short: delete its folder, run the download stage again"
    )


Draw = Callable[[Random, set[str], str, int], Example]  # from texts seen before, split and number


def drawn(name: str, expected: Mapping[str, int], draw: Draw) -> dict[str, list[Example]]:
    """`expected` so many examples a split, by the generator of that name; `seen` is of all splits."""
    rng, seen = generator(name), set[str]()
    return {split: [draw(rng, seen, split, n) for n in range(count)] for split, count in expected.items()}


def corpus(
    name: str, classes: tuple[str, ...], expected: dict[str, int], examples: Callable[[], Splits]
) -> Corpus:
    """The corpus of the generated `examples`, `expected` so many a split.

    `generate` writes equal bytes on every machine; reading raises what `read_examples` does.
    """
    return Corpus(
        name=name,
        classes=classes,
        licence="MIT",
        address="generated by this project",
        files=(),
        read=partial(_read, expected, classes),
        minimum_frequency=1,
        expected=expected,
        generate=lambda folder: write_splits(folder, examples()),
    )


def _read(splits: Iterable[str], classes: tuple[str, ...], folder: Path) -> dict[str, Examples]:
    return {split: Examples(partial(read_examples, folder / f"{split}.jsonl", classes)) for split in splits}
