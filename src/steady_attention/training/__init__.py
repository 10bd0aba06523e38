"""Batches, and the loop that fits a model to a method's loss; knows no method by name."""
