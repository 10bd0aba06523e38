"""The log as numbers (JSON) and as a page (Markdown); no times, no paths."""

from pathlib import Path
from typing import Any

from steady_attention.store.files import write_json, write_text
from tests.faults.cases import DISK, ITEM, LOCKED, TWO
from tests.faults.kills import CTRL_C, PHASES, VICTIMS
from tests.faults.log import DETAIL, Log

KILLED = "nothing half-written, no process left after 2 s; `dvc repro` then gives the same bytes"
EXPECTED = {
    **{f"SIGKILL of {name}": KILLED for name in ("dvc", "the stage", "a worker", "the process group")},
    CTRL_C: "all is over within 2 s, with a line on how to go on; then as after a kill",
    DISK: "the stage fails and says so, nothing half-written; then `dvc repro` gives the same bytes",
    LOCKED: "the stage fails and says so, nothing half-written; `dvc repro` then gives the same bytes",
    TWO: "in one clone the second is refused; on one item store both give the same bytes",
    ITEM: "it is named without a traceback, the others are kept; once mended, it alone is computed",
}
NAMES = dict(zip(VICTIMS, EXPECTED, strict=False)) | {CTRL_C: CTRL_C}
SAME = "equal bytes"
HEAD = """# What it survives

Faults injected into a scratch repository with one synthetic corpus, two runs each of `vanilla`,
`attention_vat`, `seat` and `base`, trained for real with two workers. *Survived*: all was as expected.
*Compared*: files compared byte for byte with those of an uninterrupted run (weights, predictions, tables,
figures, pages; times are not compared). *2 s*: longer by as much as the machine had more processes to run
than cores.
`python -m tests.faults` writes this page; reliability.json beside it has the numbers.
"""
OF_KINDS = """| fault | injected | survived | compared | expected | crashes found |
| --- | --- | --- | --- | --- | --- |"""
STAGES = """
## Kills and Ctrl-C by stage

Each time the stage has its work to do; the moments are random over the life of the victim: *before* the
stage's process is there, while it is *at work*, while it is *writing* its outputs (all items done), *after*
it (DVC hashes, caches, writes dvc.lock). *Equal*: after all of them one `dvc repro` gave every byte anew.

| stage | kills | Ctrl-C | before | at work | writing | after | survived | compared | equal |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"""
INPUTS = """
## Hostile input

Files with bytes changed, settings with a key or value changed: each is either taken, or refused with an
error that says what and where.

| input | inputs | accepted | refused | crashes |
| --- | --- | --- | --- | --- |"""
INPUT = ("kind", "inputs", "accepted", "refused", "crashes")
Row = dict[str, Any]


def write(log: Log, out: Path) -> None:
    """reliability.json and reliability.md in the folder `out`."""
    found = {"kinds": kinds(log), "stages": stages(log), "inputs": inputs(log)}
    found |= {"skipped": skipped(log), "found": problems(log)}
    write_json(out / "reliability.json", found)
    write_text(out / "reliability.md", page(found))


def kinds(log: Log) -> list[Row]:
    """A row for every kind of fault, then for every way to run the same again."""
    rows: dict[str, list[Row]] = {kind: [] for kind in EXPECTED}
    for row in log.rows(what="kill"):
        rows[NAMES[row["victim"]]].append(row)
    for row in log.rows(what="case", tried=True):
        rows[row["kind"]].append(row)
    for row in log.rows(what="determinism"):
        rows.setdefault(row["kind"], []).append(row)
    return [_kind(kind, done) for kind, done in rows.items() if done]


def inputs(log: Log) -> list[Row]:
    """A row for every kind of hostile input."""
    return [{key: row[key] for key in INPUT} for row in log.rows(what="fuzz")]


def _kind(kind: str, rows: list[Row]) -> Row:
    return {
        "kind": kind,
        "injected": len(rows),
        "survived": sum(not row["problems"] for row in rows),
        "compared": sum(row["compared"] for row in rows),
        "expected": EXPECTED.get(kind, SAME),
        "crashes": len({problem.partition(DETAIL)[0] for row in rows for problem in row["problems"]}),
    }


def stages(log: Log) -> list[Row]:
    """A row for every stage that was killed."""
    rows = log.rows(what="kill")
    return [
        _stage(log, name, [row for row in rows if row["stage"] == name])
        for name in dict.fromkeys(row["stage"] for row in rows)
    ]


def _stage(log: Log, name: str, rows: list[Row]) -> Row:
    finished = log.rows(what="finished", stage=name)
    return {
        "stage": name,
        "kills": sum(row["victim"] != CTRL_C for row in rows),
        "interrupts": sum(row["victim"] == CTRL_C for row in rows),
        "phases": {phase: sum(row["phase"] == phase for row in rows) for phase in PHASES},
        "survived": sum(not row["problems"] for row in rows),
        "compared": sum(row["compared"] for row in finished),
        "equal": bool(finished) and not any(row["problems"] for row in finished),
    }


def skipped(log: Log) -> list[str]:
    """What this system did not let us try."""
    return [f"{row['kind']}: {row['name']}" for row in log.rows(what="case", tried=False)]


def problems(log: Log) -> list[str]:
    """Every distinct problem, with what it was seen in."""
    seen: dict[str, None] = {}
    for row in log.rows():
        if "problems" not in row:
            continue
        where = row.get("stage") or row.get("name") or row["kind"]
        seen |= dict.fromkeys(f"{where}: {problem.partition(DETAIL)[0]}" for problem in row["problems"])
    return list(seen)


def page(found: dict[str, Any]) -> str:
    """The numbers as Markdown."""
    of_kinds = [
        f"| {row['kind']} | {row['injected']} | {row['survived']} | {row['compared']:,} | {row['expected']} "
        f"| {row['crashes']} |"
        for row in found["kinds"]
    ]
    of_stages = [
        f"| {row['stage']} | {row['kills']} | {row['interrupts']} | "
        + " | ".join(str(count) for count in row["phases"].values())
        + f" | {row['survived']} | {row['compared']:,} | {'yes' if row['equal'] else 'no'} |"
        for row in found["stages"]
    ]
    of_inputs = ["| " + " | ".join(str(row[key]) for key in INPUT) + " |" for row in found["inputs"]]
    tables = [OF_KINDS, *of_kinds, STAGES, *of_stages, *([INPUTS, *of_inputs] if of_inputs else [])]
    lists = {"Not tried: this system does not let us": found["skipped"], "What was found": found["found"]}
    ends = [
        f"\n## {title}\n\n" + "\n".join(f"- {line}" for line in lines)
        for title, lines in lists.items()
        if lines
    ]
    return "\n".join([HEAD, *tables, *ends]) + "\n"
