"""What is fast, measured: this project's training steps against plain ones, in turn, in one process."""

import steady_attention.instructions  # noqa: F401  before torch: it says how to compute
