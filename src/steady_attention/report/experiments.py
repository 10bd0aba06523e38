"""`make experiments`: the settings in which experiments differ, and their scores as means over seeds.

DVC's own table has a column for each of dozens of settings and files, and a row a seed.
"""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from statistics import mean, stdev
from typing import Any

from steady_attention.report.experiment import OVER, SHOWN
from steady_attention.settings.sections import SELECTING
from steady_attention.store.errors import UserError

KEYS = tuple(key for key in SELECTING if key not in ("seed", "hparams"))
FURTHER = ("hparams.", "corpora.", "conf/methods.yaml", "settings.yaml")  # parts of names; files by hash
LETTERS = 7  # of a hash
NAMED = 3  # experiments of a row
ABSENT = "-"
NONE = "No experiment has run yet: `dvc exp run -S method=seat experiment` runs one."
READING = (
    f"Scores: mean ± sample standard deviation over the seeds; *{OVER}: less vanilla's of the same seed. One "
    "seed is noise."
)
Row = Mapping[str, Any]  # as dvc.api.exp_show has it


def main() -> str:
    """The table of all experiments of this repository, whatever commit they began from."""
    import dvc.api  # it takes a second to import

    return text(dvc.api.exp_show(revs=_commits()))


def _commits() -> list[str]:
    """The last commit, and those from which experiments began. Raises UserError where git has none."""
    command = ["git", "for-each-ref", "--format=%(refname)", "refs/exps"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise UserError(f"experiments: git says: {done.stderr.strip()}")
    parts = [name.split("/") for name in done.stdout.split()]
    return list(dict.fromkeys(["HEAD", *(part[2] + part[3] for part in parts if len(part) == 5)]))


def text(rows: Iterable[Row]) -> str:
    """The table of rows of `dvc exp show`, aligned for a terminal. Of the same settings and seed the first
    row counts, of those with an experiment's name if there are any.
    """
    rows = sorted(rows, key=lambda row: not row["Experiment"])
    states = Counter(row["State"] for row in rows if row.get("State") not in (None, "Success"))
    waiting = [f"{count} {state.lower()}: `dvc queue status` names them." for state, count in states.items()]
    scored = [row for row in rows if isinstance(row.get("accuracy"), float)]
    if not scored:
        return "\n".join([NONE, *waiting])
    names = [
        *KEYS,
        *dict.fromkeys(key for row in rows for key in row if any(part in key for part in FURTHER)),
    ]
    differing = [key for key in names if len({_value(row, key) for row in scored}) > 1]
    groups: dict[tuple[str, ...], dict[str, Row]] = {}
    for row in scored:
        own = groups.setdefault(tuple(_value(row, key) for key in differing), {})
        own.setdefault(_value(row, "seed"), row)
    metrics = [name for name in SHOWN if any(isinstance(row.get(name), float) for row in scored)]
    lines = [[*(key.removeprefix("hparams.") for key in differing), "seeds", *metrics, "experiments"]]
    for values, by_seed in groups.items():
        scores = ([row.get(name) for row in by_seed.values()] for name in metrics)
        lines.append([*values, " ".join(sorted(by_seed)), *map(_mean, scores), _names(by_seed.values())])
    same = [f"{key} {_value(scored[0], key)}" for key in KEYS if key not in differing]
    return "\n".join([*_aligned(lines), "", f"The same in all: {', '.join(same)}.", READING, *waiting])


def _value(row: Row, key: str) -> str:
    """A setting as text; whole numbers, which DVC has made fractions of, without their `.0`."""
    value = row.get(key)
    if isinstance(value, float):
        return f"{value:g}" if value == value else ABSENT
    text = ABSENT if value in (None, "", "!", "None") else str(value)
    return text[:LETTERS] if "/" in key else text


def _mean(values: Sequence[Any]) -> str:
    known = [value for value in values if isinstance(value, float) and value == value]
    if not known:
        return ABSENT
    return f"{mean(known):.4f}" + (f" ± {stdev(known):.4f}" if len(known) > 1 else "")


def _names(rows: Iterable[Row]) -> str:
    names = [str(row["Experiment"] or row["rev"]) for row in rows]
    return ", ".join(names[:NAMED]) + (f" and {len(names) - NAMED} more" if len(names) > NAMED else "")


def _aligned(lines: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return ["  ".join(map(str.ljust, line, widths)).rstrip() for line in lines]


if __name__ == "__main__":
    try:
        print(main())
    except UserError as error:
        sys.exit(str(error))
