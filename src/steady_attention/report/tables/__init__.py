"""Tables: cells with printed numbers beside ours, grids of texts."""
