"""Hu et al. 2023, "SEAT: Stable and Explainable Attention" (AAAI 2023)."""

from steady_attention.papers.seat import ablation, corpora, figures, interpretability, stability, studies

TITLE = "SEAT (Hu et al. 2023)"
TABLES = (
    stability.EMBEDDING,
    interpretability.MAIN,
    stability.WORDS,
    ablation.TABLE_4,
    corpora.TABLE,
    ablation.TABLE_6,
    ablation.TABLE_7,
    *stability.RADII,
    *interpretability.RADII,
    *stability.MORE_WORDS,
    *studies.TABLES,
)
FIGURES = figures.FIGURES
