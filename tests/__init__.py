"""Tests. The package comes first, before torch and numpy: it says how they compute."""

import steady_attention  # noqa: F401
