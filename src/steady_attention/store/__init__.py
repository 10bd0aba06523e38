"""Items, computed once and never half-written, and what every room stands on: files, errors, provenance."""
