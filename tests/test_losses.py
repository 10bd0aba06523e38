"""The public losses: by hand, equal to the pipeline's methods to the bit, and refusing what does not fit."""

import math

import pytest
import torch

from steady_attention import losses, methods
from steady_attention.models.outputs import negative_log_likelihood
from tests.methods.seats import HP, begun
from tests.tiny import make_batch, make_model, noise

TEXTS, WORDS, STATES, CLASSES = 5, 7, 11, 3


@pytest.fixture
def given():
    """Scores, values, mask and labels of padded texts of other lengths."""
    random = torch.Generator().manual_seed(0)
    scores = torch.randn(TEXTS, WORDS, generator=random, requires_grad=True)
    values = torch.randn(TEXTS, WORDS, CLASSES, generator=random, requires_grad=True)
    mask = torch.arange(WORDS) < torch.tensor([[7], [2], [1], [5], [3]])
    return scores, values, mask, torch.tensor([0, 2, 1, 1, 0])


def read(**kinds):
    """A tiny model's reading of a batch, as its methods see it."""
    model, batch = make_model(**kinds), make_batch(classes=kinds.get("classes", 2))
    return model, batch, model.read(model.embed(batch, noise()), batch)


def parts(reading):
    """What a user hands over: the bias goes into every value, since attention sums to 1."""
    return reading.scores, reading.values + reading.bias, reading.mask


def close(found, expected):
    torch.testing.assert_close(found, expected, rtol=1e-5, atol=1e-7)


@pytest.mark.parametrize("classes", [2, 3])
def test_the_pipelines_own_losses(classes):
    """A method's objective is the cross-entropy and the public loss, weighed."""
    model, batch, reading = read(classes=classes)
    supervised = negative_log_likelihood(reading.logits(), batch.labels).mean()
    scores, values, mask = parts(reading)
    of = {
        "attention_at": losses.attention_at(scores, values, mask, batch.labels, 3.0),
        "attention_iat": losses.attention_iat(scores, values, mask, batch.labels, 3.0, "column"),
        "attention_rp": losses.attention_rp(scores, values, mask, batch.labels, 3.0, noise=noise(1)),
        "attention_vat": losses.attention_vat(scores, values, mask, 3.0, 0.1, noise=noise(1)),
        "attention_ivat": losses.attention_ivat(scores, values, mask, 3.0, 0.1, "column", noise=noise(1)),
    }
    for name, found in of.items():
        module = methods.get(name)
        keys = {"epsilon": 3.0, "xi": 0.1, "direction": "column", "start": "random", "weight": 2.0}
        own = {key: keys[key] for key in module.HParams.__annotations__}
        close(supervised + 2 * found, module.loss(model, batch, module.HParams(**own), noise(1)))


def test_the_pipelines_losses_of_words():
    model, batch, reading = read()
    embedded = model.embed(batch, noise())
    supervised = negative_log_likelihood(reading.logits(), batch.labels).mean()

    def logits_at(words):
        return model.read(words, batch).logits()

    def losses_at(words):
        return negative_log_likelihood(logits_at(words), batch.labels)

    at, vat = methods.get("word_at"), methods.get("word_vat")
    found = losses.word_at(losses_at, embedded, batch.mask, 3.0)
    close(supervised + found, at.loss(model, batch, at.HParams(3.0, 1.0), noise(1)))
    found = losses.word_vat(logits_at, embedded, batch.mask, 3.0, 0.1, noise(1))
    close(supervised + found, vat.loss(model, batch, vat.HParams(3.0, 0.1, 1.0), noise(1)))


def test_the_pipelines_seat():
    student, teacher = begun(apart=True)
    batch = make_batch()
    own, given = (parts(model.read(model.embed(batch, noise()), batch)) for model in (student, teacher))
    found = losses.seat(*own, *given[:2], k=7, norm="l2", noise=noise(1))
    close(found, methods.get("seat").loss(student, batch, HP, noise(1), teacher))


def test_vib_by_hand():
    """KL of N(1, 1) from N(0, 1) is 1/2 a dimension; sure and right costs nothing."""
    logits, labels = torch.tensor([[50.0, 0.0], [0.0, 50.0]]), torch.tensor([0, 1])
    found = losses.vib(logits, torch.ones(2, 3), torch.ones(2, 3), labels, beta=0.2)
    assert found.item() == pytest.approx(0.2 * 3 / 2)


def test_attention_at_by_hand():
    """Two words with values -1 and 1: attention is a sigmoid of the difference of scores, the gradient is
    along (1, -1) for class 1, so that epsilon sqrt 2 moves each score by 1, and the difference by 2.
    """
    scores, values = torch.tensor([[0.5, 0.0]]), torch.tensor([[[-1.0], [1.0]]])
    mask, one = torch.ones(1, 2, dtype=torch.bool), torch.tensor([1])
    found = losses.attention_at(scores, values, mask, one, epsilon=math.sqrt(2))
    weight = 1 / (1 + math.exp(2.5))
    assert found.item() == pytest.approx(math.log(1 + math.exp(-(weight - (1 - weight)))))


def test_a_decoder_of_ones_own(given):
    """A linear decoder after the attention is one before it; its parameters have a gradient."""
    scores, _, mask, labels = given
    states, linear = torch.randn(TEXTS, WORDS, STATES, generator=noise(3)), torch.nn.Linear(STATES, CLASSES)
    for after, before in (
        (
            losses.attention_vat(scores, states, mask, decode=linear, noise=noise(1)),
            losses.attention_vat(scores, linear(states), mask, noise=noise(1)),
        ),
        (
            losses.attention_at(scores, states, mask, labels, decode=linear),
            losses.attention_at(scores, linear(states), mask, labels),
        ),
    ):
        torch.testing.assert_close(after, before, rtol=1e-4, atol=1e-6)
        found = torch.autograd.grad(after, [scores, linear.weight])
        for one, other in zip(found, torch.autograd.grad(before, [scores, linear.weight]), strict=True):
            torch.testing.assert_close(one, other, rtol=1e-3, atol=1e-5)


def test_padding_changes_nothing(given):
    scores, values, mask, labels = given
    wider = [torch.cat([part, part.new_full((TEXTS, 2, *part.shape[2:]), 9)], 1) for part in (scores, values)]
    longer = torch.cat([mask, torch.zeros(TEXTS, 2, dtype=torch.bool)], 1)
    close(losses.attention_at(*wider, longer, labels), losses.attention_at(scores, values, mask, labels))


def test_a_larger_epsilon_costs_more(given):
    scores, values, mask, labels = given
    found = [losses.attention_at(scores, values, mask, labels, epsilon).item() for epsilon in (0.0, 0.1, 1.0)]
    assert found == sorted(found) and found[0] < found[2]


def test_topk():
    """The first two words of one are words 0 and 1, of the other 1 and 2: half of them are shared."""
    one, other = torch.tensor([[0.5, 0.3, 0.2]]), torch.tensor([[0.1, 0.5, 0.4]])
    mask = torch.ones(1, 3, dtype=torch.bool)
    assert losses.topk_overlap(one, other, mask, 2).tolist() == [0.5]
    assert losses.topk_distance(one, other, mask, 2).item() == pytest.approx((0.4 + 0.2 + 0.2 + 0.2) / 4)


def test_torchs_own_seed_rules_without_noise(given):
    scores, values, mask, _ = given
    found = []
    for _ in range(2):
        torch.manual_seed(3)
        found.append(losses.attention_vat(scores, values, mask).item())
    assert found[0] == found[1]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"scores": torch.zeros(5)}, r"scores: expected fractions \(texts, words\)"),
        ({"values": torch.zeros(5, 7)}, r"values: expected shape \(5, 7, numbers\)"),
        ({"mask": torch.ones(5, 7)}, "mask: expected True on words"),
        ({"mask": torch.zeros(5, 7, dtype=torch.bool)}, "mask: expected a word in each text, found none"),
        ({"labels": torch.zeros(4, dtype=torch.long)}, r"labels: expected shape \(5,\), found \(4,\)"),
        ({"labels": torch.zeros(5)}, "labels: expected whole numbers"),
    ],
)
def test_what_does_not_fit_is_refused(given, change, words):
    names = dict(zip(("scores", "values", "mask", "labels"), given, strict=True)) | change
    with pytest.raises(ValueError, match=words):
        losses.attention_at(**names)
