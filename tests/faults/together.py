"""Two runs at the same time: in one clone DVC refuses the second; two clones share one store of items."""

import shutil

from tests.faults import visible
from tests.faults.log import DETAIL
from tests.faults.prepared import Prepared
from tests.faults.processes import Started, tried
from tests.run.scratch import Repository, wait_until

STAGE = "train@demo-attention_vat"
PYTHON = ("env", "PYTHONPATH=src", "python", "stages/train.py", "--profile", "demo")


def one_clone(prepared: Prepared, repository: Repository) -> tuple[int, list[str]]:
    """The second `dvc repro` ends at once and says what it waits for; the first is not disturbed."""
    _delete(prepared, repository)
    first = Started(repository, "dvc", "repro", "--force", "--single-item", STAGE)
    wait_until(lambda: first.processes()["stage"], "the first one's stage has begun")
    first.words.rename(first.words.with_name("first.txt"))
    status, text = tried(repository, "dvc", "repro", STAGE)
    problems = [] if status and "busy" in text else [f"the second is not refused{DETAIL}{text[-300:]}"]
    if first.status():
        problems.append("the first fails")
    status, text = tried(repository, "dvc", "repro")
    problems += [f"dvc repro fails afterwards{DETAIL}{text[-300:]}"] if status else []
    return len(prepared.expected), problems + visible.faults(repository.root, prepared.expected, [])


def one_store(prepared: Prepared, repository: Repository) -> tuple[int, list[str]]:
    """As queued experiments do: both train the same runs; each item is computed once, both get all."""
    _delete(prepared, repository)
    other = repository.root.with_name("other")
    shutil.rmtree(other, ignore_errors=True)
    twin = repository.copy(other)
    root = f"DVC_ROOT={repository.root}"
    command = (*PYTHON[:1], root, *PYTHON[1:], "--method", "attention_vat")
    first = Started(repository, *command)
    first.words.rename(first.words.with_name("first.txt"))
    second = Started(twin, *command)
    problems = [f"{which} fails" for which, one in (("one", first), ("the other", second)) if one.status()]
    for each in (repository, twin):
        problems += visible.faults(each.root, prepared.expected, [])
    return 2 * len(prepared.expected), problems


def _delete(prepared: Prepared, repository: Repository) -> None:
    """The stage's items go; its outputs stay, until they are replaced."""
    for item in prepared.stages[STAGE].items:
        shutil.rmtree(repository.root / "data/store" / item)
