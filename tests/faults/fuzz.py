"""Hostile input by the thousand: mutations of settings, and files with some bytes changed.

`python -m tests.faults.fuzz 3000` prints, for each kind, how many inputs were tried and what became
of them.
"""

import argparse
import reprlib
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.faults.mutations import mutations
from tests.faults.resolving import outcome
from tests.faults.spoilt import spoilt
from tests.faults.subjects import SUBJECTS
from tests.settings.params_file import CONTENT, parted

VALID = parted(CONTENT)
PARAMS = "params.yaml and conf/, a key or value changed"


def figures(examples: int) -> dict[str, dict[str, Any]]:
    """Of each kind of input: `inputs` tried (`examples` of each), `accepted`, `refused` with an error for the
    user, `crashes` (any other exception, or an error that does not say where), and the `first` ones of these.
    The same inputs each time.
    """
    found = {PARAMS: _tried(mutations(VALID), outcome, examples)}
    with tempfile.TemporaryDirectory() as folder:
        for name, subject in SUBJECTS.items():
            judge = _in(subject.outcome, Path(folder))
            found[f"{name}, bytes changed"] = _tried(spoilt(subject.valid), judge, examples)
    return found


def _in(judge: Callable[[bytes, Path], str], folder: Path) -> Callable[[bytes], str]:
    return lambda content: judge(content, folder)


def _tried(inputs: st.SearchStrategy, judge: Callable[[Any], str], examples: int) -> dict[str, Any]:
    """The figures of one kind."""
    counts: Counter[str] = Counter()
    first: list[str] = []

    @settings(
        max_examples=examples,
        database=None,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(inputs)
    def each(one: Any) -> None:
        try:
            counts["refused" if judge(one) == "refused" else "accepted"] += 1
        except Exception as error:  # counted and shown: the fuzz goes on
            counts["crashes"] += 1
            if len(first) < 3:
                first.append(f"{type(error).__name__}: {str(error)[:300]} ({reprlib.repr(one)})")

    each()
    kinds = {kind: counts[kind] for kind in ("accepted", "refused", "crashes")}
    return {"inputs": counts.total()} | kinds | {"first": first}


def main() -> None:
    """Print the figures; status 1 after a crash."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("examples", type=int, help="inputs of each kind")
    found = figures(parser.parse_args().examples)
    for name, row in found.items():
        print(f"{name}: {', '.join(f'{kind} {row[kind]}' for kind in row if kind != 'first')}")
        print("".join(f"  {crash}\n" for crash in row["first"]), end="")
    sys.exit(any(row["crashes"] for row in found.values()))


if __name__ == "__main__":
    main()
