"""torch's optimizers without the wrappers by which they import all of torch.compile when they are made: 820
modules, a second of processor in every process that trains. To the bit the same.
"""

from inspect import unwrap

import torch
from torch.optim import Optimizer

WRAPPED = ("add_param_group", "zero_grad", "state_dict", "load_state_dict")


def lean(kind: type[Optimizer]) -> type[Optimizer]:
    """A kind of optimizer whose methods are those beneath the wrappers."""
    methods = {name: unwrap(getattr(kind, name)) for name in WRAPPED}
    return type(kind.__name__, (kind,), methods | {"step": torch.no_grad()(unwrap(kind.step))})


Adam, AdamW = lean(torch.optim.Adam), lean(torch.optim.AdamW)
