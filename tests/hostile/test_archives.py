"""Hostile archives: what leads outside, links, devices and twins are refused, by the member's name."""

import stat
import tarfile
import zipfile

import pytest

from tests.hostile.packing import BOTH, NAME, refusal, tarred, unpacked, zipped

OUTSIDE = ("../../outside.txt", "/tmp/outside.txt", "a/../../../outside.txt", "\\\\host\\x.txt", "C:outside")


@pytest.mark.parametrize("name", OUTSIDE)
@pytest.mark.parametrize("make, address", BOTH)
def test_names_that_lead_outside_lead_nowhere(tmp_path, make, address, name):
    """Members are read by name and written to our own name, also the hostile one if it is asked for."""
    content = make((name, b"evil"), (NAME, b"good"))
    for member, expected in ((NAME, b"good"), (name, b"evil")):
        folder = tmp_path / expected.decode()
        folder.mkdir()
        assert unpacked(folder, content, address, member) == expected


@pytest.mark.parametrize(
    "kind", ["SYMTYPE", "LNKTYPE", "CHRTYPE", "BLKTYPE", "FIFOTYPE", "DIRTYPE", "CONTTYPE"]
)
def test_links_and_devices_in_a_tar(tmp_path, kind):
    content = tarred((NAME, b""), type=getattr(tarfile, kind), linkname="/etc/passwd", devmajor=1, devminor=3)
    if kind == "CONTTYPE":  # a plain file by another name
        assert unpacked(tmp_path, content, "a.tar.gz") == b""
    else:
        assert f"{NAME} is a folder or a link in the tar" in refusal(tmp_path, content, "a.tar.gz")


@pytest.mark.parametrize("mode", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO])
def test_links_and_devices_in_a_zip(tmp_path, mode):
    """A zip's only special kind that anybody writes is the link; what is read is the member's own bytes."""
    content = zipped((NAME, b"/etc/passwd"), mode=mode)
    if mode == stat.S_IFLNK:
        assert f"{NAME} is a folder or a link in the zip" in refusal(tmp_path, content, "a.zip")
    else:
        assert unpacked(tmp_path, content, "a.zip") == b"/etc/passwd"


@pytest.mark.parametrize("make, address", BOTH)
def test_a_member_that_stands_twice(tmp_path, make, address):
    said = refusal(tmp_path, make((NAME, b"one"), ("b", b""), (NAME, b"two")), address)
    assert f"{NAME} stands 2 times in the" in said


def test_an_encrypted_member(tmp_path):
    """The flag alone: what follows is never asked for a password."""
    content = bytearray(zipped((NAME, b"x")))
    for signature, flag in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + flag] |= 1
    assert f"{NAME} is encrypted or not deflated" in refusal(tmp_path, bytes(content), "a.zip")


@pytest.mark.parametrize("kind", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_packer_that_says_how_much_memory_it_takes(tmp_path, kind):
    said = refusal(tmp_path, zipped((NAME, b"x"), kind=kind), "a.zip")
    assert f"{NAME} is encrypted or not deflated in the zip" in said


def test_an_xz_in_the_place_of_a_gzip(tmp_path):
    with pytest.raises(tarfile.ReadError):
        unpacked(tmp_path, tarred((NAME, b"x"), mode="w:xz"), "a.tar.gz")


@pytest.mark.parametrize("make, address", BOTH)
def test_a_name_that_would_write_to_the_terminal(tmp_path, make, address):
    assert r"but '\x1b]0;owned\x07'" in refusal(tmp_path, make(("\x1b]0;owned\x07", b"")), address)
