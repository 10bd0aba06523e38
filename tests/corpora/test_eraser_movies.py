"""ERASER's Movies by hand, archives and annotations that cannot be, and the published counts."""

import io
import json
import tarfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steady_attention.corpora import eraser_movies
from steady_attention.corpora.raw import download
from steady_attention.store.errors import UserError
from steady_attention.text import tokenize
from tests.corpora.loaded import loaded
from tests.corpora.raw_files import NO_REAL_FILES, real_mirror

REVIEW = "it 's a bore .\nnot 1/2 as good\nas it is long"  # 13 tokens
LISTS = {"train": "negR_000.txt", "val": "posR_800.txt", "test": "negR_900.txt"}


def evidence(start: int, end: int, docid: str, review: str = REVIEW) -> dict:
    text = " ".join(review.split()[start:end])
    return {"docid": docid, "start_token": start, "end_token": end, "text": text, "start_sentence": -1}


def row(name: str, *spans: tuple[int, int], **changes) -> dict:
    label = "NEG" if name.startswith("neg") else "POS"
    evidences = [[evidence(start, end, name)] for start, end in spans]
    return {"annotation_id": name, "classification": label, "evidences": evidences} | changes


def members(**changes: bytes) -> dict[str, bytes]:
    """A small archive; `train`, `val`, `test` replace a list."""
    found = {f"movies/docs/{name}": REVIEW.encode() for name in LISTS.values()}
    for split, name in LISTS.items():
        found[f"movies/{split}.jsonl"] = json.dumps(row(name, (3, 4), (0, 2))).encode() + b"\n"
    return found | {f"movies/{split}.jsonl": content for split, content in changes.items()}


def tarred(files: dict[str, bytes], kind: bytes = tarfile.REGTYPE, name: str | None = None) -> bytes:
    """The tar; the member `name` is of another kind."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for member, content in files.items():
            info = tarfile.TarInfo(member)
            info.size = len(content)
            if member == name:
                info.type, info.size, info.linkname = kind, 0, "/etc/passwd"
            archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


@pytest.fixture
def read(tmp_path):
    def read(content: bytes | dict[str, bytes]):
        packed = content if isinstance(content, bytes) else tarred(content)
        (tmp_path / eraser_movies.RAW).write_bytes(packed)
        return eraser_movies.read(tmp_path)

    return read


def test_by_hand(read):
    splits = read({"movies/README": b"\xff", "movies/docs/posR_999.txt": b"", **members()})
    assert {split: [(e.id, e.label) for e in found] for split, found in splits.items()} == {
        "train": [("negR_000.txt", 0)],
        "dev": [("posR_800.txt", 1)],
        "test": [("negR_900.txt", 0)],
    }
    (example,) = splits["train"]
    assert example.text == "it 's a bore . not 1/2 as good as it is long"
    assert example.rationale == ((0, 5), (8, 12))  # sorted: `it 's`, `bore`
    assert [example.text[start:end] for start, end in example.rationale] == ["it 's", "bore"]


def test_overlapping_evidences_stay_and_empty_ones_go(read):
    found = row("negR_000.txt", (3, 5), (2, 4), (4, 4))
    found["evidences"] = [found["evidences"][0] + found["evidences"][1], found["evidences"][2], []]
    (example,) = read(members(train=json.dumps(found).encode()))["train"]
    assert [example.text[start:end] for start, end in example.rationale] == ["a bore", "bore ."]
    (example,) = read(members(train=json.dumps(row("negR_000.txt")).encode()))["train"]
    assert example.rationale == ()


TOKENS = st.text(st.characters(codec="ascii", min_codepoint=33), min_size=1, max_size=5)


@given(st.lists(TOKENS, min_size=1, max_size=11), st.data())
def test_every_word_lies_within_one_token(tokens, data):
    """So that attention over words can be given to ERASER's tokens, and spans are tokens [start, end)."""
    end = data.draw(st.integers(1, len(tokens)))
    start = data.draw(st.integers(0, end - 1))
    text = " ".join(tokens)
    quoted = " ".join(tokens[start:end])
    first, last = eraser_movies._span("here", "n", tokens, "n", start, end, quoted)
    assert text[first:last] == quoted
    assert first == len(" ".join([*tokens[:start], ""])) and last == len(" ".join(tokens[:end]))
    assert not any(" " in text[first:last] for first, last in tokenize.spans(text, "qqq"))


TRAIN = "movies/train.jsonl"
NAME = "negR_000.txt"


@pytest.mark.parametrize(
    "changes, said",
    [
        ({"classification": "POS"}, "the class POS contradicts the name 'negR_000.txt'"),
        ({"classification": "neutral"}, "unknown label 'neutral', expected one of NEG, POS"),
        ({"classification": None}, "unknown label 'None'"),
        ({"annotation_id": "negR_001.txt"}, "the tar holds no movies/docs/negR_001.txt"),
        ({"annotation_id": "neg/../../x"}, "the tar holds no movies/docs/neg/../../x"),
        ({"annotation_id": 7}, "contradicts the name 7"),
        ({"evidences": [[evidence(3, 4, "negR_900.txt")]]}, "of 'negR_900.txt' is not of negR_000.txt"),
        ({"evidences": [[evidence(3, 14, NAME)]]}, "[3, 14) of 'negR_000.txt' is not within the 13 tokens"),
        ({"evidences": [[evidence(-1, 2, NAME)]]}, "is not within the 13 tokens"),
        ({"evidences": [[evidence(4, 3, NAME)]]}, "is not within the 13 tokens"),
        ({"evidences": [[evidence(3, 4, NAME) | {"end_token": "4"}]]}, "[3, '4')"),
        ({"evidences": [[evidence(3, 4, NAME) | {"start_token": True}]]}, "[True, 4)"),
        (
            {"evidences": [[evidence(3, 4, NAME) | {"text": "dull"}]]},
            "quotes 'dull', but the tokens are 'bore'",
        ),
        ({"evidences": [[{"docid": NAME}]]}, "expected a line like"),
        ({"evidences": None}, "expected a line like"),
        ({"evidences": [7]}, "expected a line like"),
    ],
)
def test_an_annotation_that_cannot_be_is_named(read, tmp_path, changes, said):
    first = json.dumps(row("negR_900.txt")).encode()
    with pytest.raises(UserError) as caught:
        read(members(train=first + b"\n" + json.dumps(row(NAME, **changes)).encode() + b"\n"))
    assert f"{tmp_path / eraser_movies.RAW}:{TRAIN}:2: " in str(caught.value)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "content, said",
    [
        (b"", f"{TRAIN}:1: an empty line"),
        (b"\n", f"{TRAIN}:1: an empty line"),
        (b'{"annotation_id": "negR_0', f"{TRAIN}:1: expected a line like"),
        (b"[]", f"{TRAIN}:1: expected a line like"),
        (b'"caf\xe9"', f"{TRAIN}: not UTF-8"),
        (json.dumps(row(NAME)).encode() + b"\r\n", rf"{TRAIN}: \r\n"),
        (json.dumps(row(NAME)).encode("utf-16"), f"{TRAIN}: "),
        (json.dumps(row("negR_900.txt")).encode(), "negR_900.txt stands twice"),  # also in test
    ],
)
def test_a_list_that_cannot_be_is_named(read, content, said):
    with pytest.raises(UserError) as caught:
        read(members(train=content))
    assert said in str(caught.value)


@pytest.mark.parametrize(
    "review, said",
    [
        (b"", "negR_000.txt is empty"),
        (b" \n", "negR_000.txt is empty"),
        (REVIEW.replace("\n", "\r\n").encode(), r"negR_000.txt: \r\n"),
        (REVIEW.encode("utf-16"), "negR_000.txt: "),
        (b"it 's caf\xe9", "negR_000.txt: not UTF-8"),
        ("it 's so\x85so".encode(), r"negR_000.txt: the white space '\x85' at character 8"),
        (REVIEW.replace(" ", "\t").encode(), r"negR_000.txt: the white space '\t' at character 2"),
        (b"it 's a dull .", "quotes 'bore', but the tokens are 'dull'"),
    ],
)
def test_a_review_that_cannot_be_is_named(read, review, said):
    with pytest.raises(UserError) as caught:
        read(members() | {"movies/docs/negR_000.txt": review})
    assert said in str(caught.value)


@pytest.mark.parametrize("name", ["../outside", "movies/docs/../../x", "/etc/passwd"])
def test_a_name_that_leads_outside_is_refused(read, name):
    with pytest.raises(UserError, match="expected plain files like"):
        read(members() | {name: b"x"})


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_links_and_devices_are_refused(read, kind):
    with pytest.raises(UserError, match=r"movies/docs/negR_000\.txt: expected plain files"):
        read(tarred(members(), kind, "movies/docs/negR_000.txt"))


def test_names_may_begin_with_a_dot_and_stand_once(read):
    assert read({f"./{name}": content for name, content in members().items()}) == read(members())
    with pytest.raises(UserError, match="stands twice in the tar"):
        read({**members(), "./movies/train.jsonl": b"{}"})


def test_what_is_too_large(read, monkeypatch):
    monkeypatch.setattr(eraser_movies, "LONGEST", 97)
    with pytest.raises(UserError, match=r"movies/train\.jsonl:1: the line is longer than 97 characters"):
        read(members())
    monkeypatch.setattr(eraser_movies, "LARGEST", 31)
    with pytest.raises(UserError, match=f"{len(REVIEW)} bytes, expected at most 31"):
        read(members())


def test_a_broken_an_incomplete_and_a_missing_tar(read, tmp_path):
    for content in (b"", b"no tar", tarred(members())[:700]):
        with pytest.raises(UserError, match=r"movies\.tar: (truncated or broken tar|the tar holds no)"):
            read(content)
    whole = members()
    del whole["movies/val.jsonl"]
    with pytest.raises(UserError, match=r"the tar holds no movies/val\.jsonl"):
        read(whole)
    with pytest.raises(UserError, match="holds 1 examples, expected"):
        read(members())
        loaded(eraser_movies.CORPUS.examples(tmp_path))
    (tmp_path / eraser_movies.RAW).unlink()
    with pytest.raises(UserError, match="is missing"):
        eraser_movies.read(tmp_path)


@pytest.mark.skipif(real_mirror() is None, reason=NO_REAL_FILES)
def test_the_published_counts(tmp_path, publisher):
    """ERASER's data_exploration notebook: on train 773.6 tokens, 66.8 of the rationale, share 0.0935."""
    download.compute(tmp_path, {"mirror0": real_mirror()}, {"corpus": "eraser_movies"}, lambda _: None)
    splits = loaded(eraser_movies.CORPUS.examples(tmp_path))
    labels = {split: [e.label for e in examples] for split, examples in splits.items()}
    assert {split: (found.count(0), found.count(1)) for split, found in labels.items()} == {
        "train": (800, 800),
        "dev": (100, 100),
        "test": (100, 99),
    }
    assert {split: sum(len(e.rationale) for e in splits[split]) for split in splits} == {
        "train": 13878,
        "dev": 1517,
        "test": 2047,
    }
    assert [e.id for found in splits.values() for e in found if not e.rationale] == ["posR_161.txt"]
    marked = [
        (sum(len(e.text[a:b].split()) for a, b in e.rationale), len(e.text.split())) for e in splits["train"]
    ]
    shares = [tokens / length for tokens, length in marked if tokens]
    assert round(sum(tokens for tokens, _ in marked) / 1600, 1) == 66.8
    assert round(sum(shares) / len(shares), 4) == 0.0935  # of the 1,599 reviews with evidence
