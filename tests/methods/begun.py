"""A method at the beginning of its first epoch, whatever it begins from."""

from pathlib import Path

import yaml

from steady_attention import methods
from steady_attention.methods.parts.epoch import Epoch
from steady_attention.settings import methods as of_methods
from tests.tiny import make_model, make_texts

SECTIONS = yaml.safe_load(Path("conf/methods.yaml").read_text(encoding="utf-8"))["methods"]


def model_of(name, scorer="additive", **sizes):
    """A model as the method trains it; base has no attention."""
    method = methods.get(name)
    found = make_model(
        scorer="max" if name == "base" else scorer,
        bottleneck=method.PROPERTIES.bottleneck,
        permuted=method.PROPERTIES.permuted,
        **sizes,
    )
    if hasattr(method, "hold"):
        method.hold(found)
    return found


def vanilla_of(name, model, hparams, scorer="additive", **sizes):
    """The vanilla run (of other weights) that the model has begun from, None if it needs none."""
    if name not in of_methods.known().from_vanilla:
        return None
    sizes |= {"dtype": model.embedding.weight.dtype}
    vanilla = make_model(scorer=scorer, seed=7, **sizes).eval().requires_grad_(False)
    methods.get(name).begin(model, vanilla, hparams)
    return vanilla


def loss_at(name, model, texts=None, vanilla=None, **changes):
    """loss(model, batch, noise) of the first epoch, with the method's section of params.yaml, changed."""
    hparams = methods.hparams(name, SECTIONS[name] | changes)
    pair = getattr(model.encoder, "second", None) is not None
    return methods.epoch_loss(name, hparams, Epoch(1, model, texts or make_texts(pair=pair), vanilla))
