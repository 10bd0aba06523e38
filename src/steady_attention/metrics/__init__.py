"""Measures: pure functions of arrays, one paper's measure a function."""
