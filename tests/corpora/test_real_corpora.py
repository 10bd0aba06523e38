"""The real files: counts against those that the papers print, and how often texts repeat."""

import json

import pytest

from steady_attention import corpora
from steady_attention.corpora.raw import download
from steady_attention.corpora.raw.raw_file import RECORD
from tests.corpora.loaded import loaded
from tests.corpora.raw_files import NO_REAL_FILES, real_mirror
from tests.corpora.repeated import repeated

pytestmark = pytest.mark.skipif(real_mirror() is None, reason=NO_REAL_FILES)

LABELS = {  # of every split, examples a class
    "rotten_tomatoes": ([4265, 4265], [533, 533], [533, 533]),  # attention_seat, table 5
    "emotion": ([1400, 708], [160, 97], [558, 358]),  # attention_seat, table 5
    "imdb": ([9952, 10048], [2548, 2452], [12500, 12500]),  # vib_attention, table 1: 20,000/5,000/25,000
    "ag_news": ([2149, 2128], [365, 390], [1900, 1900]),  # attention_vat, table 2: test 3,800
    "ag_news4": ([3492, 3464, 3495, 3368], [173, 182, 183, 190], [1900] * 4),  # vib_attention: test 7,600
    "newsgroups": ([614, 625], [153, 155], [191, 195]),
    "babi1": (
        [1470, 1395, 1423, 1392, 1395, 1425],
        [263, 249, 240, 265, 249, 234],
        [149, 171, 187, 154, 157, 182],
    ),
    "babi2": (
        [1348, 1450, 1525, 1496, 1326, 1355],
        [234, 305, 245, 233, 224, 259],
        [175, 167, 187, 160, 165, 146],
    ),
    "babi3": ([168, 126, 144, 153, 126, 133], [30, 18, 27, 30, 20, 25], [185, 154, 215, 167, 146, 133]),
    "snli": ([7203, 7098, 7304], [3329, 3235, 3278], [3368, 3219, 3237]),  # attention_vat: 9,842/9,824
}
REPEATED = {  # within train, dev, test; between train and dev, train and test, dev and test
    "rotten_tomatoes": ([0, 0, 0], [0, 0, 0]),
    "emotion": ([25, 0, 0], [0, 0, 0]),
    "imdb": ([65, 8, 199], [25, 98, 25]),
    "ag_news": ([13, 0, 4], [4, 5, 2]),
    "ag_news4": ([0, 0, 0], [0, 0, 0]),
    "newsgroups": ([1, 0, 0], [0, 0, 0]),
    "babi1": ([63, 1, 1], [28, 13, 3]),
    "babi2": ([3, 0, 0], [1, 0, 0]),
    "babi3": ([0, 0, 0], [0, 0, 0]),
    "snli": ([0, 2, 0], [0, 0, 0]),
}
PARTS = {
    "ag_news": "train.csv: subset: 5,032 of 60,000",
    "ag_news4": "train.csv: subset: 14,547 of 120,000",
    "babi3": "train.txt: edition en: 1,000 of 10,000 questions",
    "snli": "train.pairs: subset: 21,605 of 549,367",
    "one_billion_word": "1b_benchmark.dev.tokens: subset: 12,216 of about 30 million sentences; 1b_",
}


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    return tmp_path_factory.mktemp("raw")


@pytest.fixture
def examples(folders, publisher):
    """examples(name) are the splits of the real data set, of the mirror's files."""

    def examples(name):
        folder = folders / name
        folder.mkdir(exist_ok=True)
        download.compute(folder, {"mirror0": real_mirror()}, {"corpus": name}, lambda _: None)
        record = json.loads((folder / RECORD).read_bytes())
        assert record["complete"] == (name not in PARTS)
        assert record["copy"].startswith(PARTS.get(name, "complete"))
        return loaded(corpora.get(name).examples(folder))

    return examples


@pytest.mark.parametrize("name", LABELS)
def test_counts_and_repeated_texts(examples, name):
    splits = examples(name)
    for split, counts in zip(("train", "dev", "test"), LABELS[name], strict=True):
        labels = [example.label for example in splits[split]]
        assert [labels.count(label) for label in range(len(counts))] == counts
    ids = [example.id for found in splits.values() for example in found]
    assert len(set(ids)) == len(ids)  # no example is in two splits
    found = repeated(splits)
    assert (list(found["within"].values()), list(found["between"].values())) == REPEATED[name]


def test_the_pool(examples):
    splits = examples("one_billion_word")
    assert {split: len(found) for split, found in splits.items()} == {"pool": 24321}
    assert repeated(splits) == {"within": {"pool": 1}, "between": {}}


def test_what_readers_leave_out_is_all_that_is_missing(examples):
    """TweetEval's emotion has 3,257 + 374 + 1,421 tweets, the two newsgroups have 1,993 posts."""
    assert sum(map(len, examples("emotion").values())) + 1149 + 117 + 505 == 3257 + 374 + 1421
    assert sum(map(len, examples("newsgroups").values())) + 36 + 11 + 13 == 1993
