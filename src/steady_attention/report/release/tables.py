"""The tables of a release, of what the stages wrote."""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from steady_attention.metrics.cards import card_of
from steady_attention.report.release.columns import NUMBER, TABLES, WHOLE
from steady_attention.run.grid import Method
from steady_attention.run.runs import Run
from steady_attention.store.messages import check_made

Timings = Mapping[str, Mapping[str, Mapping[str, Any]]]  # of a method: stage, item, what is recorded


def runs(
    asked: Mapping[str, Method], timings: Mapping[str, Timings], suites: Mapping[str, Sequence[Run]]
) -> pd.DataFrame:
    """A row a trained model. asked, timings: by method."""
    rows, sets = [], {suite: set(own) for suite, own in suites.items()}
    for name, method in asked.items():
        seconds = {
            stage: {
                item: known.get("seconds") for item, known in timings.get(name, {}).get(stage, {}).items()
            }
            for stage in ("train", "evaluate")
        }
        for one in method.planned:
            run, sections = one.run, method.training[one.run]
            rows.append(
                {
                    **run.arguments(),
                    "variant": run.variant_name,
                    "suites": " ".join(suite for suite, own in sets.items() if run in own),
                    "computed_as": one.same or "",
                    **{
                        key: json.dumps(sections[key], sort_keys=True)
                        for key in ("model", "train", "hparams")
                    },
                    **{f"{stage}_seconds": found.get(run.name) for stage, found in seconds.items()},
                }
            )
    return shaped("runs", rows)


def metrics(scores: pd.DataFrame) -> pd.DataFrame:
    """A row a measure of the scores."""
    rows = []
    for name in sorted({metric.partition("@")[0] for metric in scores["metric"]}):
        card = card_of(name)
        rows.append(
            {
                "metric": name,
                "label": card.label or name,
                "unit": card.unit.name,
                "factor": card.unit.factor,
                "better": card.better,
                "low": None if math.isinf(card.low) else card.low,
                "high": None if math.isinf(card.high) else card.high,
                "source": card.source,
            }
        )
    return shaped("metrics", rows)


def corpora(statistics: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """A row a split of each corpus."""
    rows = []
    for name, known in statistics.items():
        for split, counts in known["splits"].items():
            labels = counts.get("labels")
            rows.append(
                {
                    "dataset": name,
                    "split": split,
                    "examples": counts["examples"],
                    "mean_length": counts["mean_length"],
                    "labels": json.dumps(labels, ensure_ascii=False) if labels else "",
                    "vocabulary": known.get("vocabulary"),
                    "pair": "yes" if known["pair"] else "no",
                    "sha256": known["sha256"][split],
                    **{key: known[key] for key in ("normalise", "copy", "left_out", "licence")},
                }
            )
    return shaped("corpora", rows)


def claims(paths: Iterable[Path]) -> pd.DataFrame:
    """The claims of all papers. paths: claims.csv of each. Raises UserError for one that is not there."""
    frames = []
    for path in paths:
        check_made(path, f"tables@{path.parts[-4]}-{path.parent.name}")
        frames.append(pd.read_csv(path, keep_default_na=False, dtype=str))
    return shaped("claims", pd.concat(frames, ignore_index=True).to_dict("records"))


def shaped(name: str, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """The rows with the table's columns, in their order and of their kinds. Raises ValueError for a row that
    has others.
    """
    columns = TABLES[name][1]
    for row in rows:
        if row.keys() != columns.keys():
            raise ValueError(
                f"{name}: columns {sorted(row.keys() ^ columns.keys())} are in one of row and table"
            )
    frame = pd.DataFrame(rows, columns=list(columns))
    for key, one in columns.items():
        if one.kind in (NUMBER, WHOLE):
            frame[key] = pd.to_numeric(frame[key].replace("", None))
        else:
            frame[key] = frame[key].astype(str)
    return frame.astype(
        {
            key: "int64" if one.kind == WHOLE else "float64"
            for key, one in columns.items()
            if one.kind != "text"
        }
    )
