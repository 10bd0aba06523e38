"""Zhou et al. 2021, "Attending via both Fine-tuning and Compressing" (Findings of ACL 2021)."""

from steady_attention.papers.vib_attention import diagrams, figures, tables

TITLE = "Variational-information-bottleneck attention (Zhou et al. 2021)"
TABLES = tables.TABLES
COMPARISONS = tables.COMPARISONS
FIGURES = (*diagrams.FIGURES, *figures.FIGURES)
