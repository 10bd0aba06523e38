"""Raw files made of many members of an archive: their bytes, and what is refused."""

import gzip
import io
import tarfile

import pytest

from steady_attention.corpora import imdb, newsgroups
from steady_attention.corpora.raw import repack
from steady_attention.store.errors import UserError
from tests.corpora.raw_files import NO_REAL_FILES, real_mirror, sha256


def tarred(path, members, kind=tarfile.REGTYPE):
    with tarfile.open(path, "w:gz") as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.type, info.size, info.mtime, info.uname = kind, len(content), 7, "me"
            archive.addfile(info, io.BytesIO(content))
    return path


def made(how, path) -> bytes:
    out = io.BytesIO()
    how(path, out)
    return out.getvalue()


def test_reviews_stand_by_class_and_number(tmp_path):
    members = [
        ("imdb/train/neg/0_2.txt", b"bad"),
        ("imdb/train/pos/10_9.txt", b"good\x85"),
        ("imdb/train/pos/9_10.txt", b"so\tso"),
        ("imdb/train/unsup/1_0.txt", b"a\nb"),
        ("imdb/test/pos/1_9.txt", b"of test"),
    ]
    found = made(repack.reviews("imdb/train"), tarred(tmp_path / "a.tgz", members))
    assert found == b"1\tpos/9_10.txt\tso\tso\n1\tpos/10_9.txt\tgood\x85\n0\tneg/0_2.txt\tbad\n"


def test_a_tar_of_some_members_does_not_depend_on_order_times_and_owners(tmp_path):
    members = [
        (f"20news-bydate-{part}/{group}/{n}", b"x" * n)
        for part in ("train", "test")
        for n in (1, 3)
        for group in ("rec.sport.hockey", "sci.med")
    ]
    how = repack.members(newsgroups.MEMBER.pattern)
    found = made(how, tarred(tmp_path / "a.tgz", members))
    assert found == made(how, tarred(tmp_path / "b.tgz", members[::-1]))
    with tarfile.open(fileobj=io.BytesIO(found)) as archive:
        hockey = [f"20news-bydate-{part}/rec.sport.hockey/{n}" for part in ("test", "train") for n in (1, 3)]
        assert archive.getnames() == hockey
        assert {(info.mtime, info.uid, info.uname) for info in archive} == {(0, 0, "")}


@pytest.mark.parametrize(
    ("members", "kind", "said"),
    [
        ([("imdb/train/pos/1_9.txt", b"a\nb")], tarfile.REGTYPE, "holds several lines"),
        ([("imdb/train/pos/1_9.txt", b"")], tarfile.SYMTYPE, "is no plain file"),
        ([("imdb/train/pos/1_9.txt", b"x" * 1_000_001)], tarfile.REGTYPE, "of at most 1,000,000 bytes"),
        ([("../imdb/train/pos/1_9.txt", b"x")], tarfile.REGTYPE, "the tar holds no member like"),
    ],
)
def test_what_is_refused(tmp_path, members, kind, said):
    with pytest.raises(UserError, match=said):
        made(repack.reviews("imdb/train"), tarred(tmp_path / "a.tgz", members, kind))


QUESTION = b"https://x.test/\n\nto him .\n\n@placeholder ?\n\n@entity1\n\n@entity1:Bo\n@entity2:Al"


def test_questions_stand_as_in_the_tar(tmp_path):
    names = ("test/b.question", "test/a.question", "training/c.question", "test/d.txt")
    members = [(f"./cnn/questions/{name}", QUESTION) for name in names]
    found = made(repack.questions("cnn/questions/test"), tarred(tmp_path / "a.tgz", members))
    assert found == 2 * b"@placeholder ?\n@entity1\nto him .\n\n"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        QUESTION[:41],  # no answer
        QUESTION.replace(b"\n\n", b"\n"),
        QUESTION.replace(b"\n\n", b"\nx\n", 2),
        QUESTION.replace(b"to him .", b""),
        QUESTION.replace(b"to him .", b"to\nhim ."),
    ],
)
def test_a_question_of_another_form_is_refused(tmp_path, content):
    path = tarred(tmp_path / "a.tgz", [("cnn/questions/test/a.question", content)])
    with pytest.raises(UserError, match=r"test/a\.question: expected address, passage, question and answer"):
        made(repack.questions("cnn/questions/test"), path)


def test_a_member_is_taken_as_it_is_and_by_its_whole_name(tmp_path):
    path = tarred(tmp_path / "a.tgz", [("b/a.csv", b"no"), ("a.csv", b"x\r\n")])
    assert made(repack.member("a.csv"), path) == b"x\r\n"
    with pytest.raises(UserError, match="the tar holds no file c.csv"):
        made(repack.member("c.csv"), path)
    link = tarred(tmp_path / "b.tgz", [("a.csv", b"")], tarfile.SYMTYPE)
    with pytest.raises(UserError, match="the tar holds no file a.csv"):
        made(repack.member("a.csv"), link)


@pytest.mark.skipif(real_mirror() is None, reason=NO_REAL_FILES)
def test_the_real_posts_have_the_known_checksum():
    path = real_mirror() / f"newsgroups20_sports/{newsgroups.RAW}.gz"
    assert sha256(made(repack.members(newsgroups.MEMBER.pattern), path)) == newsgroups.CONTENT_SHA256


@pytest.mark.skipif(real_mirror() is None, reason=NO_REAL_FILES)
def test_the_real_reviews_have_the_known_checksum(tmp_path):
    with gzip.open(real_mirror() / "imdb/test.tsv.gz") as file:
        rows = [line.removesuffix(b"\n").split(b"\t", 2) for line in file]
    members = [(f"aclImdb/test/{name.decode()}", text) for _, name, text in sorted(rows, key=lambda r: r[2])]
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        for name, content in members:
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    assert sha256(made(repack.reviews("aclImdb/test"), tmp_path / "a.tar")) == imdb.CONTENT_SHA256["test"]
