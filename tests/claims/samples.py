"""Scores of methods that do not differ, but for noise, drawn for the tests of verdicts."""

from dataclasses import replace

import numpy as np
import pandas as pd

from steady_attention.claims import scores
from steady_attention.claims.curves import parts
from steady_attention.claims.looks import findings
from steady_attention.claims.scores import Score
from steady_attention.claims.verdict import joined, outcome
from steady_attention.results.scores import COLUMNS

A, B = {"method": "a"}, {"method": "b"}


def cells(values, **axes):
    """A cell for each row of values (M, n): of the methods a, b, c, ..."""
    named = zip("abcdefg"[: len(values)], values, strict=True)
    return [Score(name, "sst", numbers=dict(enumerate(map(float, row))), **axes) for name, row in named]


def alike(generator, seeds, metric="f1", count=2):
    """Methods that do not differ, but for noise; a seed's is partly shared."""
    return cells(generator.normal(80, 1, seeds) + generator.normal(0, 1, (count, seeds)), metric=metric)


def corpora(values):
    """Values (corpora, 2, n) of a and b on so many corpora."""
    each = enumerate(cells(pair, metric="f1") for pair in values)
    return [replace(cell, dataset=f"corpus{number}") for number, pair in each for cell in pair]


def differing(differences, shared=0.0):
    """a above b by these differences, one a corpus; shared: the part of the noise that all have in common."""

    def make(generator, seeds):
        own, common = generator.normal(0, 1, (len(differences), 2, seeds)), generator.normal(0, 1, (2, seeds))
        above = np.stack([differences, np.zeros(len(differences))], axis=1)[:, :, None]
        return corpora(80 + above + shared * common + (1 - shared) * own)

    return make


def about(*means):
    """a, b, c, ... about these means."""

    def make(generator, seeds):
        return cells(80 + np.array(means)[:, None] + generator.normal(0, 1, (len(means), seeds)), metric="f1")

    return make


def coarse(generator, seeds):
    """Twelve pairs of methods that do not differ, in steps of one deviation: few seeds agree by chance."""
    return corpora(generator.normal(80, 1, (12, 2, seeds)).round())


def apart(generator, seeds):
    """a is 0.5 above b."""
    a, b = alike(generator, seeds)
    return [Score("a", "sst", "f1", {seed: value + 0.5 for seed, value in a.numbers.items()}), b]


def changed(generator, seeds):
    """a and b, before and after."""
    return [
        cell
        for regime in ("semi", "supervised")
        for cell in cells(generator.normal(80, 1, (2, seeds)), metric="f1", regime=regime)
    ]


def curve(*means):
    """a at iterations 0, 1, 2, ... with these means."""

    def make(generator, seeds):
        values = np.array(means)[:, None] + generator.normal(0, 1, (len(means), seeds))
        return [
            Score("a", "sst", "f1", dict(enumerate(map(float, row))), iteration=float(i))
            for i, row in enumerate(values)
        ]

    return make


def ranked(generator, seeds):
    """Seven methods that do not differ in either metric; a run that is better in one is so in the other."""
    shared = generator.normal(0, 2, (7, seeds))
    noise = generator.normal(0, 1, (2, 7, seeds))
    return cells(shared + noise[0], metric="f1") + cells(shared + noise[1], metric="pearson")


def between_seeds(dimensions):
    """Mean distances of a seed's vector from those of the others, of two methods."""

    def make(generator, seeds):
        runs = generator.normal(0, 1, (2, seeds, dimensions))
        distances = abs(runs[:, :, None] - runs[:, None]).mean(axis=-1)
        return cells(distances.sum(axis=-1) / (seeds - 1), metric="jsd_seeds")

    return make


def compare(relation, margin=0.0):
    return {"op": "compare", "subject": A, "object": B, "relation": relation, "margin": margin}


def along(operation, **more):
    return {"op": operation, "subject": A, "along": "iteration", **more}


def to(method):
    return {"to": {"method": method, "regime": "semi"}, "from": {"method": method, "regime": "supervised"}}


RANKS = {"op": "rank_correlation", "x_metrics": ["f1"], "y_metrics": ["pearson"], "value": 0.0}


BEST = {"op": "best", "subject": {"method": ["a", "b", "c"]}, "object": {"method": ["d", "e"]}}


def verdict(test, scores):
    chosen = parts(test, scores)
    pairs = zip(chosen, findings(chosen), strict=True)
    return joined([outcome(part, found) for part, found in pairs])


def own(rows, paper):
    """Rows, as mappings, as our scores of a paper."""
    return scores.own_scores(pd.DataFrame(list(rows), columns=list(COLUMNS)), paper)
