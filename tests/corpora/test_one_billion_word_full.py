"""The whole One Billion Word benchmark: read from its archive, and what is refused there."""

import gzip
import hashlib
import io
import shutil
import tarfile
import tracemalloc
from dataclasses import replace

import pytest

from steady_attention.corpora import one_billion_word_full as full
from steady_attention.corpora.raw import download
from steady_attention.rehearsal import publishers
from steady_attention.store.errors import UserError

SENTENCES = [f"The {n} reads é ." for n in range(211)]
SHARE = SENTENCES[6::99]  # of the seventh training file: three
SEVENTH = full.SHARDS[6]


def members(content: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        return {one.name: archive.extractfile(one).read() for one in archive}


def packed(files: dict[str, bytes]) -> bytes:
    return gzip.compress(publishers.tarred(files), 1, mtime=0)


@pytest.fixture
def pool(tmp_path):
    """pool(archive) are its sentences, by their ids."""

    def pool(content: bytes) -> dict[str, str]:
        (tmp_path / full.RAW).write_bytes(content)
        return {one.id: one.text for one in full.read(tmp_path)["pool"] if one.label is None}

    return pool


def test_the_sentences_of_all_training_files_are_read_in_the_archives_order(pool):
    content = publishers.benchmark(SENTENCES)
    found = pool(content)
    assert sorted(found.values()) == sorted(SENTENCES)  # nothing that is held out
    assert [found[f"7-{line}"] for line in (1, 2, 3)] == SHARE
    again = pool(packed(dict(reversed(members(content).items()))))
    assert again == found and list(again)[:2] == ["99-1", "99-2"]


def test_the_training_files_are_the_publishers():
    assert len(set(full.SHARDS)) == 99
    assert full.SHARDS[98] == (
        "1-billion-word-language-modeling-benchmark-r13output/training-monolingual.tokenized.shuffled/"
        "news.en-00099-of-00100"
    )


def test_another_number_of_sentences_is_named(tmp_path):
    (tmp_path / full.RAW).write_bytes(publishers.benchmark(SENTENCES))
    with pytest.raises(UserError, match="one_billion_word_full: pool .* 211 examples, expected 30301028"):
        list(full.CORPUS.examples(tmp_path)["pool"])


def test_missing_training_files_are_named(pool):
    files = members(publishers.benchmark(SENTENCES))
    for name in full.SHARDS[6:8]:
        del files[name]
    with pytest.raises(UserError, match=rf"2 of 99 training files are missing, {SEVENTH} first"):
        pool(packed(files))


@pytest.mark.parametrize("kind", [tarfile.REGTYPE, tarfile.SYMTYPE])
def test_a_training_file_that_is_twice_there_or_a_link_is_named(pool, kind):
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz") as archive:
        for _ in range(2):
            info = tarfile.TarInfo(SEVENTH)
            info.type = kind
            archive.addfile(info)
    with pytest.raises(UserError, match=rf"{full.RAW}:{SEVENTH}: twice in the tar or no plain file"):
        pool(content.getvalue())


def test_a_missing_and_a_broken_archive(pool, tmp_path):
    with pytest.raises(UserError, match=f"{full.RAW} is missing"):
        list(full.read(tmp_path)["pool"])
    right = publishers.benchmark(SENTENCES)
    changed = right[:-5] + bytes([right[-5] ^ 1]) + right[-4:]  # of the checksum at the end
    for content in (b"", b"no tar", right[:-1], right[: len(right) // 2], changed):
        with pytest.raises(UserError, match=f"{full.RAW}: truncated or broken archive"):
            pool(content)


@pytest.mark.parametrize(
    "line, said",
    [
        (b"", "an empty line, expected a sentence"),
        (b" \t ", "an empty line, expected a sentence"),
        (b"caf\xe9", "not UTF-8 (unexpected end of data at byte 3)"),
        (b"x" * 1_000_001, "the line is longer than 1,000,000 bytes"),
    ],
)
def test_a_line_that_is_no_sentence_is_named(pool, tmp_path, line, said):
    files = members(publishers.benchmark(SENTENCES))
    files[SEVENTH] = files[SEVENTH].replace(SHARE[1].encode(), line)
    with pytest.raises(UserError) as caught:
        pool(packed(files))
    assert str(caught.value).startswith(f"{tmp_path / full.RAW}:{SEVENTH}:2: {said}")


def test_four_times_the_sentences_take_no_more_memory(tmp_path):
    def peak(count: int) -> int:
        (tmp_path / full.RAW).write_bytes(
            publishers.benchmark([f"{n} {'word ' * 97}." for n in range(count)])
        )
        tracemalloc.start()
        try:
            assert sum(1 for _ in full.read(tmp_path)["pool"]) == count
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(101)  # what is learnt once
    assert peak(4 * 1009) < peak(1009) + 50_000  # the sentences alone are 1.5 million bytes


@pytest.fixture
def fetched(tmp_path, monkeypatch):
    """fetched(archive) downloads it from a mirror; its folder."""

    def fetched(content: bytes):
        mirror, folder = tmp_path / "mirror", tmp_path / "raw"
        (mirror / "one_billion_word").mkdir(parents=True)
        folder.mkdir()
        (mirror / "one_billion_word" / full.RAW).write_bytes(content)
        raw = full.CORPUS.files[0]
        raw = replace(raw, sha256=hashlib.sha256(ARCHIVE).hexdigest(), copies=raw.copies[:1])
        monkeypatch.setattr(full, "CORPUS", replace(full.CORPUS, files=(raw,)))
        monkeypatch.setattr(full, "BYTES", len(ARCHIVE))
        download.compute(folder, {"mirror0": mirror}, {"corpus": "one_billion_word_full"}, lambda _: None)
        return folder

    return fetched


ARCHIVE = publishers.benchmark(SENTENCES)


def test_the_archive_is_kept_packed(fetched):
    assert (fetched(ARCHIVE) / full.RAW).read_bytes() == ARCHIVE


def test_an_archive_of_another_size_or_content_is_refused_and_nothing_is_left(fetched, tmp_path):
    other = ARCHIVE[:-1] + bytes([ARCHIVE[-1] ^ 1])
    for content, said in (
        (ARCHIVE[:-3], f"{len(ARCHIVE) - 3:,} bytes, expected {len(ARCHIVE):,}: cut off"),
        (other, "wrong checksum"),
    ):
        with pytest.raises(UserError) as caught:
            fetched(content)
        assert said in str(caught.value) and "https://www.statmt.org/lm-benchmark/" in str(caught.value)
        assert not any((tmp_path / "raw").iterdir())
        shutil.rmtree(tmp_path / "raw")
        shutil.rmtree(tmp_path / "mirror")
