"""A figure over the sizes at which a measure is taken: `aopc@1`, `aopc@2` and so on."""

from dataclasses import dataclass, replace

import pandas as pd
from matplotlib.axes import Axes

from steady_attention.report.figures.figure import Figure
from steady_attention.results.material import Material
from steady_attention.results.query import Heading

FEW = 10  # sizes that are all named on the axis; of more, every fifth


@dataclass(frozen=True)
class Sweep(Figure):
    """Lines over the whole number behind a measure's `@`, which `x` names; the metric of a panel is the
    measure's bare name.
    """

    def points(self, material: Material) -> pd.DataFrame:
        """A row a point, as of any figure: the size is taken for a key of the variant."""
        measures = {panel.where["metric"] for panel in self.panels}
        parts = material.scores["metric"].str.extract(r"^(?P<metric>[^@]+)@(?P<size>\d+)$")
        sized = parts["metric"].isin(measures)
        metrics, sizes = parts["metric"][sized], parts["size"][sized].astype(int)
        variants = [
            f"{self.x}={size}" if variant == "default" else f"{variant},{self.x}={size}"
            for variant, size in zip(material.scores["variant"][sized], sizes, strict=True)
        ]
        scores = material.scores[sized].assign(metric=metrics, variant=variants)
        runs = [
            replace(run, variant=(*run.variant, (self.x, size)))
            for run in material.runs
            for size in sorted(set(sizes))
        ]
        return super().points(replace(material, scores=scores, runs=runs))

    def _draw(self, axes: Axes, points: pd.DataFrame, title: str, panel: Heading) -> None:
        super()._draw(axes, points, title, panel)
        sizes = sorted({int(x) for x in points["x"]})
        if len(sizes) > FEW:
            axes.set_xticks([size for size in sizes if size == sizes[0] or size % 5 == 0])
