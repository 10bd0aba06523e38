"""What the columns of a release say that they hold, beside what they hold."""

import re
from pathlib import Path

import pandas as pd

from steady_attention.report.release.columns import TABLES
from steady_attention.settings import plain_yaml


def test_the_columns_name_every_value_of_small():
    """Of those whose values are few."""
    reports = Path("reports/small")
    listed = {"scores": ("encoder", "attention", "selection", "split", "suites"), "claims": ("paper",)}
    paths = {"scores": [reports / "scores/scores.csv"], "claims": sorted(reports.glob("tables/*/claims.csv"))}
    for name, keys in listed.items():
        found = pd.concat([pd.read_csv(path, dtype=str, keep_default_na=False) for path in paths[name]])
        for key in keys:
            named = set(re.findall(r"\w+", TABLES[name][1][key].holds))
            assert {word for value in found[key].unique() for word in value.split()} - named == set(), key
    suites = {suite for path in Path("conf").glob("*/grid.yaml") for suite in plain_yaml.read(path)["suites"]}
    assert suites <= set(re.findall(r"\w+", TABLES["runs"][1]["suites"].holds))
