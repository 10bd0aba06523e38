"""SEAT: a stable attention with vanilla's predictions and vanilla's leading words (Hu et al. 2023).

Mode `paper` is Eq. 6: the vanilla model is the teacher, its attention w; the student's attention w~ begins at
w and is trained on vanilla's frozen encoder and decoder. What was published under this name is another
method, `released_code` (seat_released.py).
"""

from collections import defaultdict
from typing import Literal

import torch
from torch import Tensor

from steady_attention.methods.parts import seat_released, topk
from steady_attention.methods.parts.ascent import Norm, across, ascend
from steady_attention.methods.parts.divergence import Divergence, divergence
from steady_attention.methods.parts.epoch import Descent, Epoch, Schedule
from steady_attention.methods.parts.properties import Properties
from steady_attention.methods.parts.remembered import learn, remember
from steady_attention.models.batch import Batch
from steady_attention.models.classifier import Classifier, Reading
from steady_attention.models.predict import BATCH
from steady_attention.models.texts import Texts, by_length
from steady_attention.store.sections import Count, Index, NotNegative, Positive, section

PROPERTIES = Properties(perturbs="attention", unlabeled=False, restricted=False)
MONITORED = 500  # texts of a split that the history's curves look at, evenly spaced; our choice


@section
class HParams:
    """trainable: the attention alone, or the whole student. ablation: the regularisers that are on; l3 is
    lambda1's. start: of w~, vanilla's w or the model's own first weights. closeness: D1. stability: D2. k:
    leading words. radius: of delta, in units of the attention weight, embedding_radius: of released_code's,
    in units of the word vectors. steps: K of Algorithm 1. norm: of delta. epochs and learning_rate: in place
    of the profile's. descent: of the learning rate.

    released_code has no trainable, start, closeness, stability, radius and norm: all is trained, on labels,
    from its own first weights, with L-infinity.
    """

    mode: Literal["paper", "released_code"]
    trainable: Literal["attention", "all"]
    ablation: Literal["none", "l3", "topk", "l3+topk"]
    start: Literal["vanilla", "random"]
    closeness: Divergence
    stability: Divergence
    lambda1: NotNegative
    lambda2: NotNegative
    k: Count
    radius: NotNegative
    embedding_radius: NotNegative
    steps: Index
    norm: Norm
    epochs: Count
    learning_rate: Positive
    descent: Descent


def begin(model: Classifier, vanilla: Classifier, hparams: HParams) -> None:
    """In mode paper the student is the teacher, but for its attention where that starts at random;
    released_code begins from its own random weights. The teacher encodes every text once.
    """
    remember(vanilla.encoder)
    if hparams.mode == "released_code":
        return
    drawn = model.scorer.state_dict() if hparams.start == "random" else {}
    own = {f"scorer.{name}": tensor for name, tensor in drawn.items()}
    model.load_state_dict(vanilla.state_dict() | own)
    for name, parameter in model.named_parameters():
        parameter.requires_grad_(hparams.trainable == "all" or name.startswith("scorer."))


def prepare(epoch: Epoch, hparams: HParams) -> Classifier:
    """The teacher, which knows the training texts."""
    learn(epoch.vanilla, epoch.texts)
    return epoch.vanilla


def schedule(hparams: HParams) -> Schedule:
    """Epochs and learning rate of its own; dev may choose every epoch, and the start."""
    return Schedule(hparams.epochs, hparams.learning_rate, descent=hparams.descent, start=True)


def weights_of(hparams: HParams) -> tuple[float, float]:
    """lambda1 and lambda2, 0 where the ablation switches a regulariser off (Table 4)."""
    on = hparams.ablation.split("+")
    return hparams.lambda1 * ("l3" in on), hparams.lambda2 * ("topk" in on)


def readings(
    model: Classifier, vanilla: Classifier, batch: Batch, hparams: HParams, noise: torch.Generator
) -> tuple[Reading, Reading]:
    """The student's, and the teacher's, a constant. A frozen encoder runs once for both, as in evaluation."""
    with torch.no_grad():
        embedded = vanilla.embed(batch, noise)  # in evaluation mode: without dropout
        encoded = vanilla.encoder(embedded, batch)
        teacher = vanilla.read_encoded(encoded, batch)
    if hparams.mode == "paper" and hparams.trainable == "attention":
        return model.read_encoded(encoded, batch), teacher
    return model.read(model.embed(batch, noise), batch), teacher


def instability(reading: Reading, hparams: HParams, noise: torch.Generator) -> Tensor:
    """Eq. 6's max D2(y(w~), y(w~ + delta)) (B,), delta found by ascent; y(w~) is the target, a constant.

    Since the decoder is linear, delta moves the logits by sum_t delta_t v_t, whatever w~ is: with a frozen
    encoder this depends on w~ through the clean prediction alone.
    """
    weights, clean, constant = reading.attention(), reading.logits().detach(), reading.detached()
    fixed = constant.attention()

    def at(reading: Reading, weights: Tensor) -> Tensor:
        return divergence(hparams.stability, reading.logits_of(weights), clean)

    radius, steps = hparams.radius, hparams.steps
    delta = ascend(
        lambda delta: at(constant, fixed + delta),
        weights.detach(),
        reading.mask,
        radius,
        steps,
        across(radius, steps),
        hparams.norm,
        noise,
    )
    return at(reading, weights + delta)


def objective(student: Reading, teacher: Reading, hparams: HParams, noise: torch.Generator) -> Tensor:
    """Eq. 6, averaged over the batch: D1 + lambda1 max D2 + lambda2 L_Topk."""
    lambda1, lambda2 = weights_of(hparams)
    losses = divergence(hparams.closeness, student.logits(), teacher.logits())
    if lambda1:
        losses = losses + lambda1 * instability(student, hparams, noise)
    if lambda2:
        w, w_tilde = teacher.attention(), student.attention()
        losses = losses + lambda2 * topk.surrogate(w, w_tilde, student.mask, hparams.k)
    return losses.mean()


def loss(
    model: Classifier, batch: Batch, hparams: HParams, noise: torch.Generator, prepared: Classifier
) -> Tensor:
    """The mode's objective; prepared is the teacher."""
    if hparams.mode == "released_code":
        radius, steps, k = hparams.embedding_radius, hparams.steps, hparams.k
        return seat_released.objective(model, batch, weights_of(hparams), radius, steps, k, noise)
    return objective(*readings(model, prepared, batch, hparams, noise), hparams, noise)


@torch.no_grad()
def terms(student: Reading, teacher: Reading, hparams: HParams) -> dict[str, Tensor]:
    """Each term of Eq. 6 (B,), also of those that the ablation switches off, and V_k: numbers, not to be
    trained on. delta begins at the same random places every time.
    """
    with torch.enable_grad():
        d2 = instability(student, hparams, torch.Generator())
    pair = teacher.attention(), student.attention(), student.mask, hparams.k
    return {
        "d1": divergence(hparams.closeness, student.logits(), teacher.logits()),
        "d2": d2.detach(),
        "topk_loss": topk.surrogate(*pair),
        "overlap": topk.overlap(*pair),
    }


@torch.no_grad()
def monitored(model: Classifier, texts: Texts, hparams: HParams, vanilla: Classifier) -> dict[str, float]:
    """Figure 5's curves and those of Eq. 6, means over at most MONITORED texts: its terms, V_k between w~ and
    vanilla's w, and the objective. Of released_code too, which trains something else. The model is left as
    it was.
    """
    learn(vanilla, texts)  # all of them, as `prepare` does: a text's last digits depend on its batch
    texts = texts.take(texts.spread(MONITORED))
    training = model.training
    model.eval()
    sums: dict[str, float] = defaultdict(float)
    for indices in by_length(texts, BATCH):
        batch = texts.batch(indices).to(model.device)
        student, teacher = readings(model, vanilla, batch, hparams, torch.Generator())
        for name, values in terms(student, teacher, hparams).items():
            sums[name] += float(values.double().sum())
    model.train(training)
    found = {name: total / len(texts) for name, total in sums.items()}
    lambda1, lambda2 = weights_of(hparams)
    objective = found["d1"] + lambda1 * found["d2"] + lambda2 * found["topk_loss"]
    return {"objective": objective} | found
