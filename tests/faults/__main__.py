"""Inject faults into a small pipeline that trains for real; write reports/reliability.md and .json.

PYTHONPATH=src python -m tests.faults

Every fault appends a line to log.jsonl in the scratch folder, so the same command goes on where it was
stopped, and --stages and --kinds do a part.
"""

import argparse
import signal
import tempfile
from pathlib import Path

from tests.faults import cases, determinism, hostile, kills, prepared, rehearsed, table
from tests.faults.log import Log

STAGES = (
    *("download@demo", "preprocess@demo", "pretrain@demo", "select_unlabeled@demo", "grid@demo"),
    *("train@demo-attention_vat", "train_from_vanilla@demo-seat", "evaluate@demo-base"),
    *("evaluate@demo-attention_vat", "collect@demo", "tables@demo-attention_vat"),
    *("figures@demo-attention_vat", "cross@demo", "search@demo", "integrity", "findings", "report@demo"),
    "experiment",
)
KINDS = ("cases", "fuzz", "determinism", "kills", "rehearsal")
OF_REHEARSAL = 20  # kills


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    folder = Path(tempfile.gettempdir()) / "steady_attention_reliability"
    parser.add_argument("--scratch", type=Path, default=folder, help=f"where it works; default: {folder}")
    parser.add_argument("--kills", type=int, default=50, help="kills a stage; default: 50")
    parser.add_argument("--interrupts", type=int, default=5, help="Ctrl-C a stage; default: 5")
    parser.add_argument(
        "--stages", nargs="+", choices=STAGES, default=STAGES, metavar="STAGE", help="default: all"
    )
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=KINDS, help="default: all")
    parser.add_argument(
        "--profile", default="paper", help="of the rehearsal that is disturbed; default: paper"
    )
    parser.add_argument("--all", action="store_true", help="all of that rehearsal, in the place of its part")
    parser.add_argument(
        "--until", nargs="+", default=(), metavar="STAGE", help="its last stages; default: all"
    )
    parser.add_argument("--out", type=Path, default=Path("reports"), help="where the report goes")
    arguments = parser.parse_args()
    signal.signal(
        signal.SIGINT, signal.default_int_handler
    )  # a background job's ignores it, and so its children's
    scratch = arguments.scratch.resolve()
    scratch.mkdir(parents=True, exist_ok=True)
    log = Log(scratch / "log.jsonl")
    if "fuzz" in arguments.kinds:
        hostile.run(log)
    if "rehearsal" in arguments.kinds:
        rehearsed.run(log, scratch, arguments.profile, not arguments.all, OF_REHEARSAL, arguments.until)
        rehearsed.write(log, arguments.out)
    if arguments.kinds == ["rehearsal"]:
        return
    ready = prepared.prepare(scratch, log)
    if "cases" in arguments.kinds:
        cases.run(ready, log, scratch)
    if "determinism" in arguments.kinds:
        determinism.run(log, scratch)
    if "kills" in arguments.kinds:
        for name in arguments.stages:
            kills.of_stage(ready, log, name, arguments.kills, arguments.interrupts)
    table.write(log, arguments.out)


if __name__ == "__main__":
    main()
