"""The rehearsal of a profile: all its runs at a size that ends within an hour, by the real paths."""
