"""The vectors of one data set out of those of all."""

import json

import numpy as np

from steady_attention.text import vectors_of, vocabulary


def test_the_task_by_hand(tmp_path):
    """Its words with a vector, in the order of the whole table; others and special rows have none."""
    together, corpus, work = (tmp_path / name for name in ("together", "corpus", "work"))
    for folder in (together, corpus, work):
        folder.mkdir()
    (together / "words.txt").write_text("caf\u00e9\ngood\nparis\n", encoding="utf-8")
    np.save(together / "vectors.npy", np.arange(15, dtype=np.float32).reshape(3, 5))
    vocabulary.write(corpus / "vocabulary.txt", ["<pad>", "<unk>", "paris", "absent", "caf\u00e9"])
    vectors_of.compute(work, {"vectors": together, "corpus": corpus}, {}, lambda _: None)
    assert (work / "words.txt").read_text(encoding="utf-8") == "caf\u00e9\nparis\n"
    found = np.load(work / "vectors.npy", allow_pickle=False)
    assert found.tolist() == [[0, 1, 2, 3, 4], [10, 11, 12, 13, 14]] and found.dtype == np.float32
    assert json.loads((work / "statistics.json").read_text()) == {"vocabulary": 3, "found": 2}
