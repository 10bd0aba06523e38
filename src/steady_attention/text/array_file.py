"""A .npy file of one row of numbers that is written bit by bit; its bytes are those of np.save."""

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

import numpy as np
from numpy.lib.format import write_array_header_1_0


class ArrayFile:
    """To be used in a `with`: its end writes how many numbers there are into the header.

    numpy leaves room for any number there, so that the header's length does not depend on it.
    """

    def __init__(self, path: Path, kind: type):
        self._kind = np.dtype(kind)
        self._count = 0
        self._file = path.open("wb")

    def extend(self, values: Iterable) -> None:
        """Write these numbers after those before."""
        found = np.fromiter(values, self._kind)
        self._count += len(found)
        self._file.write(found.tobytes())

    def __enter__(self) -> "ArrayFile":
        self._header()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._file:
            self._file.seek(0)
            self._header()

    def _header(self) -> None:
        form = {"descr": self._kind.str, "fortran_order": False, "shape": (self._count,)}
        write_array_header_1_0(self._file, form)
