"""Second sources: where there are some, that each is held to a checksum, and what they serve."""

import gzip
import hashlib
import io
import tarfile
from dataclasses import replace

import pytest

from steady_attention import corpora
from steady_attention.corpora import Example, cnn
from steady_attention.corpora.raw import raw_file
from steady_attention.corpora.raw.raw_file import Copy, RawFile
from steady_attention.corpora.reading import babi
from tests.corpora.loaded import loaded
from tests.corpora.raw_files import CONTENT, NO_REAL_FILES, OTHER, URL, real_mirror, sha256, zipped

FORBIDDEN = {"twitter", "twitter_phrases"}  # by the terms of the task's data
PARTS = {"one_billion_word"}  # whose mirror copy is a course's cut
FETCHED = [name for name in corpora.NAMES if corpora.get(name).files and name not in FORBIDDEN | PARTS]
SECOND = "https://second.test/trees.zip"


def tarred(members: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


def asks(name: str, file: str, host: str, packed: bytes) -> tuple[RawFile, str]:
    """The raw file with the one copy at `host`, of that checksum, and the address."""
    raw = next(raw for raw in corpora.get(name).files if raw.name == file)
    (copy,) = (copy for copy in raw.copies if host in copy.address)
    return RawFile(file, None, (replace(copy, sha256=sha256(packed), md5=None),)), copy.address


@pytest.mark.parametrize("name", FETCHED)
def test_every_raw_file_has_two_places_besides_the_mirror(name):
    """The publisher's address, maybe one to go to by hand, and another server than his."""
    for raw in corpora.get(name).files:
        servers = {copy.address.split("/")[2] for copy in raw.copies if copy.mirrored is None}
        assert len(servers) + bool(raw.by_hand) >= 2, (raw.name, servers)


def test_the_second_is_asked_after_the_first(run, raw_folder, publisher):
    publisher.answers[SECOND] = OTHER
    run([], RawFile("x.txt", sha256(OTHER), (Copy(URL, sha256(OTHER)), Copy(SECOND))))
    assert publisher.asked == [URL, SECOND] and (raw_folder / "x.txt").read_bytes() == OTHER
    publisher.answers[URL] = CONTENT  # a file of the same name, of another server
    first, then = RawFile("a", sha256(OTHER), (Copy(SECOND),)), RawFile("b", sha256(CONTENT), (Copy(URL),))
    run([], first, then)
    assert (raw_folder / "b").read_bytes() == CONTENT


def test_an_archive_without_a_checksum_is_held_to_its_contents(run, failure, raw_folder, publisher):
    raw = RawFile("x.txt", sha256(OTHER), (Copy(SECOND, member="a.txt"),))
    publisher.answers[SECOND] = zipped({"a.txt": CONTENT})
    assert f"sha256 {sha256(CONTENT)}, expected {sha256(OTHER)}" in failure([], raw)
    publisher.answers[SECOND] = zipped({"a.txt": OTHER})
    run([], raw)
    assert (raw_folder / "x.txt").read_bytes() == OTHER


def test_an_md5_where_nothing_else_is_recorded(run, failure, raw_folder, publisher):
    right, wrong = (hashlib.md5(x, usedforsecurity=False).hexdigest() for x in (OTHER, CONTENT))
    publisher.answers[SECOND] = CONTENT
    said = failure([], RawFile("x.txt", None, (Copy(SECOND, md5=right),)))
    assert right in said and wrong in said
    run([], RawFile("x.txt", None, (Copy(SECOND, md5=wrong),)))
    assert (raw_folder / "x.txt").read_bytes() == CONTENT


PLOT, QUOTE = "plot.tok.gt9.5000", "quote.tok.gt9.5000"
SUBJECTIVITY = zipped({f"subjectivity/{PLOT}": b"he goes", f"subjectivity/{QUOTE}": b"so good"})
QC = zipped({"qc/train.txt": b"HUM:ind Who ?", "qc/test.txt": b"NUM:date When ?", "qc/README": b"of TREC"})
YELP = tarred({f"yelp_review_polarity_csv/{split}.csv": split.encode() for split in ("test", "train")})
TASK = zipped({"tasks_1-20_v1-2/en-10k/qa2_two-supporting-facts_test.txt": b"1 So."})
KEPT = tarred({"tasks_1-20_v1-2/en-10k/qa3_three-supporting-facts_train.txt": b"1 Oh."})
PACKED = [
    ("subj", PLOT, "nltk_data", SUBJECTIVITY, b"he goes"),
    ("subj", QUOTE, "nltk_data", SUBJECTIVITY, b"so good"),
    ("trec", "train_5500.label", "nltk_data", QC, b"HUM:ind Who ?"),
    ("trec", "TREC_10.label", "nltk_data", QC, b"NUM:date When ?"),
    ("trec", "TREC_10.label", "softwareheritage", b"as it is", b"as it is"),
    ("yelp", "train.csv", "drive.google", YELP, b"train"),
    ("yelp", "test.csv", "drive.google", YELP, b"test"),
    ("eraser_movies", "movies.tar", "web.archive", gzip.compress(b"a tar"), b"a tar"),
    ("babi2", "test.txt", "booydar/babilong", TASK, b"1 So."),
    ("babi3", "train.txt", f"web.archive.org/web/2019id_/{babi.ARCHIVE}", KEPT, b"1 Oh."),
]


@pytest.mark.parametrize("name, file, host, packed, content", PACKED)
def test_what_a_second_source_packs(run, raw_folder, publisher, name, file, host, packed, content):
    raw, address = asks(name, file, host, packed)
    publisher.answers[address] = packed
    run([], raw)
    assert (raw_folder / file).read_bytes() == content


def test_deepminds_questions_are_read_as_chens(run, raw_folder, publisher):
    def question(answer: str) -> bytes:
        parts = ("https://x.test/", "@entity7 met @entity2 .", "@placeholder met him", answer, "@entity2:Bo")
        return "\n\n".join(parts).encode()

    folders = {"train": "training", "dev": "validation", "test": "test"}
    answers = {"train": "@entity7", "dev": "@entity2", "test": "@entity7"}
    packed = tarred({f"cnn/questions/{folders[s]}/{s}.question": question(a) for s, a in answers.items()})
    files = [asks("cnn", f"{split}.txt", "drive.google", packed) for split in folders]
    publisher.answers[files[0][1]] = packed
    run([], *(raw for raw, _ in files))
    assert len(publisher.asked) == 1  # for all three
    splits = loaded(cnn.read(raw_folder))
    text = ("@entity7 met @entity2 .", 7, "@placeholder met him")
    assert splits["train"] == [Example("train-1", *text, candidates=(2, 7))]
    assert [splits[split][0].label for split in ("dev", "test")] == [2, 7]


@pytest.mark.skipif(real_mirror() is None, reason=NO_REAL_FILES)
@pytest.mark.parametrize("name", ["babi1", "babi2", "emotion"])
def test_the_real_contents_pass_from_a_second_source(run, raw_folder, publisher, name):
    """Their checksums are those that the real files have, whoever serves them."""
    files = []
    for raw in corpora.get(name).files:
        copy = raw.copies[-1]
        content = gzip.decompress((real_mirror() / raw.copies[0].mirrored).read_bytes())
        publisher.answers[copy.address] = content
        files.append((replace(raw, copies=(copy,)), content))
    if raw_file.BABILONG in files[0][0].copies[0].address:
        packed = zipped({raw.copies[0].member: content for raw, content in files})
        publisher.answers = dict.fromkeys(publisher.answers, packed)
    run([], *(raw for raw, _ in files))
    assert {path.name: path.read_bytes() for path in raw_folder.iterdir()} == {
        raw.name: content for raw, content in files
    }


def test_the_addresses_of_the_archives():
    assert raw_file.internet_archive("http://x.test/a.gz", 2019) == (
        "https://web.archive.org/web/2019id_/http://x.test/a.gz"
    )
    assert raw_file.software_heritage("0f") == (
        "https://archive.softwareheritage.org/api/1/content/sha256:0f/raw/"
    )
    assert raw_file.jsdelivr("me/it", "0f", "a/b.txt") == "https://cdn.jsdelivr.net/gh/me/it@0f/a/b.txt"
    assert raw_file.google_drive("0B") == "https://drive.google.com/uc?export=download&id=0B&confirm=t"
