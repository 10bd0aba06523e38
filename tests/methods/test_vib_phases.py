"""Learner and compressor in turn: who trains, when, and from where."""

import pytest
import torch

from steady_attention import methods
from steady_attention.methods import vib
from steady_attention.methods.parts.epoch import Epoch, Schedule
from steady_attention.methods.vib import HParams
from steady_attention.store import sections
from steady_attention.store.errors import UserError
from tests.methods.compressed import HP, NUMBER, loss_in, make_compressed
from tests.tiny import LENGTHS, make_batch, make_model, make_texts, noise

ALONE = HParams(beta=1.0, iterations=3, compressor_epochs=0, learner_epochs=2, learning_rate=0.007)
THREE = HParams(beta=1.0, iterations=3, compressor_epochs=2, learner_epochs=1, learning_rate=0.007)
KINDS = [
    {},
    {"classes": 3},
    {"boundaries": True},
    {"pair": True},
    {"classes": 3, "pair": True, "candidates": True},
]
COMPRESSOR = {"scorer", "bottleneck"}


def case(encoder="bilstm", scorer="additive", classes=2, pair=False, **kinds):
    """A model and a batch; without boundaries a text of one word is in it."""
    lengths = (3, 13, 3, 7, 5) if "boundaries" in kinds else LENGTHS
    model = make_compressed(encoder, scorer, classes, pair=pair)
    return model, make_batch(lengths, classes=classes, pair=pair, **kinds)


def frozen(**kinds):
    """A vanilla run's model."""
    return make_model(seed=7, **kinds).eval().requires_grad_(False)


def state(model):
    """A copy of all weights."""
    return {name: tensor.clone() for name, tensor in model.state_dict().items()}


def parts(model, phase):
    """The parameters by name that a phase trains, and those that it must leave."""
    own = {name: p for name, p in model.named_parameters() if name.split(".")[0] in COMPRESSOR}
    rest = {name: p for name, p in model.named_parameters() if name not in own}
    return (own, rest) if phase == "compressor" else (rest, own)


def test_it_begins_from_vanilla():
    """All weights are vanilla's but the bottleneck's, in tensors of its own; all of them will be trained."""
    model, vanilla = make_compressed(), frozen()
    own, theirs = state(model), state(vanilla)
    model.encoder.requires_grad_(False)
    vib.begin(model, vanilla, HP)
    for name, tensor in state(model).items():
        assert torch.equal(tensor, own[name] if name.startswith("bottleneck.") else theirs[name]), name
    assert all(parameter.requires_grad for parameter in model.parameters())
    with torch.no_grad():
        model.decoder.bias.add_(1.0)
    assert torch.equal(vanilla.decoder.bias, theirs["decoder.bias"])
    assert not any(parameter.requires_grad for parameter in vanilla.parameters())


def test_at_the_beginning_it_predicts_as_vanilla():
    """Table 6: iteration 0 is LSTM-ATT."""
    model, vanilla, batch = make_compressed(pair=True), frozen(pair=True), make_batch(pair=True)
    vib.begin(model, vanilla, HP)
    found, expected = (m.read(m.embed(batch, noise()), batch) for m in (model, vanilla))
    assert torch.equal(found.logits(), expected.logits())
    assert torch.equal(found.attention(), expected.attention())


@pytest.mark.parametrize("other", [{"encoder": "lstm"}, {"scorer": "dot"}, {"classes": 3}, {"pair": True}])
def test_another_models_weights_are_refused(other):
    with pytest.raises(RuntimeError, match=r"Missing key|Unexpected key|size mismatch"):
        vib.begin(make_compressed(), make_model(**other), HP)


def test_the_schedule_by_hand():
    """Five times one and one epoch; three times two and one. Dev chooses between iterations, all are kept."""
    assert vib.schedule(HP) == Schedule(epochs=10, learning_rate=0.001, every=2, keep=True)
    assert vib.schedule(THREE) == Schedule(epochs=9, learning_rate=0.007, every=3, keep=True)
    assert vib.schedule(ALONE) == Schedule(epochs=6, learning_rate=0.007, every=2, keep=True)


@pytest.mark.parametrize(("hparams", "expected"), [(HP, "cl" * 5), (THREE, "ccl" * 3), (ALONE, "ll" * 3)])
def test_every_iteration_compresses_and_then_learns(hparams, expected):
    model = make_compressed()
    numbers = range(1, vib.schedule(hparams).epochs + 1)
    found = [vib.prepare(Epoch(number, model, make_texts(), None), hparams) for number in numbers]
    assert "".join(phase[0] for phase in found) == expected


@pytest.mark.parametrize("scorer", ["additive", "dot"])
@pytest.mark.parametrize("kinds", KINDS)
@pytest.mark.parametrize("phase", ["compressor", "learner"])
def test_each_phase_trains_its_own_parts_alone(phase, kinds, scorer):
    """What is held fixed has no gradient at all; what is trained has a finite one, and not only zeros."""
    model, batch = case(scorer=scorer, **kinds)
    loss = loss_in(phase, model, batch, noise())
    loss.backward()
    trained, fixed = parts(model, phase)
    assert torch.isfinite(loss)
    assert all(p.grad is None and not p.requires_grad for p in fixed.values())
    for name, parameter in trained.items():
        assert torch.isfinite(parameter.grad).all(), name
        assert parameter.grad.abs().max() > 0, name
    if phase == "learner":
        assert (model.embedding.weight.grad[0] == 0).all()  # the padding


def test_the_learner_alone_leaves_the_attention_as_vanillas():
    model, batch = case()
    vib.begin(model, frozen(), ALONE)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01, fused=True)
    before = state(model)
    for number in range(1, vib.schedule(ALONE).epochs + 1):
        loss = methods.epoch_loss("vib", ALONE, Epoch(number, model, make_texts(), None))
        optimizer.zero_grad(set_to_none=True)
        loss(model, batch, noise()).backward()
        optimizer.step()
    moved = {name.split(".")[0] for name, tensor in state(model).items() if not tensor.equal(before[name])}
    assert moved == {"embedding", "encoder", "decoder"}


@pytest.mark.parametrize("encoder", ["rnn", "lstm", "bilstm"])
@pytest.mark.parametrize("pair", [False, True])
def test_what_is_fixed_stays_to_the_bit(encoder, pair):
    """Also under Adam's memory of the phase before, and with weight decay; all that is trained moves."""
    model, batch = case(encoder, pair=pair)
    vib.begin(model, frozen(encoder=encoder, pair=pair), HP)
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01, weight_decay=0.1, fused=True)
    for phase in ("compressor", "learner", "compressor", "learner"):
        before = state(model)
        for seed in range(3):
            optimizer.zero_grad(set_to_none=True)
            loss_in(phase, model, batch, noise(seed)).backward()
            optimizer.step()
        trained, fixed = parts(model, phase)
        assert set(trained) | set(fixed) == set(before)
        assert all(torch.equal(parameter, before[name]) for name, parameter in fixed.items())
        assert not any(torch.equal(parameter, before[name]) for name, parameter in trained.items())
        assert (model.embedding.weight[0] == 0).all()


@pytest.mark.parametrize("phase", NUMBER)
def test_one_text_of_one_word(phase):
    """Its attention is 1 whatever the scores: the compressor has nothing to tell the attention."""
    model = make_compressed()
    loss = loss_in(phase, model, make_batch((1,)), noise())
    loss.backward()
    assert torch.isfinite(loss)
    if phase == "compressor":
        assert all((parameter.grad == 0).all() for parameter in model.scorer.parameters())


@pytest.mark.parametrize("key", vars(HP))
def test_settings_out_of_range_are_refused(key):
    wrong = {"beta": -0.01, "compressor_epochs": -1}.get(key, 0)
    with pytest.raises(UserError, match=rf"methods\.vib\.{key}: expected .*, got"):
        sections.read("methods.vib", vars(HP) | {key: wrong}, HParams)
    least = sections.read("methods.vib", vars(HP) | {"beta": 0, "compressor_epochs": 0}, HParams)
    assert (least.beta, least.compressor_epochs) == (0.0, 0)
