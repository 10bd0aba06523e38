"""The page that shows all of a profile, and its heat maps of attention."""
