"""Unlabeled sentences for semi-supervised methods: which of a pool are drawn for a labeled dataset."""
