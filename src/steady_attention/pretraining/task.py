"""The task behind the stage `pretrain`: from blocks of pieces to a BERT that `bert.checkpoint` can name."""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from steady_attention.corpora.user.checkpoint import CONFIG, VOCABULARY, WEIGHTS
from steady_attention.models.checkpoint import save_weights
from steady_attention.pretraining.fit import Blocks, fit
from steady_attention.pretraining.language_model import LanguageModel, Vocabulary, perplexity, unigram
from steady_attention.pretraining.settings import Pretrain
from steady_attention.store import sections
from steady_attention.store.files import read_json, write_json
from steady_attention.training import device
from steady_attention.training.seeds import generator, seeded


def compute(work: Path, inputs: dict[str, Path], arguments: dict, report: Callable[[str], None]) -> None:
    """Write config.json, vocab.txt, model.safetensors, history.json (see `fit`) and statistics.json: the
    blocks' with the held-out perplexity of the random weights, of single pieces' frequencies, and at the end.

    inputs: bert, with configuration and vocabulary, and blocks. arguments: the section `pretrain`, and
    `device`. Raises UserError when the loss is no longer finite.
    """
    torch.set_num_threads(1)
    settings = sections.read("pretrain", arguments["pretrain"], Pretrain)
    where = device.chosen(arguments["device"])
    device.multiply(settings.precision)
    known = read_json(inputs["blocks"] / "statistics.json")
    blocks = _blocks(inputs["blocks"], Vocabulary(known["vocabulary"], known["special"]))
    with seeded(settings.seed, "initialisation"):
        model = LanguageModel(read_json(inputs["bert"] / CONFIG)).to(where)
    device.check(settings.precision, "bert", model, partial(_small, model, blocks, settings))
    begun = perplexity(model.eval(), device.there(blocks.guessed(settings), where))
    state = fit(model, blocks, settings, work / "checkpoint.pt", report)
    targets = np.concatenate([masked.targets.numpy() for masked in blocks.guessed(settings)])
    found = {
        "random": begun,
        "unigram": unigram(blocks.train.numpy(), targets, known["vocabulary"]),
        "pretrained": state.history[-1]["perplexity"],
    }
    for name in (CONFIG, VOCABULARY):
        shutil.copyfile(inputs["bert"] / name, work / name)
    save_weights(work / WEIGHTS, model.encoder())
    write_json(work / "history.json", state.history)
    write_json(work / "statistics.json", known | {"guessed": len(targets), "perplexity": found})


def _small(model: LanguageModel, blocks: Blocks, settings: Pretrain) -> Tensor:
    """A number of two masked blocks, to try whether the device can."""
    two = blocks.vocabulary.masked(blocks.train[:2], settings.masked, generator(settings.seed, "precision"))
    (masked,) = device.there([two], model.device)
    return model(masked).float().sum()


def _blocks(folder: Path, vocabulary: Vocabulary) -> Blocks:
    """The arrays of a folder that `blocks` wrote."""
    train, held_out = (
        torch.from_numpy(np.load(folder / f"{split}.npy", allow_pickle=False).astype(np.int64))
        for split in ("train", "held_out")
    )
    return Blocks(train, held_out, vocabulary)
