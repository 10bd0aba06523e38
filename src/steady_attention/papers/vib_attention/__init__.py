"""Zhou et al. 2021, "Attending via both Fine-tuning and Compressing" (Findings of ACL 2021)."""

from steady_attention.papers.vib_attention import (
    cases,
    deletion,
    diagrams,
    representations,
    statistics,
    tables,
)

TITLE = "Variational-information-bottleneck attention (Zhou et al. 2021)"
TABLES = (statistics.TABLE, tables.MAIN, *deletion.TABLES, tables.DETECTION, tables.BY_ITERATION, tables.BETA)
FIGURES = (
    *diagrams.FIGURES,
    *representations.FIGURES[:1],
    *deletion.FIGURES,
    *representations.FIGURES[1:],
    cases.FIGURE,
)
