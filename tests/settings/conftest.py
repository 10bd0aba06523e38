"""Fixtures of settings."""

from tests.settings.fixtures import load, overridden

__all__ = ["load", "overridden"]
