"""Tables 3 and 4: the accuracy without the words that attention ranks first, and with them alone."""

from collections.abc import Iterable, Iterator

from steady_attention.papers.vib_attention.rows import (
    COLUMNS,
    ENCODERS,
    PAPER,
    RANKINGS,
    VAT,
    apart,
    largest_class,
    under,
)
from steady_attention.results.query import Heading

K = 5  # words deleted or kept in Tables 3 and 4
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
KEPT = (
    "A text of at most 5 words is kept whole under every ranking. Where post-hoc accuracy is that of the "
    "largest class, the base model may be deciding for one class."
)

SAMPLED = (
    "Accuracy is of all test texts, post-hoc accuracy of a fixed sample where the profile sets one "
    "(`evaluate.measured_texts`), by the base model of the chosen epoch also in the table of the last epoch: "
    "the two do not compare (REPRODUCTION.md 90)."
)


def ranked(metric: str, group: str) -> Iterator[Heading]:
    """Blocks of the printed table, one an encoder: the base model's accuracy, each ranking's measure at K."""
    for encoder, label in ENCODERS.items():
        named = {"group": f"{group}, {label}", "printed": {"metric": metric, "K": str(K)}}
        yield under("base", encoder, {"metric": "accuracy"}, group="Accuracy")
        yield from (under(name, encoder, {"metric": f"{metric}@{K}"}, **named) for name in RANKINGS)


def ours(metric: str, group: str) -> Iterable[Heading]:
    """A block that the paper does not have."""
    named = {"group": f"{group} (ours)", "printed": None, "fold": True}
    return (under(name, "lstm", {"metric": f"{metric}@{K}"}, **named) for name in RANKINGS)


DELETED = PAPER.table(
    "3",
    f"Accuracy lost without the {K} words with the most attention (AOPC)",
    (
        *ranked("aopc", "AOPC"),
        *apart({"metric": f"aopc@{K}"}),
        *ours("aopc_averaged", "Averaged AOPC"),
        *ours("deletion_floor", "Nothing left to lose"),
    ),
    COLUMNS,
    notes=(VAT, SCORER, POINTS, AVERAGED, FLOOR),
)
ALONE = PAPER.table(
    "4",
    f"Accuracy with the {K} words with the most attention alone (post-hoc accuracy)",
    (
        *ranked("posthoc_accuracy", "Post-hoc accuracy"),
        *apart({"metric": f"posthoc_accuracy@{K}"}),
        largest_class("LSTM-base", "Largest class (ours)"),
    ),
    COLUMNS,
    notes=(VAT, SCORER, KEPT, SAMPLED),
)
TABLES = (DELETED, ALONE)
