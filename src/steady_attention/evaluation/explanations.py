"""Explanations of a prediction: a number for each word, the larger the more the word speaks for the class
that is decided on the whole text.

What is explained is that class's log-odds ln p / (1 - p), which of two classes is the logit. Shapes: B texts,
T words of the attended text, L embedded words (of pairs those of both texts), D wide. A word's number is the
sum over its pieces. Of pairs the attended text alone is explained.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from steady_attention.evaluation.attack import decided
from steady_attention.models.batch import Batch
from steady_attention.models.classifier import Classifier, Reading
from steady_attention.models.noise import attended, frozen
from steady_attention.models.texts import Texts, by_length, kept

BATCH = 128  # texts
PARTS = 50  # of a text that occlusion leaves out, at most; our choice: its passes grow with T^2
CHUNK = 1024  # shortened texts that are held in memory at a time


@dataclass(frozen=True)
class Pass:
    """What one pass over a batch leaves: embedded words (B, L, D), the reading, the decided classes (B,)."""

    model: Classifier
    batch: Batch
    embedded: Tensor
    reading: Reading
    own: Tensor
    steps: int

    def slope(self, at: Tensor) -> Tensor:
        """The gradient (B, L, D) of the log-odds at embedded words (B, L, D)."""
        leaf = at.detach().requires_grad_()
        found = log_odds(self.model.read(leaf, self.batch).logits(), self.own)
        return torch.autograd.grad(found.sum(), leaf)[0]

    def by_place(self, parts: Tensor) -> Tensor:
        """Sums over D of the attended text's (B, L, D): (B, T)."""
        return parts.sum(2)[:, : self.batch.tokens.shape[1]]


def log_odds(logits: Tensor, own: Tensor) -> Tensor:
    """ln p / (1 - p) (B,) of the classes `own` (B,) from logits (B, 1) or (B, C)."""
    if logits.shape[1] == 1:
        return logits[:, 0] * (2 * own - 1)
    others = logits.scatter(1, own[:, None], float("-inf"))
    return logits.gather(1, own[:, None])[:, 0] - others.logsumexp(1)


def attention(one: Pass) -> Tensor:
    """The attention itself (B, T)."""
    return one.reading.attention()


def attention_x_gradient(one: Pass) -> Tensor:
    """a_t times the gradient of the log-odds with respect to a_t (Serrano & Smith 2019)."""
    weights = one.reading.attention().detach().requires_grad_()
    found = log_odds(one.reading.logits_of(weights), one.own)
    return weights * torch.autograd.grad(found.sum(), weights)[0]


def attention_x_value(one: Pass) -> Tensor:
    """a_t |v_t|, v_t what the decoder makes of the word's state (Kobayashi et al. 2020)."""
    return one.reading.attention() * one.reading.values.norm(dim=2)


def gradient_x_input(one: Pass) -> Tensor:
    """The gradient with respect to the embedded word times that word, through the attention too."""
    return one.by_place(one.slope(one.embedded) * one.embedded)


def integrated_gradients(one: Pass) -> Tensor:
    """The gradient's mean between zero vectors and the embedded words, times these (Sundararajan et al.
    2017), at the midpoints of `steps` equal parts. Over a text they sum to what the words change of the
    log-odds, up to the error of the midpoints.
    """
    path = torch.where(attended(one.batch)[..., None], one.embedded, 0.0)  # the rest stays as it is
    parts = [(number + 0.5) / one.steps for number in range(one.steps)]
    slopes = sum(one.slope(one.embedded - (1 - part) * path) for part in parts)
    return one.by_place(slopes * path) / one.steps


BY_PASS: dict[str, Callable[[Pass], Tensor]] = {
    one.__name__: one
    for one in (attention, attention_x_gradient, attention_x_value, gradient_x_input, integrated_gradients)
}


def occlusion(model: Classifier, texts: Texts) -> list[np.ndarray]:
    """What the log-odds lose with each word (words,) of each text (Li et al. 2016): the word is left out.

    A text of more than PARTS words is cut into so many parts of adjacent words, of which one after another is
    left out; the words of a part have equal shares of what is lost.
    """
    lengths = (texts.lengths - 2 * int(texts.boundaries)).tolist()
    cut = [np.array_split(np.arange(length), min(length, PARTS)) for length in lengths]
    pairs = [(text, part) for text, parts in enumerate(cut) for part in parts]
    losses = np.empty(len(pairs), np.float32)
    with frozen(model), torch.no_grad():
        full, own = _log_odds_of(model, texts, None)
        for start in range(0, len(pairs), CHUNK):
            some = pairs[start : start + CHUNK]
            rows = np.array([text for text, _ in some])
            masks = [~np.isin(np.arange(lengths[text]), part) for text, part in some]
            without = _log_odds_of(model, kept(texts.take(rows), masks), own[rows])[0]
            losses[start : start + CHUNK] = full[rows] - without
    each = np.concatenate(
        [np.repeat(loss / len(part), len(part)) for loss, (_, part) in zip(losses, pairs, strict=True)]
    )
    return np.split(each, np.cumsum(lengths)[:-1])


def attributions(model: Classifier, texts: Texts, steps: int) -> dict[str, list[np.ndarray]]:
    """Every explanation that asks the model, by name: numbers (words,) of each text. The model is left as it
    was.
    """
    found: dict[str, dict[int, np.ndarray]] = {name: {} for name in BY_PASS}
    with frozen(model):
        for indices in by_length(texts, BATCH):
            batch = texts.batch(indices).to(model.device)
            with torch.no_grad():
                embedded = model.embed(batch, torch.Generator())  # no dropout in evaluation
                reading = model.read(embedded, batch)
            one = Pass(model, batch, embedded, reading, decided(reading.logits()), steps)
            for name, explain in BY_PASS.items():
                rows = batch.by_word(explain(one).float())
                found[name] |= dict(zip(indices.tolist(), rows, strict=True))
    every = {name: [rows[i] for i in range(len(texts))] for name, rows in found.items()}
    return every | {"occlusion": occlusion(model, texts)}


def _log_odds_of(model: Classifier, texts: Texts, own: np.ndarray | None) -> tuple[np.ndarray, np.ndarray]:
    """The log-odds (n,) of the classes `own` (n,), of the decided ones where none are given; and those."""
    found = np.empty(len(texts), np.float32)
    classes = np.empty(len(texts), np.int64) if own is None else own
    for indices in by_length(texts, BATCH):
        batch = texts.batch(indices).to(model.device)
        logits = model.read(model.embed(batch, torch.Generator()), batch).logits().float()
        if own is None:
            classes[indices] = decided(logits).cpu().numpy()
        asked = torch.from_numpy(classes[indices]).to(logits.device)
        found[indices] = log_odds(logits, asked).cpu().numpy()
    return found, classes
