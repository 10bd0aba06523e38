"""Tests. This comes first, before torch and numpy: it says how they compute."""

import steady_attention.instructions  # noqa: F401
