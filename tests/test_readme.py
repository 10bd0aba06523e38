"""What README and docs/ say of dependencies, targets, files and lengths is so. test_documented.py runs their
commands, test_adding.py their examples, and report/findings/test_quoted.py holds their numbers.
"""

import os
import re
import subprocess
from pathlib import Path

import pytest
import yaml

from steady_attention.run import plan
from steady_attention.settings import params
from tests.settings import params_file

PAGES = [str(page) for page in (Path("README.md"), *sorted(Path("docs").glob("*.md")))]
LINES = 150  # of README


def read(page: str) -> str:
    return Path(page).read_text(encoding="utf-8")


def test_readme_is_short_and_maps_every_page():
    text = read("README.md")
    assert len(text.splitlines()) <= LINES
    assert [page for page in PAGES[1:] if f"({page})" not in text] == []


def test_every_dependency_has_its_reason():
    names = [line.split("==")[0] for line in read("requirements.txt").splitlines()]
    text = read("docs/architecture.md")
    table = text[text.index("| dependency | why |") :]
    assert not [name for name in names if name and not name.startswith("#") and name not in table]


@pytest.mark.parametrize("page", PAGES)
def test_every_make_target_exists(page):
    targets = re.findall(r"^([a-z-]+):.*## ", read("Makefile"), re.MULTILINE)
    named = re.findall(r"(?:`|^ *)make ([a-z-]+)", read(page), re.MULTILINE)
    assert set(named) <= {*targets}


@pytest.mark.parametrize("page", [*PAGES, "REPRODUCTION.md", "benchmarks/README.md", "data/own/README.md"])
def test_what_a_page_links_to_is_in_git(page):
    """The demo's reports are not: a reader of the repository would find nothing there."""
    links = [link for link in re.findall(r"\]\(([^)#\s]+)", read(page)) if "://" not in link]
    known = subprocess.run(["git", "ls-files"], capture_output=True, text=True, check=True).stdout.split("\n")
    places = [os.path.normpath(Path(page).parent / link) for link in links]
    assert [place for place in places if place not in known and not Path(place).is_dir()] == []


@pytest.mark.parametrize("page", PAGES)
def test_files_of_the_project_that_a_page_names_are_there(page):
    """In backquotes, without a placeholder in the name."""
    named = re.findall(r"`((?:src|conf|tests|benchmarks|stages|reports/small)/[\w./-]+)`", read(page))
    added = re.findall(r"`(src/steady_attention/[\w./]+)`:\n\n```python", read(page))  # by a worked example
    assert [name for name in named if name not in added and not Path(name).exists()] == []


def test_the_printed_block_is_valid_at_the_end_of_the_demos_grid(tmp_path):
    """As it is printed; it asks for two data sets, three methods and three seeds."""
    params_file.copied(tmp_path)
    (block,) = re.findall(r"```yaml\n(  mine:\n.*?)```", read("docs/experiments.md"), re.DOTALL)
    grid = tmp_path / "conf/demo/grid.yaml"
    grid.write_text(grid.read_text(encoding="utf-8") + block, encoding="utf-8")
    settings = params.load("demo", tmp_path)
    planned = plan.plan("demo", settings.at("demo"), settings.from_vanilla)
    own = plan.of_profile(settings.at("demo"), "mine")
    assert len(own) == 2 * 3 * 3 and {*own} <= {one.run for one in planned}


def test_the_citation_is_valid_and_of_this_version():
    cited = yaml.safe_load(read("CITATION.cff"))
    assert {"cff-version", "message", "title", "authors"} <= cited.keys()
    assert f'version = "{cited["version"]}"' in read("pyproject.toml")
    assert f'license = "{cited["license"]}"' in read("pyproject.toml")
    assert all({"type", "title", "authors"} <= one.keys() for one in cited["references"])
