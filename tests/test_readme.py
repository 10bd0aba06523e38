"""What README says of dependencies, targets and files is so; tests/run/test_adding.py runs its examples."""

import os
import re
import subprocess
from pathlib import Path

import pytest

README = Path("README.md").read_text(encoding="utf-8")


def test_every_dependency_has_its_reason():
    names = [
        line.split("==")[0] for line in Path("requirements.txt").read_text(encoding="utf-8").splitlines()
    ]
    table = README[README.index("| dependency | why |") :]
    assert not [name for name in names if name and not name.startswith("#") and name not in table]


def test_every_make_target_exists():
    targets = re.findall(r"^([a-z-]+):.*## ", Path("Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(re.findall(r"make ([a-z-]+)", README)) <= {*targets}


@pytest.mark.parametrize(
    "page", ["README.md", "REPRODUCTION.md", "benchmarks/README.md", "data/own/README.md"]
)
def test_what_a_page_links_to_is_in_git(page):
    """The demo's reports are not: a reader of the repository would find nothing there."""
    text = Path(page).read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#\s]+)", text) if "://" not in link]
    known = subprocess.run(["git", "ls-files"], capture_output=True, text=True, check=True).stdout.split("\n")
    places = [os.path.normpath(Path(page).parent / link) for link in links]
    assert [place for place in places if place not in known and not Path(place).is_dir()] == []
