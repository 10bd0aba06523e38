"""Score explanations of any classifier of texts: `steady-attention score` from a clone, docs/score.md. DVC
does not run it: its files are one's own, wherever they are.
"""

import sys

import steady_attention.instructions  # noqa: F401  before numpy and torch: it says how to compute
from steady_attention.score.command import main

if __name__ == "__main__":
    sys.exit(main(["score", *sys.argv[1:]]))
