"""Tiny preprocessed datasets for the selection, and its outputs read back."""

import json

import numpy as np

from steady_attention.unlabeled import selection

POOL = ["a new film", "", "the plot thickens", "a film", "it rains", "new new film", "the end"]
TRAIN, TEST = ["a film"], ["it rains"]
WORDS = ["a", "film", "new", "the"]  # after the special rows; the others are unknown
VECTORS = {"a": [1.0, 0.0], "film": [0.0, 1.0], "new": [-1.0, 0.0]}  # `the` has none
SEARCH = {"subpool": None, "neighbours": 2, "backend": "exact", "trees": 3, "search_k": 1000}
BAG = {"weighting": "counts", "hashing": 64, "rerank": 50}
SETTINGS = {"random": {}, "ann_bow": SEARCH | BAG, "ann_average_embedding": SEARCH}


def write_inputs(
    folder, boundaries=False, pool=POOL, train=TRAIN, words=WORDS, vectors=VECTORS, rules=("qqq", "qqq")
):
    """Folders "labeled", "pool", "vectors"; `rules` are the pool's and the labeled dataset's."""
    inputs = {name: folder / name for name in ("labeled", "pool", "vectors")}
    for path in inputs.values():
        path.mkdir(parents=True)
    special = ["<pad>", "<unk>", *(["<sos>", "<eos>"] if boundaries else [])]
    write_lines(inputs["labeled"] / "vocabulary.txt", [*special, *words])
    write_lines(inputs["labeled"] / "train.words.txt", train)
    write_lines(inputs["labeled"] / "test.words.txt", TEST)
    statistics = {
        "boundaries": boundaries,
        "splits": {"train": {}, "test": {}},
        "normalise": rules[1],
        "unknown": "keep",
    }
    (inputs["labeled"] / "statistics.json").write_text(json.dumps(statistics))
    (inputs["pool"] / "statistics.json").write_text(json.dumps({"normalise": rules[0]}))
    write_lines(inputs["pool"] / "pool.words.txt", pool)
    write_lines(inputs["vectors"] / "words.txt", vectors)
    np.save(inputs["vectors"] / "vectors.npy", np.array(list(vectors.values()), np.float32))
    return inputs


def write_lines(path, lines):
    path.write_text("".join(f"{line}\n" for line in lines))


def draw(work, inputs, strategy="random", amount=4, seed=0, **changes):
    """The selected sentences as lists of ids, and the statistics."""
    work.mkdir()
    arguments = {"strategy": strategy, "seed": seed, "amount": amount} | SETTINGS.get(strategy, {}) | changes
    said = []
    selection.compute(work, inputs, arguments, said.append)
    statistics = json.loads((work / "statistics.json").read_text())
    assert said[0] == f"{strategy}: {amount} of {statistics['available']} sentences"
    assert {path.name for path in work.iterdir()} == {"tokens.npy", "offsets.npy", "statistics.json"}
    tokens, offsets = np.load(work / "tokens.npy"), np.load(work / "offsets.npy")
    assert (tokens.dtype, offsets.dtype, offsets[0], offsets[-1]) == (np.int32, np.int64, 0, len(tokens))
    sentences = [part.tolist() for part in np.split(tokens, offsets[1:-1])]
    return sentences, statistics


def synonyms(count, seed=0, groups=31, each=7):
    """Words in groups of synonyms, vectors close within a group, and sentences of a topic's words, each
    position by chance another synonym.
    """
    random = np.random.default_rng(seed)
    words = [f"g{group}s{number}" for group in range(groups) for number in range(each)]
    centres = np.repeat(random.normal(size=(groups, 23)), each, axis=0)
    vectors = dict(zip(words, centres + 0.3 * random.normal(size=centres.shape), strict=True))
    topics = [random.choice(groups, 5, replace=False) for _ in range(11)]
    found = {}
    while len(found) < count:
        chosen = random.choice(topics[random.integers(11)], random.integers(3, 14))
        found[" ".join(f"g{group}s{random.integers(each)}" for group in chosen)] = None
    return words, vectors, list(found)
