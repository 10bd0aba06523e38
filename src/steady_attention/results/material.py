"""What the figures of a suite are drawn from."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from steady_attention.results.query import RUN, Where
from steady_attention.results.setting import Setting
from steady_attention.run.runs import Run


@dataclass(frozen=True)
class Material:
    """scores: the suite's frame (columns scores.COLUMNS); runs: as its grid declares them; evaluations: the
    folder of all evaluated runs, see `evaluated.folder_of`.
    """

    scores: pd.DataFrame
    setting: Setting
    runs: Sequence[Run]
    evaluations: Path

    def fitting(self, where: Where) -> list[Run]:
        """The runs that fit (values of dataset, by the paper's name, encoder, attention and method), by seed;
        none of which a setting is changed.
        """
        wanted = {key: value for key, value in where.items() if key in RUN}
        if "dataset" in wanted:
            wanted["dataset"] = self.setting.corpus(wanted["dataset"])
        found = [run for run in dict.fromkeys(self.runs) if not run.variant]
        fitting = [run for run in found if all(getattr(run, key) == value for key, value in wanted.items())]
        return sorted(fitting, key=lambda run: run.seed)
