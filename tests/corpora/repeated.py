"""How often the texts of examples repeat."""

from collections.abc import Iterable, Mapping

from steady_attention.corpora import Example
from steady_attention.text.checks import Digests, counted


def repeated(splits: Mapping[str, Iterable[Example]]) -> dict[str, dict[str, int]]:
    """`counted` of the examples' texts, one pass over each split."""
    found = {}
    for split, examples in splits.items():
        found[split] = Digests()
        for example in examples:
            found[split].add(example.text, example.second)
    return counted(found)
