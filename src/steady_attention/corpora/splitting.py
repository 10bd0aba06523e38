"""Splits that data sets do not come with, drawn by train_test_split as the code of the papers does."""

from collections import Counter
from collections.abc import Sequence
from math import ceil
from pathlib import Path

from sklearn.model_selection import train_test_split

from steady_attention.corpora.corpus import Example
from steady_attention.pipeline.errors import UserError


def hold_out(
    source: Path, examples: Sequence[Example], share: float | int, seed: int, stratified: bool = False
) -> tuple[list[Example], list[Example]]:
    """The examples kept and those held out, in the order drawn: a share in (0, 1) of them, or that many.

    Raises UserError, naming their `source`, for too few examples, or of a class where it is stratified.
    """
    labels = [example.label for example in examples]
    smallest = min(Counter(labels).values(), default=0) if stratified else len(examples)
    held = share if isinstance(share, int) else ceil(share * smallest)
    if held >= smallest or (stratified and share * smallest < 1):
        raise UserError(
            f"{source} holds {smallest} examples{' of a class' if stratified else ''}, too few to hold out "
            f"{held} of them as a split; run the download stage again"
        )
    kept, held_out = train_test_split(
        range(len(examples)), test_size=share, random_state=seed, stratify=labels if stratified else None
    )
    return [examples[index] for index in kept], [examples[index] for index in held_out]
