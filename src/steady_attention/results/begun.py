"""What begins from vanilla's weights is compared with the epoch at which it begins: the one that dev chose,
also where its own numbers are of its last epoch.
"""

from steady_attention.settings.methods import known


def begins_from(method: str, other: str) -> bool:
    """Whether a run of the method begins from the weights of a run of the other one."""
    return other == known().start and method in known().from_vanilla
