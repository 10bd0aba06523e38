"""A user's own data, read leniently where it is clear and refused by file and line where not."""
