"""Trees in brackets: labels and sentences by hand, malformed lines by file and line, the published counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steady_attention.corpora import get, sst, sst5
from steady_attention.corpora.raw import download
from steady_attention.store.errors import UserError
from tests.corpora.loaded import loaded
from tests.corpora.raw_files import NO_REAL_FILES, real_mirror

LINES = {
    "train": "(3 (2 A) (4 gem))\n(0 (1 (2 Not) (2 1\\/2)) (2 -LRB-))\n(2 (2 So) (2 so\x85so))\n(4 Wow)\n",
    "dev": "(1 (2 Dull) (2 .))\n",
    "test": "(2 meh)\n(3 (2 S\\*\\*) (2 -RRB-))\n",
}


@pytest.fixture
def folder(tmp_path):
    for split, text in LINES.items():
        (tmp_path / f"{split}.txt").write_bytes(text.encode("utf-8"))
    return tmp_path


def test_five_classes_by_hand(folder):
    splits = loaded(sst5.CORPUS.read(folder))
    assert [(e.id, e.text, e.label) for e in splits["train"]] == [
        ("train-1", "A gem", 3),
        ("train-2", "Not 1/2 (", 0),
        ("train-3", "So so\x85so", 2),  # split on "\n" only
        ("train-4", "Wow", 4),
    ]
    assert [(e.text, e.label) for e in splits["test"]] == [("meh", 2), ("S** )", 3)]


def test_two_classes_leave_the_neutral_out(folder):
    splits = sst.CORPUS.read(folder)
    assert {split: [(e.id, e.label) for e in examples] for split, examples in splits.items()} == {
        "train": [("train-1", 1), ("train-2", 0), ("train-4", 1)],
        "dev": [("dev-1", 0)],
        "test": [("test-2", 1)],
    }


@pytest.mark.parametrize("corpus", [sst, sst5])
def test_polarity_by_hand(corpus, folder):
    """(3 (2 A) (4 gem)): `gem` is positive; (0 (1 (2 Not) (2 1/2)) (2 -LRB-)): the leaves are neutral."""
    train = corpus.CORPUS.read(folder)["train"]
    found = {example.id: example.polarity for example in train}
    assert found["train-1"] == ((2, 5, 1),) and found["train-2"] == () and found["train-4"] == ((0, 3, 1),)
    (folder / "train.txt").write_bytes(rb"(1 (1 (0 -LRB-) (3 1\/2)) (1 bad))")
    (only,) = corpus.CORPUS.read(folder)["train"]
    assert (only.text, only.polarity) == ("( 1/2 bad", ((0, 1, -1), (2, 5, 1), (6, 9, -1)))


@pytest.mark.parametrize(
    "line, said",
    [
        ("", "an empty line"),
        ("(3 (2 A) (4 gem)", "1 brackets are not closed"),
        ("(3 (2 A) (4 gem)))", "after the end"),
        ("(3 (2 A) (4 gem)) (2 B)", "after the end"),
        ("gem", "outside of the tree"),
        (")", "outside of the tree"),
        ("(5 gem)", "found '5'"),
        ("(3 (2 A) (9 gem))", "found '9'"),
        ("(-1 gem)", "found '-1'"),
        ("(gem)", "found 'gem'"),
        ("()", "label in 0..4 expected"),
        ("(3)", "with subtrees, expected, found '3'"),
        ("(3 a gem)", "a label with one word, or with subtrees, expected"),
        ("(3 (2 A) gem)", "found '3 (...) gem'"),
        ("(3 gem (2 A))", "a label with one word, or with subtrees, expected"),
        ("((2 A) (2 B))", "label in 0..4 expected"),
    ],
)
def test_a_malformed_tree_names_file_and_line(folder, line, said):
    path = folder / "dev.txt"
    path.write_bytes(LINES["dev"].encode() + line.encode() + b"\n(2 x)\n")
    with pytest.raises(UserError) as caught:
        loaded(sst.read(folder))
    assert f"{path}:2: malformed tree" in str(caught.value) and said in str(caught.value)


def test_bytes_that_are_not_utf8_name_file_and_line(folder):
    (folder / "test.txt").write_bytes(b"(2 x)\n(3 caf\xe9)\n")
    with pytest.raises(UserError, match=r"test\.txt:2: not UTF-8"):
        loaded(sst.read(folder))


def test_a_missing_file_and_an_empty_one(folder):
    (folder / "test.txt").write_bytes(b"")
    with pytest.raises(UserError, match=r"test\.txt is empty"):
        loaded(sst.read(folder))
    (folder / "test.txt").unlink()
    with pytest.raises(UserError, match=r"test\.txt is missing"):
        loaded(sst.read(folder))


def test_other_counts_than_the_published_are_refused(folder):
    with pytest.raises(UserError, match=r"holds \d+ examples, expected \d+"):
        loaded(sst.CORPUS.examples(folder))


WORDS = st.text(st.characters(codec="utf-8", exclude_characters=" ()\n\\"), min_size=1)
BRACKETS = {"-LRB-": "(", "-RRB-": ")"}  # as the treebank writes them
TREES = st.recursive(
    st.tuples(st.integers(0, 4), WORDS | st.sampled_from(sorted(BRACKETS))),
    lambda trees: st.tuples(st.integers(0, 4), trees, trees),
)


def spelt(tree) -> str:
    if len(tree) == 2:
        return f"({tree[0]} {tree[1]})"
    return f"({tree[0]} {spelt(tree[1])} {spelt(tree[2])})"


def leaves(tree) -> list[tuple[str, int]]:
    if len(tree) == 2:
        return [(BRACKETS.get(tree[1], tree[1]), tree[0])]
    return leaves(tree[1]) + leaves(tree[2])


@given(TREES)
def test_any_binary_tree_is_read_back(tree):
    found = sst.parse(spelt(tree), "here")
    assert (found.label, found.text) == (tree[0], " ".join(word for word, _ in leaves(tree)))


@given(TREES)
def test_the_polarity_is_that_of_the_leaves(tree):
    """Cut out of the text, the spans are the words with another label than 2, in their order."""
    found = sst.parse(spelt(tree), "here")
    signs = {0: -1, 1: -1, 3: 1, 4: 1}
    expected = [(word, signs[label]) for word, label in leaves(tree) if label != 2]
    assert [(found.text[start:end], sign) for start, end, sign in found.polarity] == expected


@given(TREES)
def test_no_beginning_of_a_tree_is_a_tree(tree):
    line = spelt(tree)
    for end in range(len(line)):
        with pytest.raises(UserError):
            sst.parse(line[:end], "here")


# of the training trees' leaves (3|4) and (0|1), by a regular expression on the raw file
POLAR = {"sst": (11967, 7318), "sst5": (14223, 8925)}


@pytest.mark.skipif(real_mirror() is None, reason=NO_REAL_FILES)
@pytest.mark.parametrize("name, train", [("sst", [3310, 3610]), ("sst5", [1092, 2218, 1624, 2322, 1288])])
def test_the_published_counts(tmp_path, name, train):
    """Socher et al. 2013, section 5: 8544/1101/2210 sentences, 6920/872/1821 with two classes."""
    download.compute(tmp_path, {"mirror0": real_mirror()}, {"corpus": name}, lambda _: None)
    corpus = get(name)
    examples = list(corpus.examples(tmp_path)["train"])
    labels = [example.label for example in examples]
    assert [labels.count(label) for label in range(len(corpus.classes))] == train
    signs = [sign for example in examples for _, _, sign in example.polarity]
    assert (signs.count(1), signs.count(-1)) == POLAR[name]
