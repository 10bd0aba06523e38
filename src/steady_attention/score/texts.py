"""Texts with explanations, as JSON lines.

A line is an object: `text` or `tokens`; `scores`, a number for each token; `label` and `prediction`, a class
by its name or its number from 0; `rationale`, the tokens that annotators marked, as a 0 or 1 for each or as
spans [start, end); `id`. A text's tokens are what stands between its blanks.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from steady_attention.corpora.user import lines as user_lines
from steady_attention.store.errors import UserError
from steady_attention.store.messages import nearest, refuse_unknown, shown

KEYS = ("id", "text", "tokens", "scores", "label", "prediction", "rationale")
OF_ALL = ("scores", "label", "prediction")  # that every line has, or none
LARGEST = 1e100  # of a score: its square, and a sum over any text, are finite
CLASSES = 1000  # at most, where no model names them; our choice
EXPECTED = "an object a line, with the key text or tokens"
Class = str | int


@dataclass(frozen=True)
class Text:
    """A text: where it stands, its id and tokens; scores (tokens,) and rationale, bool (tokens,), label and
    prediction, None where none is given.
    """

    where: str
    id: str
    tokens: tuple[str, ...]
    scores: np.ndarray | None = None
    label: Class | None = None
    prediction: Class | None = None
    rationale: np.ndarray | None = None


def read(path: Path) -> list[Text]:
    """The texts of a file. Raises UserError, with the line, for what is no such object, scores or marks of
    another number than the tokens or not finite, an id that stands twice, a key that some lines lack.
    """
    if not path.is_file():
        raise UserError(f"{path} is not there, expected a file of {EXPECTED}")
    texts = [_text(f"{path}:{number}", number, given) for number, given in objects(path)]
    if not texts:
        raise UserError(f"{path} is empty, expected {EXPECTED}")
    check(texts)
    return texts


def check(texts: Sequence[Text]) -> None:
    """Raise UserError for an id that stands twice, and for a key that some texts lack."""
    first: dict[str, Text] = {}
    for text in texts:
        if (other := first.setdefault(text.id, text)) is not text:
            raise UserError(f"{text.where}: the id {shown(text.id)} stands in {other.where} too")
        for key in OF_ALL:
            if (getattr(text, key) is None) != (getattr(texts[0], key) is None):
                lacking, having = sorted(
                    (text, texts[0]), key=lambda one, key=key: getattr(one, key) is not None
                )
                raise UserError(
                    f"{lacking.where}: no {key}, which {having.where} has; expected it in all lines or none"
                )


def cut(text: Text, amount: int) -> Text:
    """The text's first so many tokens, with what is known of them."""
    rows = (None if row is None else row[:amount] for row in (text.scores, text.rationale))
    return replace(text, tokens=text.tokens[:amount], **dict(zip(("scores", "rationale"), rows, strict=True)))


def classes(texts: Sequence[Text], names: Sequence[str] | None) -> tuple[str, ...]:
    """The classes: a model's names, or without a model those of labels and predictions. Raises UserError for
    a class that the model lacks.
    """
    given = [(text, key) for text in texts for key in ("label", "prediction")]
    named = [(text, key, value) for text, key in given if (value := getattr(text, key)) is not None]
    if names is None:
        numbers = [value for _, _, value in named if isinstance(value, int)]
        words = sorted({value for _, _, value in named if isinstance(value, str)})
        if numbers and words:
            text, key, value = next(
                one for one in named if isinstance(one[2], str) != isinstance(named[0][2], str)
            )
            raise UserError(
                f"{text.where}: {key}: names and numbers of classes are mixed, found {shown(value)}"
            )
        if numbers and max(numbers) >= CLASSES:
            text, key, value = next(one for one in named if one[2] == max(numbers))
            raise UserError(
                f"{text.where}: {key}: expected the number of a class, below {CLASSES:,}, found "
                f"{shown(value)}"
            )
        return tuple(words or map(str, range(max(numbers, default=1) + 1)))
    for text, key, value in named:
        known = value in names if isinstance(value, str) else value < len(names)
        if not known:
            listed = ", ".join(f"{number} {name}" for number, name in enumerate(names))
            raise UserError(
                f"{text.where}: {key}: the model has no class {shown(value)}; its classes are "
                f"{shown(listed)[1:-1]}{nearest(value, names)}"
            )
    return tuple(names)


def numbers(texts: Sequence[Text], key: str, names: Sequence[str]) -> np.ndarray | None:
    """The classes (n,) under `label` or `prediction`, as numbers; None where they are not given."""
    given = [getattr(text, key) for text in texts]
    if given[0] is None:
        return None
    return np.array([names.index(one) if isinstance(one, str) else one for one in given], np.int64)


def objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of the lines that are not empty, numbered from 1."""
    for number, line in enumerate(user_lines.read(path, str(path), EXPECTED), start=1):
        where = f"{path}:{number}"
        content = user_lines.text(user_lines.bare(line), where)
        if not content.strip():
            continue
        try:
            value = json.loads(content, object_pairs_hook=lambda pairs, where=where: _once(where, pairs))
        except UserError:
            raise
        except (ValueError, RecursionError) as error:
            raise UserError(f"{where}: not JSON ({error}), expected {EXPECTED}") from error
        if not isinstance(value, dict):
            raise UserError(f"{where}: expected {EXPECTED}, found {shown(value)}")
        yield number, value


def _once(where: str, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object. Raises UserError for a key that stands twice, of which JSON would keep the last."""
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [key for key, _ in pairs]
        twice = next(key for key in names if names.count(key) > 1)
        raise UserError(f"{where}: the key {shown(twice)} stands twice, expected it once")
    return fields


def _written(where: str, value: str) -> None:
    """Raise UserError for a text that no file of ours could hold."""
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        raise UserError(f"{where}: half a surrogate pair, which is no letter; write the text anew as UTF-8")


def _text(where: str, number: int, given: dict[str, Any]) -> Text:
    refuse_unknown(where, given, KEYS)
    tokens = _tokens(where, given)
    return Text(
        where,
        _id(where, given.get("id", str(number))),
        tokens,
        None if given.get("scores") is None else scores(f"{where}: scores", given["scores"], len(tokens)),
        _class(where, "label", given.get("label")),
        _class(where, "prediction", given.get("prediction")),
        None
        if given.get("rationale") is None
        else marks(f"{where}: rationale", given["rationale"], len(tokens)),
    )


def _id(where: str, given: Any) -> str:
    if not isinstance(given, str | int) or isinstance(given, bool):
        raise UserError(f"{where}: id: expected a text or a number, found {shown(given)}")
    _written(f"{where}: id", str(given))
    return str(given)


def _tokens(where: str, given: dict[str, Any]) -> tuple[str, ...]:
    if ("text" in given) == ("tokens" in given):
        found = "both" if "text" in given else "neither"
        raise UserError(f"{where}: expected text or tokens, found {found}")
    if "text" in given:
        if not isinstance(given["text"], str):
            raise UserError(f"{where}: text: expected a text, found {shown(given['text'])}")
        tokens = given["text"].split()
    else:
        tokens = given["tokens"]
        if not isinstance(tokens, list) or not all(isinstance(one, str) for one in tokens):
            raise UserError(f"{where}: tokens: expected a list of texts, found {shown(tokens)}")
        if wrong := [place for place, one in enumerate(tokens) if not one.strip()]:
            raise UserError(f"{where}: tokens[{wrong[0]}]: expected a text, found {shown(tokens[wrong[0]])}")
    if not tokens:
        raise UserError(f"{where}: the text has no tokens, expected one at least")
    _written(where, "".join(tokens))
    return tuple(tokens)


def scores(where: str, given: Any, tokens: int) -> np.ndarray:
    """Numbers (tokens,). Raises UserError for another number of them, and for one that is not finite."""
    if not isinstance(given, list):
        raise UserError(f"{where}: expected a list of numbers, found {shown(given)}")
    if len(given) != tokens:
        raise UserError(f"{where}: expected {tokens:,}, one for each token, found {len(given):,}")
    for place, value in enumerate(given):
        plain = isinstance(value, int | float) and not isinstance(value, bool)
        if not plain or not -LARGEST <= value <= LARGEST:
            expected = f"a finite number of at most {LARGEST:g} in size"
            raise UserError(f"{where}[{place}]: expected {expected}, found {shown(value)}")
    return np.array(given, np.float64)


def _class(where: str, key: str, given: Any) -> Class | None:
    plain = isinstance(given, str) or isinstance(given, int) and not isinstance(given, bool) and given >= 0
    if given is not None and not plain:
        raise UserError(
            f"{where}: {key}: expected a class by its name or its number from 0, found {shown(given)}"
        )
    if isinstance(given, str):
        _written(f"{where}: {key}", given)
    return given


def marks(where: str, given: Any, tokens: int) -> np.ndarray:
    """Marks, bool (tokens,), of a 0 or 1 for each token, or of spans. Raises UserError for others."""
    if not isinstance(given, list):
        raise UserError(f"{where}: expected a list, found {shown(given)}")
    if given and isinstance(given[0], list):
        rationale = np.zeros(tokens, bool)
        for place, span in enumerate(given):
            whole = isinstance(span, list) and [type(one) for one in span] == [int, int]
            if not whole or not 0 <= span[0] < span[1] <= tokens:
                expected = f"a span [start, end) of {tokens:,} tokens"
                raise UserError(f"{where}[{place}]: expected {expected}, found {shown(span)}")
            rationale[span[0] : span[1]] = True
        return rationale
    if given and len(given) != tokens:
        raise UserError(f"{where}: expected {tokens:,}, one for each token, found {len(given):,}")
    for place, one in enumerate(given):
        if one not in (0, 1) or isinstance(one, str | float):
            raise UserError(f"{where}[{place}]: expected 0 or 1, found {shown(one)}")
    return np.array(given, bool) if given else np.zeros(tokens, bool)
