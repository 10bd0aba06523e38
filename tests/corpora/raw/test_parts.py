"""Known parts of raw files, contents of unknown checksum, tar members, and the record of what was taken."""

import gzip
import io
import json
import tarfile
from dataclasses import replace

import pytest

from steady_attention.corpora import sst
from steady_attention.corpora.raw import download, raw_file
from steady_attention.corpora.raw.raw_file import RECORD, Content, Copy, RawFile
from steady_attention.store.errors import UserError
from tests.corpora.loaded import loaded
from tests.corpora.raw_files import CONTENT, MIRRORED, OTHER, TRAIN, URL, ZIP, mirror, sha256

PART = Content(sha256(OTHER), (Copy("mirror:sst/part.txt"),), "subset: 1 of 101", {"train": 1})
WITH_PART = replace(TRAIN, parts=(PART,))
UNKNOWN = RawFile("train.txt", None, (MIRRORED,), by_hand="Fetch it from the publisher.")


@pytest.fixture
def folder(raw_folder):
    raw_file.record(raw_folder, {"train.txt": (sha256(OTHER), PART.part), "dev.txt": ("0" * 64, "")})
    return raw_folder


def test_a_part_is_taken_where_no_mirror_has_the_whole(run, raw_folder, tmp_path, publisher):
    """A mirror's part comes before the publisher's whole, so that nothing waits for a network; it is said."""
    publisher.answers[URL] = ZIP
    said = run([tmp_path / "absent", mirror(tmp_path / "m", OTHER, "sst/part.txt")], WITH_PART)
    assert (raw_folder / "train.txt").read_bytes() == OTHER and publisher.asked == []
    instead = f"from a mirror; for the whole, of {URL}, remove sst/part.txt there"
    assert said[-1] == f"train.txt: subset: 1 of 101, {instead}"


def test_a_part_at_an_address_comes_after_the_whole_there(run, raw_folder, publisher):
    elsewhere = "https://elsewhere.test/part.txt"
    part = replace(PART, copies=(Copy(elsewhere, sha256(OTHER)),))
    publisher.answers[elsewhere] = OTHER
    said = run([], replace(TRAIN, parts=(part,)))
    assert publisher.asked == [URL, elsewhere] and said[-1] == "train.txt: subset: 1 of 101"


def test_the_whole_comes_before_the_part(run, raw_folder, tmp_path):
    place = mirror(tmp_path / "m", OTHER, "sst/part.txt")
    (place / "sst/train.txt.gz").write_bytes(gzip.compress(CONTENT))
    run([place], WITH_PART)
    assert (raw_folder / "train.txt").read_bytes() == CONTENT


def test_a_part_that_lies_there_is_left_alone(run, raw_folder):
    (raw_folder / "train.txt").write_bytes(OTHER)
    assert run([], WITH_PART) == []
    assert run([], RawFile("train.txt", None, (), (PART,))) == []


def test_a_part_must_be_the_known_one(failure, tmp_path):
    text = failure([mirror(tmp_path / "m", OTHER + b"!", "sst/part.txt")], WITH_PART)
    assert sha256(OTHER + b"!") in text and sha256(OTHER) in text and "data/mirror/sst/part.txt" in text


@pytest.mark.parametrize("content", [CONTENT, OTHER])
def test_an_unknown_content_is_taken_from_a_mirror(run, raw_folder, tmp_path, content):
    run([mirror(tmp_path / "m", gzip.compress(content))], UNKNOWN)
    assert (raw_folder / "train.txt").read_bytes() == content
    assert run([], UNKNOWN) == []


def test_an_unknown_content_may_not_be_nothing(failure, tmp_path):
    text = failure([mirror(tmp_path / "m", gzip.compress(b""))], UNKNOWN)
    assert "an empty file" in text and "Fetch it from the publisher." in text


def tarred(name: str, content: bytes, kind: bytes = tarfile.REGTYPE) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        info = tarfile.TarInfo(name)
        info.type, info.size, info.linkname = kind, len(content), "/etc/hostname"
        archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


def from_tar(publisher, content: bytes, member: str) -> RawFile:
    url = "https://publisher.test/all.tar.gz"
    publisher.answers[url] = content
    return RawFile("train.txt", sha256(CONTENT), (Copy(url, sha256(content), member),))


@pytest.mark.parametrize("member", ["all/train.txt", "../../outside.txt"])
def test_a_tars_member_is_read_in_place(run, raw_folder, tmp_path, publisher, member):
    run([], from_tar(publisher, tarred(member, CONTENT), member))
    assert [path.name for path in tmp_path.rglob("*.txt")] == ["train.txt"]
    assert (raw_folder / "train.txt").read_bytes() == CONTENT


@pytest.mark.parametrize(
    "content, said",
    [
        (tarred("all/else.txt", CONTENT), "the tar holds no a, but all/else.txt"),
        (tarred("a", b"", tarfile.SYMTYPE), "a is a folder or a link"),
        (tarred("a", b"", tarfile.LNKTYPE), "a is a folder or a link"),
        (tarred("a", b"", tarfile.DIRTYPE), "a is a folder or a link"),
        (tarred("a", CONTENT)[:61], "truncated or broken archive"),
        (b"no tar at all", "truncated or broken archive"),
    ],
)
def test_a_broken_tar(failure, publisher, content, said):
    assert said in failure([], from_tar(publisher, content, "a"))


def test_the_record_says_what_was_taken(folder):
    assert json.loads((folder / RECORD).read_bytes()) == {
        "copy": "train.txt: subset: 1 of 101",
        "complete": False,
        "files": {
            "train.txt": {"sha256": sha256(OTHER), "part": "subset: 1 of 101"},
            "dev.txt": {"sha256": "0" * 64, "part": ""},
        },
    }
    raw_file.record(folder, {"train.txt": (sha256(CONTENT), "")})
    assert '"copy": "complete",\n  "complete": true' in (folder / RECORD).read_text()


def test_a_recorded_part_has_its_own_counts(folder):
    examples = [sst.Example("1", "text", 0)]
    corpus = replace(
        sst.CORPUS, files=(WITH_PART,), read=lambda _: {"train": examples, "dev": [], "test": []}
    )
    corpus = replace(corpus, expected={"train": 101, "dev": 0, "test": 0})
    assert loaded(corpus.examples(folder))["train"] == examples
    (folder / RECORD).unlink()
    with pytest.raises(UserError, match="holds 1 examples, expected 101"):
        loaded(corpus.examples(folder))


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b'{"files": {"a": 1}}', b"\xff"])
def test_a_record_of_another_form_is_refused(raw_folder, content):
    (raw_folder / RECORD).write_bytes(content)
    with pytest.raises(UserError, match=r"copy\.json is not the record of a download"):
        raw_file.changed_counts(raw_folder, (WITH_PART,))


def test_the_task_records_what_it_fetched(raw_folder, tmp_path, publisher):
    place = mirror(tmp_path / "m", gzip.compress(b"1\tpositive\tso\n"), "twitter/train.tsv.gz")
    for split in ("dev", "test"):
        (place / f"twitter/{split}.tsv.gz").write_bytes(gzip.compress(b"2\tnegative\tno\n"))
    download.compute(raw_folder, {"mirror0": place}, {"corpus": "twitter"}, lambda _: None)
    files = json.loads((raw_folder / RECORD).read_bytes())["files"]
    assert files["train.tsv"] == {"sha256": sha256(b"1\tpositive\tso\n"), "part": ""}
