"""What is fast, measured: this project's training steps against plain ones, in turn, in one process."""
