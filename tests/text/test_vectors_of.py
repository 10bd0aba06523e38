"""The vectors of one data set out of those of all."""

import json

import numpy as np

from steady_attention.text import remarks, vectors_of, vocabulary


def test_the_task_by_hand(tmp_path):
    """Its words with a vector, in the order of the whole table; others and special rows have none."""
    together, corpus, work = (tmp_path / name for name in ("together", "corpus", "work"))
    for folder in (together, corpus, work):
        folder.mkdir()
    (together / "words.txt").write_text("caf\u00e9\ngood\nparis\n", encoding="utf-8")
    np.save(together / "vectors.npy", np.arange(15, dtype=np.float32).reshape(3, 5))
    vocabulary.write(corpus / "vocabulary.txt", ["<pad>", "<unk>", "paris", "absent", "caf\u00e9"])
    np.save(corpus / "train.tokens.npy", np.array([2, 3, 1, 2, 0, 4, 2], np.int32))
    np.save(corpus / "train.second.tokens.npy", np.array([4, 1, 3], np.int32))
    vectors_of.compute(work, {"vectors": together, "corpus": corpus}, {}, lambda _: None)
    assert (work / "words.txt").read_text(encoding="utf-8") == "caf\u00e9\nparis\n"
    found = np.load(work / "vectors.npy", allow_pickle=False)
    assert found.tolist() == [[0, 1, 2, 3, 4], [10, 11, 12, 13, 14]] and found.dtype == np.float32
    assert json.loads((work / "statistics.json").read_text()) == {
        "vocabulary": 3,
        "found": 2,
        "tokens": 9,
        "tokens_found": 5,
    }


def test_no_word_has_a_vector(tmp_path):
    """The files are there, of no row; boundaries count as no word."""
    together, corpus, work = (tmp_path / name for name in ("together", "corpus", "work"))
    for folder in (together, corpus, work):
        folder.mkdir()
    (together / "words.txt").write_bytes(b"")
    np.save(together / "vectors.npy", np.zeros((0, 5), np.float32))
    vocabulary.write(corpus / "vocabulary.txt", ["<pad>", "<unk>", "<sos>", "<eos>", "paris"])
    np.save(corpus / "train.tokens.npy", np.array([2, 4, 1, 3], np.int32))
    vectors_of.compute(work, {"vectors": together, "corpus": corpus}, {}, lambda _: None)
    assert (work / "words.txt").read_bytes() == b"" and np.load(work / "vectors.npy").shape == (0, 5)
    known = json.loads((work / "statistics.json").read_text())
    assert known == {"vocabulary": 1, "found": 0, "tokens": 2, "tokens_found": 0}
    assert remarks.coverage("tiny", work) == (
        "tiny: coverage 0: 0 of its 1 words have a vector; all begin at random numbers"
    )


def test_coverage_is_told_and_reported(tmp_path):
    known = {"vocabulary": 1013, "found": 1009, "tokens": 40, "tokens_found": 39}
    for name, content in (("corpus", {"dataset": "caf\u00e9"}), ("vectors", known)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "statistics.json").write_text(
            json.dumps(content, ensure_ascii=False), encoding="utf-8"
        )
    assert remarks.coverage("tiny", tmp_path / "vectors") == (
        "tiny: 1,009 of its 1,013 words have a vector, 97.5 % of its training texts' words"
    )
    reported = remarks.with_coverage(tmp_path / "corpus", tmp_path / "vectors")
    assert json.loads(reported) == {"dataset": "caf\u00e9", "vectors": known}
    assert (
        remarks.with_coverage(tmp_path / "corpus", None) == (tmp_path / "corpus/statistics.json").read_bytes()
    )
