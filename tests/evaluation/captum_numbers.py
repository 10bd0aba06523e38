"""What captum 0.9.0 says of two tiny models, one text after another; captum_numbers.json has it.

PYTHONPATH=src:CAPTUM python -m tests.evaluation.captum_numbers    # CAPTUM: where captum lies
"""

import sys
from pathlib import Path
from typing import Any

import torch

from steady_attention.evaluation.attack import decided, rows_of
from steady_attention.evaluation.explanations import log_odds
from steady_attention.store.files import write_json
from tests.tiny import make_batch, make_model, noise

FILE = Path(__file__).with_suffix(".json")
STEPS = 5
MODELS = {"additive, two classes": ("additive", 2), "dot, three classes": ("dot", 3)}


def cases(name: str) -> tuple[Any, list[tuple[Any, torch.Tensor, torch.Tensor]]]:
    """The model of a name; batch, embedded words (1, T, D) and decided class (1,) of each text."""
    scorer, classes = MODELS[name]
    model = make_model(scorer=scorer, classes=classes).eval()
    whole = make_batch(classes=classes)
    found = []
    for row, length in enumerate(whole.lengths.tolist()):
        one = rows_of(whole, torch.tensor([row]))
        embedded = model.embed(one, noise()).detach()
        assert embedded.shape[1] >= length
        found.append((one, embedded, decided(model.read(embedded, one).logits())))
    return model, found


def captums(name: str) -> dict[str, list[list[float]]]:
    """Numbers of each text's words by the explanation's name."""
    from captum.attr import InputXGradient, IntegratedGradients

    model, texts = cases(name)
    found: dict[str, list[list[float]]] = {
        "gradient_x_input": [],
        "integrated_gradients": [],
        "attention_x_gradient": [],
    }
    for one, embedded, own in texts:
        words = one.mask[0]

        def score(at: torch.Tensor, one: Any = one, own: torch.Tensor = own) -> torch.Tensor:
            rows = torch.zeros(len(at), dtype=torch.long)
            return log_odds(model.read(at, rows_of(one, rows)).logits(), own[rows])

        reading = model.read(embedded, one)

        def by_weights(weights: torch.Tensor, reading: Any = reading, own: Any = own) -> torch.Tensor:
            return log_odds(reading.logits_of(weights), own)

        inputs = embedded.clone().requires_grad_()
        path = {"method": "riemann_middle", "n_steps": STEPS}
        parts = {
            "gradient_x_input": InputXGradient(score).attribute(inputs).sum(2),
            "integrated_gradients": IntegratedGradients(score).attribute(inputs, **path).sum(2),
            "attention_x_gradient": InputXGradient(by_weights).attribute(
                reading.attention().detach().requires_grad_()
            ),
        }
        for explanation, numbers in parts.items():
            row = numbers.detach()[0][words]
            found[explanation].append([float(f"{number:.7g}") for number in row.tolist()])
    return found


if __name__ == "__main__":
    write_json(FILE, {name: captums(name) for name in MODELS})
    sys.exit(0)
