"""A repository in which the whole pipeline has run once on a tiny grid, what is in it, and what DVC says."""

import pytest

from tests.run.scratch import BLOCK, Repository, make


def tiny(params: dict) -> None:
    """Some methods once, on single texts and on pairs, one epoch."""
    demo = params["profiles"]["demo"]
    demo["corpora"].append("synthetic_nli")
    pairs = {"datasets": ["synthetic_nli"], "methods": ["vanilla", "attention_vat"]}
    variants = [{"labeled": "half"}, {"labeled": "half", "unlabeled": 101}]
    seat = {"methods": ["seat"], "measures": ["stability", "erasure"]}
    vib = {"methods": ["vanilla", "vib"], "measures": ["deletion", "representation"]}
    base = {"methods": ["base"], "attentions": ["max"], "measures": ["deletion"]}
    demo["suites"] |= {
        "attention_at": {"methods": BLOCK},
        "attention_vat": {"methods": BLOCK, "pairs": BLOCK | pairs | {"variants": variants}},
        "seat": {"methods": BLOCK | seat},
        "vib_attention": {"methods": BLOCK | vib, "base": BLOCK | base},
    }
    demo["train"]["epochs"] = 1
    params["methods"]["seat"]["epochs"] = params["methods"]["vib"]["iterations"] = 1


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Repository:
    """A repository in which `dvc repro` has run once, committed with its reports, as those of `small` are."""
    repository = make(tmp_path_factory.mktemp("dvc") / "whole", tiny, "unlabeled")
    repository.without_idle_stages(*BLOCK["methods"], "seat", "vib")
    repository.edit(".gitignore", "/reports/demo/\n", "")
    repository.run("dvc", "repro")
    repository.run("git", "add", "--all")
    repository.run("git", "commit", "--quiet", "--message", "Run the pipeline")
    return repository


@pytest.fixture
def repository(whole, tmp_path) -> Repository:
    """A copy to change."""
    return whole.copy(tmp_path / "copy")


def computed(output: str) -> list[str]:
    """The stages' lines that say what they compute: `train vanilla: 1 to compute, 0 kept`."""
    return [line.split(" to compute")[0] for line in output.splitlines() if " to compute" in line]


def ran(output: str) -> set[str]:
    """The stages that DVC ran."""
    return {line.split("'")[1] for line in output.splitlines() if line.startswith("Running stage")}


def reports(repository: Repository) -> dict[str, bytes]:
    """All committed tables and figures."""
    files = [
        path for kind in ("tables", "figures") for path in repository.root.glob(f"reports/demo/{kind}/*/*")
    ]
    return {str(path.relative_to(repository.root)): path.read_bytes() for path in sorted(files)}
