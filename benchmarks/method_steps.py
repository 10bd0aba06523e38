"""A training step of every method on a workload, and of those that plain.py has in its writing."""

import copy
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from types import ModuleType
from typing import Any

import torch
from torch import Tensor, nn

from benchmarks import plain, steps
from benchmarks.workloads import Loss, Workload, adam, training_step
from steady_attention import methods
from steady_attention.methods.parts.epoch import Epoch
from steady_attention.models.batch import Batch
from steady_attention.settings.methods import known
from steady_attention.training import seeds

HPARAMS = known().methods
PHASES = {"vib, compressor": ("vib", 1), "vib, learner": ("vib", 2)}  # epochs of one iteration
NEIGHBOURS = ("word_iat", "word_ivat")
AS_VANILLA = ("uniform", "frozen", "permuted", "continued")  # controls: a step is vanilla's, or there is none


def of_methods(workload: Workload, device: torch.device) -> dict[str, tuple[nn.Module, Callable]]:
    """name -> (model, step) for every method but the controls, a step for each phase of vib. Methods that
    train the same model share it, and its optimizer.
    """
    names = [name for name in methods.NAMES if name not in AS_VANILLA]
    shared = workload.model().to(device)
    vanilla = copy.deepcopy(shared).eval().requires_grad_(False)
    own = {"base": workload.model("max"), "seat": workload.model(), "vib": workload.model(bottleneck=True)}
    for name in set(known().from_vanilla) & set(own):
        methods.get(name).begin(own[name].to(device), vanilla, hparams(name))
    models = {name: own[name].to(device) if name in own else shared for name in names}
    optimizers = {id(model): adam(model, workload.learning_rate) for model in models.values()}
    rows = {name: (name, 1) for name in names if name != "vib"} | PHASES
    found = {}
    for row, (name, number) in rows.items():
        loss = loss_of(name, Epoch(number, models[name], None, vanilla), workload.vocabulary, device)
        found[row] = models[name], training_step(optimizers[id(models[name])], loss, device)
    return found


def hparams(method: str) -> Any:
    """A method's settings, as conf/methods.yaml has them."""
    return methods.hparams(method, HPARAMS[method])


def loss_of(method: str, epoch: Epoch, vocabulary: int, device: torch.device) -> Loss:
    """A method's loss in that epoch. What belongs to an epoch's beginning is left out: the neighbours of
    words are random ones, and seat's teacher knows no text.
    """
    module, given = methods.get(method), {"hparams": hparams(method), "noise": seeds.generator(0, "noise")}
    if method in NEIGHBOURS:
        size = vocabulary, given["hparams"].neighbours
        near = torch.randint(2, vocabulary, size, generator=seeds.generator(0, "neighbours")).to(device)
        return partial(_called, module, epoch.model, given | {"prepared": near})
    if method == "seat":
        return partial(_called, module, epoch.model, given | {"prepared": epoch.vanilla})

    def loss(batch: Batch) -> Tensor:
        """Prepared anew each time: that says what a phase of vib trains, and costs others nothing."""
        prepared = {"prepared": module.prepare(epoch, given["hparams"])} if hasattr(module, "prepare") else {}
        return _called(module, epoch.model, given | prepared, batch)

    return loss


def _called(module: ModuleType, model: nn.Module, given: Mapping[str, Any], batch: Batch) -> Tensor:
    return module.loss(model, batch, **given)


class OnDevice(plain.Classifier):
    """The plain model was written for a CPU: lengths are to be there, and r comes from there."""

    def forward(self, batch: Batch, r: Tensor | None = None) -> Tensor:
        """As it was."""
        return super().forward(
            replace(batch, lengths=batch.lengths.cpu()), None if r is None else r.to(batch.tokens.device)
        )


def of_plain(workload: Workload, device: torch.device) -> dict[str, Callable[[Batch], None]]:
    """name -> step in the plain writing, of a BiLSTM; nothing of another encoder."""
    if workload.encoder != "bilstm":
        return {}
    ours = workload.model()
    sizes = workload.sizes["hidden"], steps.ATTENTION_HIDDEN, steps.CLASSES
    model = OnDevice(ours.embedding.weight.detach().clone(), *sizes)
    model.load_state_dict(plain.renamed(ours.state_dict()))
    optimizer = torch.optim.Adam(model.to(device).parameters(), lr=workload.learning_rate, weight_decay=1e-5)
    noise, found = seeds.generator(0, "noise"), {}
    for name, loss in plain.LOSSES.items():
        of_batch = partial(loss, model, hparams=hparams(name), noise=noise)
        found[name] = training_step(optimizer, of_batch, device)
    return found
