"""Figures 3 and 6: t-SNE of the texts' representations, by method and by iteration."""

from steady_attention.papers.vib_attention.rows import DATASETS, ENCODERS, METHODS, SOURCE, VAT
from steady_attention.papers.vib_attention.tables import ITERATIONS
from steady_attention.report.figures.scatter import Scatter, View
from steady_attention.results.query import Heading

TSNE = "t-SNE of R, the sum of the words' states weighted by attention (Eq. 2); its axes have no meaning."


def groups(printed: tuple[str, ...], further: tuple[str, ...]) -> tuple[Heading, ...]:
    """The paper's data sets under both encoders; further ones under LSTM, where they have a run."""
    return (
        *(
            Heading(f"{DATASETS[name]} ({label})", {"dataset": name, "encoder": encoder})
            for encoder, label in ENCODERS.items()
            for name in printed
        ),
        *(
            Heading(f"{DATASETS[name]} (LSTM), ours", {"dataset": name, "encoder": "lstm"}, fold=True)
            for name in further
        ),
    )


FIGURES = (
    Scatter(
        name="3",
        title="Representations of test texts, of plain attention and of VAT",
        source=f"{SOURCE}, Figure 3",
        groups=groups(("imdb", "subj", "twitter"), ("sst", "ag_news4")),
        views=tuple(View(name, METHODS[name]) for name in ("ATT", "VAT")),
        columns=2,
        notes=(TSNE, VAT),
    ),
    Scatter(
        name="6",
        title="Representations of test texts after every iteration of VAT",
        source=f"{SOURCE}, Figure 6",
        groups=groups(("ag_news4",), ("sst",)),
        views=tuple(
            View(
                f"iteration {number}",
                METHODS["VAT"],
                "tsne_iterations.npz",
                f"points_{number}",
                f"@iteration={number}",
            )
            for number in ITERATIONS
        ),
        columns=3,
        notes=(TSNE, VAT, "Iteration 0 is the start, LSTM-ATT or BERT-ATT."),
    ),
)
