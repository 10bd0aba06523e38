"""Explanations of any model under the papers' measures: read, made, scored, shown. docs/score.md."""
