"""The end of a tar: Python's tarfile takes a broken header in the middle for it, and says nothing."""

import tarfile
from pathlib import Path

from steady_attention.pipeline.errors import UserError

END = 2 * tarfile.BLOCKSIZE  # bytes of zeros, at least


def check_end(path: Path, archive: tarfile.TarFile) -> None:
    """Raise UserError unless the members that were iterated are followed by zeros alone.

    `archive` is unpacked and has been iterated to its end.
    """
    with path.open("rb") as file:
        file.seek(archive.offset)
        rest = file.read()
    if len(rest) < END or rest.strip(b"\0"):
        raise UserError(
            f"{path}: truncated or broken tar (no member and no end at byte {archive.offset}); "
            "run the download stage again"
        )
