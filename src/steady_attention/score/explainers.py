"""Explanations of a classifier's predictions: a number for each word, the larger the more the word speaks for
the class that is decided on the whole text.

Gradients, integrated gradients and occlusion explain that class's log-odds ln p / (1 - p), as the pipeline's
do (evaluation/explanations.py). A word's number is the sum over its pieces. Attention is that of the piece
from which the classifier reads, [CLS] or the last one, on the words; it sums to 1 over a text.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor

from steady_attention.evaluation.deletions import deleted
from steady_attention.evaluation.explanations import PARTS, log_odds
from steady_attention.evaluation.word_deletions import WordLosses
from steady_attention.metrics.classification import decided
from steady_attention.score.attention import HEADS, MEAN, ROLLOUT, Rows, Unavailable, attentions
from steady_attention.score.classifier import PIECES, Batch, Classifier, Encoded
from steady_attention.store.errors import UserError
from steady_attention.training.seeds import numpy_generator

GRADIENT, INTEGRATED = "gradient_x_input", "integrated_gradients"
NAMES = {  # and what each is
    MEAN: "attention, the mean over layers and heads",
    ROLLOUT: "attention through all layers, half of each layer its input (Abnar & Zuidema 2020)",
    HEADS: "attention of each layer and head, an explanation each: many",
    GRADIENT: "gradient times embedded word",
    INTEGRATED: "the same integrated from zero vectors (Sundararajan et al. 2017), by captum",
    "occlusion": "the log-odds lost without the word (Li et al. 2016)",
    "random": "random numbers: what no information gives",
}
USUAL = tuple(name for name in NAMES if name != HEADS)
STEPS = 8  # of integrated gradients, by midpoints: as profile small has it (conf/small/settings.yaml)
Explained = tuple[dict[str, Rows], dict[str, str]]


def explain(
    classifier: Classifier, losses: WordLosses, names: Sequence[str], seed: int, report: Callable[[str], None]
) -> Explained:
    """The named explanations of the texts of `losses`; and by name, why one could not be made."""
    encoded, own = classifier.encode(losses.texts), torch.from_numpy(decided(losses.full))
    explanations: dict[str, Rows] = {}
    left_out: dict[str, str] = {}
    attended = [name for name in (MEAN, ROLLOUT, HEADS) if name in names]
    if attended:
        report("attention")
        try:
            explanations |= attentions(classifier, encoded, attended)
        except Unavailable as error:
            left_out |= dict.fromkeys(attended, str(error))
    for name, method in ((GRADIENT, gradient_x_input), (INTEGRATED, integrated_gradients)):
        if name in names:
            report(name)
            try:
                explanations[name] = method(classifier, encoded, own)
            except (NotImplementedError, TypeError, ValueError) as error:  # models that take no embeddings
                left_out[name] = f"the model takes no embedded words ({str(error).splitlines()[0][:80]})"
    if "occlusion" in names:
        report("occlusion")
        explanations["occlusion"] = occlusion(losses)
    if "random" in names:
        random = numpy_generator(seed, "explanations")
        explanations["random"] = [random.random(length) for length in losses.lengths]
    order = [
        name
        for asked in names
        for name in explanations
        if name == asked or asked == HEADS and "_head" in name
    ]
    return {name: explanations[name] for name in dict.fromkeys(order)}, left_out


def gradient_x_input(classifier: Classifier, encoded: Sequence[Encoded], own: Tensor) -> Rows:
    """The gradient of the log-odds of the classes `own` (n,) with respect to each embedded word, times it."""

    def one(batch: Batch, embedded: Tensor, chances: Callable[..., Tensor]) -> Tensor:
        leaf = embedded.requires_grad_()
        (slope,) = torch.autograd.grad(chances(leaf, *_rest(batch), own[batch.numbers]).sum(), leaf)
        return slope * leaf.detach()

    return _by_gradient(classifier, encoded, one, PIECES)


def integrated_gradients(
    classifier: Classifier, encoded: Sequence[Encoded], own: Tensor, steps: int = STEPS
) -> Rows:
    """The gradient's mean between zero vectors and the embedded words, times these, by the midpoints of
    `steps` equal parts; pieces that are no word's stay as they are.
    """
    captum = _captum()

    def one(batch: Batch, embedded: Tensor, chances: Callable[..., Tensor]) -> Tensor:
        words = torch.from_numpy(np.stack([encoded[number].words >= 0 for number in batch.numbers]))
        return captum.IntegratedGradients(chances).attribute(
            embedded,
            torch.where(words[..., None], 0.0, embedded),
            additional_forward_args=(*_rest(batch), own[batch.numbers]),
            n_steps=steps,
            method="riemann_middle",
        )

    return _by_gradient(classifier, encoded, one, max(1, PIECES // steps))


def occlusion(losses: WordLosses) -> Rows:
    """What the log-odds lose without each word. A text of more than PARTS words is cut into so many parts of
    adjacent words, which are left out one after another; the words of a part have equal shares of what is
    lost.
    """
    own = decided(losses.full)
    rows = []
    cuts = [np.array_split(np.arange(length), min(length, PARTS)) for length in losses.lengths]
    sets = [
        [(text, deleted(np.isin(np.arange(losses.lengths[text]), part))) for part in parts]
        for text, parts in enumerate(cuts)
    ]
    losses.of([one for row in sets for one in row])  # all texts together
    for text, (row, parts) in enumerate(zip(sets, cuts, strict=True)):
        full = _odds(losses.full[text : text + 1], own[text])
        lost = full - _odds(losses.probabilities(row), own[text])
        sizes = [len(part) for part in parts]
        rows.append(np.repeat(lost / sizes, sizes))
    return rows


def _odds(probabilities: np.ndarray, own: int) -> np.ndarray:
    """ln p / (1 - p) (m,) of one class, from probabilities (m, C)."""
    others = np.delete(probabilities, own, axis=1).sum(1)
    smallest = np.finfo(np.float64).tiny
    return np.log(np.maximum(probabilities[:, own], smallest)) - np.log(np.maximum(others, smallest))


def _by_gradient(
    classifier: Classifier,
    encoded: Sequence[Encoded],
    method: Callable[[Batch, Tensor, Callable[..., Tensor]], Tensor],
    pieces: int,
) -> Rows:
    """What a method makes of embedded pieces (B, T, D), by word. Texts of one length go together: from
    embedded pieces some models cannot tell where a text ends.
    """
    rows: dict[int, np.ndarray] = {}

    def chances(embedded: Tensor, mask: Tensor, kinds: Tensor | None, own: Tensor) -> Tensor:
        inputs = {"attention_mask": mask} | ({} if kinds is None else {"token_type_ids": kinds})
        return log_odds(classifier.model(inputs_embeds=embedded, **inputs).logits, own)

    def one(batch: Batch) -> None:
        with torch.enable_grad():
            embedded = classifier.model.get_input_embeddings()(batch.inputs["input_ids"]).detach()
            parts = method(batch, embedded, chances).detach().double().sum(2).numpy()
        for row, number in enumerate(batch.numbers):
            rows[number] = encoded[number].by_word(parts[row])

    classifier.each(encoded, one, pieces, alike=True)
    return [rows[number] for number in range(len(encoded))]


def _rest(batch: Batch) -> tuple[Tensor, Tensor | None]:
    return batch.inputs["attention_mask"], batch.inputs.get("token_type_ids")


def _captum() -> Any:
    try:
        from captum import attr
    except ImportError as error:
        raise UserError(
            "integrated gradients are captum's, which is not installed: pip install "
            "'steady-attention[bert]', or leave integrated_gradients out of --explain"
        ) from error
    return attr
