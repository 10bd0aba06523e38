"""Fixtures of a small profile."""

from tests.results.small import evaluations, runs

__all__ = ["evaluations", "runs"]
