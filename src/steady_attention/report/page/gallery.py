"""Which runs' heat maps stand side by side on a profile's page."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from steady_attention.report.page.heatmap import Group, of_models
from steady_attention.results.scores import folder_of
from steady_attention.run.runs import Run

SENTENCES = 12  # of a group; git keeps the page


def groups(
    evaluations: Path, runs: Iterable[Run], classes: Mapping[str, Sequence[str]], limit: int = SENTENCES
) -> list[Group]:
    """A group a dataset, encoder and attention: each method's smallest seed, without and with most unlabeled
    texts.

    Runs that a sweep of another key made are left out. classes: the names of a dataset's labels.
    """
    chosen: dict[tuple, dict[str, dict[int, Run]]] = defaultdict(lambda: defaultdict(dict))
    for run in sorted(dict.fromkeys(runs), key=lambda run: -run.seed):  # the smallest seed last
        changes = dict(run.variant)
        amount = changes.pop("unlabeled", 0)
        if not changes:
            chosen[run.dataset, run.encoder, run.attention][run.method][amount] = run
    return [
        of_models(
            f"{place[0]}: {place[1]}, {place[2]} attention",
            _folders(evaluations, methods),
            classes.get(place[0], ()),
            limit,
        )
        for place, methods in sorted(chosen.items())
    ]


def _folders(evaluations: Path, methods: Mapping[str, Mapping[int, Run]]) -> dict[str, Path]:
    """The evaluation folders of a group by the name that its page shows, vanilla first."""
    folders = {}
    for method in sorted(methods, key=lambda name: (name != "vanilla", name)):
        amounts = methods[method]
        for amount in sorted({min(amounts), max(amounts)}):
            name = f"{method}, {amount:,} unlabeled texts" if amount else method
            folders[name] = folder_of(amounts[amount], evaluations)
    return folders
