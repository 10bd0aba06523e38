"""Raw files: where they are to be had, fetched, checked and unpacked."""
