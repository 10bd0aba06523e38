"""Task: draw unlabeled sentences from a pool for a labeled dataset, encoded with its vocabulary.

Source: Attention VAT, section 4.3.4 (selection strategies). The sentences lie in drawing order, so the
first n of them are the selection of size n.
"""

import json
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np

from steady_attention.pipeline.errors import UserError

UNKNOWN_WORD = "<unk>"
BOUNDARIES = ("<sos>", "<eos>")


def random_order(candidates: list[str], seed: int) -> np.ndarray:
    """A random permutation of the candidates' places, int64 (n); the same for equal seeds."""
    return np.random.default_rng([zlib.crc32(b"unlabeled/random"), seed]).permutation(len(candidates))


STRATEGIES: dict[str, Callable[[list[str], int], np.ndarray]] = {"random": random_order}


def compute(work: Path, inputs: dict[str, Path], arguments: dict, report: Callable[[str], None]) -> None:
    """Write tokens.npy (int32, flat), offsets.npy (int64, n + 1) and statistics.json into `work`.

    arguments {"strategy", "seed", "amount"}; inputs "labeled" and "pool", preprocessed. Raises UserError
    for an unknown strategy, an amount below 1 or beyond what the pool holds, a negative seed, and an input
    file that is missing or does not fit.
    """
    strategy, seed, amount = arguments["strategy"], arguments["seed"], arguments["amount"]
    _check(strategy, seed, amount)
    vocabulary, wrap = _encoding(inputs["labeled"])
    pool = _lines(inputs["pool"] / "pool.words.txt")
    candidates, left_out = _candidates(pool, _labeled_texts(inputs["labeled"]))
    if amount > len(candidates):
        raise UserError(
            f"unlabeled.amount asks for {amount} sentences, but {inputs['pool'] / 'pool.words.txt'} has only "
            f"{len(candidates)} usable ones of {len(pool)} (left out: {left_out}); ask for fewer"
        )
    report(f"{strategy}: {amount} of {len(candidates)} sentences")
    order = STRATEGIES[strategy](candidates, seed)[:amount]
    sentences = [candidates[place].split(" ") for place in order]
    _write(work, [_encoded(words, vocabulary, wrap) for words in sentences])
    statistics = dict(arguments) | {"pool": len(pool), "left_out": left_out, "available": len(candidates)}
    statistics |= _counts(sentences, vocabulary)
    text = json.dumps(statistics, indent=2, sort_keys=True)
    (work / "statistics.json").write_text(text + "\n", encoding="utf-8")


def _check(strategy: str, seed: int, amount: int) -> None:
    if strategy not in STRATEGIES:
        known = ", ".join(STRATEGIES)
        raise UserError(f"unlabeled.strategy: unknown strategy {strategy!r}; expected one of: {known}")
    if seed < 0:
        raise UserError(f"unlabeled.seed: expected an integer from 0 on, found {seed}")
    if amount < 1:
        raise UserError(f"unlabeled.amount: expected at least 1 sentence, found {amount}")


def _encoding(labeled: Path) -> tuple[dict[str, int], bool]:
    """The labeled dataset's word ids, and whether its texts are wrapped in boundary tokens."""
    path = labeled / "vocabulary.txt"
    words = _lines(path)
    wrap = _statistics(labeled)["boundaries"]
    expected = ("<pad>", UNKNOWN_WORD, *(BOUNDARIES if wrap else ()))
    if tuple(words[: len(expected)]) != expected:
        raise UserError(
            f"{path}: expected the first lines {', '.join(expected)}, "
            f"found {', '.join(words[: len(expected)])}; run the preprocess stage again"
        )
    return {word: number for number, word in enumerate(words)}, wrap


def _statistics(labeled: Path) -> dict:
    path = labeled / "statistics.json"
    return json.loads("\n".join(_lines(path)))


def _labeled_texts(labeled: Path) -> set[str]:
    """The texts of every split, as words joined by blanks."""
    splits = _statistics(labeled)["splits"]
    return {text for split in splits for text in _lines(labeled / f"{split}.words.txt")}


def _lines(path: Path) -> list[str]:
    if not path.is_file():
        raise UserError(f"{path} is missing: expected a preprocessed dataset there; run the preprocess stage")
    text = path.read_text(encoding="utf-8")
    return text.removesuffix("\n").split("\n") if text else []


def _candidates(pool: list[str], labeled: set[str]) -> tuple[list[str], dict[str, int]]:
    """The pool without empty sentences and labeled texts, and how many of each were left out."""
    filled = [text for text in pool if text.strip()]
    candidates = [text for text in filled if text not in labeled]
    return candidates, {"empty": len(pool) - len(filled), "labeled": len(filled) - len(candidates)}


def _encoded(words: list[str], vocabulary: dict[str, int], wrap: bool) -> list[int]:
    ids = [vocabulary.get(word, vocabulary[UNKNOWN_WORD]) for word in words]
    return [vocabulary[BOUNDARIES[0]], *ids, vocabulary[BOUNDARIES[1]]] if wrap else ids


def _write(work: Path, encoded: list[list[int]]) -> None:
    lengths = [len(ids) for ids in encoded]
    np.save(work / "tokens.npy", np.array([number for ids in encoded for number in ids], dtype=np.int32))
    np.save(work / "offsets.npy", np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64))


def _counts(sentences: list[list[str]], vocabulary: dict[str, int]) -> dict:
    """Words (boundaries not counted), their mean a sentence, and how many are outside the vocabulary."""
    words = [word for sentence in sentences for word in sentence]
    outside = sum(word not in vocabulary for word in words)
    mean = round(len(words) / len(sentences), 4)
    return {"tokens": len(words), "mean_length": mean, "out_of_vocabulary": outside}
