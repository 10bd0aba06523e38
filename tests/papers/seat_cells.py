"""SEAT's tables, and those of their cells that stand once."""

from steady_attention import papers
from steady_attention.papers.seat.rows import AS_PUBLISHED

TABLES = {table.name: table for table in papers.get("seat").TABLES}


def own(table):
    """Its cells but those of rows chosen as published, where the printed numbers stand again."""
    rows = [row for row in table.rows if not row.where.keys() & AS_PUBLISHED.keys()]
    return [(row, column) for row in rows for column in table.columns]
