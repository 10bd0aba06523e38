"""One item fails, the others finish and are kept; once it is mended, it alone is computed."""

import yaml

from tests.faults import visible
from tests.faults.log import DETAIL
from tests.faults.prepared import Prepared
from tests.faults.processes import tried
from tests.run.scratch import Repository
from tests.settings.user_data import MINE

SECTION = MINE | {"splits": MINE["splits"] | {"file": "broken.tsv"}, "text": "text", "label": "label"}
WHOLE = "text\tlabel\n" + "".join(f"a film {number}\t{('bad', 'good')[number % 2]}\n" for number in range(40))
CORPORA = (  # all that another corpus leaves as it is: not the vectors of all corpora's words
    "data/raw",
    "data/processed/demo/synthetic_sentiment/",
    "data/processed/demo/synthetic_pool/",
)
MORE, AMOUNT = 3001, 97  # unlabeled texts: more than are drawn; few


def corpus(prepared: Prepared, repository: Repository) -> tuple[int, list[str]]:
    """A row of a user's file has a column too many."""
    repository.params(lambda params: params["corpora"].update(broken=SECTION))
    path = repository.root / "data/own/broken.tsv"
    path.write_text(WHOLE + "one column too many\tbad\tgood\n", encoding="utf-8")
    before = _items(repository)
    status, text = tried(repository, "dvc", "repro", "preprocess")
    problems = _said(status, text, "broken.tsv") + _kept(repository, before)
    path.write_text(WHOLE, encoding="utf-8")
    status, text = tried(repository, "dvc", "repro", "preprocess")
    problems += [f"fails when mended{DETAIL}{text[-300:]}"] if status else []
    mine = {name for name in visible.outputs(repository.root) if "broken" in name}
    problems += [] if any("processed" in name for name in mine) else ["the mended corpus is not there"]
    return _same(prepared, repository, mine, problems, CORPORA)


def run(prepared: Prepared, repository: Repository) -> tuple[int, list[str]]:
    """A run asks for more unlabeled texts than were drawn."""
    repository.params(lambda params: _variant(params, MORE))
    before = _items(repository)
    status, text = tried(repository, "dvc", "repro", "train")
    problems = _said(status, text, f"unlabeled={MORE}", "1 of 2 items failed") + _kept(repository, before)
    lock = yaml.safe_load((repository.root / "dvc.lock").read_text(encoding="utf-8"))
    problems += [] if "train@demo-attention_vat" in lock["stages"] else ["the stage is forgotten"]
    repository.params(lambda params: _variant(params, AMOUNT))
    status, text = tried(repository, "dvc", "repro", "train")
    problems += [f"fails when mended{DETAIL}{text[-300:]}"] if status else []
    problems += [] if "1 to compute, 3 kept" in text else ["more than the mended run is computed"]
    mine = {name for name in visible.outputs(repository.root) if f"unlabeled={AMOUNT}-" in name}
    return _same(prepared, repository, mine, problems, ("data/runs",))


def _variant(params: dict, amount: int) -> None:
    """A further block: two seeds of attention_vat, one of them with so many unlabeled texts."""
    blocks = params["profiles"]["demo"]["suites"]["attention_vat"]
    more = blocks["semi_supervised"] | {"seeds": [0], "variants": [{"unlabeled": 53}, {"unlabeled": amount}]}
    blocks["more"] = more


def _said(status: int, text: str, *words: str) -> list[str]:
    silent = [f"does not say {word!r}{DETAIL}{text[-300:]}" for word in words if word not in text]
    return (
        silent
        + ([] if status else ["does not fail"])
        + (["shows a traceback"] if "Traceback" in text else [])
    )


def _items(repository: Repository) -> int:
    return len([path for path in (repository.root / "data/store").glob("*") if path.is_dir()])


def _kept(repository: Repository, before: int) -> list[str]:
    return [] if _items(repository) > before else ["the others are not kept"]


def _same(
    prepared: Prepared, repository: Repository, mine: set[str], problems: list[str], folders: tuple[str, ...]
) -> tuple[int, list[str]]:
    """What was there without the mended item is as in the uninterrupted run."""
    found = {name: hash_ for name, hash_ in visible.outputs(repository.root).items() if name not in mine}
    expected = {name: hash_ for name, hash_ in prepared.expected.items() if name.startswith(folders)}
    found = {name: found.get(name, "") for name in expected}
    return len(expected), problems + visible.differences(found, expected)
