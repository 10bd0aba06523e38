"""The optimizers without torch.compile: torch's own, to the bit."""

import subprocess
import sys

import pytest
import torch

from steady_attention.training import optimizer
from tests.tiny import make_model


def trained(kind, restored: bool = False) -> list[torch.Tensor]:
    """The weights after some steps; restored: with a state that went through a dictionary in between."""
    torch.manual_seed(0)
    model = torch.nn.Linear(7, 3)
    made = kind(model.parameters(), lr=0.1, weight_decay=0.01, fused=True)
    for step in range(5):
        if restored and step == 2:
            state, made = made.state_dict(), kind(model.parameters(), lr=0.3, fused=True)
            made.load_state_dict(state)
        made.zero_grad(set_to_none=True)
        model(torch.full((2, 7), float(step))).square().sum().backward()
        made.step()
    return [parameter.detach() for parameter in model.parameters()]


@pytest.mark.parametrize("name", ["Adam", "AdamW"])
@pytest.mark.parametrize("restored", [False, True])
def test_steps_are_torchs_own(name, restored):
    ours, theirs = trained(getattr(optimizer, name), restored), trained(getattr(torch.optim, name))
    assert all(torch.equal(one, other) for one, other in zip(ours, theirs, strict=True))


def test_training_imports_no_compiler():
    program = (
        "import sys; sys.path[:0] = ['src', '.']; from tests.training.test_optimizer import trained; "
        "from steady_attention.training import optimizer; trained(optimizer.Adam, restored=True); "
        "assert 'torch._dynamo' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("scorer", ["additive", "dot", "max"])
def test_the_decay_is_on_all_but_embedding_and_attention_or_on_all(scorer):
    """As Kitada & Iyatomi's code has it, or their text."""
    model = make_model(scorer=scorer)
    names = {weight: name for name, weight in model.named_parameters()}
    (everything,) = optimizer.groups(model, 0.01, "all")
    assert everything["weight_decay"] == 0.01 and set(everything["params"]) == set(names)
    rest, spared = optimizer.groups(model, 0.01, "rest")
    assert (rest["weight_decay"], spared["weight_decay"]) == (0.01, 0.0)
    rooms = [{names[weight].split(".")[0] for weight in part["params"]} for part in (rest, spared)]
    assert rooms == [{"encoder", "decoder"}, {"embedding"} if scorer == "max" else {"embedding", "scorer"}]


def test_what_is_held_is_in_no_group():
    model = make_model()
    model.requires_grad_(False).scorer.requires_grad_(True)
    (spared,) = optimizer.groups(model, 0.01, "rest")
    assert len(spared["params"]) == 3 and spared["weight_decay"] == 0.0


@pytest.mark.parametrize("decayed", ["rest", "all"])
def test_a_word_of_no_batch_stays_as_it_is_unless_it_decays(decayed):
    """Word 5 stands in no text: Adam scales its gradient, the decay's 1e-5 w, to full steps of .1 to 0."""
    model = make_model()
    before = model.embedding.weight.detach().clone()
    made = optimizer.Adam(optimizer.groups(model, 1e-5, decayed), lr=0.1, fused=True)
    for _ in range(3):
        made.zero_grad(set_to_none=True)
        model.embedding(torch.tensor([[7, 11]])).square().sum().backward()
        made.step()
    moved = (model.embedding.weight - before).abs().detach()
    assert moved[7].min() > 0.01
    if decayed == "rest":
        assert not moved[5].any()
    else:
        near = before[5].abs() > 0.5  # further from 0 than three steps come
        torch.testing.assert_close(moved[5][near], torch.full_like(moved[5][near], 0.3), rtol=0.05, atol=0)
