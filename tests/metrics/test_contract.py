"""What every public function of metrics/ owes: it refuses what it cannot measure, and says what and where.

A measure of nothing is undefined: NaN, or refused where it asks for a text. It is never a number.
"""

import importlib
import inspect
import pkgutil

import numpy as np
import pytest

from steady_attention import metrics
from steady_attention.metrics.correlation import pearson

CHANCES = [[0.25, 0.75], [0.5, 0.5], [0.875, 0.125]]
ROW, OTHER = [0.5, 0.125, 0.375], [0.25, 0.25, 0.5]
DOCUMENTS = [ROW, [0.25, 0.75], OTHER]
MARKS = [[True, False, True], [False, True], [True, False, False]]
LABELS = [0, 1, 1]
SWEEP = [CHANCES, CHANCES[::-1]]
SPANS = [[[0, 2], [4, 7]], [[1, 3]], [[2, 3]]]
ATTENTION = {"attention": ROW, "importance": OTHER}

# Arguments of every public function that are measured. What it says of no text at all: a value, or None where
# that is refused.
CASES = {
    "classification.decided": ({"probabilities": CHANCES}, None),
    "classification.f1": ({"probabilities": CHANCES, "labels": LABELS}, None),
    "classification.macro_f1": ({"probabilities": CHANCES, "labels": LABELS}, None),
    "classification.accuracy": ({"probabilities": CHANCES, "labels": LABELS}, None),
    "classification.scores": ({"probabilities": CHANCES, "labels": LABELS}, None),
    "classification.by_rules": ({"probabilities": CHANCES, "labels": LABELS}, None),
    "classification.f1_at": ({"probabilities": CHANCES, "labels": LABELS}, None),
    "correlation.pearson": (ATTENTION, np.nan),
    "correlation.kendall": (ATTENTION, np.nan),
    "correlation.mean_over_texts": ({"attention": DOCUMENTS, "importance": DOCUMENTS}, (np.nan, 0)),
    "deletion.accuracy_lost": ({"probabilities": SWEEP, "labels": LABELS}, None),
    "deletion.averaged_drop": ({"probabilities": SWEEP}, None),
    "deletion.floor": ({"probabilities": SWEEP, "lengths": [3, 2, 5]}, None),
    "dependence.attention_variance": ({"attention": DOCUMENTS}, np.nan),
    "entropy.attention_entropy": ({"attention": DOCUMENTS}, np.nan),
    "divergence.jsd": ({"p": ROW, "q": OTHER}, None),
    "divergence.tvd": ({"p": CHANCES, "q": CHANCES[::-1]}, None),
    "divergence.batch_sum": ({"distances": ROW}, None),
    "erasure.normalised": ({"values": ROW, "lower": [0.0, 0.0, 0.25], "upper": [0.75, 0.5, 0.5]}, np.nan),
    "erasure.top": ({"attention": ROW}, []),
    "erasure.drop": ({"full": CHANCES, "rest": CHANCES[::-1]}, None),
    "rationales.top_share": ({"scores": ROW}, []),
    "rationales.spans": ({"marks": MARKS[0]}, np.zeros((0, 2))),
    "rationales.iou_f1": ({"predicted": SPANS, "true": SPANS[::-1]}, (np.nan, np.nan, 0)),
    "rationales.token_f1": ({"predicted": MARKS, "true": MARKS}, (np.nan, np.nan, 0)),
    "rationales.auprc": ({"scores": DOCUMENTS, "true": MARKS}, (np.nan, 0)),
    "rationales.average_precision": ({"scores": DOCUMENTS, "true": MARKS}, (np.nan, 0)),
    "rationales.roc_auc": ({"scores": DOCUMENTS, "true": MARKS}, (np.nan, 0)),
    "retrieval.retrieval": ({"picked": MARKS, "true": MARKS}, (np.nan, np.nan, np.nan, 0)),
    "separation.silhouette": ({"points": CHANCES, "labels": LABELS}, np.nan),
    "separation.distance_ratio": ({"points": CHANCES, "labels": LABELS}, np.nan),
}
# Texts, but nothing in them that the measure is of.
EVEN, NONE_MARKED = [np.full(3, 0.25), np.full(2, 0.5)], [np.zeros(3, bool), np.zeros(2, bool)]
ONE_PLACE = {"points": np.full((10, 1), 0.1), "labels": np.repeat([0, 1], [3, 7])}  # the mean is not 0.1
NOTHING = {
    "correlation.pearson": {"attention": EVEN[0], "importance": np.array(ROW)},
    "correlation.kendall": {"attention": EVEN[0], "importance": np.array(ROW)},
    "correlation.mean_over_texts": {"attention": EVEN, "importance": EVEN},
    "dependence.attention_variance": {"attention": EVEN},
    "erasure.normalised": {"values": np.array(ROW), "lower": np.array(ROW), "upper": np.array(ROW)},
    "entropy.attention_entropy": {"attention": [np.ones(1)]},
    "rationales.iou_f1": {"predicted": [np.zeros((0, 2), int)] * 2, "true": [np.zeros((0, 2), int)] * 2},
    "rationales.token_f1": {"predicted": NONE_MARKED, "true": NONE_MARKED},
    "rationales.auprc": {"scores": EVEN, "true": NONE_MARKED},
    "rationales.average_precision": {"scores": EVEN, "true": NONE_MARKED},
    "rationales.roc_auc": {"scores": EVEN, "true": NONE_MARKED},
    "retrieval.retrieval": {"picked": NONE_MARKED, "true": NONE_MARKED},
    "separation.silhouette": ONE_PLACE,
    "separation.distance_ratio": ONE_PLACE,
}
FURTHER = {
    "classification.f1_at": {"positive": 0, "threshold": 0.5},
    "erasure.top": {"amount": 2},
    "rationales.top_share": {"share": 0.5},
    "correlation.mean_over_texts": {"measure": pearson},
}
EVERY = pytest.mark.parametrize("name", CASES)
OF_SEVERAL = pytest.mark.parametrize("name", [name for name, (kept, _) in CASES.items() if len(kept) > 1])
BY_WORD = (
    "correlation.mean_over_texts",
    "rationales.token_f1",
    "rationales.auprc",
    "rationales.roc_auc",
    "rationales.average_precision",
    "retrieval.retrieval",
)


def public():
    """{module.function: function} of all public functions that a file of metrics/ defines."""
    found = {}
    for info in pkgutil.iter_modules(metrics.__path__):
        if info.name not in ("checks", "cards"):  # of no arithmetic
            module = importlib.import_module(f"steady_attention.metrics.{info.name}")
            for name, function in inspect.getmembers(module, inspect.isfunction):
                if function.__module__ == module.__name__ and not name.startswith("_"):
                    found[f"{info.name}.{name}"] = function
    return found


def is_by_text(kept):
    """Whether an argument is one array a text or document, of different lengths."""
    return isinstance(kept[0], list) and len(set(map(len, kept))) > 1


def arrays(name, **changes):
    """The arguments of a function as it is called, some of them changed."""
    found = {}
    for argument, kept in (CASES[name][0] | changes).items():
        by_text = is_by_text(CASES[name][0][argument])
        found[argument] = [np.array(row) for row in kept] if by_text else np.array(kept)
    return found


def called(name, **changes):
    return public()[name](**arrays(name, **changes), **FURTHER.get(name, {}))


def with_number(given, number):
    """The last number of nested lists, changed."""
    if isinstance(given, list):
        return [*given[:-1], with_number(given[-1], number)]
    return number


def test_every_public_function_is_here():
    assert set(public()) == set(CASES)


@EVERY
def test_the_arguments_are_measured(name):
    called(name)


@EVERY
@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_is_refused_by_its_argument_and_row(name, number):
    for argument, kept in CASES[name][0].items():
        with pytest.raises(
            ValueError, match=rf"^{argument}(\[\d\])?: expected finite numbers, found \S+ in row"
        ):
            called(name, **{argument: with_number(kept, number)})


@OF_SEVERAL
def test_unequal_numbers_of_entries_are_refused(name):
    """One more at the end of any argument: nothing is repeated, cut or passed over."""
    for argument, kept in CASES[name][0].items():
        longer = [*kept, kept[-1]]
        if kept is SWEEP:  # of which each row has the texts
            longer = [[*rows, rows[-1]] for rows in kept]
        with pytest.raises(ValueError, match=r"^\w+(\[\d\])?: expected .*, found"):
            called(name, **{argument: longer})


@pytest.mark.parametrize("name", BY_WORD)
def test_unequal_lengths_of_a_text_are_refused(name):
    for argument, kept in CASES[name][0].items():
        for other in ([*kept[0], kept[0][-1]], kept[0][:1]):
            with pytest.raises(
                ValueError, match=r"^\w+\[0\]: expected \d entries, as \w+\[0\] has, found \d"
            ):
                called(name, **{argument: [other, *kept[1:]]})


@EVERY
def test_no_text_at_all(name):
    """Refused, or what the docstring says."""
    given, expected = CASES[name]
    empty = {argument: [] for argument in given}
    if name.startswith("separation"):
        empty["points"] = np.zeros((0, 2))
        empty["labels"] = np.zeros(0, int)
    if expected is None:
        with pytest.raises(ValueError, match=r"^\w+: expected .*, found"):
            called(name, **empty)
    else:
        found = called(name, **empty)
        np.testing.assert_array_equal(np.array(found, float), np.array(expected, float))


@pytest.mark.parametrize("name", NOTHING)
def test_texts_with_nothing_to_measure(name):
    """Each number is NaN; what is left out is counted."""
    found = public()[name](**NOTHING[name], **FURTHER.get(name, {}))
    values = [value for value in np.atleast_1d(found) if not float(value).is_integer()]
    counts = {"correlation": 1, "rationales": 1, "retrieval": 1}.get(name.split(".")[0], 0)
    assert np.isnan(values).all() and len(values) >= len(np.atleast_1d(found)) - counts


@pytest.mark.parametrize("size", [0, -1])
def test_a_batch_has_a_text(size):
    with pytest.raises(ValueError, match=f"^size: expected one text or more, found {size}$"):
        public()["divergence.batch_sum"](np.array(ROW), size=size)


@EVERY
def test_texts_are_no_numbers(name):
    for argument, kept in CASES[name][0].items():
        with pytest.raises(ValueError, match=rf"^{argument}(\[\d\])?: expected .*, found"):
            called(name, **{argument: with_number(kept, "one")})


@pytest.mark.parametrize(
    "name", [name for name in CASES if name.split(".")[0] in ("classification", "deletion")]
)
@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([[2.0, -1.0]] * 3, "a sum of 1 and a smallest one of -1 in row 0"),  # logits
        ([[25.0, 75.0]] * 3, "a sum of 100 and"),  # per cent
        ([[0.5, 0.5], [0.25, 0.25], [1.0, 0.0]], "a sum of 0.5 and a smallest one of 0.25 in row 1"),
        ([[0.5]] * 3, "shape"),  # the one column of a sigmoid
    ],
)
def test_what_are_no_probabilities_is_refused(name, rows, found):
    rows = [rows] * 2 if name.startswith("deletion") else rows
    with pytest.raises(ValueError, match=rf"^probabilities: expected .*, found {found}"):
        called(name, probabilities=rows)


@pytest.mark.parametrize("labels", [[0, 1, 2], [0, -1, 1]])
def test_labels_are_of_the_classes(labels):
    with pytest.raises(ValueError, match=r"^labels: expected classes from 0 to 1, found"):
        called("classification.f1", labels=labels)


def test_labels_are_whole():
    with pytest.raises(ValueError, match=r"^labels: expected whole numbers, found an array of type float64"):
        called("classification.f1", labels=[0.0, 1.0, 1.0])


@pytest.mark.parametrize("span", [[3, 1], [-1, 2]])
def test_a_span_begins_before_it_ends(span):
    with pytest.raises(ValueError, match=r"^true\[2\]: expected 0 <= start <= end, found \["):
        called("rationales.iou_f1", true=[*SPANS[:2], [span]])
