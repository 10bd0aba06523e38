"""How numpy and torch compute: by which instructions, and by how many threads.

Importing this module says so to both by variables, which they read once, when they are loaded: a program
imports it before all else. Left to themselves they choose by processor and its cores, and after some epochs
of training scores differ in the first digit. The variables decide numbers, so they replace what is set
already, and this file is part of every item's fingerprint (store/sources.py). Whoever uses the package as a
library does not import it, and keeps their own settings. benchmarks/bits.md has what they cost.
"""

import os
import platform
import sys
from pathlib import Path

THREADS = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
INSTRUCTIONS = {
    "MKL_CBWR": "COMPATIBLE",  # torch's BLAS: alike on all makers' processors; with AVX2 Intel and AMD differ
    "ATEN_CPU_CAPABILITY": "avx2",  # torch's own kernels
    "ONEDNN_MAX_CPU_ISA": "AVX2",  # torch's LSTM; it has no bfloat16 then
    "OPENBLAS_CORETYPE": "Haswell",  # numpy's and scipy's BLAS: t-SNE begins with it
    "NPY_DISABLE_CPU_FEATURES": "X86_V4,AVX512_ICL,AVX512_SPR",  # all that numpy has beyond AVX2
}
NEEDED = ("avx2", "fma")  # flags of a processor that can do so
READERS = ("numpy", "torch")  # whoever loads them has them read the variables


def _unlike(told: Path) -> str | None:
    """Why this processor, told of in a file, cannot compute as all others do, or None."""
    if platform.machine() not in ("x86_64", "AMD64"):
        return f"is {platform.machine()}, not x86-64"
    if not told.is_file():
        return f"does not say in {told} what it can"
    with open(told, encoding="utf-8", errors="replace") as lines:
        flags = next((line.split() for line in lines if line.startswith("flags")), [])
    lacking = [flag for flag in NEEDED if flag not in flags]
    return f"lacks {' and '.join(lacking)}" if lacking else None


def _settle() -> tuple[str, ...]:
    """Set the variables; those that had another value, where a library has read them before."""
    wanted = THREADS | ({} if UNLIKE else INSTRUCTIONS)
    different = tuple(name for name, value in wanted.items() if os.environ.get(name) != value)
    os.environ.update(wanted)
    return different if any(library in sys.modules for library in READERS) else ()


UNLIKE = _unlike(Path("/proc/cpuinfo"))
LATE = _settle()
