"""Rehearse a profile: all its runs at a size that ends within an hour on two cores, into data/rehearsal/.

Every stage runs, unchanged, on a few texts of each data set, with tiny models, two epochs, three seeds. Raw
files are taken from the mirrors; those that are not there are generated. What was finished is kept: after an
interruption the same command goes on. The list is RESULT.md in that folder; the exit status is 1 where a
stage failed.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import steady_attention.instructions  # noqa: F401  before numpy and torch: it says how to compute
from steady_attention.rehearsal import full_size, outcome, workspace
from steady_attention.settings import params
from steady_attention.store.errors import UserError
from steady_attention.store.files import write_text

FOLDER = Path("data/rehearsal")
RESULT = "RESULT.md"


def main(words: Sequence[str] | None = None) -> int:
    """Make the workspace, run its pipeline, write the list. The exit status."""
    parser = argparse.ArgumentParser(
        prog="rehearsal", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--profile", default="paper", help="by its folder in conf/; default: %(default)s")
    parser.add_argument(
        "--part", action="store_true", help="each method with each encoder, data set and measure once"
    )
    parser.add_argument(
        "--folder", type=Path, help=f"where; default: {FOLDER}/<profile>, -part behind a part"
    )
    given = parser.parse_args(words)
    root = given.folder or FOLDER / f"{given.profile}{'-part' if given.part else ''}"
    try:
        return rehearse(root, given.profile, given.part)
    except UserError as error:
        print(f"rehearsal: {error}", file=sys.stderr)
        return 1


def rehearse(root: Path, profile: str, of_part: bool) -> int:
    """One rehearsal at `root`. 0 where every stage ran."""
    declared = workspace.make(root, profile, of_part)
    outcome.forget_failed(root)
    try:
        status = _dvc(root, "repro", "--keep-going").returncode
    except KeyboardInterrupt:
        print(
            "rehearsal: stopped; finished items are kept, run the same command again to go on",
            file=sys.stderr,
        )
        return 130
    changed = json.loads(_told(root, "status", "--json"))
    found = outcome.stages(root, _told(root, "stage", "list", "--name-only").split(), changed)
    lacking = full_size.lacking(profile, params.load(profile).at(profile))
    write_text(root / RESULT, outcome.text(root, profile, of_part, declared, found, lacking))
    failed = [stage.name for stage in found if stage.state != outcome.RAN]
    print(f"rehearsal: {len(found) - len(failed)} of {len(found)} stages ran; the list is {root / RESULT}")
    return int(bool(failed or status))


def _dvc(root: Path, *words: str, **how: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "dvc", *words]
    return subprocess.run(command, cwd=root, env=workspace.environment(), text=True, **how)


def _told(root: Path, *words: str) -> str:
    """What a command of DVC's prints. Raises UserError where it fails."""
    done = _dvc(root, *words, capture_output=True)
    if done.returncode:
        raise UserError(f"dvc {' '.join(words)} failed in {root}:\n{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
