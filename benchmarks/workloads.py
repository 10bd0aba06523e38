"""What is timed: the papers' BiLSTM, BERTs of two sizes, their texts, and a step as training takes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import torch
from torch import Tensor, nn

from benchmarks import steps
from steady_attention.models.batch import Batch
from steady_attention.models.classifier import build
from steady_attention.text.bert import PUBLISHED
from steady_attention.training import device as precisions
from steady_attention.training import seeds

Loss = Callable[[Batch], Tensor]


@dataclass(frozen=True)
class Workload:
    """An encoder and its texts. width: of an embedded token; learning_rate: Adam's."""

    name: str
    encoder: str
    sizes: Mapping[str, Any]
    vocabulary: int
    width: int
    texts: int  # of a batch
    length: int  # tokens of a text, within 10 %
    learning_rate: float

    def model(self, scorer: str = "additive", bottleneck: bool = False) -> nn.Module:
        """With random weights, always the same; scorer `max` has no attention."""
        with seeds.seeded(0, "initialisation"):
            vectors = torch.randn(self.vocabulary, self.width)
            vectors[0] = 0.0
            return build(
                vectors,
                scorer=scorer,
                encoder=self.encoder,
                sizes=self.sizes,
                dropout=0.0,
                pair=False,
                attention_hidden=steps.ATTENTION_HIDDEN,
                classes=steps.CLASSES,
                bottleneck=bottleneck,
            ).train()

    def batch(self, number: int) -> Batch:
        """Random texts by steps.make_texts, on the CPU."""
        return steps.make_texts(self.length, number).batch(torch.arange(self.texts).numpy())


def bilstm(length: int) -> Workload:
    """The sizes of Kitada & Iyatomi 2022, appendix A."""
    sizes = {"hidden": steps.HIDDEN}
    name = f"BiLSTM of {steps.HIDDEN} a direction"
    return Workload(name, "bilstm", sizes, steps.VOCABULARY, steps.WIDTH, steps.BATCH, length, 1e-3)


def bert(name: str, width: int, layers: int, length: int) -> Workload:
    """A BERT with heads of 32 (MiniLM) or 64, its usual dropout, and SEAT's batch and learning rate."""
    sizes = PUBLISHED | {
        "vocab_size": 30_522,
        "hidden_size": width,
        "num_hidden_layers": layers,
        "num_attention_heads": 12,
        "intermediate_size": 4 * width,
        "max_position_embeddings": 512,
    }
    return Workload(f"{name} ({layers} layers of {width})", "bert", sizes, 30_522, width, 8, length, 5e-5)


def of(device: torch.device) -> list[Workload]:
    """What the device can do in minutes: on a CPU the small BERT with short texts alone."""
    small = [bilstm(20), bilstm(170), bert("MiniLM-sized BERT", 384, 6, 20)]
    if device.type == "cpu":
        return small
    base = partial(bert, "BERT-base-sized", 768, 12)
    return [*small, bert("MiniLM-sized BERT", 384, 6, 170), base(20), base(170)]


def adam(model: nn.Module, learning_rate: float, fused: bool = True) -> torch.optim.Optimizer:
    """Over what the model trains as it is now, as training/fit.py makes it."""
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    return torch.optim.Adam(trained, lr=learning_rate, weight_decay=1e-5, fused=fused)


def training_step(
    optimizer: torch.optim.Optimizer, loss: Loss, device: torch.device, precision: str = "fp32"
) -> Callable[[Batch], None]:
    """A step as training/fit.py takes it, for batches on the device."""

    def step(batch: Batch) -> None:
        precisions.multiply(precision)
        optimizer.zero_grad(set_to_none=True)
        with precisions.cast(precision, device):
            value = loss(batch)
        value.backward()
        optimizer.step()

    return step
