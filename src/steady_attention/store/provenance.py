"""How an item was computed: for the report, never hashed."""

import os
import platform
import re
from importlib import metadata
from pathlib import Path
from typing import Any

LIBRARIES = ("torch", "numpy", "scipy", "scikit-learn")


def made(seconds: float) -> dict[str, Any]:
    """Seconds, machine, and the versions that were there."""
    installed = {name: metadata.version(name) for name in LIBRARIES if any(metadata.distributions(name=name))}
    return {
        "seconds": round(seconds, 2),
        "machine": platform.machine(),
        "cpu": processor(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        **installed,
    }


def processor() -> str:
    """The processor's model, as far as the system tells it."""
    told = Path("/proc/cpuinfo")
    found = re.search(
        r"^model name\s*: (.+)$", told.read_text(encoding="utf-8") if told.is_file() else "", re.M
    )
    return found[1].strip() if found else platform.processor()
