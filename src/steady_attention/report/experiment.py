"""What DVC shows of the experiment at hand: few numbers, named well, and the training curves."""

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from steady_attention.settings.sections import Profile

TEST = ("f1", "macro_f1", "accuracy", "pearson")
NOISE = ("jsd", "tvd")
DIGITS = 4


def few(scores: Mapping[str, Mapping[str, Any]], profile: Profile, encoder: str) -> dict[str, float]:
    """The test scores, the stability under the largest noise, and the score that dev chose by, rounded."""
    test, chosen_by = scores["test"], profile.train_of(encoder).selection
    shown = {name: test[name] for name in TEST if test[name] is not None}
    largest = f"delta={max(profile.evaluate.deltas):g}"
    shown |= {f"{name}_noise": test[name][largest] for name in NOISE}
    shown[f"dev_{chosen_by}"] = scores["dev"][chosen_by]
    return {name: round(value, DIGITS) for name, value in shown.items()}


def curves(history: Sequence[Mapping[str, float]]) -> str:
    """Loss and dev scores by epoch as CSV, for DVC's plots."""
    text = io.StringIO()
    names = list(dict.fromkeys(name for record in reversed(history) for name in record))  # 0 has no loss
    writer = csv.DictWriter(text, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(history)
    return text.getvalue()
