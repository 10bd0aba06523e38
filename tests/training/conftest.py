"""What a run is made from."""

import numpy as np
import pytest

from steady_attention.pipeline.files import write_json
from tests.tiny import make_texts
from tests.training.runs import WIDTH, WORDS, offsets_of, write_texts


@pytest.fixture
def inputs(tmp_path):
    """A processed corpus, its vectors (the first word has none) and unlabeled texts."""
    words = ["<pad>", "<unk>", *(f"word{i}" for i in range(2, WORDS))]
    corpus, vectors, unlabeled = (tmp_path / name for name in ("corpus", "vectors", "unlabeled"))
    write_json(corpus / "statistics.json", {"classes": ["no", "yes"], "boundaries": False, "pair": False})
    (corpus / "vocabulary.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    for seed, split in enumerate(("train", "dev", "test")):
        texts = make_texts((3, 5, 2, 7, 11), seed=seed)
        write_texts(corpus / split, texts)
        np.save(corpus / f"{split}.labels.npy", texts.labels)
        lines = [" ".join(["word"] * int(length)) for length in texts.lengths]
        (corpus / f"{split}.words.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        (corpus / f"{split}.ids.txt").write_text(
            "\n".join(f"{split}{i}" for i in range(5)) + "\n", encoding="utf-8"
        )
    vectors.mkdir()
    (vectors / "words.txt").write_text("\n".join(words[3:]) + "\n", encoding="utf-8")
    matrix = np.random.default_rng(0).normal(size=(WORDS - 3, WIDTH)).astype(np.float32)
    np.save(vectors / "vectors.npy", matrix)
    unlabeled.mkdir()
    texts = make_texts((3, 2), labeled=False)
    np.save(unlabeled / "tokens.npy", texts.tokens)
    np.save(unlabeled / "offsets.npy", offsets_of(texts))
    return {"corpus": corpus, "vectors": vectors, "unlabeled": unlabeled}
