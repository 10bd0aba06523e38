"""Kitada & Iyatomi 2022, "Making Attention Mechanisms More Robust and Interpretable with Virtual Adversarial
Training", and its version in Japanese (tables and figures whose names begin with "ja").
"""

from steady_attention.papers.attention_vat import (
    decisions,
    diagrams,
    figures,
    japanese,
    properties,
    rationales,
    readings,
    tables,
    transformer,
)

TITLE = "Attention VAT and iVAT (Kitada & Iyatomi 2022)"
TABLES = (
    *properties.TABLES,
    *tables.TABLES,
    *rationales.TABLES,
    *tables.SELECTION,
    *japanese.TABLES,
    *readings.TABLES,
    *transformer.TABLES,
    *decisions.TABLES,
)
FIGURES = (diagrams.FIGURE_1, *figures.FIGURES, diagrams.FIGURE_3, *japanese.FIGURES)
