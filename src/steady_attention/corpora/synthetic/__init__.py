"""The generator of the synthetic corpora and their word vectors."""
