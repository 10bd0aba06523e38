"""torch's optimizers without the wrappers by which they import all of torch.compile when they are made: 820
modules, a second of processor in every process that trains. To the bit the same.
"""

from inspect import unwrap
from typing import Any

import torch
from torch import nn
from torch.optim import Optimizer

SPARED = ("embedding.", "scorer.")  # of the decay, as in the code of Kitada & Iyatomi and of SEAT
WRAPPED = ("add_param_group", "zero_grad", "state_dict", "load_state_dict")


def lean(kind: type[Optimizer]) -> type[Optimizer]:
    """A kind of optimizer whose methods are those beneath the wrappers."""
    methods = {name: unwrap(getattr(kind, name)) for name in WRAPPED}
    return type(kind.__name__, (kind,), methods | {"step": torch.no_grad()(unwrap(kind.step))})


Adam, AdamW = lean(torch.optim.Adam), lean(torch.optim.AdamW)


def groups(model: nn.Module, weight_decay: float, decayed: str) -> list[dict[str, Any]]:
    """The trained parameters as groups of Adam. decayed: `all`, as the text of Kitada & Iyatomi 2022 says, or
    `rest`, all but the embedding and the attention's scorer, as published code has it.

    Adam scales a gradient that is the decay's alone to nearly a full step: on the embedding `all` erases the
    vectors of rare words.
    """
    trained = [(name, weight) for name, weight in model.named_parameters() if weight.requires_grad]
    if decayed == "all":
        return [{"params": [weight for _, weight in trained], "weight_decay": weight_decay}]
    spared = [weight for name, weight in trained if name.startswith(SPARED)]
    rest = [weight for name, weight in trained if not name.startswith(SPARED)]
    parts = [{"params": rest, "weight_decay": weight_decay}, {"params": spared, "weight_decay": 0.0}]
    return [part for part in parts if part["params"]]
