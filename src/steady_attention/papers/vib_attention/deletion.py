"""Tables 3 and 4, Figures 4 and 5: what the attended words are worth to the base model."""

from steady_attention.papers.vib_attention.rows import (
    DATASETS,
    ENCODERS,
    METHODS,
    SOURCE,
    VAT,
    column,
    of,
    table,
)
from steady_attention.report.figures.lines import Sweep
from steady_attention.results.query import Heading

K = 5  # words deleted or kept in Tables 3 and 4
RANKINGS = ("Random", "ATT", "VAT")
SCORER = (
    "All texts are scored by the base model of the row's encoder, as in section 5.2 (LSTM/BERT-base); "
    "Random: its words in random order."
)
POINTS = (
    "AOPC: points of accuracy lost, at one K, as the printed numbers are: BERT's on SST-2 leave 912/1821."
)
FLOOR = (
    "Nothing left to lose: the share of test texts that have no word left, 100 where the base model "
    "decides for one class on all shortened texts. From 50 on AOPC tells the rankings apart on few texts, at "
    "100 on none."
)
AVERAGED = (
    "Averaged AOPC, of the sources that the paper cites (Nguyen 2018; Samek et al. 2016): the mean over k = "
    "0..5 of the drop in the probability of the full text's class; not compared with the printed numbers."
)
TOO_FEW = {
    ("bert", "twitter", f"aopc@{K}"): "leaves 16 per cent of three classes right, while keeping five random "
    "words, and deleting all others, leaves 40.50 (Table 4)"
}
NO_COUNT = {
    ("vanilla", "lstm", "sst5", f"posthoc_accuracy@{K}"): "no number of the 2,210 test texts gives it: 896 "
    "give 40.54, 897 give 40.59"
}
KEPT = (
    "A text of at most 5 words is kept whole under every ranking. Where post-hoc accuracy is that of the "
    "largest class, the base model may be deciding for one class."
)


def rows(metric: str, group: str, printed: str, encoders: tuple[str, ...] = ("lstm", "bert")):
    """A block of the printed table: the base model's accuracy, then each ranking's measure at K."""
    for encoder in encoders:
        named = {"group": f"{group}, {ENCODERS[encoder]}", "printed": {"metric": printed, "K": str(K)}}
        yield of("base", encoder, {"metric": "accuracy"}, group="Accuracy")
        yield from (of(name, encoder, {"metric": f"{metric}@{K}"}, **named) for name in RANKINGS)


def ours(metric: str, group: str):
    """A block that the paper does not have."""
    return (
        of(name, "lstm", {"metric": f"{metric}@{K}"}, group=group, printed=None, fold=True)
        for name in RANKINGS
    )


COLUMNS = tuple(column(*named) for named in DATASETS.items())
LARGEST = of(
    "base", "lstm", {"metric": "majority_accuracy"}, group="Largest class (ours)", printed=None, fold=True
)
TABLES = (
    table(
        "3",
        f"Accuracy lost without the {K} words with the most attention (AOPC)",
        (
            *rows("aopc", "AOPC", "aopc"),
            *ours("aopc_averaged", "Averaged AOPC (ours)"),
            *ours("deletion_floor", "Nothing left to lose (ours)"),
        ),
        COLUMNS,
        doubtful=TOO_FEW,
        notes=(VAT, SCORER, POINTS, AVERAGED, FLOOR),
    ),
    table(
        "4",
        f"Accuracy with the {K} words with the most attention alone (post-hoc accuracy)",
        (*rows("posthoc_accuracy", "Post-hoc accuracy", "posthoc_accuracy"), LARGEST),
        COLUMNS,
        doubtful=NO_COUNT,
        notes=(VAT, SCORER, KEPT),
    ),
)


def figure(name: str, title: str, metric: str, words: str) -> Sweep:
    """Figure 4 or 5."""
    printed = tuple(
        Heading(f"IMDB ({label})", {"dataset": "imdb", "encoder": encoder, "metric": metric})
        for encoder, label in ENCODERS.items()
    )
    further = tuple(
        Heading(f"{label} (LSTM), ours", {"dataset": dataset, "encoder": "lstm", "metric": metric}, fold=True)
        for dataset, label in DATASETS.items()
        if dataset != "imdb"
    )
    return Sweep(
        name=name,
        title=title,
        source=f"{SOURCE}, Figure {name}; the paper's curves are drawn, not printed as numbers",
        x="k",
        x_label=words,
        lines=tuple(Heading(ranking, METHODS[ranking]) for ranking in RANKINGS),
        panels=(*printed, *further),
        where={"split": "test"},
        notes=(VAT, "All texts are scored by the base model of the panel's encoder."),
    )


FIGURES = (
    figure("4", "Accuracy lost by the number of words deleted (AOPC)", "aopc", "K, words deleted"),
    figure(
        "5", "Accuracy by the number of words kept (post-hoc accuracy)", "posthoc_accuracy", "K, words kept"
    ),
)
