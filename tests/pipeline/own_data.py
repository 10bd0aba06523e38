"""A user's own tables, and a params.yaml that names them."""

from pathlib import Path

import yaml

MINE = {
    "splits": {"file": "a.tsv", "dev": 0.2, "test": 0.2, "seed": 0},
    "text": "review",
    "second": None,
    "label": "mood",
    "classes": ["bad", "good"],
    "minimum_frequency": 1,
    "normalise": "qqq",
}
CONTENT = yaml.safe_load(Path("params.yaml").read_text(encoding="utf-8"))


def rows(count, word="film"):
    return "review\tmood\n" + "".join(
        f"a {('bad', 'good')[n % 2]} {word} {n}\t{('bad', 'good')[n % 2]}\n" for n in range(count)
    )
