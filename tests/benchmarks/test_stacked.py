"""Stacked runs get what each would get alone: losses, weights after steps of Adam, epsilons of their own."""

from types import SimpleNamespace

import pytest
import torch

from benchmarks.stacked import Stacked
from benchmarks.workloads import adam
from steady_attention.methods import attention_at, attention_iat, vanilla, word_at
from tests import tiny

RUNS, STEPS = 3, 3
TOLERANCE = {"rtol": 1e-8, "atol": 1e-10}


def given(epsilon, **others):
    """What a loss reads of HParams; epsilon may be a column, a number a run."""
    return SimpleNamespace(epsilon=epsilon, weight=0.7, **others)


METHODS = {
    "vanilla": (vanilla, lambda epsilon: vanilla.HParams()),
    "attention_at": (attention_at, lambda epsilon: given(epsilon)),
    "attention_iat": (attention_iat, lambda epsilon: given(epsilon, direction="paper")),
    "word_at": (word_at, lambda epsilon: given(epsilon)),
}


def make_models(classes):
    """Three runs' models, of three seeds."""
    return [tiny.make_model(seed=seed, classes=classes, dtype=torch.float64) for seed in range(RUNS)]


def trained(model, loss, batches):
    """The losses of some steps of Adam."""
    optimizer, found = adam(model, 0.01), []
    for batch in batches:
        optimizer.zero_grad(set_to_none=True)
        value = loss(model, batch)
        value.backward()
        optimizer.step()
        found.append(value.item())
    return torch.tensor(found, dtype=torch.float64)


def check_equal(method, classes, epsilons, together):
    """epsilons: one a run; together: what the stacked runs' HParams get."""
    module, hparams = METHODS[method]
    models = make_models(classes)
    stacked = Stacked(models)
    batches = [tiny.make_batch(seed=seed, classes=classes) for seed in range(STEPS)]
    alone = [
        trained(model, lambda model, batch, e=e: module.loss(model, batch, hparams(e), tiny.noise()), batches)
        for model, e in zip(models, epsilons, strict=True)
    ]
    summed = trained(
        stacked,
        lambda model, batch: RUNS * module.loss(model, batch, hparams(together), tiny.noise()),
        [stacked.repeated(batch) for batch in batches],
    )
    torch.testing.assert_close(summed, sum(alone), **TOLERANCE)
    for run, model in enumerate(models):
        torch.testing.assert_close(stacked.of_run(run), dict(model.named_parameters()), **TOLERANCE)


@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("method", METHODS)
def test_stacked_runs_are_the_runs_alone(method, classes):
    check_equal(method, classes, [2.0] * RUNS, 2.0)


def test_each_run_may_have_an_epsilon_of_its_own():
    """Rows of a run get its epsilon."""
    epsilons = [0.5, 2.0, 7.0]
    rows = torch.tensor(epsilons, dtype=torch.float64).repeat_interleave(len(tiny.LENGTHS))[:, None]
    check_equal("attention_at", 2, epsilons, rows)


def test_another_model_is_refused():
    with pytest.raises(TypeError, match="expected classifiers of encoder bilstm and attention additive"):
        Stacked([tiny.make_model(scorer="dot") for _ in range(RUNS)])
