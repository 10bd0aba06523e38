"""The neighbours' benchmark: its generated pool, one small measurement, its table."""

from itertools import islice
from types import SimpleNamespace

import numpy as np

from benchmarks import neighbour_texts, neighbours
from benchmarks.neighbours import Result, text


def test_generated_sentences_do_not_repeat():
    found = list(neighbour_texts.texts(20_011, seed=1))
    assert len(set(found)) == 20_011, "also beyond one block"
    assert found[:7] == list(islice(neighbour_texts.texts(20_011, seed=1), 7))
    assert not set(found) & set(neighbour_texts.texts(101, seed=2))
    lengths = [len(sentence.split(" ")) for sentence in found]
    assert 23 < np.mean(lengths) < 27 and min(lengths) >= neighbour_texts.SHORTEST


def test_synonyms_lie_close():
    vectors = neighbour_texts.vectors()
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    assert (vectors[0:1_000:5] * vectors[1:1_001:5]).sum(axis=1).mean() > 0.7
    assert abs((vectors[0:1_000:5] * vectors[5:1_005:5]).sum(axis=1).mean()) < 0.1


def test_a_measurement(monkeypatch, capsys, tmp_path):
    """Both strategies by the exact search; a fresh process says its own memory."""
    monkeypatch.setattr(neighbours, "ANNOY_MOST", 0)
    found = neighbours.measure(307, 5, tmp_path)
    assert [(result.strategy, result.backend) for result in found] == [
        ("ann_average_embedding", "exact"),
        ("ann_bow", "exact"),
    ]
    assert all(result.seconds > 0 and 0.05 < result.memory < 4 and result.recall > 0.95 for result in found)


def test_the_table(monkeypatch, capsys):
    result = Result(200_000, "ann_bow", "annoy", 12.3, 1.234, 0.9871)
    assert result.row() == "| 200,000 | ann_bow | annoy | 12 | 1.23 | 0.987 |"
    assert "at most 4 GiB: 1.23, met" in text([result], 500)
    assert "**not met**" in text([result, Result(1, "ann_bow", "exact", 1, 4.5, 1)], 500)
    monkeypatch.setattr(neighbours, "measure", lambda sentences, labeled, folder: [result])
    assert neighbours.main(SimpleNamespace(sentences=[7], labeled=500, write=False)) == 0
    assert "Selection of 3,500 sentences for 500 labeled texts" in capsys.readouterr().out
