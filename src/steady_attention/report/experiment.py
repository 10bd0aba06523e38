"""What is shown of the experiment at hand: few numbers, named well, beside vanilla's; the curves of both."""

import csv
import io
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from steady_attention.report.figures import canvas
from steady_attention.settings.sections import Profile

TEST = ("f1", "macro_f1", "accuracy", "pearson")
NOISE = ("jsd", "tvd")
OVER = "_over_vanilla"  # behind the name of a score: the difference of the same seed
COMPARED = ("f1", "pearson")  # whose differences DVC's tables show
SHOWN = (*TEST, *(f"{name}_noise" for name in NOISE), *(name + OVER for name in COMPARED))
DIGITS, LETTERS = 4, 110
DRAWN = {"loss": "the method's own loss", "dev_f1": "F1 on dev", "dev_pearson": "Pearson on dev"}  # by panel
NOT_ONE = "One seed is noise: run it with others as well (`-S seed=1`), and `make experiments` shows means."


@dataclass(frozen=True)
class Outcome:
    """An experiment that has run. place: data set, encoder and so on by name; settings: of the method and of
    training, as they were taken; vectors: a line on their coverage, empty of BERT; epochs: `best_epoch`,
    `last_epoch` and the `selection` that chose; shown, vanilla: `few` scores of the run, and of vanilla with
    the same place, None where the run is vanilla itself.
    """

    method: str
    place: Mapping[str, Any]
    settings: Mapping[str, Mapping[str, Any]]
    vectors: str
    epochs: Mapping[str, Any]
    shown: Mapping[str, float]
    vanilla: Mapping[str, float] | None

    def metrics(self) -> dict[str, float]:
        """What reports/metrics.json holds: the scores, and the differences of COMPARED."""
        other = self.vanilla or {}
        both = [name for name in COMPARED if name in self.shown and name in other]
        over = {name + OVER: round(self.shown[name] - other[name], DIGITS) for name in both}
        return {**self.shown, **over}

    def text(self) -> str:
        """What was run, its scores, and their differences to vanilla's; lines of at most 110 letters."""
        place = ", ".join(f"{key} {value}" for key, value in self.place.items())
        chosen = f"{self.epochs['best_epoch']} of {self.epochs['last_epoch']}"
        lines = [f"{self.method}: {place}", f"  epoch: {chosen}, chosen by dev's {self.epochs['selection']}"]
        lines += [f"  {name}: {_listed(section)}" for name, section in self.settings.items()]
        lines += [f"  vectors: {self.vectors}"] if self.vectors else []
        head = [textwrap.fill(line, LETTERS, subsequent_indent="    ") for line in lines]
        return "\n".join([*head, "", *self._table(), "", self._said()]) + "\n"

    def _table(self) -> list[str]:
        """A line a score, each as in reports/metrics.json."""
        if self.vanilla is None:
            return [f"  {'':12}{self.method:>16}", *(f"  {k:12}{v:16.4f}" for k, v in self.shown.items())]
        lines = [f"  {'':12}{self.method:>16}{'vanilla':>12}{'difference':>12}"]
        for name, value in self.shown.items():
            line = f"  {name:12}{value:16.4f}"
            if name in self.vanilla:
                line += f"{self.vanilla[name]:12.4f}{value - self.vanilla[name]:+12.4f}"
            lines.append(line)
        return lines

    def _said(self) -> str:
        if self.vanilla is None:
            return "This is vanilla itself: `dvc exp run -S method=NAME experiment` puts a method beside it."
        return NOT_ONE


def _listed(section: Mapping[str, Any]) -> str:
    return ", ".join(f"{key} {value}" for key, value in section.items()) or "none"


def few(scores: Mapping[str, Mapping[str, Any]], profile: Profile, encoder: str) -> dict[str, float]:
    """The test scores, the stability under the largest noise, and the score that dev chose by, rounded."""
    test, chosen_by = scores["test"], profile.train_of(encoder).selection
    shown = {name: test[name] for name in TEST if test[name] is not None}
    largest = f"delta={max(profile.evaluate.deltas):g}"
    shown |= {f"{name}_noise": test[name][largest] for name in NOISE}
    shown[f"dev_{chosen_by}"] = scores["dev"][chosen_by]
    return {name: round(value, DIGITS) for name, value in shown.items()}


def curves(history: Sequence[Mapping[str, float]]) -> str:
    """Loss and dev scores by epoch as CSV."""
    text = io.StringIO()
    names = list(dict.fromkeys(name for record in reversed(history) for name in record))  # 0 has no loss
    writer = csv.DictWriter(text, names, lineterminator="\n")
    writer.writeheader()
    writer.writerows(history)
    return text.getvalue()


def drawn(histories: Mapping[str, Sequence[Mapping[str, float]]], chosen: Mapping[str, int]) -> str:
    """Loss and dev scores by epoch of each method as SVG, a panel each; a dot where dev chose. DVC shows it
    without the network, as its own plots of a CSV file are not.
    """
    shown = [key for key in DRAWN if any(key in record for own in histories.values() for record in own)]
    with canvas.style(grid=True):
        drawing, (axes,) = canvas.panels([1.9], len(shown), canvas.FULL / max(len(shown), 2), 0.2)
        for panel, key in zip(axes, shown, strict=True):
            for place, (method, history) in enumerate(histories.items()):
                points = {one["epoch"]: one[key] for one in history if one.get(key) is not None}
                line = {"color": canvas.PALETTE[place], "linestyle": ("-", "--")[place % 2], "label": method}
                panel.plot(list(points), list(points.values()), **line)
                if chosen[method] in points:
                    panel.plot(chosen[method], points[chosen[method]], "o", color=canvas.PALETTE[place])
            panel.set_title(DRAWN[key])
            panel.set_xlabel("epoch")
        handles = {line.get_label(): line for line in axes[0].get_lines() if line.get_label() in histories}
        canvas.legend(drawing, handles, len(handles))
        return canvas.to_svg(drawing)
