"""What the stages' code says, a file for each group of stages, into data/sources/; every other stage depends
on one of them.

A file has the hash of each module's syntax, so that a comment, a docstring or a reformatting makes no stage
stale, and the hash of each data file of the package.
"""

import steady_attention.instructions  # noqa: F401  before numpy and torch: it says how to compute
from steady_attention.run import stage
from steady_attention.store import sources
from steady_attention.store.files import write_json


def main(arguments: stage.Arguments) -> None:
    """data/sources/<group>.json for every group."""
    print("sources: reading what the code says", flush=True)
    for group in sources.GROUPS:
        write_json(sources.listing(group), sources.meanings(sources.of_group(group)))


if __name__ == "__main__":
    stage.run(main, __doc__)
