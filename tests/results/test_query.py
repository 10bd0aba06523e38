import pytest

from steady_attention.results import query
from tests.results.small import run, scored, write

PLACE = {"dataset": "sst", "encoder": "bilstm", "attention": "additive", "split": "test", "metric": "f1"}
VAT = {**PLACE, "method": "attention_vat"}


@pytest.fixture
def index(evaluations, runs):
    return query.Index(scored(runs, evaluations), runs)


def test_a_key_that_is_not_named_is_at_its_default(index):
    assert index.find(VAT).values == pytest.approx({0: 0.81, 1: 0.82, 2: 0.83})
    assert index.find({**VAT, "unlabeled": 0}) == index.find(VAT)


def test_most_run_is_the_amount_of_most_seeds(evaluations, runs, index):
    """Of 500 and 2,000 texts, of three seeds each, the larger; of 500 with a fourth seed that one."""
    more = query.Index(scored(runs, evaluations), [run("attention_vat", 7, unlabeled=500)])
    assert more.find({**VAT, "unlabeled": query.MOST_RUN}).variant == {"unlabeled": 500}
    found = index.find({**VAT, "unlabeled": query.MOST_RUN})
    assert found.variant == {"unlabeled": 2000}
    assert found.values == pytest.approx({0: 0.84, 1: 0.85, 2: 0.86})


def test_most_run_is_nothing_without_unlabeled_runs(index):
    assert index.find({**VAT, "method": "vanilla", "unlabeled": query.MOST_RUN}) == query.Found({}, 0, {})


def test_declared_runs_are_wanted_whether_they_are_there_or_not(evaluations, runs):
    frame = scored(runs, evaluations)
    found = query.Index(frame, [*runs, run("vanilla", 7)]).find({**VAT, "method": "vanilla"})
    assert found.wanted == 4 and len(found.values) == 3


def test_steps(index):
    assert index.steps(VAT, "unlabeled") == [0, 500, 2000]
    assert index.steps(VAT, "epsilon") == []


def test_a_swept_key_leaves_the_default_runs_alone(evaluations):
    made = [write(evaluations, run(**changes), 0.5) for changes in ({}, {"epsilon": 0.1}, {"epsilon": 30.0})]
    index = query.Index(scored(made, evaluations))
    where = {**PLACE, "method": "vanilla"}
    assert index.steps(where, "epsilon") == [0.1, 30.0]
    assert index.find(where).wanted == 1


def test_a_cell_that_forgets_a_condition():
    with pytest.raises(ValueError, match="says nothing of encoder"):
        query.split({key: value for key, value in VAT.items() if key != "encoder"})
