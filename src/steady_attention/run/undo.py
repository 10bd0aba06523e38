"""Put the keys of params.yaml that select the experiment back to what the last commit has, and no others.

`make undo` then runs that experiment again, which the item store answers in seconds. So it needs nothing from
DVC's cache, and touches neither the results of the pipeline nor what else is edited.
"""

import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from dvc.utils.serialize import loads_yaml, modify_yaml

from steady_attention.settings.plain_yaml import PARAMS
from steady_attention.settings.plain_yaml import read as read_yaml
from steady_attention.settings.sections import SELECTING
from steady_attention.store.errors import UserError

CONF = "conf"
SHOWN = 8  # keys of a line
RESTORE = f"`git restore {PARAMS}` brings the committed one"


def main() -> str:
    """Write params.yaml; what was put back, and what differs from the last commit still.

    Raises UserError where the file is missing or holds no keys, and where no commit has it.
    """
    committed = _committed()
    if not Path(PARAMS).is_file():
        raise UserError(f"{PARAMS} is missing: {RESTORE}")
    now = read_yaml(Path(PARAMS))
    if not isinstance(now, dict):
        raise UserError(f"{PARAMS}: expected keys and values, found none: {RESTORE}")
    changed = [key for key in SELECTING if now.get(key) != committed.get(key)]
    if changed:
        _put_back(changed, committed)
    others = sorted(path for path in _differing(now, committed) if path.partition(".")[0] not in SELECTING)
    lines = [f"put back: {', '.join(changed)}" if changed else "no key that selects the run had changed"]
    lines += [_left(names, where) for names, where in ((others, PARAMS), (_changed_files(), CONF)) if names]
    return "\n".join(f"undo: {line}" for line in lines)


def _left(names: Sequence[str], where: str) -> str:
    """What differs from the commit and stays: keys of params.yaml, or files of conf/."""
    more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
    by_hand = f"`git restore -p {where}` asks for each"
    return f"left, since it may be you who set them and no `-S`: {', '.join(names[:SHOWN])}{more} ({by_hand})"


def _changed_files() -> list[str]:
    """The files of conf/ that differ from the last commit."""
    command = ["git", "diff", "--name-only", "--relative", "HEAD", "--", CONF]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout.splitlines()


def _put_back(keys: Iterable[str], committed: Any) -> None:
    with modify_yaml(PARAMS) as given:
        for key in keys:
            if key in committed:
                given[key] = committed[key]
                if key in committed.ca.items:  # the comment behind it, with its column
                    given.ca.items[key] = committed.ca.items[key]
            else:
                del given[key]


def _committed() -> Any:
    """params.yaml of the last commit, a mapping with its comments. Raises UserError where there is none."""
    done = subprocess.run(["git", "show", f"HEAD:./{PARAMS}"], capture_output=True, encoding="utf-8")
    if done.returncode:
        raise UserError(f"no commit has {PARAMS} ({done.stderr.strip()}): commit it before experiments")
    return loads_yaml(done.stdout, typ="rt")


def _differing(given: Any, committed: Any, path: str = "") -> Iterator[str]:
    """The paths of the values that are not equal."""
    if isinstance(given, Mapping) and isinstance(committed, Mapping):
        for key in given.keys() | committed.keys():
            where = f"{path}.{key}" if path else str(key)
            if key not in given or key not in committed:
                yield where
            else:
                yield from _differing(given[key], committed[key], where)
    elif given != committed:
        yield path


if __name__ == "__main__":
    try:
        print(main())
    except UserError as error:
        sys.exit(f"undo: {error}")
