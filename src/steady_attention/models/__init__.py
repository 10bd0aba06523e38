"""Embedded words -> states -> scores -> attention -> logits (Kitada & Iyatomi 2022, appendix A)."""
