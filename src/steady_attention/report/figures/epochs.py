"""A figure over the epochs of training: numbers that history.json keeps."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass, replace

import pandas as pd
from matplotlib.axes import Axes

from steady_attention.report.figures.figure import Figure
from steady_attention.results.material import Material
from steady_attention.results.query import PLACE, Heading
from steady_attention.results.scores import COLUMNS, folder_of
from steady_attention.run.runs import Run
from steady_attention.store.files import read_json

EPOCH = "epoch"
FEW = 10  # epochs that are all named on the axis; of more, every fifth


@dataclass(frozen=True)
class Epochs(Figure):
    """Lines over the epochs, as of runs with the settings of the suite; a panel's split and metric name a
    number of history.json: train and topk_loss its train_topk_loss.
    """

    def points(self, material: Material) -> pd.DataFrame:
        """A row a point, as of any figure: the epoch is taken for a key of the variant."""
        kept = {run: dict(_numbers(run, material, self._names())) for run in self._runs(material)}
        rows = [
            ("", *astuple(run)[:4], f"{EPOCH}={epoch}", run.seed, *name, value)
            for run, numbers in kept.items()
            for (epoch, name), value in numbers.items()
        ]
        runs = [
            replace(run, variant=((EPOCH, epoch),))
            for run, numbers in kept.items()
            for epoch in dict.fromkeys(epoch for epoch, _ in numbers)
        ]
        scores = pd.DataFrame(rows, columns=list(COLUMNS))
        return super().points(replace(material, scores=scores, runs=runs))

    def _draw(self, axes: Axes, points: pd.DataFrame, title: str, panel: Heading) -> None:
        super()._draw(axes, points, title, panel)
        epochs = sorted({int(x) for x in points["x"]})
        if len(epochs) > FEW:
            axes.set_xticks([epoch for epoch in epochs if epoch == epochs[0] or epoch % 5 == 0])

    def _runs(self, material: Material) -> list[Run]:
        lines = [{**self.where, **panel.where, **line.where} for panel in self.panels for line in self.lines]
        places = {tuple((key, where[key]) for key in PLACE[:4]) for where in lines}
        return list(dict.fromkeys(run for place in sorted(places) for run in material.fitting(dict(place))))

    def _names(self) -> set[tuple[str, str]]:
        wheres = [{**self.where, **panel.where} for panel in self.panels]
        return {(where["split"], where["metric"]) for where in wheres}


def _numbers(run: Run, material: Material, names: set) -> Iterator[tuple[tuple, float]]:
    """(epoch, (split, metric)) and the number, of those that the run's history has."""
    for record in read_json(folder_of(run, material.evaluations) / "history.json"):
        for split, metric in sorted(names):
            if (value := record.get(f"{split}_{metric}")) is not None:
                yield (record[EPOCH], (split, metric)), float(value)
