"""Examples come one by one: nothing is read before it is asked for, and none is held."""

import gc
import json
import tracemalloc
from dataclasses import replace

import pytest

from steady_attention import corpora
from steady_attention.corpora import cnn, imdb, multinli, one_billion_word
from steady_attention.corpora.reading import nli
from steady_attention.store.errors import UserError
from steady_attention.text import preprocess

WORDS = 53  # of a text
BOUND = 500  # bytes an example that may be held: length, label, place of the line, digests


def text(number: int) -> str:
    """No two are equal; the vocabulary is small."""
    return " ".join(f"{'abcdefg'[(number * word) % 7]}{(number >> word % 11) % 2}" for word in range(WORDS))


def write(folder, name: str, count: int) -> None:
    """The raw files of a corpus of about so many texts."""
    lines = {
        "imdb": [f"{n % 2}\t{('neg', 'pos')[n % 2]}/{n}_{'19'[n % 2]}.txt\t{text(n)}" for n in range(count)],
        "multinli": [
            json.dumps(dict(zip(nli.KEYS, (nli.CLASSES[n % 3], text(n), "so"), strict=True)))
            for n in range(count)
        ],
        "cnn": [f"did @placeholder see {n}\n@entity4\n@entity4 @entity5 {text(n)}\n" for n in range(count)],
        "one_billion_word": [text(n) for n in range(count)],
    }[name]
    files = {
        "imdb": ("train.tsv", "test.tsv"),
        "multinli": multinli.FILES,
        "cnn": ("train.txt", "dev.txt", "test.txt"),
        "one_billion_word": [f"1b_benchmark.{part}.tokens" for part in one_billion_word.CONTENT_SHA256],
    }[name]
    for number, file in enumerate(files):
        share = lines if number == 0 else lines[: count // 4]
        (folder / file).write_text("".join(f"{line}\n" for line in share), encoding="utf-8")


@pytest.fixture
def peak(tmp_path, monkeypatch):
    """peak(name, count): the most that Python held while such a corpus was preprocessed, in bytes."""

    def measured(name: str, count: int) -> int:
        raw, work = tmp_path / f"raw{count}", tmp_path / f"work{count}"
        raw.mkdir(exist_ok=True)
        work.mkdir(exist_ok=True)
        write(raw, name, count)
        corpus = replace(corpora.get(name), expected=None)
        with monkeypatch.context() as patch:
            patch.setattr(corpora, "get", lambda _: corpus)
            arguments = {"corpus": name, "boundaries": True, "length_filter": False}
            gc.collect()  # what tests before this one left behind
            tracemalloc.start()
            try:
                preprocess.compute(work, {"raw": raw}, arguments, lambda _: None)
                return tracemalloc.get_traced_memory()[1]
            finally:
                tracemalloc.stop()

    return measured


@pytest.mark.parametrize("name", ["imdb", "multinli", "cnn", "one_billion_word"])
def test_four_times_the_texts_take_hardly_more_memory(name, peak):
    """A text is 158 characters and 53 words, of which nothing stays; held, they take 1,000 bytes and more."""
    peak(name, 31)  # what is learnt once: special cases, words
    assert peak(name, 4 * 101) - peak(name, 101) < 3 * 101 * BOUND


def test_nothing_is_read_before_it_is_asked_for(tmp_path):
    (tmp_path / "train.tsv").write_text("0\tneg/0_1.txt\tbad\n" * 2 + "1\tpos/1_9.txt\tgood\n")
    (tmp_path / "test.tsv").write_text("1\tpos/2_9.txt\tgood\nbroken\n")
    test = iter(imdb.read(tmp_path)["test"])
    assert next(test).text == "good"
    with pytest.raises(UserError, match=r"test\.tsv:2: expected"):
        next(test)


def test_examples_may_be_read_again(tmp_path):
    for split in cnn.SPLITS:
        (tmp_path / f"{split}.txt").write_text("is @placeholder\n@entity4\n@entity4\n")
    train = cnn.read(tmp_path)["train"]
    assert list(train) == list(train) != []
