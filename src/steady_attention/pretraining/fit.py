"""Fit a language model to blocks of pieces, some records an epoch, each with a checkpoint; equal bits on
resuming.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn.functional import cross_entropy

from steady_attention.pretraining.language_model import LanguageModel, Masked, Vocabulary, perplexity
from steady_attention.pretraining.settings import Pretrain
from steady_attention.store.errors import UserError
from steady_attention.training import device
from steady_attention.training.optimizer import AdamW
from steady_attention.training.seeds import generator, numpy_generator
from steady_attention.training.state import State, resume, save

RECORDS = 20  # of an epoch
CLIP = 1.0  # norm of a step's gradient (Devlin et al. 2019's code, optimization.py)


@dataclass(frozen=True)
class Blocks:
    """Pieces (blocks, T) to train on, and those held out."""

    train: Tensor
    held_out: Tensor
    vocabulary: Vocabulary

    def read(self, settings: Pretrain, steps: range) -> Iterator[Masked]:
        """The batches of some steps: every epoch another order, every step other masks."""
        an_epoch, size = -(-len(self.train) // settings.batch_size), settings.batch_size
        for step in steps:
            epoch, at = divmod(step, an_epoch)
            if at == 0 or step == steps.start:
                order = numpy_generator(settings.seed, "order", epoch).permutation(len(self.train))
            ids = self.train[torch.from_numpy(order[at * size : (at + 1) * size])]
            yield self.vocabulary.masked(ids, settings.masked, generator(settings.seed, "masks", step))

    def guessed(self, settings: Pretrain) -> Iterator[Masked]:
        """The held-out blocks, masked the same way each time."""
        for number, blocks in enumerate(self.held_out.split(settings.batch_size)):
            random = generator(settings.seed, "held_out", number)
            yield self.vocabulary.masked(blocks, settings.masked, random)


def fit(
    model: LanguageModel, blocks: Blocks, settings: Pretrain, checkpoint: Path, report: Callable[[str], None]
) -> State:
    """Train for the epochs of the settings. Where `checkpoint` exists, go on from it.

    A record of the history: step, epochs (with a fraction), mean loss since the last one, and the perplexity
    on the held-out blocks. Raises UserError when the loss is no longer finite.
    """
    optimizer = AdamW(_groups(model, settings.weight_decay), lr=settings.learning_rate, fused=True)
    state = resume(checkpoint, model, optimizer) if checkpoint.exists() else State()
    an_epoch = -(-len(blocks.train) // settings.batch_size)
    last, every = settings.epochs * an_epoch, max(1, an_epoch // RECORDS)
    done = state.history[-1]["step"] if state.history else 0
    while done < last:
        until = min(done + every, last)
        loss = _steps(model.train(), optimizer, blocks, settings, range(done, until), last)
        with device.cast(settings.precision, model.device):
            guessed = perplexity(model.eval(), device.there(blocks.guessed(settings), model.device))
        done = until
        record = {"step": done, "epoch": round(done / an_epoch, 4), "loss": loss, "perplexity": guessed}
        state.history.append(record)
        save(checkpoint, model, optimizer, state)
        report(f"step {done}/{last} loss {loss:.3f} held-out perplexity {guessed:.1f}")
    return state


def rate(step: int, last: int, settings: Pretrain) -> float:
    """The learning rate of a step, counted from 0: up in a line over the warm-up's share of the steps, then
    down in a line towards 0 (Devlin et al. 2019, appendix A.2).
    """
    warmup = settings.warmup * last
    return settings.learning_rate * min(1.0, (step + 1) / warmup, (last - step) / (last - warmup))


def _groups(model: LanguageModel, weight_decay: float) -> list[dict]:
    """Matrices with weight decay; biases and layer norms without (Devlin et al. 2019's code, the same)."""
    matrices, vectors = [], []
    for parameter in model.parameters():
        (matrices if parameter.ndim > 1 else vectors).append(parameter)
    return [{"params": matrices, "weight_decay": weight_decay}, {"params": vectors, "weight_decay": 0.0}]


def _steps(
    model: LanguageModel,
    optimizer: torch.optim.Optimizer,
    blocks: Blocks,
    settings: Pretrain,
    steps: range,
    last: int,
) -> float:
    """Some steps; returns their mean loss. Raises UserError where that is not finite."""
    total = torch.zeros((), device=model.device)
    batches = device.there(blocks.read(settings, steps), model.device)
    for step, masked in zip(steps, batches, strict=True):
        for group in optimizer.param_groups:
            group["lr"] = rate(step, last, settings)
        optimizer.zero_grad(set_to_none=True)
        with device.cast(settings.precision, model.device):
            logits = model(masked)
        loss = cross_entropy(logits.float(), masked.targets, reduction="sum") / max(1, len(masked.targets))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), CLIP)
        optimizer.step()
        total += loss.detach()
    mean = float(total) / len(steps)
    if not math.isfinite(mean):
        raise UserError(
            f"the loss is {mean} at step {steps.stop}, expected a finite number: lower "
            "pretrain.learning_rate in the settings.yaml of the profile"
        )
    return mean
