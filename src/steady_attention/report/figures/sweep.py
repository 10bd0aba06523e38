"""A figure over the sizes at which a measure is taken: `aopc@1`, `aopc@2` and so on."""

from dataclasses import dataclass, replace

import pandas as pd
from matplotlib.axes import Axes

from steady_attention.report.figures.figure import Figure
from steady_attention.report.material import Material
from steady_attention.report.query import Heading
from steady_attention.report.setting import Setting

FEW = 10  # sizes that are all named on the axis; of more, every fifth


@dataclass(frozen=True)
class Sweep(Figure):
    """Lines over the whole number behind a measure's `@`, which `x` names; the metric of a panel is the
    measure's bare name. A panel that folds is drawn only where it has a run.
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

    def captions(self, points: pd.DataFrame, setting: Setting) -> list[str]:
        """What stands under the figure, with the panels that are folded away."""
        shown = self._shown(points, setting)
        absent = [setting.name(panel) for panel in self.panels if panel not in shown]
        folded = [f"Not in this profile: {'; '.join(absent)}."] if absent else []
        return [*super().captions(points, setting), *folded]

    def svg(self, points: pd.DataFrame, setting: Setting) -> str:
        """The panels that are shown."""
        return Figure.svg(replace(self, panels=self._shown(points, setting)), points, setting)

    def _shown(self, points: pd.DataFrame, setting: Setting) -> tuple[Heading, ...]:
        drawn = set(points["panel"])
        return tuple(panel for panel in self.panels if not panel.fold or setting.name(panel) in drawn)

    def _draw(self, axes: Axes, points: pd.DataFrame, title: str, panel: Heading) -> None:
        super()._draw(axes, points, title, panel)
        sizes = sorted({int(x) for x in points["x"]})
        if len(sizes) > FEW:
            axes.set_xticks([size for size in sizes if size == sizes[0] or size % 5 == 0])
