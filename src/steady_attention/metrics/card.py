"""The units in which measures are shown."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Unit:
    """How a fraction is shown: times `factor`, with `decimals`."""

    name: str
    factor: int
    decimals: int

    def show(self, value: float, sign: bool = False) -> str:
        """The shown number; never a negative zero."""
        shown = round(self.factor * value, self.decimals) + 0.0
        return f"{shown:+.{self.decimals}f}" if sign else f"{shown:.{self.decimals}f}"

    def rounded(self, value: float) -> float:
        """The fraction that the shown number stands for."""
        return round(self.factor * value, self.decimals) / self.factor


@dataclass(frozen=True)
class Scientific(Unit):
    """Three decimals from 0.001 on, three digits and a power of ten below: 3.81E-08 is not 0.000."""

    def show(self, value: float, sign: bool = False) -> str:
        """The shown number, exact zero as `0`."""
        if value == 0:
            return "0"
        form = ".3f" if abs(value) >= 0.001 else ".2E"
        return f"{value:+{form}}" if sign else f"{value:{form}}"

    def rounded(self, value: float) -> float:
        """The number that is shown."""
        return float(self.show(value))


@dataclass(frozen=True)
class Mark(Unit):
    """A yes (1) or a no (0); of a difference, whether both say the same."""

    def show(self, value: float, sign: bool = False) -> str:
        """`yes` or `no`; `same` or `differs`."""
        words = ("same", "differs") if sign else ("no", "yes")
        return words[bool(value)]


PERCENT = Unit("per cent", 100, 2)
PLAIN = Unit("plain", 1, 3)
COUNT = Unit("count", 1, 0)
WORDS = Unit("words", 1, 1)
YES_NO = Mark("yes or no", 1, 0)
SCIENTIFIC = Scientific("plain, small numbers as powers of ten", 1, 12)  # a figure's points keep 12 decimals
SMALL = ("jsd", "jsd_adversarial", "attention_variance", "attention_variance_ratio")
SHARES = (  # in per cent; every other fraction plain
    "f1", "macro_f1", "micro_f1", "accuracy", "majority_accuracy",
    "f1_of_class_0", "f1_at_0.622", "f1_of_class_0_at_0.622",
    "posthoc_accuracy", "aopc", "aopc_averaged", "deletion_floor",
    "p_at_1", "r_at_1", "f1_at_1", "p_at_5", "r_at_5", "f1_at_5",
)  # fmt: skip
UNITS = dict.fromkeys(SHARES, PERCENT)
UNITS |= dict.fromkeys(SMALL, SCIENTIFIC)
UNITS["majority_f1"] = PERCENT
UNITS["mean_length"] = WORDS


def unit_of(metric: str) -> Unit:
    """F1 and accuracy in per cent, counts whole, else plain, where need be small; `tvd@0.01` is a `tvd`."""
    name = metric.split("@")[0]
    return COUNT if name.startswith("count_") else UNITS.get(name, PLAIN)
