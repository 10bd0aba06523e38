"""Raw files of the synthetic corpora: JSON lines, one file a split, read back strictly."""

import json
from collections.abc import Iterable
from pathlib import Path

from steady_attention.corpora.corpus import Example
from steady_attention.pipeline.errors import UserError

KEYS = ("id", "text", "label", "rationale")


def write_examples(path: Path, examples: Iterable[Example]) -> None:
    """Write examples to `path`, one JSON object {"id", "text", "label", "rationale"} a line."""
    lines = []
    for example in examples:
        values = (example.id, example.text, example.label, [list(span) for span in example.rationale])
        lines.append(json.dumps(dict(zip(KEYS, values, strict=True)), ensure_ascii=False) + "\n")
    path.write_bytes("".join(lines).encode("utf-8"))


def read_examples(path: Path, classes: tuple[str, ...]) -> list[Example]:
    """Read what `write_examples` wrote; `classes` is () for a pool, whose labels are null.

    Raises UserError with the file and the line where a line is not such an object.
    """
    if not path.is_file():
        raise UserError(
            f"{path} is missing: expected the synthetic corpus there; run the download stage again"
        )
    lines = path.read_bytes().removesuffix(b"\n").split(b"\n")
    return [_parsed(line, f"{path}:{number}", classes) for number, line in enumerate(lines, start=1)]


def _parsed(line: bytes, where: str, classes: tuple[str, ...]) -> Example:
    try:
        values = json.loads(line)
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise _broken(where, f"malformed JSON ({error})") from error
    if not isinstance(values, dict) or set(values) != set(KEYS):
        found = sorted(values) if isinstance(values, dict) else type(values).__name__
        raise _broken(where, f"expected an object with the keys {', '.join(KEYS)}, found {found}")
    text, label = values["text"], values["label"]
    if not isinstance(values["id"], str) or not isinstance(text, str) or not text.strip():
        raise _broken(where, "expected a string as id and a text with at least one word")
    if not _label_fits(label, classes):
        allowed = f"an integer from 0 to {len(classes) - 1}" if classes else "null"
        raise _broken(where, f"expected {allowed} as label, found {label!r}")
    return Example(
        id=values["id"], text=text, label=label, rationale=_spans(values["rationale"], text, where)
    )


def _label_fits(label: object, classes: tuple[str, ...]) -> bool:
    if not classes:
        return label is None
    return type(label) is int and 0 <= label < len(classes)


def _spans(spans: object, text: str, where: str) -> tuple[tuple[int, int], ...]:
    if not isinstance(spans, list):
        raise _broken(where, f"expected a list of [start, end] as rationale, found {spans!r}")
    for span in spans:
        if not isinstance(span, list) or len(span) != 2 or any(type(place) is not int for place in span):
            raise _broken(where, f"expected [start, end] in the rationale, found {span!r}")
        if not 0 <= span[0] < span[1] <= len(text):
            raise _broken(
                where, f"the rationale {span} lies outside the text, which has {len(text)} characters"
            )
    return tuple((start, end) for start, end in spans)


def _broken(where: str, what: str) -> UserError:
    return UserError(
        f"{where}: {what}; the file was changed or cut short: delete its folder, run the download stage again"
    )
