"""docs/own_data.md: its section is valid, its table reads, its files and options are there."""

import re
from pathlib import Path

import yaml

from steady_attention import corpora
from steady_attention.corpora.user import section as user_section
from steady_attention.report.comparison import written
from steady_attention.settings import params
from steady_attention.store import sections
from tests.corpora.loaded import loaded

TEXT = Path("docs/own_data.md").read_text(encoding="utf-8")


def test_the_printed_table_is_read_by_the_printed_section(tmp_path):
    (table,) = re.findall(r"```\n   (review\t(?:.*\n)+?)   ```", TEXT)
    header, *rows = table.replace("\n   ", "\n").splitlines()
    (tmp_path / "reviews.tsv").write_text("\n".join([header, *(rows * 5)]) + "\n", encoding="utf-8")
    (example,) = re.findall(r"```yaml\n((?:     .*\n)+)", TEXT)
    given = yaml.safe_load(example)["mine"]
    user_section.check("mine", sections.read("corpora.mine", given, user_section.Own))
    splits = loaded(corpora.from_arguments({"corpus": "mine", "own": given}).examples(tmp_path))
    assert {split: len(found) for split, found in splits.items()} == {"train": 6, "dev": 2, "test": 2}


def test_what_it_names_is_there():
    assert {line for line in params.names()} == set(re.findall(r"^\| `(\w+)` \|", TEXT, re.M)) - {
        "evaluation"
    }
    makefile = Path("Makefile").read_text(encoding="utf-8")
    assert all(f"$({name})" in makefile for name in ("DATASET", "METHODS", "SEEDS"))
    files = re.findall(r"^\| `([\w.]+\.\w+)` \|", TEXT, re.M)
    assert len(files) == 6 and set(files) == {written.PAGE, *written.BESIDE}
