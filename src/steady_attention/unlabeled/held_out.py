"""Task: the half of a pair task's training split that is trained on without its labels.

Kitada & Iyatomi 2022, section 4.2: no sentence from elsewhere can stand in a pair, so a random half of the
training set keeps its labels and the other half is the unlabeled data.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np

from steady_attention.store.errors import UserError
from steady_attention.store.files import write_plain_json
from steady_attention.unlabeled import sentences
from steady_attention.unlabeled.selection import drawn


def compute(work: Path, inputs: dict[str, Path], arguments: dict, report: Callable[[str], None]) -> None:
    """Write labeled.npy and unlabeled.npy (int64, numbers of training examples) and statistics.json.

    arguments {"seed"}; inputs["labeled"], a preprocessed corpus. The labeled half, the smaller one of an odd
    number as in the paper's Table 2, is in rising order; the other one in the order of the drawing, so that
    its first n are the selection of size n. Raises UserError for fewer than two examples.
    """
    count = sentences.statistics_of(inputs["labeled"])["splits"]["train"]["examples"]
    if count < 2:
        raise UserError(f"{inputs['labeled']}: {count} training example, expected at least two to be halved")
    report(f"half of {count} examples")
    order = drawn("held_out", count, arguments["seed"])
    np.save(work / "labeled.npy", np.sort(order[: count // 2]))
    np.save(work / "unlabeled.npy", order[count // 2 :])
    statistics = arguments | {"labeled": count // 2, "unlabeled": count - count // 2}
    write_plain_json(work / "statistics.json", statistics)
