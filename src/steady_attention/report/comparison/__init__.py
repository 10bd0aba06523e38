"""The report on methods that are compared on one's own corpora."""
