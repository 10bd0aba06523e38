"""What to say where a file could not be written: which place, why, and what helps."""

import errno
import os
import shutil
import tempfile
from pathlib import Path

LITTLE = 2**20  # bytes; with less a disk is full
READ_ONLY, FORBIDDEN = "make it writable", "let this user write there"
HELP = {errno.EROFS: READ_ONLY, errno.EACCES: FORBIDDEN}  # of all others: room


def told(error: OSError) -> str:
    """The error in one line; one without the name of a file names the places that are full."""
    where = error.filename or full() or "a file"
    return f"{where}: {error.strerror}; {HELP.get(error.errno, 'make room there')}"


def full() -> str:
    """The places that have no room left, of those where the stages and their workers write."""
    data = Path(os.environ.get("DVC_ROOT", ".")).resolve() / "data"
    places = (Path.cwd(), data, data / "store", Path(tempfile.gettempdir()), Path("/dev/shm"))
    there = [place for place in dict.fromkeys(places) if place.is_dir()]
    return " and ".join(str(place) for place in there if shutil.disk_usage(place).free < LITTLE)
