"""ERASER's own files (DeYoung et al. 2020): annotations with their documents, and predictions with
rationales.

Annotations, `test.jsonl`, have a line {"annotation_id", "classification", "evidences": [[{"docid",
"start_token", "end_token"}]]} each; the documents are files in `docs/` beside it, their tokens parted by
white space. Predictions, as the benchmark's scorer reads them, have a line {"annotation_id", "rationales":
[{"docid", "soft_rationale_predictions" or "hard_rationale_predictions"}], "classification"} each. A text is
one document; a query is not read.
"""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from steady_attention.score import texts as of_texts
from steady_attention.score.texts import Text
from steady_attention.store.errors import UserError
from steady_attention.store.messages import nearest, shown

DOCUMENTS = "docs"
ID, OF_ANNOTATIONS, OF_PREDICTIONS = "annotation_id", "evidences", "rationales"


def is_annotations(path: Path) -> bool:
    """Whether a file's first line is one of ERASER's annotations. Raises UserError for what is no JSON."""
    first = next(of_texts.objects(path), None) if path.is_file() else None
    return first is not None and ID in first[1] and OF_ANNOTATIONS in first[1]


def read(path: Path, annotations: Path) -> list[Text]:
    """The texts of the annotations for which there are predictions, with these as scores. `path` may be the
    annotations themselves: then no text has scores. Raises UserError, with file and line, for what is not as
    the benchmark has it, and for a prediction without its annotation.
    """
    annotated = _annotated(annotations)
    if path == annotations:
        of_texts.check(list(annotated.values()))
        return list(annotated.values())
    texts = []
    for number, given in of_texts.objects(path):
        where = f"{path}:{number}"
        name = str(_key(where, given, ID, str | int))
        if name not in annotated:
            raise UserError(
                f"{where}: {annotations} has no annotation {shown(name)}{nearest(name, annotated)}"
            )
        texts.append(_predicted(where, given, annotated[name]))
    if not texts:
        raise UserError(f"{path} is empty, expected ERASER's predictions, an object a line")
    of_texts.check(texts)
    return texts


def _annotated(path: Path) -> dict[str, Text]:
    """The annotations by name, with the tokens of their documents."""
    if not path.is_file():
        raise UserError(f"--annotations: {path} is not there, expected ERASER's annotations, as test.jsonl")
    texts: dict[str, Text] = {}
    documents: dict[str, tuple[str, ...]] = {}
    for number, given in of_texts.objects(path):
        where = f"{path}:{number}"
        name = str(_key(where, given, ID, str | int))
        groups = _key(where, given, OF_ANNOTATIONS, list)
        label = _key(where, given, "classification", str)
        spans = [one for group in groups if isinstance(group, list) for one in group if isinstance(one, dict)]
        names = {str(span.get("docid")) for span in spans} or {name, *map(str, given.get("docids") or ())}
        there = sorted(one for one in names if (path.parent / DOCUMENTS / one).is_file())
        if len(there) != 1:
            amount = f"{len(there)} of {shown(sorted(names))[1:-1]}"
            raise UserError(f"{where}: expected one document in {path.parent / DOCUMENTS}, found {amount}")
        tokens = documents.setdefault(there[0], _tokens(path.parent / DOCUMENTS / there[0]))
        if name in texts:
            raise UserError(f"{where}: {ID} {shown(name)} stands in {texts[name].where} too")
        marks = np.zeros(len(tokens), bool)
        for span in spans:
            start, end = span.get("start_token"), span.get("end_token")
            if type(start) is not int or type(end) is not int or not 0 <= start <= end <= len(tokens):
                expected = f"a span of the {len(tokens):,} tokens of {there[0]}"
                raise UserError(
                    f"{where}: {OF_ANNOTATIONS}: expected {expected}, found {shown((start, end))}"
                )
            marks[start:end] = True
        texts[name] = Text(where, name, tokens, None, label, None, marks)
    if not texts:
        raise UserError(f"{path} is empty, expected ERASER's annotations, an object a line")
    return texts


def _tokens(path: Path) -> tuple[str, ...]:
    try:
        tokens = tuple(path.read_text(encoding="utf-8").split())
    except UnicodeDecodeError as error:
        raise UserError(f"{path}: not UTF-8 ({error.reason} at byte {error.start})") from error
    if not tokens:
        raise UserError(f"{path} is empty, expected a document")
    return tokens


def _predicted(where: str, given: Mapping[str, Any], text: Text) -> Text:
    """A text with what is predicted of it."""
    rationales = _key(where, given, OF_PREDICTIONS, list)
    if len(rationales) != 1 or not isinstance(rationales[0], dict):
        raise UserError(f"{where}: {OF_PREDICTIONS}: expected one document's, found {len(rationales)}")
    soft, hard = (rationales[0].get(f"{kind}_rationale_predictions") for kind in ("soft", "hard"))
    if soft is not None:
        scores = of_texts.scores(f"{where}: soft_rationale_predictions", soft, len(text.tokens))
    elif isinstance(hard, list):
        spans = [
            [one.get("start_token"), one.get("end_token")] if isinstance(one, dict) else one for one in hard
        ]
        scores = of_texts.marks(f"{where}: hard_rationale_predictions", spans, len(text.tokens)).astype(float)
    else:
        raise UserError(
            f"{where}: {OF_PREDICTIONS}: expected soft or hard_rationale_predictions, found neither"
        )
    return replace(text, where=where, scores=scores, prediction=given.get("classification"))


def _key(where: str, given: Mapping[str, Any], key: str, kind: Any) -> Any:
    if not isinstance(given.get(key), kind):
        words = "a list" if kind is list else "a text"
        raise UserError(f"{where}: {key}: expected {words}, found {shown(given.get(key))}")
    return given[key]
