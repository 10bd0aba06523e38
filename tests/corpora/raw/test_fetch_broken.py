"""Broken copies of raw files are refused, each with its reason, and leave nothing behind."""

import gzip
import stat

import pytest
import requests

from steady_attention.corpora.raw import download
from steady_attention.corpora.raw.raw_file import Copy, RawFile
from steady_attention.store.errors import UserError
from tests.corpora.raw_files import CONTENT, OTHER, URL, ZIP, mirror, sha256, zipped

PAGE = b"\n<!DOCTYPE html><html><title>404</title></html>"


@pytest.mark.parametrize("length", [0, 5, 23, -8])
def test_a_truncated_gzip(failure, tmp_path, length):
    text = failure([mirror(tmp_path / "m", gzip.compress(CONTENT)[:length])])
    assert "truncated or broken archive" in text or sha256(b"") in text  # no byte at all unpacks to nothing


def test_a_wrong_checksum_names_both(failure, tmp_path):
    text = failure([mirror(tmp_path / "m", gzip.compress(OTHER))])
    assert f"sha256 {sha256(OTHER)}, expected {sha256(CONTENT)}" in text


def test_a_wrong_checksum_of_the_publishers_archive_names_both(failure, publisher):
    publisher.answers[URL] = ZIP + b"!"
    text = failure([])
    assert sha256(ZIP) in text and sha256(ZIP + b"!") in text


def test_an_html_page_in_place_of_the_data(failure, tmp_path, publisher):
    publisher.answers[URL] = PAGE
    text = failure([mirror(tmp_path / "m", PAGE)])
    assert text.count("HTML page") == 2


def test_a_zip_without_the_member_or_with_a_link_there(failure, publisher):
    for content, said in (
        (zipped({"else.txt": OTHER}), "else.txt"),
        (zipped({"a": b"b"}, stat.S_IFLNK), "link"),
    ):
        publisher.answers[URL] = content
        copy = Copy(URL, sha256(content), "a")
        assert said in failure([], RawFile("x.txt", sha256(b"b"), (copy,)))


def test_a_zip_with_a_flag_that_is_not_known(failure, publisher):
    """zipfile raises NotImplementedError for bit 5, "compressed patched data"."""
    content = bytearray(zipped({"a": b"b"}))
    for start, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(start) + flags] |= 1 << 5
    publisher.answers[URL] = bytes(content)
    copy = Copy(URL, sha256(content), "a")
    said = failure([], RawFile("x.txt", sha256(b"b"), (copy,)))
    assert "truncated or broken archive (compressed patched data" in said


def test_a_member_with_a_way_out_stays_inside(run, tmp_path, publisher):
    publisher.answers[URL] = ZIP
    copy = Copy(URL, sha256(ZIP), "../../outside.txt")
    run([], RawFile("inside.txt", sha256(CONTENT), (copy,)))
    assert sorted(path.name for path in tmp_path.rglob("*.txt")) == ["inside.txt"]


@pytest.mark.parametrize(
    "target, refused", [("http://x.test/", True), ("https://x.test/", False), ("/y", False)]
)
def test_a_redirect_must_keep_tls(target, refused):
    answer = requests.Response()
    answer.status_code, answer.headers["location"] = 302, target
    if refused:
        with pytest.raises(UserError, match="redirected to http://x.test/"):
            download.refuse_plain_redirect(answer)
    else:
        download.refuse_plain_redirect(answer)
