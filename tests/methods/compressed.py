"""The phases of method vib on tiny models."""

from functools import partial

from steady_attention.methods import vib
from steady_attention.methods.parts.epoch import Epoch
from steady_attention.methods.vib import HParams
from tests.tiny import make_model, make_texts

HP = HParams(beta=0.1, iterations=5, compressor_epochs=1, learner_epochs=1, learning_rate=0.001)
make_compressed = partial(make_model, bottleneck=True)
NUMBER = {"compressor": 1, "learner": 2}  # of the first epoch of each


def loss_in(phase, model, batch, noise, hparams=HP):
    """The loss of a phase, at the beginning of its epoch."""
    epoch = Epoch(NUMBER[phase], model, make_texts(), None)
    return vib.loss(model, batch, hparams, noise, vib.prepare(epoch, hparams))
