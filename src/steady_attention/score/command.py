"""The console command `steady-attention`."""

import argparse
import sys
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

import steady_attention.instructions  # noqa: F401  before numpy and torch: it says how to compute
from steady_attention.store.errors import UNWRITABLE, UserError

WRONG, STOPPED = 1, 130  # exit statuses
BESIDE = Path("reports/small")  # where one is there
ABOUT = "Score explanations of any text classifier under the measures of four papers on attention."
EXPLAINERS = """
explainers, by name for --explain:
  attention_mean         attention of the classifier's piece, the mean over layers and heads
  attention_rollout      attention through all layers (Abnar & Zuidema 2020)
  attention_heads        each layer and head, an explanation each; slow, since each is scored
  gradient_x_input       gradient of the log-odds times the embedded word
  integrated_gradients   the same along a path from zero vectors (Sundararajan et al. 2017), by captum
  occlusion              the log-odds lost without the word
  random                 random numbers: what no information gives
"""
EPILOG = f"""
a line of FILE:
  {{"text": "a good film", "scores": [0.1, 0.8, 0.1], "label": 1}}
  {{"tokens": ["a", "good", "film"], "scores": [0.1, 0.8, 0.1], "prediction": "pos", "rationale": [0, 1, 0]}}
  Tokens of a text are what stands between its blanks. Without scores explanations are made of the model.
  ERASER's files are read, too: annotations with docs/ beside them as FILE, or predictions with --annotations.
{EXPLAINERS}
examples:
  steady-attention score mine.jsonl --out scored                     agreement with rationales; needs no model
  steady-attention score mine.jsonl --model my_model --out scored    all measures of the scores in the file
  steady-attention score texts.jsonl --model my_model --out scored   explanations made of the model, scored

The folder gets scores.md, scores.csv, index.html, explanations/<name>.jsonl and, of a model,
eraser/<name>.jsonl, the predictions for ERASER's scorer. docs/score.md tells what each measure needs.
"""


def main(given: Sequence[str] | None = None) -> int:
    """Run the command; returns its exit status. A user's error is one line."""
    arguments = parser().parse_args(given)
    try:
        return arguments.run(arguments)
    except UserError as error:
        print(f"steady-attention: {error}", file=sys.stderr)
        return WRONG
    except OSError as error:
        if error.errno not in UNWRITABLE:
            raise
        print(f"steady-attention: {error.strerror}: {error.filename}; nothing was written", file=sys.stderr)
        return WRONG
    except KeyboardInterrupt:
        print("\nsteady-attention: stopped; nothing was written", file=sys.stderr)
        return STOPPED


def parser() -> argparse.ArgumentParser:
    """The command's options."""
    whole = argparse.ArgumentParser(prog="steady-attention", description=ABOUT)
    whole.add_argument("--version", action="version", version=f"%(prog)s {version()}")
    commands = whole.add_subparsers(title="commands", required=True, metavar="COMMAND")
    score = commands.add_parser(
        "score",
        help="score explanations: given in a file, or made of a model",
        description=ABOUT,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    score.set_defaults(run=run)
    add(score.add_argument)
    return whole


def add(option: object) -> None:
    """The options of `score`; option: a parser's `add_argument`."""
    option("file", metavar="FILE", type=Path, help="texts as JSON lines, see below")
    option(
        "--out",
        metavar="FOLDER",
        type=Path,
        required=True,
        help="new folder for what is found; one of an earlier run is replaced",
    )
    option(
        "--model",
        metavar="FOLDER",
        type=Path,
        help="a Hugging Face sequence classifier, saved by save_pretrained with its tokenizer",
    )
    option(
        "--explain",
        metavar="NAMES",
        type=_names,
        help="explainers, joined by commas, or none (all but attention_heads where FILE has no scores)",
    )
    option(
        "--texts",
        metavar="N",
        type=_count,
        help="look at so many texts at most, evenly spaced (200 where explanations are made, else all)",
    )
    option(
        "--cut",
        action="store_true",
        help="cut texts that are too long for the model, instead of refusing them",
    )
    option(
        "--share",
        metavar="S",
        type=_share,
        help="share of a text's tokens in a hard rationale (the mean of the given rationales)",
    )
    option(
        "--annotations",
        metavar="FILE",
        type=Path,
        help="ERASER's annotations that FILE, ERASER's predictions, belongs to",
    )
    option(
        "--beside",
        metavar="FOLDER",
        help=f"a profile's reports whose methods stand beside yours, or none ({BESIDE} where it is there)",
    )
    option("--seed", metavar="N", type=int, default=0, help="of random numbers (0)")


def run(arguments: argparse.Namespace) -> int:
    """The command `score`."""
    try:
        from steady_attention.score import run as scoring  # torch takes seconds to load
        from steady_attention.score.progress import Progress
    except ImportError as error:
        name = (error.name or str(error)).partition(" ")[0]
        raise UserError(f"{name} is not installed: pip install 'steady-attention[bert]'") from error
    asked = scoring.Asked(
        file=arguments.file,
        out=arguments.out,
        model=arguments.model,
        annotations=arguments.annotations,
        explain=arguments.explain,
        amount=arguments.texts,
        cut=arguments.cut,
        share=arguments.share,
        beside=beside(arguments.beside),
        seed=arguments.seed,
    )
    scored = scoring.score(asked, Progress())
    print(scoring.summary(scored))
    print(f"\n{arguments.out / 'index.html'} has all of it, and what was left out, with the reason")
    return 0


def beside(given: str | None) -> Path | None:
    """The folder whose methods stand beside: the given one, or the usual one where it is there."""
    if given == "none":
        return None
    return Path(given) if given is not None else BESIDE if BESIDE.is_dir() else None


def version() -> str:
    """The installed version; of a clone that is not installed, that."""
    try:
        return metadata.version("steady-attention")
    except metadata.PackageNotFoundError:
        return "(a clone, not installed)"


def _names(text: str) -> list[str]:
    return [] if text == "none" else [name.strip() for name in text.split(",")]


def _count(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"expected a whole number from 1, got {text!r}")
    return int(text)


def _share(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"expected a share from 0 to 1, got {text!r}")
    return value


if __name__ == "__main__":
    sys.exit(main())
