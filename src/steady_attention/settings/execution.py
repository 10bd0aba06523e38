"""The section `execution` of params.yaml: how the work is run."""

import re
from pathlib import Path
from typing import Literal

from steady_attention.settings.plain_yaml import PARAMS, content
from steady_attention.store import sections
from steady_attention.store.errors import UserError
from steady_attention.store.sections import Count, Text, section


@section
class Execution:
    """How the work is run; changes no number, but for the last digits that differ between devices."""

    jobs: Literal["auto"] | Count  # processes of one thread each; auto = cores
    backend: Literal["processes", "dask"]  # processes of this machine, or the workers of a Dask cluster
    scheduler: Text | None  # the cluster's address; None: a cluster of this machine, for the run
    device: Literal["auto", "cpu", "cuda"]  # auto: a GPU where there is one


def load(root: Path = Path()) -> Execution:
    """How the work is run, by params.yaml alone. Raises UserError with the key and what was expected."""
    given = content(root, PARAMS)
    if not isinstance(given, dict) or "execution" not in given:
        raise UserError(f"{PARAMS}: missing key 'execution' (a mapping)")
    execution = sections.read("execution", given["execution"], Execution)
    check(execution)
    return execution


def check(execution: Execution) -> None:
    """Raise UserError for a scheduler without Dask, and for an address that is none."""
    address, where = execution.scheduler, "execution.scheduler"
    if execution.backend == "processes" and address is not None:
        raise UserError(f"{where}: expected null with backend: processes, got {address!r}")
    if address is not None and not re.fullmatch(r"(tcp|tls)://\S+:\d+", address):
        raise UserError(f"{where}: expected tcp://host:port or null with backend: dask, got {address!r}")
