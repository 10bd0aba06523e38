"""What was found, as a table in Markdown, CSV and HTML, beside the papers' methods, and as files to go on
with.
"""

import csv
import io
import json
from collections.abc import Mapping, Sequence
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
from steady_attention.store.errors import UserError
from steady_attention.store.files import replacing, write_text

SHOWN = 12  # texts on the page
DIGITS = 6  # significant, of numbers in files
TABLE, PAGE, MARKDOWN = "scores.csv", "index.html", "scores.md"
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
            told = (BETTER[card.better], card.low, card.high, card.source)
            write.writerow((name, metric, "" if value is None else _rounded(value), *told, reason))
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
    told: Mapping[str, str],
    texts: Sequence[Text],
    scored: Scored,
    others: Beside | None,
    share: float,
    classes: Sequence[str],
    predictions: Sequence[str | None],
    probabilities: np.ndarray | None,
) -> None:
    """All files, or none: the folder is replaced as a whole. Raises UserError for one that `free` refuses."""
    free(folder)
    own, lost = table(scored), lacking(scored)
    beside = among(scored, others) if others else None
    facts = bullets(f"{name}: {text}" for name, text in told.items())
    parts = [f"# Explanations, scored\n\n{facts}", own.markdown(), *([beside.markdown()] if beside else [])]
    parts.append(f"## {lost.title}\n\n{lost.markdown()}")
    with replacing(folder) as fresh:
        write_text(fresh / MARKDOWN, "\n".join(parts))
        write_text(fresh / TABLE, to_csv(scored))
        write_text(fresh / PAGE, page(told, own, beside, lost, texts, scored, predictions))
        for name, rows in scored.rows.items():
            write_text(
                fresh / "explanations" / f"{name}.jsonl", explanations(texts, rows, predictions, classes)
            )
            if probabilities is not None:
                given = eraser.instances([text.id for text in texts], rows, share, probabilities, classes)
                write_text(fresh / "eraser" / f"{name}.jsonl", eraser.to_jsonl(given))


def free(folder: Path) -> None:
    """Raise UserError for a folder with files that are not from here: it is replaced as a whole."""
    if folder.exists() and not folder.is_dir():
        raise UserError(f"--out: {folder} is a file; name a folder")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / TABLE).is_file():
        raise UserError(
            f"--out: {folder} holds other files, and would be replaced as a whole; name a new folder"
        )


def page(
    told: Mapping[str, str],
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
        told=told,
        table=own,
        beside=beside,
        lacking=lost,
        texts=some,
        palette=PALETTE,
    )


def _title(text: Text, prediction: str | None) -> str:
    told = [f"predicted {prediction}"] if prediction is not None else []
    told += [f"labeled {text.label}"] if text.label is not None else []
    return f"Text {text.id}" + (f": {', '.join(told)}" if told else "")


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
