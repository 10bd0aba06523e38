"""Newsgroup posts: scikit-learn's cleaning, tars that are broken or foreign, the splits."""

import io
import tarfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.datasets import _twenty_newsgroups as theirs

from steady_attention.corpora import newsgroups
from steady_attention.store.errors import UserError

POST = b"From: a@b\nSubject: c\n\nIn article <1> d writes:\n> quoted\nGo  team, 3-2!\n\n--\nsignature\n"
NAME = "20news-bydate-train/rec.sport.{}/{}"


def tarred(posts: dict[str, bytes], kind: bytes = tarfile.REGTYPE) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in posts.items():
            info = tarfile.TarInfo(name)
            info.type, info.size = kind, len(content)
            archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


def posts(count: int = 11) -> dict[str, bytes]:
    return {NAME.format(group, number): POST for group in newsgroups.CLASSES for number in range(count)}


@pytest.fixture
def read(tmp_path):
    def read(content: bytes):
        (tmp_path / newsgroups.RAW).write_bytes(content)
        return newsgroups.read(tmp_path)

    return read


@given(
    st.text(st.sampled_from("\n\n\n->| aI:"), max_size=40), st.sampled_from(["", "x writes:\n", "In article"])
)
def test_the_cleaning_is_scikit_learns(text, quoted):
    post = f"header\n\n{quoted}{text}"
    wanted = theirs.strip_newsgroup_header(post)
    wanted = theirs.strip_newsgroup_quoting(theirs.strip_newsgroup_footer(wanted))
    assert newsgroups.body(post).split() == wanted.split()


def test_a_post_by_hand(read):
    splits = read(tarred(posts()))
    assert {example.text for example in splits["test"]} == {
        "Go team 3 - 2"
    }  # of each run of other characters the last: blank, "-", line end
    assert {split: len(found) for split, found in splits.items()} == {"train": 13, "dev": 4, "test": 5}
    ids = [example.id for found in splits.values() for example in found]
    assert len(set(ids)) == 22 and "train/hockey/10" in ids


def test_the_order_in_the_tar_does_not_matter(read):
    assert read(tarred(posts())) == read(tarred(dict(reversed(posts().items()))))


def test_posts_of_which_nothing_remains_are_left_out(read):
    empty = {
        name: b"header\n\n> all quoted\n" if name.endswith("/7") else post for name, post in posts().items()
    }
    assert sum(len(found) for found in read(tarred(empty)).values()) == 20


@pytest.mark.parametrize(
    "name, content, said",
    [
        ("20news-bydate-train/sci.med/1", POST, "expected a post like"),
        ("../rec.sport.hockey/1", POST, "expected a post like"),
        (NAME.format("hockey", 99), b"From: a\r\n\r\ntext\r\n", "as its line ends"),
        (NAME.format("hockey", 99), b"no header", "a blank line after the header"),
        (NAME.format("hockey", 99), "a\n\nb".encode("utf-16"), "as its line ends"),
        (NAME.format("hockey", 99), b"", "a blank line after the header"),
        (NAME.format("hockey", 99), b"a\n\n" + b"x" * 1_000_000, "1,000,003 bytes, expected at most"),
    ],
)
def test_a_foreign_post_is_named(read, tmp_path, name, content, said):
    with pytest.raises(UserError) as caught:
        read(tarred({**posts(), name: content}))
    assert f"{tmp_path / newsgroups.RAW}:{name}: " in str(caught.value) and said in str(caught.value)


def test_a_link_is_no_post(read):
    with pytest.raises(UserError, match="expected a post like"):
        read(tarred({NAME.format("hockey", 1): b""}, tarfile.SYMTYPE))


def test_a_broken_an_empty_and_a_missing_tar(read, tmp_path):
    for content in (b"", b"no tar", tarred(posts())[:5000]):
        with pytest.raises(UserError, match=r"rec\.sport\.tar: truncated or broken tar|too few to hold out"):
            read(content)
    with pytest.raises(UserError, match="holds 0 examples of a class, too few"):
        read(tarred({}))
    (tmp_path / newsgroups.RAW).unlink()
    with pytest.raises(UserError, match="is missing"):
        newsgroups.read(tmp_path)
