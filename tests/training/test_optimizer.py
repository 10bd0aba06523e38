"""The optimizers without torch.compile: torch's own, to the bit."""

import subprocess
import sys

import pytest
import torch

from steady_attention.training import optimizer


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
