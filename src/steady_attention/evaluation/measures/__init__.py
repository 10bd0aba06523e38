"""One measure a file, each with a function `measured`: a subject -> its scores by name."""
