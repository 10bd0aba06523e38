"""Saved classifiers, made once."""

import pytest

from tests.score import tiny


@pytest.fixture(scope="session")
def checkpoints(tmp_path_factory):
    """A family's classifier folder, by name."""
    made = {}

    def of(family="bert"):
        if family not in made:
            made[family] = tiny.save(tmp_path_factory.mktemp(family), family)
        return made[family]

    return of
