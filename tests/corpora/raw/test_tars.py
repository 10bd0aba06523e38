"""A tar whose middle or end is broken is not a shorter one."""

import tarfile

import pytest

from steady_attention.corpora import eraser_movies, newsgroups
from steady_attention.store.errors import UserError
from tests.corpora import small_others


@pytest.mark.parametrize("reader", [newsgroups, eraser_movies])
def test_a_broken_header_is_not_the_end(reader, tmp_path):
    name = reader.CORPUS.name
    path = small_others.write(tmp_path, name)
    content = bytearray(path.read_bytes())
    with tarfile.open(path) as archive:
        place = archive.getmembers()[-1].offset
    content[place + 1] ^= 1
    path.write_bytes(content)
    with pytest.raises(UserError, match=f"broken tar .no member and no end at byte {place}"):
        reader.read(tmp_path)


@pytest.mark.parametrize("reader", [newsgroups, eraser_movies])
def test_a_tar_without_its_end_is_refused(reader, tmp_path):
    path = small_others.write(tmp_path, reader.CORPUS.name)
    with tarfile.open(path) as archive:
        list(archive)
        end = archive.offset
    path.write_bytes(path.read_bytes()[:end])
    with pytest.raises(UserError, match="no member and no end"):
        reader.read(tmp_path)
