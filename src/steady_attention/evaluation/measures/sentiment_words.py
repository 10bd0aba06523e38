"""Whether attention finds the words that carry a text's sentiment (Zhou et al. 2021, section 5.3, Table 5).

The model is trained on the sentiment of whole texts alone. Neutral texts are left out.
"""

from pathlib import Path
from typing import Any

import numpy as np

from steady_attention.evaluation import annotated, ranking
from steady_attention.evaluation.subject import Subject
from steady_attention.evaluation.undefined import or_none
from steady_attention.metrics.retrieval import Retrieval, retrieval
from steady_attention.store.files import read_json

EVERY_TEXT = True  # attention is ranked, and no pass is taken
SIZES = (1, 5)  # words with the most attention that are taken for sentiment words
SIGNS = {"positive": 1, "negative": -1}  # of a word's polarity
CLASSES = {
    "positive": ("positive", "very positive"),
    "negative": ("negative", "very negative"),
}


def measured(subject: Subject, work: Path | None) -> dict[str, Any]:
    """p_at_k, r_at_k, f1_at_k of each polarity for k in SIZES, None without a text that has such a word, and
    sentiment_words_skipped, the texts of either polarity without one. Of a run without attention:
    random_p_at_k and so on.

    Empty where the corpus has no polarity of words, or no class of either sentiment.
    """
    start, found = ranking.prefix(subject), {}
    for size in SIZES:
        each = retrievals(subject, ranking.ranks(subject), size)
        if each is None:
            return {}
        for short, field in (("p", "precision"), ("r", "recall"), ("f1", "f1")):
            found[f"{start}{short}_at_{size}"] = {
                f"polarity={name}": or_none(getattr(one, field)) for name, one in each.items()
            }
    return found | {"sentiment_words_skipped": sum(one.skipped for one in each.values())}


def retrievals(subject: Subject, ranks: list[np.ndarray], size: int) -> dict[str, Retrieval] | None:
    """Of the texts of each polarity: their words of that polarity among the first `size` by ranks (words,) of
    each test text. None where the corpus has no polarity of words, or no class of either sentiment.
    """
    polarity = annotated.words(subject.corpus, "test", "polarity", subject.test)
    classes = read_json(subject.corpus / "statistics.json")["classes"]
    texts = {name: _texts(subject.test.labels, classes, name) for name in SIGNS}
    if polarity is None or not any(len(own) for own in texts.values()):
        return None
    return {
        name: retrieval([ranks[i] < size for i in own], [polarity[i] == SIGNS[name] for i in own])
        for name, own in texts.items()
    }


def _texts(labels: np.ndarray, classes: list[str], polarity: str) -> np.ndarray:
    """The indices of the texts of a polarity."""
    own = [index for index, name in enumerate(classes) if name in CLASSES[polarity]]
    return np.flatnonzero(np.isin(labels, own))
