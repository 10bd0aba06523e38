"""Figures 3 and 6 (t-SNE by method and by iteration), 4 and 5 (words deleted and kept), 7 (two texts)."""

from steady_attention.metrics.card import PLAIN
from steady_attention.papers.declare import DRAWN
from steady_attention.papers.vib_attention.rows import (
    DATASETS,
    LEARNER,
    METHODS,
    PAPER,
    RANKINGS,
    VAT,
    groups,
    under,
)
from steady_attention.papers.vib_attention.training import ITERATIONS
from steady_attention.report.figures.case_study import CaseStudy
from steady_attention.report.figures.lines import Epochs, Sweep
from steady_attention.report.figures.scatter import Scatter, View
from steady_attention.results.query import Heading

TSNE = "t-SNE of R, the sum of the words' states weighted by attention (Eq. 2); its axes have no meaning."
FIRST = ("twitter", "sst5", "sst")  # data sets of such texts as the paper shows, before the others


def sweep(name: str, title: str, metric: str, words: str, axis: str) -> Sweep:
    """Figure 4 or 5."""
    others = tuple(dataset for dataset in DATASETS if dataset != "imdb")
    return Sweep(
        **PAPER.figure(name, DRAWN),
        title=title,
        x="k",
        x_label=words,
        y_label=axis,
        lines=tuple(Heading(ranking, METHODS[ranking]) for ranking in RANKINGS),
        panels=groups(("imdb",), others, {"metric": metric}),
        where=PAPER.where,
        notes=(VAT, "All texts are scored by the base model of the panel's encoder."),
    )


def iteration(number: int) -> View:
    """The picture of one iteration of VAT."""
    file, suffix = "tsne_iterations.npz", f"@iteration={number}"
    return View(f"iteration {number}", METHODS["VAT"], file, f"points_{number}", suffix)


CONTROLS = Epochs(
    name="study1",
    title="The learner alone, and vanilla trained on: dev by passes over the training texts",
    source="Our figure; Zhou et al. 2021 have none",
    lines=(
        Heading("VIB (compressor and learner in turn)", {"method": "vib"}),
        Heading("VIB's learner alone, attention frozen", {"method": "vib", **LEARNER}),
        Heading("vanilla, trained on", {"method": "continued"}),
    ),
    panels=tuple(
        Heading(label, {"dataset": dataset, "split": "dev", "metric": metric}, group, unit=unit, fold=True)
        for dataset, group in DATASETS.items()
        for metric, label, unit in (
            ("accuracy", "accuracy", None),
            ("pearson", "Pearson", PLAIN),
            ("entropy", "entropy of attention", PLAIN),
        )
    ),
    where={"encoder": "lstm", "attention": "additive"},
    x_label="passes over the training texts",
    fold=True,
    notes=(
        VAT,
        "Pass 0 is the trained vanilla run, iteration 0. An iteration of VIB is a pass of the compressor and "
        "one of the learner; of the learner alone one pass.",
    ),
)
FIGURES = (
    Scatter(
        **PAPER.figure("3"),
        title="Representations of test texts, of plain attention and of VAT",
        groups=groups(("imdb", "subj", "twitter"), ("sst", "ag_news4")),
        views=tuple(View(name, METHODS[name]) for name in ("ATT", "VAT")),
        columns=2,
        notes=(TSNE, VAT),
    ),
    sweep(
        "4",
        "Accuracy lost by the number of words deleted (AOPC)",
        "aopc",
        "K, words deleted",
        "accuracy lost [points]",
    ),
    sweep(
        "5",
        "Accuracy by the number of words kept (post-hoc accuracy)",
        "posthoc_accuracy",
        "K, words kept",
        "accuracy",
    ),
    Scatter(
        **PAPER.figure("6"),
        title="Representations of test texts after every iteration of VAT",
        groups=groups(("ag_news4",), ("sst",)),
        views=tuple(map(iteration, ITERATIONS)),
        columns=3,
        notes=(TSNE, VAT, "Iteration 0 is the start, LSTM-ATT or BERT-ATT."),
    ),
    CaseStudy(
        **PAPER.figure("7", ", on texts of this profile; the paper shows two that it chose"),
        title="Two texts, their words shaded by attention",
        methods=(under("ATT", "lstm"), under("VAT", "lstm")),
        places=tuple({"dataset": dataset} for dataset in dict.fromkeys((*FIRST, *DATASETS))),
        notes=(VAT,),
    ),
    CONTROLS,
)
