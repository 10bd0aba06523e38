"""Evaluated runs as tables, figures and pages. What a paper shows is declared in `papers`, never here."""
