"""Whether the variables that `instructions` sets are in force here, and their list for other programs.

PYTHONPATH=src python -m steady_attention.store.environment prints NAME=value, a line each, for `export`.
"""

from steady_attention import instructions

EXPORT = "export PYTHONPATH=src $(PYTHONPATH=src python -m steady_attention.store.environment)"


def lacking() -> str | None:
    """What is wrong with this process's environment, or None where its numbers are those of all others."""
    if not instructions.LATE:
        return None
    return (
        f"had loaded numpy or torch before {', '.join(instructions.LATE)} said how to compute, and would "
        f"give other numbers than other processes: first run `{EXPORT}`"
    )


def unlike(processor: str) -> str | None:
    """What to say of a processor whose numbers are not those of others, or None."""
    if instructions.UNLIKE is None:
        return None
    return (
        f"note: {processor} {instructions.UNLIKE}: what is computed here differs in rounding from what "
        "other processors compute, and after some epochs visibly"
    )


def listed() -> str:
    """The variables, a line each."""
    wanted = instructions.THREADS | ({} if instructions.UNLIKE else instructions.INSTRUCTIONS)
    return "\n".join(f"{name}={value}" for name, value in wanted.items())


if __name__ == "__main__":
    print(listed())
