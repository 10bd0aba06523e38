"""Files with some bytes changed."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from steady_attention.store.errors import UserError

BYTES = st.sampled_from(
    [
        *(b"\n", b"\r", b"\t", b'"', b"\0", b"\xff", b"\x85", "\u00e9".encode(), b"\xef\xbb\xbf"),
        *(b"{", b"{}", b"(", b"-", b" ", b"9" * 30),
    ]
)


@dataclass(frozen=True)
class Subject:
    """name: the file's. valid: its bytes. read: what reads it. refusals: errors that say what is wrong."""

    name: str
    valid: bytes
    read: Callable[[Path], Any]
    refusals: tuple[type[Exception], ...] = (UserError,)

    def outcome(self, content: bytes, folder: Path) -> str:
        """`read` or `refused`. Raises any other error."""
        path = folder / self.name
        path.write_bytes(content)
        try:
            self.read(path)
        except self.refusals as error:
            assert str(error), f"{type(error).__name__} without a word"
            return "refused"
        return "read"


def spoilt(content: bytes) -> st.SearchStrategy[bytes]:
    """A stretch of the content is replaced: by nothing, by other bytes, by another stretch of it."""
    return st.composite(_spoilt)(content)


def _spoilt(draw: Any, content: bytes) -> bytes:
    place = st.integers(0, len(content))
    for _ in range(draw(st.integers(1, 3))):
        start = min(draw(place), len(content))
        end = start + draw(st.sampled_from((0, 1, 1, 4, 7, len(content))))
        other = st.builds(lambda a, b, kept=content: kept[min(a, b) : max(a, b)], place, place)
        content = content[:start] + draw(st.binary(max_size=4) | BYTES | other) + content[end:]
    return content
