"""Splits as lists, for what looks at them as a whole."""


def loaded(splits) -> dict[str, list]:
    """All examples of every split, read now."""
    return {split: list(examples) for split, examples in splits.items()}
