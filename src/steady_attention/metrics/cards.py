"""All cards by name, read from the files that declare them.

Of a file the statement `CARDS = (...)` alone is evaluated, with the names of card.py: so the stages that
report learn of every measure without importing torch or scikit-learn.
"""

import ast
from collections.abc import Iterable
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from steady_attention.metrics import card
from steady_attention.metrics.card import COUNT, INFINITE, NEITHER, PERCENT, PLAIN, Card
from steady_attention.store.errors import UserError

PACKAGE = Path(__file__).parents[1]
ROOMS = ("metrics", "evaluation/measures", "results")  # whose files may declare cards
COUNTED = Card("count", COUNT, NEITHER, 0, INFINITE, "counted by evaluation or preprocessing")
EPOCHS = (
    Card("best_epoch", PLAIN, NEITHER, 0, INFINITE, "training: the epoch that dev chose"),
    Card("last_epoch", PLAIN, NEITHER, 0, INFINITE, "training: the epoch that it ended with"),
)
PREFIXES = ("random_", "majority_")  # a measure of words in random order, of always the largest class


def card_of(metric: str) -> Card:
    """The card of a metric as scores.csv names it: `jsd@delta=0.01`, `random_aopc@5`, `count_test`.

    Raises UserError where no file declares one.
    """
    name = metric.partition("@")[0]
    for prefix in PREFIXES:
        name = name.removeprefix(prefix)
    if name.startswith("count_"):
        return COUNTED
    if name not in cards():
        near = get_close_matches(name, cards(), 1)
        hint = f" (nearest: {near[0]})" if near else ""
        raise UserError(
            f"no card says what the measure {name!r} is{hint}: declare it in CARDS of the file that "
            f"computes it, under {', '.join(ROOMS)}"
        )
    return cards()[name]


@cache
def cards() -> dict[str, Card]:
    """All cards by name."""
    return gathered(path for room in ROOMS for path in sorted((PACKAGE / room).glob("*.py")))


@cache
def printed_names() -> dict[str, tuple[str, bool]]:
    """Of every name under which papers print a measure: ours, and whether the number is in per cent."""
    names = {text: (one.name, one.unit == PERCENT) for one in cards().values() for text in one.printed}
    return names | {text: (one.name, False) for one in cards().values() for text in one.fractions}


def gathered(files: Iterable[Path]) -> dict[str, Card]:
    """The cards that files declare. Raises UserError for a malformed declaration, and for a name twice."""
    found = {one.name: one for one in EPOCHS}
    for path in files:
        for one in declared(path):
            if one.name in found:
                raise UserError(f"{path}: a second card of {one.name!r}; expected one for each measure")
            found[one.name] = one
    return found


def declared(path: Path) -> tuple[Card, ...]:
    """The cards of one file, none of a file without CARDS."""
    text = path.read_text(encoding="utf-8")
    for node in ast.parse(text).body if "CARDS = " in text else ():
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "CARDS":
            try:
                return tuple(eval(compile(ast.Expression(node.value), str(path), "eval"), dict(vars(card))))
            except (NameError, TypeError) as error:
                expected = "expected Cards, made of names of metrics/card.py alone"
                raise UserError(f"{path}: CARDS: {error}; {expected}") from error
    return ()
