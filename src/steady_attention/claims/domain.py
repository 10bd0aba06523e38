"""The scores of which a claim speaks, among ours: those that its tables print such a number of; and what of
them is lacking.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import product

from steady_attention.claims.scores import MECHANISM, SEMI_SUPERVISED, SETTINGS, Score
from steady_attention.claims.terms import Part, methods_of
from steady_attention.run.runs import RANDOM

OURS = {("vib", "ag_news"): "ag_news4"}  # a paper's data set: ours, where the papers call two alike
SCOPE = ("regime", *SETTINGS)
PREDICTION = ("f1", "accuracy", "micro_f1")
COLUMN = {"cnn": "accuracy", "snli": "micro_f1", "multinli": "micro_f1"}  # of their tables; see `column`
NEEDED = ("method", "dataset", "encoder", "metric", *SCOPE)
NAMES = {"dataset": "data sets", "method": "methods", "encoder": "encoders", "metric": "metrics"}


def one_amount(scores: list[Score]) -> list[Score]:
    """The scores with, where a sweep has several amounts of unlabeled data, only the one of a table.

    That is, a data set, encoder and attention: the amount that most methods and selections of the texts have,
    of these the largest.
    """
    methods = defaultdict(set)
    for score in scores:
        if score.unlabeled:
            place = (score.dataset, score.encoder, score.attention)
            methods[place, score.unlabeled].add((score.method, score.selection))
    best: dict[tuple, tuple[int, float]] = {}
    for (place, amount), names in methods.items():
        best[place] = max(best.get(place, (0, 0.0)), (len(names), amount))
    return [
        score
        for score in scores
        if not score.unlabeled or best[score.dataset, score.encoder, score.attention][1] == score.unlabeled
    ]


def column(dataset: str) -> str:
    """The measure of prediction that the papers on AT and VAT print for a data set."""
    return "accuracy" if dataset.startswith("babi") else COLUMN.get(dataset, "f1")


def of_dataset(score: Score, dataset: str, paper: str) -> Score | None:
    """The score as one of the paper's data set; None if the paper does not print its metric there.

    With one label a text micro-F1 is the accuracy.
    """
    if paper in SEMI_SUPERVISED and score.metric in PREDICTION:
        metric = "micro_f1" if column(dataset) == "micro_f1" and score.metric == "accuracy" else score.metric
        return replace(score, dataset=dataset, metric=metric) if metric == column(dataset) else None
    return replace(score, dataset=dataset)


def like(score: Score, other: Score) -> bool:
    """Whether our score has the settings of a printed one; a score of clean texts has no radius, no words."""
    free = [axis for axis in ("delta", "words") if getattr(score, axis) is None]
    return all(getattr(score, axis) == getattr(other, axis) for axis in SCOPE if axis not in free)


def spoken_of(
    score: Score, claim: Mapping, named: list[str], printed: Mapping[tuple, list[Score]], methods: set[str]
) -> bool:
    """Whether the claim speaks of the score: its tables print such a score for the method, on some data set.
    named: the methods of its test, or none.

    A method that they do not print is spoken of in the metrics of the claim. Where each data set has a
    measure of prediction of its own (`column`), any of them is printed for all.
    """
    encoders = claim["over"]["encoders"]
    if score.attention != MECHANISM:
        return False
    if score.encoder not in (encoders or [score.encoder]) or score.method not in (named or [score.method]):
        return False
    if score.method not in methods:  # nor a control, where the test names no method
        return bool(named) and score.metric in claim["over"]["metrics"]
    alike = (
        PREDICTION if claim["paper"] in SEMI_SUPERVISED and score.metric in PREDICTION else (score.metric,)
    )
    return any(like(score, other) for metric in alike for other in printed.get((score.method, metric), ()))


def domain(
    claim: Mapping, scores: list[Score], printed: list[Score], counterparts: Mapping[str, str]
) -> list[Score]:
    """Our scores of which a claim speaks, under the names of the paper's data sets.

    scores: of `own_scores`; printed: of the claim's tables; counterparts: the corpus standing for
    a data set here.
    """
    likes, corpora = defaultdict(list), defaultdict(list)
    for score in printed:
        likes[score.method, score.metric].append(score)
    methods = {score.method for score in printed}
    if any(score.selection for score in printed):  # of tables that say how unlabeled data was chosen
        scores = [replace(c, selection=c.selection or RANDOM) if c.unlabeled else c for c in scores]
    else:
        scores = [score for score in scores if score.selection is None]
    along, named = claim["test"].get("along"), methods_of(claim["test"])
    for score in scores if along == "unlabeled" else one_amount(scores):
        if score.epsilon is None or along == "epsilon":  # a sweep's runs are in no table
            corpora[score.dataset].append(score)
    own_name = {name: OURS.get((claim["paper"], name), name) for name in claim["over"]["datasets"]}
    renamed = [
        of_dataset(score, dataset, claim["paper"])
        for dataset, name in own_name.items()
        for score in corpora[counterparts.get(name, name)]
        if score.method in named or not named
    ]
    return [score for score in renamed if score and spoken_of(score, claim, named, likes, methods)]


def needs(claim: Mapping, printed: Iterable[Part]) -> list[Score]:
    """The scores that a claim needs (their numbers mean nothing): the printed test's, inside its data sets.

    Of data sets that are not printed it needs every method of the test.
    """
    over, used = claim["over"], {}
    for part in printed:
        for score in (score for term in part.terms for score in term.scores):
            if score.dataset in over["datasets"]:
                used[tuple(getattr(score, axis) for axis in NEEDED)] = score
    seen = {score.dataset for score in used.values()}
    rest = [name for name in over["datasets"] if name not in seen]
    free = product(methods_of(claim["test"]) or [None], rest, over["encoders"] or [None])
    return [*used.values(), *(Score(method, dataset, encoder=encoder) for method, dataset, encoder in free)]


def covers(score: Score, need: Score) -> bool:
    """Whether the score is the one needed, on every axis that both have."""
    pairs = ((getattr(score, axis), getattr(need, axis)) for axis in NEEDED)
    return all(a is None or b is None or a == b for a, b in pairs)


def lacking(wanted: list[Score], used: Iterable[Score], had: Iterable[Score]) -> tuple[list[Score], str]:
    """The wanted scores that are not among the used ones, and the same in words; empty if none is lacking.

    had: all scores of the domain, used or not; what none of them has is named as absent.
    """
    at = defaultdict(list)
    for score in dict.fromkeys(used):  # a score may stand in many terms
        at[score.dataset].append(score)
    missing = [need for need in wanted if not any(covers(score, need) for score in at[need.dataset])]
    if not missing:
        return [], ""
    had, texts, left = list(had), [], missing
    if not had:
        datasets = ", ".join(dict.fromkeys(need.dataset for need in missing))
        return missing, f"not run: every score that it speaks of, on {datasets}"
    for axis, name in NAMES.items():
        present = {getattr(score, axis) for score in had} | {None}
        absent = list(dict.fromkeys(v for need in left if (v := getattr(need, axis)) not in present))
        if absent:
            texts.append(f"the {name} {', '.join(absent)}")
            left = [need for need in left if getattr(need, axis) not in absent]
    if left:
        texts.append(f"{len(left)} of its {len(wanted)} scores" + (" besides" if texts else ""))
    return missing, "not run: " + "; ".join(texts)
