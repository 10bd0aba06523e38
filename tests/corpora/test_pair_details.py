"""What single readers of pairs do, by hand and for any text."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.model_selection import train_test_split

from steady_attention.corpora import Example, cnn, multinli, snli
from steady_attention.corpora.raw import download
from steady_attention.corpora.reading import babi, nli
from steady_attention.store.errors import UserError
from steady_attention.text import tokenize
from tests.corpora.loaded import loaded
from tests.corpora.reading.test_lines import TEXT
from tests.corpora.small_pairs import objects, write

STORY = (
    "1 John travelled to the hallway.\n2 Mary left.\n3 Where is John? \thallway\t1\n"
    "4 John went to the garden.\n5 Where is John? \tgarden\t4\n1 Bill slept.\n2 Where is Bill?\toffice\t1\n"
)
ROW = st.tuples(st.sampled_from(nli.CLASSES), TEXT, TEXT)
SENTENCE = st.text(st.sampled_from("aB. ?\x85"), min_size=1).filter(str.strip)


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return tmp_path_factory.mktemp("raw") / "file.txt"


def test_a_story_is_all_sentences_so_far(path):
    path.write_bytes(STORY.encode())
    first = "John travelled to the hallway . Mary left"
    assert babi.parse(path, "x") == [
        Example("x-3", first, 3, "Where is John"),
        Example("x-5", f"{first} . John went to the garden", 2, "Where is John"),
        Example("x-7", "Bill slept", 5, "Where is Bill"),
    ]


@given(st.lists(SENTENCE, min_size=1), st.sampled_from(babi.CLASSES))
def test_any_story_comes_back(path, sentences, answer):
    rows = [f"{number} {sentence}." for number, sentence in enumerate(sentences, start=1)]
    path.write_bytes("\n".join([*rows, f"{len(rows) + 1} So?\t{answer}\t1"]).encode())
    (found,) = babi.parse(path, "x")
    assert (found.text, found.second) == (" . ".join(sentences), "So")
    assert babi.CLASSES[found.label] == answer


def test_cnn_by_hand(path):
    path.write_bytes(
        b"@placeholder met @entity4\n@entity31\n( @entity4 ) @entity31 @entity31 's @entity7-led 3 Men\n\n"
        b"who is @placeholder\n@entity0\n@entity0\n"
    )
    text = "( @entity4 ) @entity31 @entity31 's @entity7-led 3 Men"
    first, second = cnn._file(path, "x")
    assert first == Example("x-1", text, 31, "@placeholder met @entity4", candidates=(4, 31))
    assert (second.id, second.label, second.candidates) == ("x-5", 0, (0,))
    words = ["(", "@entity4", ")", "@entity31", "@entity31", "'s", "@entity7-led", "3", "men"]
    assert tokenize.words(first.text, cnn.CORPUS.normalise) == words
    assert [text[start:end] for start, end in tokenize.spans(text, "blanks")] == text.split()


@given(content=st.text(st.sampled_from("@placeholder@entity1 \n\n")).map(str.encode))
def test_any_blocks_are_examples_or_an_error(path, content):
    path.write_bytes(content)
    try:
        found = list(cnn._file(path, "x"))
    except UserError as error:
        assert str(path) in str(error)
        return
    assert len(found) == content.count(b"\n\n") + (not content.endswith(b"\n\n"))


@given(st.lists(ROW, min_size=1))
def test_any_pairs_come_back_as_objects(path, rows):
    lines = [json.dumps(dict(zip(nli.KEYS, row, strict=True)), ensure_ascii=False) for row in rows]
    path.write_bytes("\n".join(lines).encode())
    found = list(nli.examples(lambda: nli.rows(path), "x", nli.CLASSES))
    assert [(nli.CLASSES[e.label], e.second, e.text) for e in found] == rows


@given(content=st.binary())
@pytest.mark.parametrize("start", [b"", b"{", b"neutral\t"])
def test_any_bytes_are_pairs_or_an_error(path, start, content):
    path.write_bytes(start + content)
    try:
        found = list(nli.examples(lambda: nli.rows(path), "x", nli.CLASSES))
    except UserError as error:
        assert str(path) in str(error)
        return
    assert all(example.text.strip() and example.second.strip() for example in found)


def test_the_three_forms_give_the_same_pairs(path):
    texts = ('The "big" so', "It 's `` a ''")
    files = [path.with_name(name) for name in ("labels", "premises", "hypotheses")]
    for file, line in zip(files, ("neutral", "The `` big '' so ", 'It \'s " a "'), strict=True):
        file.write_bytes(f"{line}\n".encode())
    assert [row[1:] for row in nli.side_by_side(*files)] == [("neutral", 'The " big " so', 'It \'s " a "')]
    row = dict(zip(nli.KEYS, ("neutral", *texts), strict=True))
    for file in files:  # published, each holds all fields
        file.write_bytes(f"{json.dumps(row)}\n".encode())
    assert [row[1:] for row in nli.side_by_side(*files)] == [("neutral", *texts)]
    path.write_bytes("\t".join(("neutral", *texts)).encode())
    assert [row[1:] for row in nli.rows(path)] == [("neutral", *texts)]


def test_snli_puts_the_hypothesis_first(tmp_path):
    write(tmp_path, "snli")
    splits = loaded(snli.read(tmp_path))
    assert splits["train"][1] == Example("train-2", "so 1", 1, "text 1")
    assert splits["test"][2] == Example("test-3", "so 2 .", 2, "text 2")


def test_multinli_holds_out_what_the_published_code_holds_out(tmp_path):
    """It draws from the labels as words; both dev sets are scored, pairs without a label are not."""
    path = write(tmp_path, "multinli")
    for file in multinli.FILES[1:]:
        (tmp_path / file).write_bytes("\n".join(objects([*nli.CLASSES, "-"])).encode())
    labels = [json.loads(line)["gold_label"] for line in path.read_text().splitlines()]
    _, dev = train_test_split(range(len(labels)), stratify=labels, test_size=0.2, random_state=13478)
    splits = loaded(multinli.read(tmp_path))
    assert [e.id for e in splits["dev"]] == [f"train-{index + 1}" for index in dev]
    assert len(splits["test"]) == 2 * 13 and splits["test"][13].id == "dev_mismatched-1"
    assert [multinli.CLASSES[e.label] for e in splits["test"][:3]] == list(nli.CLASSES)


@pytest.mark.parametrize("name, file", [("multinli", "multinli_1.0_train.jsonl"), ("cnn", "train.txt")])
def test_a_file_that_is_not_to_be_had_is_asked_for(name, file, tmp_path, publisher):
    with pytest.raises(UserError) as caught:
        download.compute(tmp_path / "raw", {}, {"corpus": name}, lambda _: None)
    said = str(caught.value)
    archive = multinli.PUBLISHED if name == "multinli" else "https://cs.stanford.edu/~danqi/data/cnn.tar.gz"
    folder = {"multinli": "mnli", "cnn": "cnn"}[name]
    assert f"/{file} of {archive}" in said and f"{folder}/{file}.gz as data/mirror/{folder}/{file}.gz" in said
