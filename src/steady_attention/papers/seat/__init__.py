"""Hu et al. 2023, "SEAT: Stable and Explainable Attention" (AAAI 2023)."""

from steady_attention.papers.seat import figures, studies, tables

TITLE = "SEAT (Hu et al. 2023)"
TABLES = (*tables.TABLES, *studies.TABLES)
COMPARISONS = ()
FIGURES = figures.FIGURES
