"""What was found, as a table in Markdown, CSV and HTML, beside the papers' methods, and as files to go on
with.
"""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np

from steady_attention.evaluation import eraser
from steady_attention.metrics.cards import card_of
from steady_attention.report.tables.grid import Grid, bullets
from steady_attention.score.beside import Beside
from steady_attention.score.needs import NAMES
from steady_attention.score.shown import Scored, Shown, among, lacking, table
from steady_attention.score.texts import Text
from steady_attention.store.errors import UNWRITABLE, UserError
from steady_attention.store.files import check_replaceable, replacing, write_text
from steady_attention.store.messages import shown

SHOWN = 12  # texts on the page
DIGITS = 6  # significant, of numbers in files
TABLE, PAGE, MARKDOWN = "scores.csv", "index.html", "scores.md"
OURS = re.compile(
    r"scores\.csv|index\.html|scores\.md|(explanations|eraser)/[^/]+\.jsonl"
)  # what `write` writes
BETTER = {1: "more", -1: "less", 0: ""}


def to_csv(scored: Scored) -> str:
    """A row an explanation and measure: its value, or what it needs."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n")
    write.writerow(("explanation", "measure", "value", "better", "low", "high", "source", "left_out"))
    for name, values in scored.values.items():
        for metric in NAMES:
            card, value = card_of(metric), values.get(metric)
            needs = scored.left_out[name].get(metric)
            reason = f"needs {needs}" if needs else "undefined" if value is None else ""
            details = (BETTER[card.better], card.low, card.high, card.source)
            write.writerow((name, metric, "" if value is None else _rounded(value), *details, reason))
    return out.getvalue()


def explanations(
    texts: Sequence[Text],
    rows: Sequence[np.ndarray],
    predictions: Sequence[str | None],
    classes: Sequence[str],
) -> str:
    """One explanation as JSON lines, which `score` reads; classes by their names."""
    lines = []
    for text, row, prediction in zip(texts, rows, predictions, strict=True):
        line: dict[str, Any] = {"id": text.id, "tokens": text.tokens}
        line["scores"] = [float(_rounded(one)) for one in row]
        label = classes[text.label] if isinstance(text.label, int) else text.label
        line |= {} if label is None else {"label": label}
        line |= {} if prediction is None else {"prediction": prediction}
        line |= {} if text.rationale is None else {"rationale": text.rationale.astype(int).tolist()}
        lines.append(json.dumps(line, ensure_ascii=False, allow_nan=False))
    return "".join(f"{line}\n" for line in lines)


def write(
    folder: Path,
    facts: Mapping[str, str],
    texts: Sequence[Text],
    scored: Scored,
    others: Beside | None,
    share: float,
    classes: Sequence[str],
    predictions: Sequence[str | None],
    probabilities: np.ndarray | None,
) -> None:
    """All files, or none: the folder, which `free` has found free, is replaced as a whole. Raises UserError
    where it cannot be made.
    """
    own, lost = table(scored), lacking(scored)
    beside = among(scored, others) if others else None
    head = bullets(f"{name}: {text}" for name, text in facts.items())
    parts = [f"# Explanations, scored\n\n{head}", own.markdown(), *([beside.markdown()] if beside else [])]
    parts.append(f"## {lost.title}\n\n{lost.markdown()}")
    with _replacing(folder) as fresh:
        write_text(fresh / MARKDOWN, "\n".join(parts))
        write_text(fresh / TABLE, to_csv(scored))
        write_text(fresh / PAGE, page(facts, own, beside, lost, texts, scored, predictions))
        for name, rows in scored.rows.items():
            write_text(
                fresh / "explanations" / f"{name}.jsonl", explanations(texts, rows, predictions, classes)
            )
            if probabilities is not None:
                given = eraser.instances([text.id for text in texts], rows, share, probabilities, classes)
                write_text(fresh / "eraser" / f"{name}.jsonl", eraser.to_jsonl(given))


@contextmanager
def _replacing(folder: Path) -> Iterator[Path]:
    """As `store.files.replacing`; a place where no folder can be made is a UserError."""
    try:
        with replacing(folder) as fresh:
            yield fresh
    except OSError as error:
        if error.errno in UNWRITABLE:
            raise
        raise UserError(f"--out: {folder} cannot be made: {error.strerror}; nothing was written") from error


def free(folder: Path, file: Path | None = None) -> None:
    """Raise UserError for a folder with files that are not from here, and for one that holds the file that is
    read: it is replaced as a whole.
    """
    try:
        check_replaceable(folder)
    except UserError as error:
        raise UserError(f"--out: {error}") from error
    if file is not None and file.resolve().is_relative_to(folder.resolve()):
        raise UserError(f"--out: {folder} holds {file.name}, and would be replaced as a whole; name another")
    paths = [path.relative_to(folder) for path in folder.rglob("*") if not path.is_dir()]
    if others := sorted(str(path) for path in paths if not OURS.fullmatch(path.as_posix())):
        raise UserError(
            f"--out: {folder} holds other files ({shown(others[0])}), and would be replaced as a whole; "
            "name a new folder"
        )


def page(
    facts: Mapping[str, str],
    own: Shown,
    beside: Shown | None,
    lost: Grid,
    texts: Sequence[Text],
    scored: Scored,
    predictions: Sequence[str | None],
) -> str:
    """index.html, which asks for nothing else."""
    from steady_attention.report.page.heatmap import PALETTE  # these two need jinja2
    from steady_attention.report.page.rendering import render

    some = [
        {
            "title": _title(text, predictions[number]),
            "lines": [
                {"name": name, "words": _words(text, rows[number])} for name, rows in scored.rows.items()
            ],
        }
        for number, text in enumerate(texts[:SHOWN])
    ]
    return render(
        "score.html.j2",
        title="Explanations, scored",
        facts=facts,
        table=own,
        beside=beside,
        lacking=lost,
        texts=some,
        palette=PALETTE,
    )


def _title(text: Text, prediction: str | None) -> str:
    labels = [f"predicted {prediction}"] if prediction is not None else []
    labels += [f"labeled {text.label}"] if text.label is not None else []
    return f"Text {text.id}" + (f": {', '.join(labels)}" if labels else "")


def _rounded(value: float) -> str:
    return f"{value:.{DIGITS}g}"


def _words(text: Text, row: np.ndarray) -> list[dict[str, Any]]:
    largest = float(np.abs(row).max()) or 1.0
    return [
        {
            "text": word,
            "for": round(max(score, 0) / largest, 2),
            "against": round(max(-score, 0) / largest, 2),
        }
        for word, score in zip(text.tokens, row.tolist(), strict=True)
    ]
