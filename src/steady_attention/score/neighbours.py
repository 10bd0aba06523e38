"""Texts of which some words are replaced by their nearest neighbours (SEAT, Tables 3 and 10), by the
functions of the pipeline (evaluation/word_perturbation.py).

A neighbour is found in the model's own input embedding, as the pipeline finds it in the word vectors of its
models: nothing else is needed, and no word is unknown there. A word's vector is the mean of its pieces'.
Candidates are the words of the file that is scored, as the pipeline's are those of the corpus.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from steady_attention.evaluation.word_perturbation import NONE, nearest, replaced
from steady_attention.models.texts import texts as of_ids
from steady_attention.score.classifier import Classifier, Encoded, longest
from steady_attention.score.moved import Moved, read
from steady_attention.training.seeds import numpy_generator

AMOUNTS = (1, 2, 3)  # words of a text that are replaced: Hu et al. 2023, Tables 3 and 10
WORDS = 10_000  # candidates at most, the most frequent; our choice: their similarities take seconds
Words = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Neighbours:
    """ids, the number of each known word; spelled, a word of each number; nearest (V + 1,), the number of
    each one's neighbour, or NONE. The last stands for words that are not known.
    """

    ids: dict[str, int]
    spelled: Sequence[str]
    nearest: np.ndarray

    @property
    def any(self) -> bool:
        """Whether some word has a neighbour."""
        return bool((self.nearest != NONE).any())


def neighbours(classifier: Classifier, texts: Iterable[Sequence[str]]) -> Neighbours:
    """The nearest neighbours of the most frequent words of texts. Words that the model reads alike, as "Film"
    and "film" where it has no capitals, are one. The model has a table of embeddings.
    """
    words = [word for word, _ in Counter(word for text in texts for word in text).most_common(WORDS)]
    # twice, since many tokenizers cut a text's first word in another way than the words behind it
    encoded = classifier.encode([[word, word] for word in words])
    numbers: dict[tuple[int, ...], int] = {}
    ids = {
        word: numbers.setdefault(_second(one), len(numbers)) for word, one in zip(words, encoded, strict=True)
    }
    spelled = {number: word for word, number in reversed(ids.items())}
    vectors = _vectors(classifier, list(numbers))
    with TemporaryDirectory() as folder:
        place, lines = Path(folder), "".join(f"{number}\n" for number in range(len(vectors)))
        for name in ("vocabulary.txt", "words.txt"):
            (place / name).write_text(lines, encoding="utf-8")
        np.save(place / "vectors.npy", vectors)
        others = np.append(nearest(place, place), NONE)
    return Neighbours(ids, [spelled[number] for number in range(len(spelled))], others)


def _vectors(classifier: Classifier, words: Sequence[tuple[int, ...]]) -> np.ndarray:
    """The mean embedding (V, D) of each word's pieces; 0 of a word with none, or with the unknown one."""
    table = classifier.model.get_input_embeddings().weight.detach().float().numpy()
    vectors = np.zeros((len(words), table.shape[1]), np.float32)
    for row, pieces in zip(vectors, words, strict=True):
        if pieces and classifier.tokenizer.unk_token_id not in pieces:
            row[:] = table[list(pieces)].mean(0)
    return vectors


def changed(texts: Words, known: Neighbours, amount: int, seed: int) -> tuple[list[list[str]], float]:
    """The texts with `amount` drawn words replaced each, all of a text with fewer; and the share of the drawn
    words that stay, since they have no neighbour.
    """
    words = [word for text in texts for word in text]
    numbers = [known.ids.get(word, len(known.spelled)) for word in words]
    offsets = np.cumsum([0, *map(len, texts)])
    before = of_ids(np.array(numbers, np.int32), offsets, None, boundaries=False)
    after, stayed = replaced(before, known.nearest, amount, numpy_generator(seed, "word perturbation"))
    pairs = zip(words, numbers, after.tokens.tolist(), strict=True)
    flat = [word if old == new else known.spelled[new] for word, old, new in pairs]
    return [flat[start:stop] for start, stop in pairwise(offsets.tolist())], stayed


def moved(
    classifier: Classifier, words: Words, encoded: Sequence[Encoded], names: Sequence[str]
) -> tuple[Moved, int]:
    """The model's predictions, and the named explanations by attention, on the changed words of texts; those
    that the model would not take, too long now, stay as they are encoded. And how many these are.
    """
    others = classifier.encode(words)
    too_long = longest(others, classifier.limit)
    for number, _ in too_long:
        others[number] = encoded[number]
    chances, rows = read(classifier, others, names, lambda batch: batch.inputs)
    return Moved([chances], {name: [row] for name, row in rows.items()}), len(too_long)


def _second(one: Encoded) -> tuple[int, ...]:
    """The pieces of a text's second word."""
    return tuple(piece for piece, word in zip(one.ids, one.words.tolist(), strict=True) if word == 1)
