"""Numbers of the papers that are no cells of a table: what a figure shows, what a class alone would score."""

from steady_attention.claims import declared
from steady_attention.papers.integrity.printed import text


def shown_change(figure: str, method: str) -> float:
    """By how much the probability shown in an example of Hu et al. 2023 moves (claims.yaml, text_facts)."""
    (fact,) = (
        fact
        for fact in declared()["text_facts"]
        if (fact["paper"], fact["table"], fact["method"], fact["metric"])
        == ("seat", figure, method, "confidence_change")
    )
    return float(fact["value"])


def class_sizes(dataset: str) -> list[int]:
    """Texts of both classes in the test split, by Table 5 of Hu et al. 2023."""
    columns = ("first (neg by the heading)", "second (pos by the heading)")
    return [int(text("seat", "5", dataset=dataset, metric="test size", column=name)) for name in columns]


def f1_of_one_class(dataset: str) -> list[float]:
    """F1 of always answering one class: 2 p / (1 + p), p its share; of either class."""
    counts = class_sizes(dataset)
    return [2 * count / (sum(counts) + count) for count in counts]
