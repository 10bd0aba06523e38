"""A teacher, its student and the settings of a run of SEAT, for the tests of the method."""

from dataclasses import replace

import torch

from steady_attention.methods import seat
from steady_attention.methods.seat import HParams
from tests.tiny import make_model

HP = HParams(
    mode="paper",
    trainable="attention",
    ablation="l3+topk",
    start="vanilla",
    closeness="bce",
    stability="bce",
    lambda1=1.0,
    lambda2=1000.0,
    k=7,
    radius=0.01,
    embedding_radius=0.01,
    steps=10,
    norm="l2",
    epochs=20,
    learning_rate=0.01,
    descent="none",
)


def begun(hp=HP, apart=False, **kinds):
    """(student, teacher) as training begins; apart: the student's attention is drawn anew."""
    teacher = make_model(seed=1, **kinds).eval().requires_grad_(False)
    student = make_model(seed=2, **kinds)
    own = {name: tensor.clone() for name, tensor in student.scorer.state_dict().items()}
    seat.begin(student, teacher, hp)
    if apart:
        student.scorer.load_state_dict(own)
    return student, teacher


def changed(**changes):
    """HP with these changes."""
    return replace(HP, **changes)


def gradients(model):
    """The gradients that there are, by parameter."""
    return {name: p.grad for name, p in model.named_parameters() if p.grad is not None}


def trained(model, loss_of, steps):
    """Steps of Adam on loss_of(number of the step); the last gradients stay."""
    optimizer = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=HP.learning_rate)
    for number in range(steps):
        optimizer.zero_grad()
        loss_of(number).backward()
        optimizer.step()
