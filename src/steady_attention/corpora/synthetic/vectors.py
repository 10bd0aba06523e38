"""Word vectors of the synthetic corpora: words of one synonym group, polarity or topic lie near each other.

Rare opinion words have vectors as good as those of common ones, so the vectors tell what the training
counts do not. A few per cent of the words have none.
"""

import math
from pathlib import Path
from random import Random

import numpy as np

from steady_attention.corpora import (
    synthetic_nli,
    synthetic_pool,
    synthetic_qa,
    synthetic_rationale,
    synthetic_sentiment,
    synthetic_topic,
)
from steady_attention.corpora.synthetic import lexicon
from steady_attention.corpora.synthetic.text import chance, generator

DIMENSIONS = 50
TASKS = (synthetic_sentiment, synthetic_topic, synthetic_nli, synthetic_qa, synthetic_rationale)
LEXICONS = (synthetic_topic.GROUPS, synthetic_nli.GROUPS, synthetic_qa.GROUPS)  # kind -> groups
FUNCTION = "function"  # the kind of a word that is in no synonym group
MISSING = 0.05  # of the other words have no vector
KIND, POLARITY, GROUP, NOISE = 0.5, 0.3, 0.45, 0.7  # lengths of a vector's parts


def synonym_groups() -> dict[tuple[str, ...], tuple[str, str]]:
    """Each group of like words -> (its kind, its polarity "good", "bad" or "")."""
    groups = {}
    declared = {"good": (lexicon.GOOD, lexicon.POOL_GOOD), "bad": (lexicon.BAD, lexicon.POOL_BAD)}
    for polarity, lexicons in declared.items():
        for words in lexicons:
            groups |= {tuple(g.split()): (kind, polarity) for kind, listed in words.items() for g in listed}
    for name, words in lexicon.NEUTRAL.items():
        groups[tuple(words.split())] = (f"neutral {name}", "")
    for name, topic in (lexicon.TASK_TOPICS | lexicon.POOL_TOPICS).items():
        groups |= {tuple(words.split()): (f"topic {name}", "") for words in topic.values()}
    groups[tuple(lexicon.INTENSIFIERS)] = ("degree", "")
    groups[("not", *lexicon.VERB_NEGATIONS)] = ("degree", "")
    for words in LEXICONS:
        groups |= {tuple(g.split()): (kind, "") for kind, listed in words.items() for g in listed}
    return groups


def vectors() -> tuple[list[str], np.ndarray]:
    """The words, sorted, and their vectors, float64 (n, 50).

    Each word and each part has its own generator: a further word leaves the other vectors as they are.
    """
    home: dict[str, tuple[str, str, str]] = {}
    for group, (kind, polarity) in synonym_groups().items():
        home |= {word: (kind, polarity, " ".join(group)) for word in group if word not in home}
    words, rows = [], []
    for word in sorted(_written() | set(home)):
        kind, polarity, group = home.get(word, (FUNCTION, "", ""))
        rng = generator(f"synthetic_vectors/word {word}")
        row = KIND * _part(f"kind {kind}") + NOISE * _direction(rng)
        row += POLARITY * _part(f"polarity {polarity}") if polarity else 0.0
        row += GROUP * _part(f"group {group}") if group else 0.0
        if kind == FUNCTION or not chance(rng, MISSING):
            words.append(word)
            rows.append(row)
    return words, np.array(rows)


def _written() -> set[str]:
    """Every word of the synthetic corpora."""
    found = synthetic_pool.examples()
    for task in TASKS:
        found += [example for split in task.examples().values() for example in split]
    return {
        word for example in found for text in (example.text, example.second or "") for word in text.split()
    }


def _part(name: str) -> np.ndarray:
    """What the vectors of one kind, polarity or group have in common, (50,)."""
    return _direction(generator(f"synthetic_vectors/{name}"))


def _direction(rng: Random) -> np.ndarray:
    """A random vector (50,) of length about 1."""
    return np.array([(2 * rng.random() - 1) * math.sqrt(3 / DIMENSIONS) for _ in range(DIMENSIONS)])


def write_vectors(folder: Path) -> None:
    """Write `folder`/vectors.txt: the line "n 50", then a word and its numbers (4 decimals) a line."""
    words, rows = vectors()
    lines = [f"{len(words)} {DIMENSIONS}"]
    lines += [
        " ".join([word, *(f"{value:.4f}" for value in row)]) for word, row in zip(words, rows, strict=True)
    ]
    (folder / "vectors.txt").write_bytes(("\n".join(lines) + "\n").encode("utf-8"))
