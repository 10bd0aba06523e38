"""Raw files come whole from a mirror or the publisher; an error says all that was tried; nothing stays."""

import gzip
import socket

from steady_attention.corpora.raw import download
from steady_attention.corpora.raw.raw_file import Copy, RawFile
from tests.corpora.raw_files import CONTENT, DEV, OTHER, TRAIN, URL, ZIP, mirror, sha256


def test_the_first_mirror_that_has_the_file_serves_it(run, raw_folder, tmp_path, publisher):
    second = mirror(tmp_path / "second", gzip.compress(CONTENT))
    run([tmp_path / "absent", second])
    assert [path.name for path in raw_folder.iterdir()] == ["train.txt"]
    assert (raw_folder / "train.txt").read_bytes() == CONTENT
    assert publisher.asked == []


def test_a_whole_file_is_left_alone_and_a_wrong_one_is_replaced(run, raw_folder, tmp_path):
    (raw_folder / "train.txt").write_bytes(CONTENT)
    assert run([]) == []
    (raw_folder / "train.txt").write_bytes(CONTENT[:7])
    run([mirror(tmp_path / "m", gzip.compress(CONTENT))])
    assert (raw_folder / "train.txt").read_bytes() == CONTENT


def test_the_publishers_zip_is_fetched_once_for_all_its_members(run, raw_folder, publisher):
    publisher.answers[URL] = ZIP
    run([], TRAIN, DEV)
    assert {path.name: path.read_bytes() for path in raw_folder.iterdir()} == {
        "train.txt": CONTENT,
        "dev.txt": OTHER,
    }
    assert publisher.asked == [URL]


def test_a_rejected_mirror_is_reported_before_the_publisher_is_asked(run, raw_folder, tmp_path, publisher):
    publisher.answers[URL] = ZIP
    said = run([mirror(tmp_path / "m", gzip.compress(OTHER))])
    assert any("rejected" in line and "wrong checksum" in line for line in said)
    assert (raw_folder / "train.txt").read_bytes() == CONTENT


def test_no_mirror_and_no_network(failure, tmp_path):
    text = failure([tmp_path / "m1", tmp_path / "m2"])
    for part in (
        "sst: train.txt could not be had",
        str(tmp_path / "m1/sst/train.txt.gz"),
        str(tmp_path / "m2/sst/train.txt.gz"),
        "no such file",
        URL,
        "the publisher's zip",
        "no connection (no network in tests)",
        "data/mirror/sst/train.txt.gz",
        "set STEADY_ATTENTION_MIRROR",
    ):
        assert part in text


def test_no_mirror_given_is_said(failure):
    assert "no mirror directory was given" in failure([])


def test_a_closed_port_of_this_machine(failure, monkeypatch):
    """The real downloader of pooch, against an address where nobody listens."""
    monkeypatch.undo()
    monkeypatch.setattr(download, "RETRIES", 0)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"https://127.0.0.1:{free.getsockname()[1]}/x.txt"
        text = failure([], RawFile("x.txt", sha256(OTHER), (Copy(url, sha256(OTHER)),)))
    assert "no connection" in text and url in text and "Try again later" in text


def test_what_a_killed_run_left_is_cleared(run, raw_folder, tmp_path):
    (raw_folder / download.PARTIAL).mkdir()
    (raw_folder / download.PARTIAL / "train.txt").write_bytes(b"half")
    run([mirror(tmp_path / "m", gzip.compress(CONTENT))])
    assert [path.name for path in raw_folder.iterdir()] == ["train.txt"]


def test_an_archive_is_repacked(run, raw_folder, publisher):
    url = "https://publisher.test/all"
    publisher.answers[url] = b"abc"
    copy = Copy(url, sha256(b"abc"), repack=lambda packed, out: out.write(packed.read_bytes()[::-1]))
    run([], RawFile("x.txt", sha256(b"cba"), (copy,)))
    assert (raw_folder / "x.txt").read_bytes() == b"cba"
