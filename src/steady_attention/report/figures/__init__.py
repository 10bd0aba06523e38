"""Figures: lines, violins, scatters, heat maps, diagrams; each with the numbers drawn."""
