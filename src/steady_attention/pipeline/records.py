"""How an item was computed: for the report, never hashed."""

import platform
from importlib import metadata
from typing import Any

LIBRARIES = ("torch", "numpy", "scipy", "scikit-learn")


def made(seconds: float) -> dict[str, Any]:
    """Seconds, machine, and the versions that were there."""
    installed = {name: metadata.version(name) for name in LIBRARIES if any(metadata.distributions(name=name))}
    return {
        "seconds": round(seconds, 2),
        "machine": platform.machine(),
        "python": platform.python_version(),
        **installed,
    }
