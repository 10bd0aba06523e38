"""What single readers do with their texts and labels, by hand."""

import pytest

from steady_attention import corpora
from steady_attention.store.errors import UserError
from tests.corpora.loaded import loaded
from tests.corpora.small import shrink, write


@pytest.fixture
def read(tmp_path, monkeypatch):
    """read(name, {file: content}) reads a small corpus with some of its files replaced."""

    def read(name, replaced=()):
        shrink(monkeypatch)
        write(tmp_path, name)
        for file, content in dict(replaced).items():
            (tmp_path / file).write_bytes(content)
        return loaded(corpora.get(name).read(tmp_path))

    return read


def facts(examples):
    return [(example.id, example.text, example.label) for example in examples]


def test_rotten_tomatoes_takes_each_file_in_order(read):
    splits = read("rotten_tomatoes")
    assert [e.id for e in splits["dev"]] == ["neg-8", "neg-9", "neg-10", "pos-8", "pos-9", "pos-10"]
    assert facts(splits["test"])[-1] == ("pos-13", "text 12 .", 1)
    assert facts(splits["train"])[0] == ("neg-1", "text 0 .", 0)


@pytest.mark.parametrize(
    "name, file", [("rotten_tomatoes", "rt-polarity.pos"), ("subj", "quote.tok.gt9.5000")]
)
def test_a_file_in_order_has_its_number_of_lines(read, name, file):
    with pytest.raises(UserError, match=f"{file}:11: the file ends here"):
        read(name, {file: b"so\n" * 11})


def test_emotion_keeps_anger_and_joy(read):
    splits = read("emotion", {"val_text.txt": b"a \nb\nc\nd\ne\n", "val_labels.txt": b"3\n1\n0\n2\n1\n"})
    assert facts(splits["dev"]) == [("dev-2", "b", 1), ("dev-3", "c", 0), ("dev-5", "e", 1)]


@pytest.mark.parametrize(
    "name, label", [("emotion", b"4"), ("hate", b"2"), ("hate", b"-1"), ("hate", b"joy")]
)
def test_tweeteval_labels_are_checked(read, name, label):
    with pytest.raises(UserError, match=r"val_labels\.txt:2: unknown label"):
        read(name, {"val_text.txt": b"a\nb\n", "val_labels.txt": b"1\n" + label + b"\n"})


def test_tweeteval_has_a_label_for_each_text(read):
    with pytest.raises(
        UserError, match=r"val_labels\.txt:1: the file ends here, expected a line for .*val_text\.txt:2"
    ):
        read("hate", {"val_text.txt": b"a\nb\n", "val_labels.txt": b"1\n"})


def test_imdb_keeps_tabs_and_loses_line_breaks_of_html(read):
    line = b"1\tpos/7_10.txt\tgood<br /><br />film\twith tabs\n"
    assert facts(read("imdb", {"test.tsv": line})["test"]) == [("test-pos/7_10", "good  film\twith tabs", 1)]


@pytest.mark.parametrize("name", ["pos/7_3.txt", "neg/7_10.txt", "7_10.txt", "pos/7.txt", "../pos/7_10.txt"])
def test_imdb_names_fit_the_labels(read, name):
    with pytest.raises(UserError, match=r"test\.tsv:1: "):
        read("imdb", {"test.tsv": f"1\t{name}\tgood\n".encode()})


SUBSET = (
    b'"1","One . two . three","A"\n"3","four . five","B"\n"3","Six . seven","A"\n"2","Eight . nine","A"\n'
)


def test_ag_news_reads_the_whole_form(read):
    rows = b'"3","Title","a ""b"" c"\n"1","T","d"\n"2","U","sport"\n"4","V","science"\n'
    assert facts(read("ag_news", {"test.csv": rows})["test"]) == [
        ("test-1", 'a "b" c', 1),
        ("test-2", "d", 0),
    ]
    assert facts(read("ag_news4", {"test.csv": rows})["test"])[:2] == [
        ("test-1", 'Title a "b" c', 2),
        ("test-2", "T d", 0),
    ]


def test_ag_news_reads_the_subset(read):
    """Descriptions where they can be told (rows of A), World and Business; all rows with four classes."""
    binary = read("ag_news", {"train.csv": SUBSET})
    assert sorted(facts(binary["train"] + binary["dev"])) == [
        ("train-1", "two . three", 0),
        ("train-3", "seven", 1),
    ]
    four = read("ag_news4", {"train.csv": SUBSET})
    assert sorted(facts(four["train"] + four["dev"])) == [
        ("train-1", "One two . three", 0),
        ("train-2", "four . five", 2),
        ("train-3", "Six seven", 2),
        ("train-4", "Eight nine", 1),
    ]


def test_ag_news_does_not_mix_the_forms(read):
    with pytest.raises(UserError, match=r"train\.csv:5: a row of another form"):
        read("ag_news4", {"train.csv": SUBSET + b'"1","Title","text"\n'})


def test_trec_takes_the_coarse_label_and_mends_the_odd_byte(read):
    found = facts(
        read("trec", {"TREC_10.label": b"LOC:city Which sister\xf0city ?\nABBR:exp What ?\n"})["test"]
    )
    assert found == [("test-1", "Which sister city ?", 4), ("test-2", "What ?", 0)]


def test_yelp_and_twitter(read):
    rows = b'"1","bad \\n\\n ""food"""\n"2","good"\n'
    assert facts(read("yelp", {"test.csv": rows})["test"]) == [
        ("test-1", 'bad    "food"', 0),
        ("test-2", "good", 1),
    ]
    tweets = b"5\tneutral\tso\tso\n"
    assert facts(read("twitter", {"dev.tsv": tweets})["dev"]) == [("dev-1", "so\tso", 1)]


def test_a_training_file_too_short_to_split(read):
    with pytest.raises(UserError, match=r"train\.tsv holds 1 examples, too few to hold out 1"):
        read("imdb", {"train.tsv": b"1\tpos/7_10.txt\tgood\n"})
