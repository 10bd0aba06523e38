"""Half of a pair task's training split without labels."""

import json

import numpy as np
import pytest

from steady_attention.store.errors import UserError
from steady_attention.unlabeled import held_out


@pytest.fixture
def halve(tmp_path):
    def halve(count, seed=0):
        statistics = json.dumps({"splits": {"train": {"examples": count}}})
        (tmp_path / "statistics.json").write_text(statistics, encoding="utf-8")
        work = tmp_path / f"work-{count}-{seed}"
        work.mkdir(exist_ok=True)
        held_out.compute(work, {"labeled": tmp_path}, {"seed": seed}, lambda text: None)
        return [np.load(work / f"{kind}.npy").tolist() for kind in ("labeled", "unlabeled")]

    return halve


def test_every_example_is_in_one_half(halve):
    """Of 13 examples 6 keep their labels: the paper's Table 2 has 274,683 + 274,684."""
    labeled, unlabeled = halve(13)
    assert (len(labeled), len(unlabeled)) == (6, 7)
    assert sorted(labeled + unlabeled) == list(range(13)) and labeled == sorted(labeled)
    assert unlabeled != sorted(unlabeled)


def test_the_seed_alone_decides(halve):
    assert halve(31) == halve(31) and halve(31) != halve(31, seed=1)


def test_one_example_cannot_be_halved(halve):
    with pytest.raises(UserError, match="1 training example, expected at least two"):
        halve(1)
