"""What SEAT's training keeps of the top k words, as rows beside the scores, for claims of its Figure 5."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from steady_attention.results.scores import COLUMNS, folder_of, rounded
from steady_attention.run.runs import Run
from steady_attention.store.files import read_json

NUMBERS = {"train_topk_loss": "topk_loss", "train_overlap": "topk_overlap"}  # of history.json: metric


def of_history(suite: str, runs: Iterable[Run], evaluations: Path) -> Iterator[dict[str, object]]:
    """Rows (report.scores.COLUMNS, split train) of every run whose history.json has the top-k numbers.

    `topk_overlap@epoch=2`: after the second epoch, `topk_overlap`: at the end of training. The paper does not
    say of which texts its curves are; these are of the training texts, which the loss is of.
    """
    for run in runs:
        records = read_json(folder_of(run, evaluations) / "history.json")
        place = (suite, run.dataset, run.encoder, run.attention, run.method, run.variant_name, run.seed)
        for key, metric in NUMBERS.items():
            found = [(record["epoch"], record[key]) for record in records if key in record]
            named = [(f"{metric}@epoch={epoch}", value) for epoch, value in found]
            named += [(metric, value) for _, value in found[-1:]]
            for name, value in named:
                yield dict(zip(COLUMNS, (*place, "train", name, rounded(value)), strict=True))
