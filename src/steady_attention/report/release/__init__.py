"""One archive with all results of a profile, for who reads them and runs nothing."""
