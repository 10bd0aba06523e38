"""No GPU is needed here: every method, measure and encoder has a test among those of `pytest -m gpu`."""

from itertools import product
from pathlib import Path

import pytest

from steady_attention import methods
from tests.gpu import test_agreement, test_measures

PACKAGE = Path("src/steady_attention")


def modules(folder):
    """The names that files have, which is what a method, an encoder or a measure is known by."""
    return {path.stem for path in (PACKAGE / folder).glob("*.py")} - {"__init__"}


ENCODERS, METHODS = modules("models/encoders"), set(methods.NAMES)
MEASURES = modules("evaluation/measures")


def cases(test):
    """The values of a test's parameters, by the parameters' names."""
    marks = [mark for mark in test.pytestmark if mark.name == "parametrize"]
    return {mark.args[0]: set(mark.args[1]) for mark in marks}


def lacking(wanted, test, *names):
    """The combinations that the test has not."""
    found = cases(test)
    return sorted(set(wanted) - set(product(*(found[name] for name in names))))


def test_every_method_has_a_test_on_a_gpu_with_every_encoder():
    assert METHODS == modules("methods") and ENCODERS
    test = test_agreement.test_losses_and_gradients_agree
    assert lacking(product(METHODS, ENCODERS), test, "name", "encoder") == []


def test_every_measure_has_a_test_on_a_gpu_with_every_encoder():
    """Gradients of recurrent cells in evaluation mode, which cuDNN refuses, and the words' importance too."""
    assert MEASURES
    test = test_measures.test_measures_agree
    assert lacking(product(MEASURES | {"importance"}, ENCODERS), test, "name", "encoder") == []


def test_a_method_without_a_test_is_named():
    test = test_agreement.test_losses_and_gradients_agree
    assert lacking([("new", "lstm"), ("vib", "lstm")], test, "name", "encoder") == [("new", "lstm")]


@pytest.mark.parametrize("module", [test_agreement, test_measures])
def test_what_needs_a_gpu_is_marked_and_skipped_without(module):
    assert [mark.name for mark in module.pytestmark] == ["gpu", "skipif"]
