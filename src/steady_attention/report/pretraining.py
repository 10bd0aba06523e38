"""How a profile's own BERT was pretrained: its table, and the curve of its perplexity."""

from collections.abc import Mapping, Sequence
from math import prod
from pathlib import Path
from typing import Any

import pandas as pd
from safetensors import safe_open

from steady_attention.corpora.user.checkpoint import CONFIG, WEIGHTS
from steady_attention.pretraining.settings import Pretrain
from steady_attention.report.experiment import curves
from steady_attention.report.figures import canvas
from steady_attention.report.tables.grid import Grid, bullets
from steady_attention.store.files import read_json

TITLE = "A BERT pretrained here"
NOTHING = "This profile pretrains no BERT: its section `pretrain` is null."
TABLE, HISTORY, CURVE, PAGE = "model.csv", "history.csv", "perplexity.svg", "pretraining.md"
HEADER = ("what", "value")
NOTES = (
    "Masked language modelling from random weights (Devlin et al. 2019, section 3.1). No dev or test text of "
    "the data sets that are read is trained on or held out; a text that stands twice is read once.",
    "Perplexity: exp of the mean negative log-likelihood of the masked pieces of the held-out texts. "
    "Frequencies alone: to one who knows nothing but how often each piece stands in the training texts.",
)
USE = (
    "To build the encoder `bert` on it: `cp -r data/pretrained/{0}/bert data/own/pretrained_{0}`, then "
    "`checkpoint: pretrained_{0}`, `random:` empty and `limit:` at most {1} in the section `bert` of a "
    "profile."
)


def files(profile: str, folder: Path, section: Pretrain | None) -> dict[str, str]:
    """The texts of reports/<profile>/pretraining/, by their names, of the trained model's folder; of a
    profile without the section a page that says so, and nothing else.
    """
    if section is None:
        return {PAGE: f"# {TITLE}\n\n{NOTHING}\n"}
    history, known = (read_json(folder / f"{name}.json") for name in ("history", "statistics"))
    made = table(section, read_json(folder / CONFIG), known, _weights(folder / WEIGHTS))
    lines = [
        f"# {TITLE}",
        f"![{TITLE}]({CURVE})",
        made.markdown() + "\n" + bullets((*NOTES, USE.format(profile, section.limit))),
    ]
    return {
        PAGE: "\n\n".join(lines),
        TABLE: pd.DataFrame(made.rows, columns=HEADER).to_csv(index=False, lineterminator="\n"),
        HISTORY: curves(history),
        CURVE: svg(history, known["perplexity"]),
    }


def table(section: Pretrain, config: Mapping[str, Any], known: Mapping[str, Any], weights: int) -> Grid:
    """What was trained, on what, how well."""
    texts, pieces, found = known["texts"], known["pieces"], known["perplexity"]
    heads, between = config["num_attention_heads"], config["intermediate_size"]
    size = f"{config['num_hidden_layers']} of {config['hidden_size']} units"
    held = f"{texts['held_out']:,} texts, {pieces['held_out']:,} pieces"
    rows = [
        ("layers", f"{size}, {heads} heads, {between:,} units between"),
        ("word pieces", f"{config['vocab_size']:,}"),
        ("weights", f"{weights:,}"),
        ("texts of", ", ".join(known["from"])),
        ("trained on", f"{texts['train']:,} texts, {pieces['train']:,} pieces, {section.epochs} times"),
        ("held out", f"{held}, {known['guessed']:,} of them masked"),
        ("left out", f"{known['barred']:,} dev and test texts, {known['twice']:,} that stand twice"),
        ("perplexity, random weights", f"{found['random']:,.1f}"),
        ("perplexity, frequencies alone", f"{found['unigram']:,.1f}"),
        ("perplexity, pretrained", f"{found['pretrained']:,.1f}"),
    ]
    return Grid(TITLE, HEADER, rows, NOTES)


def svg(history: Sequence[Mapping[str, float]], perplexity: Mapping[str, float]) -> str:
    """The held-out perplexity over the passes, beside that of frequencies alone."""
    with canvas.style(grid=True):
        drawing, (axes,) = canvas.grid(1, 1, 1.9, 0.2)
        passes = [0.0, *(record["epoch"] for record in history)]
        values = [perplexity["random"], *(record["perplexity"] for record in history)]
        (held,) = axes.plot(passes, values, color=canvas.PALETTE[0])
        frequencies = axes.axhline(perplexity["unigram"], color=canvas.PALETTE[1], linestyle="--")
        axes.set_yscale("log")
        axes.yaxis.set_major_formatter("{x:,g}")
        axes.minorticks_off()
        axes.set_xlabel("passes over the texts")
        axes.set_ylabel("perplexity of masked pieces")
        canvas.legend(drawing, {"held-out texts": held, "frequencies alone": frequencies}, 2)
        return canvas.to_svg(drawing)


def _weights(path: Path) -> int:
    """How many numbers a safetensors file holds."""
    with safe_open(path, framework="np") as tensors:
        return sum(prod(tensors.get_slice(name).get_shape()) for name in tensors.keys())
