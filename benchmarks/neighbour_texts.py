"""A generated pool, labeled texts and word vectors, in the form in which the pipeline has preprocessed ones.

Sentences come from a topic model over Zipf's law; words come in groups of synonyms with vectors close to each
other; the vectors' singular values fall off, as those of trained vectors do.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

WORDS, WIDTH, TOPICS, SYNONYMS = 14_000, 300, 200, 5
TOPICAL = 0.4  # of a sentence's words; the rest is common to all topics
LENGTH, SPREAD, SHORTEST, LONGEST = 25, 8, 5, 60
DECAY, NOISE = 0.7, 0.5  # singular value i is i^-DECAY; a synonym's own part against the group's
BLOCK = 20_000
SPECIALS = ("<pad>", "<unk>")


def texts(count: int, seed: int) -> Iterator[str]:
    """`count` sentences, block by block, never the same stream twice; words joined by blanks."""
    shared = np.random.default_rng(0)
    topics = np.stack([shared.permutation(WORDS) for _ in range(TOPICS)])
    likely = np.cumsum(1 / np.arange(1, WORDS + 1))
    random = np.random.default_rng([1, seed])
    names = np.array(words())
    for start in range(0, count, BLOCK):
        size = min(BLOCK, count - start)
        lengths = np.clip(random.normal(LENGTH, SPREAD, size), SHORTEST, LONGEST).astype(int)
        ranks = np.searchsorted(likely, random.random(lengths.sum()) * likely[-1])
        own = random.random(len(ranks)) < TOPICAL
        topic = np.repeat(random.integers(0, TOPICS, size), lengths)
        drawn = names[np.where(own, topics[topic, ranks], ranks)].tolist()
        ends = np.cumsum(lengths).tolist()
        for first, last in zip([0, *ends[:-1]], ends, strict=True):
            yield " ".join(drawn[first:last])


def words() -> list[str]:
    """The vocabulary but for the special rows."""
    return [f"w{number}" for number in range(WORDS)]


def vectors() -> np.ndarray:
    """A vector for each word, float32 (WORDS, WIDTH)."""
    random = np.random.default_rng(2)
    groups = np.repeat(random.normal(size=(-(-WORDS // SYNONYMS), WIDTH)), SYNONYMS, axis=0)[:WORDS]
    scale = np.arange(1, WIDTH + 1) ** -DECAY
    return ((groups + NOISE * random.normal(size=(WORDS, WIDTH))) * scale).astype(np.float32)


def write(folder: Path, sentences: int, labeled: int) -> dict[str, Path]:
    """Folders "labeled", "pool", "vectors" for the selection task, by name; one sentence in memory a time."""
    inputs = {name: folder / name for name in ("labeled", "pool", "vectors")}
    for path in inputs.values():
        path.mkdir(parents=True)
    _write_lines(inputs["pool"] / "pool.words.txt", texts(sentences, seed=1))
    _write_lines(inputs["labeled"] / "train.words.txt", texts(labeled, seed=2))
    _write_lines(inputs["labeled"] / "vocabulary.txt", [*SPECIALS, *words()])
    _write_lines(inputs["vectors"] / "words.txt", words())
    np.save(inputs["vectors"] / "vectors.npy", vectors())
    statistics = {"normalise": "words", "unknown": "keep", "boundaries": False, "splits": {"train": {}}}
    for name in ("labeled", "pool"):
        (inputs[name] / "statistics.json").write_text(json.dumps(statistics), encoding="utf-8")
    return inputs


def _write_lines(path: Path, lines) -> None:
    with open(path, "w", encoding="utf-8") as handle:
        for line in lines:
            handle.write(f"{line}\n")
