"""Evaluated runs as one frame of scores, and the query that looks a cell's runs up in it."""
