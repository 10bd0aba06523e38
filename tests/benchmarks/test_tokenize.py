"""The tokenizing benchmark: its sentences, one small measurement, its table on hand-made times."""

import gzip
from types import SimpleNamespace

import pytest

from benchmarks import tokenize, tokenizers
from benchmarks.step_table import Target

SECONDS = {
    "nlp.pipe": [6.0, 12.0, 6.0],
    "memo, warm": [2.0, 3.0, 3.0],
    "nlp.pipe, cold": [12.0, 12.0, 12.0],
}


def test_ratios_are_of_the_same_repetition():
    """3, 4, 2 times nlp.pipe and 6, 4, 4 times the cold one; 600 tokens in a median of 3 seconds."""
    assert "| memo, warm | 200 | 3.00 | 4.00 |" in tokenize.rows(600, SECONDS)
    assert tokenize.target(SECONDS).met
    assert not tokenize.target(SECONDS | {"memo, warm": [2.1, 4.1, 3.0]}).met


def test_all_ways_find_equally_many(capsys):
    tokens, seconds = tokenize.measure(["It's (1999): good.", "Mr.T said: x.T"], 2)
    assert tokens == len("It 's ( 1999 ): good .".split()) + len("Mr. T said : x . T".split())
    assert set(seconds) == set(tokenizers.ways()) and {len(times) for times in seconds.values()} == {2}


def test_sentences_are_random_and_the_same_again():
    found = list(tokenizers.sentences(101))
    assert found == list(tokenizers.sentences(101)) != list(tokenizers.sentences(101, seed=1))
    assert {len(sentence.split()) for sentence in found} == {tokenizers.LENGTH}
    assert len({tokenizers.spelling(rank) for rank in range(1, 10_007)}) == 10_006


def test_texts_at_hand_come_first(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("STEADY_ATTENTION_MIRROR", "mirror")
    assert tokenize.sample(3) == ("generated sentences", list(tokenizers.sentences(3)))
    pool = tmp_path / "data/processed/demo/some_pool/pool.words.txt"
    pool.parent.mkdir(parents=True)
    pool.write_text("a good film\nit 's\nbad\n", encoding="utf-8")
    assert tokenize.sample(2) == ("sentences of some_pool", ["a good film", "it 's"])
    (tmp_path / "mirror/imdb").mkdir(parents=True)
    with gzip.open(tmp_path / "mirror/imdb/train.tsv.gz", "wt", encoding="utf-8") as file:
        file.write("1\tpos/0_9.txt\tA  good\xa0one.\n")
    assert tokenize.sample(2) == ("IMDB reviews", ["A good one."])


@pytest.mark.parametrize("check, code", [(True, 1), (False, 0)])
def test_only_a_check_fails_on_a_missed_target(monkeypatch, capsys, check, code):
    monkeypatch.setattr(tokenize, "sample", lambda count: ("texts", ["a"]))
    monkeypatch.setattr(tokenize, "measure", lambda texts, repetitions: (7, SECONDS))
    monkeypatch.setattr(tokenize, "target", lambda seconds: Target("fast", 2.0, False))
    monkeypatch.setattr(tokenize, "memory", lambda way, count: [100.0, 110.0, 120.0, 120.0, 121.4])
    arguments = SimpleNamespace(texts=1, repetitions=3, sentences=400, write=False, check=check)
    assert tokenize.main(arguments) == code
    out = capsys.readouterr().out
    assert "- fast: 2.00, **not met**" in out and "| memo, cold | +10 | +20 | +20 | +21 |" in out
    assert "| sentences | 100 | 200 | 300 | 400 |" in out
