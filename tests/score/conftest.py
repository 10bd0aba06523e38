"""Saved classifiers, made once, and files of texts."""

import json

import pytest

from tests.score import tiny
from tests.score.asked import LINES


@pytest.fixture(scope="session")
def checkpoints(tmp_path_factory):
    """A family's classifier folder, by name."""
    made = {}

    def of(family="bert"):
        if family not in made:
            made[family] = tiny.save(tmp_path_factory.mktemp(family), family)
        return made[family]

    return of


@pytest.fixture
def file(tmp_path):
    """A file of texts; given: keys of every line, or a function of the line."""

    def write(name="mine.jsonl", lines=LINES, **given):
        path = tmp_path / name
        rows = [{**line, **{key: one(line) for key, one in given.items()}} for line in lines]
        path.write_text("".join(json.dumps(row) + "\n" for row in rows))
        return path

    return write
