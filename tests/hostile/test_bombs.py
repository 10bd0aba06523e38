"""Archives that say, or do not say, that there is more in them than a disk or a memory holds."""

import gzip
import tarfile
import zipfile

import pytest

from steady_attention.corpora.raw import tars, unpack
from tests.hostile.packing import BOTH, NAME, refusal, tarred, unpacked, zipped


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Bounds that a test can pass quickly."""
    monkeypatch.setattr(unpack, "FLOOR", 10_007)
    monkeypatch.setattr(unpack, "RATIO", 2)
    monkeypatch.setattr(tars, "LARGEST", 5_003)


@pytest.mark.parametrize("make, address", BOTH)
def test_a_bomb_by_its_declared_size(tmp_path, make, address):
    """10,008 bytes, one more than the bound, in an archive that is far smaller."""
    said = refusal(tmp_path, make((NAME, bytes(10_008))), address)
    assert said == f"{NAME} says that it has 10,008 bytes, expected at most 10,007"


def test_a_bomb_of_ordinary_size_is_the_data(tmp_path):
    assert unpacked(tmp_path, zipped((NAME, bytes(10_007))), "a.zip") == bytes(10_007)


def test_a_gzip_bomb_is_stopped_at_the_bound(tmp_path):
    said = refusal(tmp_path, gzip.compress(bytes(20_011)), "a.gz", None)
    assert said == "it unpacks to more than 10,007 bytes, which no data set here does"
    assert (tmp_path / "out" / "x.txt").stat().st_size <= 10_007


def test_a_zip_that_lies_about_its_size(tmp_path):
    """More comes out than it says: zipfile stops there, and the checksum is another one."""
    content = zipped((NAME, bytes(9_001))).replace((9_001).to_bytes(4, "little"), (7).to_bytes(4, "little"))
    with pytest.raises(zipfile.BadZipFile, match="Bad CRC-32"):
        unpacked(tmp_path, content, "a.zip")


def test_a_sparse_file_of_eight_tebibytes(tmp_path):
    """512 bytes that say they are 8 TiB, nearly all of it a hole."""
    size = 8 << 40
    header = tarfile.TarInfo(NAME)
    header.type = tarfile.GNUTYPE_SPARSE
    block = bytearray(header.tobuf(tarfile.GNU_FORMAT))
    block[483:495] = tarfile.itn(size, 12, tarfile.GNU_FORMAT)
    block[148:156] = b"%06o\0 " % (256 + sum(block[:148]) + sum(block[156:512]))
    said = refusal(tmp_path, bytes(block) + bytes(1024), "a.tar")
    assert said.startswith(f"{NAME} says that it has {size:,} bytes")


def test_an_extended_header_that_would_fill_the_memory(tmp_path):
    content = tarred((NAME, b"x"), ("a" * 6_007, b"y"), mode="w")
    assert "a header of 6,008 bytes in the tar, expected at most 5,003" in refusal(tmp_path, content, "a.tar")


def test_endlessly_many_members(tmp_path, monkeypatch):
    monkeypatch.setattr(tars, "MOST", 3)
    content = tarred(*((f"{number}", b"") for number in range(5)))
    assert "more than 3 members in the tar" in refusal(tmp_path, content, "a.tar.gz")
