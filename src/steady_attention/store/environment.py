"""Whether the variables that the package sets are in force here, and their list for other programs.

PYTHONPATH=src python -m steady_attention.store.environment prints NAME=value, a line each, for `export`.
"""

import steady_attention

EXPORT = "export PYTHONPATH=src $(PYTHONPATH=src python -m steady_attention.store.environment)"


def lacking() -> str | None:
    """What is wrong with this process's environment, or None where its numbers are those of all others."""
    if not steady_attention.LATE:
        return None
    return (
        f"had loaded numpy or torch before {', '.join(steady_attention.LATE)} said how to compute, and would "
        f"give other numbers than other processes: first run `{EXPORT}`"
    )


def unlike(processor: str) -> str | None:
    """What to say of a processor whose numbers are not those of others, or None."""
    if steady_attention.UNLIKE is None:
        return None
    return (
        f"note: {processor} {steady_attention.UNLIKE}: what is computed here differs in rounding from what "
        "other processors compute, and after some epochs visibly"
    )


def listed() -> str:
    """The variables, a line each."""
    wanted = steady_attention.THREADS | ({} if steady_attention.UNLIKE else steady_attention.INSTRUCTIONS)
    return "\n".join(f"{name}={value}" for name, value in wanted.items())


if __name__ == "__main__":
    print(listed())
