"""Our scores under the axes of the claims on the information bottleneck."""

from steady_attention.claims.domain import domain
from steady_attention.claims.scores import Score
from steady_attention.results.scores import COLUMNS
from tests.claims.samples import own


def cell(metric, method="vib", attention="additive", dataset="sst"):
    row = (dataset, "lstm", attention, method, "default", 2, "test", metric, 0.5)
    (one,) = own([dict(zip(COLUMNS, row, strict=True))], "vib")
    return one


def test_words_deleted_polarity_and_iteration_are_axes():
    assert (cell("aopc@7").metric, cell("aopc@7").k, cell("aopc@7").numbers) == ("aopc", 7.0, {2: 50.0})
    assert (cell("posthoc_accuracy@1").k, cell("posthoc_accuracy@1").numbers) == (1.0, {2: 50.0})
    assert (cell("aopc_averaged@5").k, cell("deletion_floor@5").k) == (5.0, 5.0)
    assert cell("f1_at_5@polarity=negative").polarity == "negative"
    assert cell("f1_at_5@polarity=negative").numbers == {2: 50.0}
    assert (cell("accuracy@iteration=3").metric, cell("accuracy@iteration=3").iteration) == ("accuracy", 3.0)


def test_base_and_random_words_are_compared_with_additive_attention():
    assert cell("accuracy", "base", "max").attention == "additive"
    assert cell("aopc@5", "random", "max").attention == "additive"
    assert cell("accuracy", attention="dot").attention == "dot"


def test_ag_news_of_this_paper_has_four_classes():
    claim = {
        "paper": "vib",
        "over": {"datasets": ["ag_news"], "encoders": ["lstm"], "metrics": ["accuracy"]},
        "test": {"op": "compare", "subject": {"method": ["vib"]}, "object": {"method": ["base"]}},
    }
    printed = [Score("vib", "ag_news", "accuracy"), Score("base", "ag_news", "accuracy")]
    cells = [cell("accuracy", dataset="ag_news4"), cell("accuracy", "base", "max", "ag_news4")]
    other = [cell("accuracy", dataset="ag_news"), cell("accuracy", dataset="toy")]
    found = domain(claim, cells + other, printed, {})
    assert [(one.method, one.dataset) for one in found] == [("vib", "ag_news"), ("base", "ag_news")]
    (toy,) = domain(claim, cells + other, printed, {"ag_news4": "toy", "ag_news": "sst"})
    assert toy is not None and toy.dataset == "ag_news" and toy.method == "vib"
