"""Scores by hand, and the row of one claim among the judged."""

import pandas as pd

from steady_attention.results.scores import COLUMNS


def rows(differences, datasets=("sst",)):
    """Attention AT above vanilla by these differences of F1 and correlation, a seed each."""
    found = []
    for dataset in datasets:
        for seed, difference in enumerate(differences):
            for method in ("vanilla", "attention_at", "attention_iat"):
                for metric in ("f1", "pearson", "accuracy", "macro_f1"):
                    value = 0.5 + 0.1 * seed + (difference if method != "vanilla" else 0)
                    run = (dataset, "bilstm", "additive", method, "default", seed)
                    found.append((*run, "test", metric, value))
    return pd.DataFrame(found, columns=list(COLUMNS))


def row_of(name, table):
    (found,) = [row for row in table if row["id"] == name]
    return found
