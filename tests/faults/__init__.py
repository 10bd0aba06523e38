"""Faults of every kind, injected into a small pipeline that trains for real: what survives them."""
