"""Every random choice has a generator of its own, named by its purpose; the global state decides nothing."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import torch


def number(seed: int, *purpose: object) -> int:
    """A whole number below 2^63 that depends on the run's seed and the purpose alone."""
    text = "/".join(map(str, (seed, *purpose)))
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") >> 1


def generator(seed: int, *purpose: object) -> torch.Generator:
    """torch's generator for a purpose, say `generator(seed, "noise", epoch)`."""
    return torch.Generator().manual_seed(number(seed, *purpose))


def numpy_generator(seed: int, *purpose: object) -> np.random.Generator:
    """numpy's generator for a purpose."""
    return np.random.default_rng(number(seed, *purpose))


@contextmanager
def seeded(seed: int, *purpose: object) -> Iterator[None]:
    """Within the block torch's own modules, whose first weights and dropout know no generator, draw from the
    run's seed; the global state is put back.
    """
    with torch.random.fork_rng():
        torch.manual_seed(number(seed, *purpose))
        yield
