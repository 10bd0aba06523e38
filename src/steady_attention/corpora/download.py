"""Task: the raw files of one corpus, or of one set of word vectors, fetched or generated into a folder."""

import re
from collections.abc import Callable
from pathlib import Path

from steady_attention import corpora
from steady_attention.corpora import word_vectors
from steady_attention.corpora.fetch import fetch
from steady_attention.corpora.raw_file import record
from steady_attention.pipeline.errors import UserError

MIRROR_INPUT = re.compile(r"mirror(\d+)")


def compute(work: Path, inputs: dict[str, Path], arguments: dict, report: Callable[[str], None]) -> None:
    """Fill `work` with the unpacked raw files of {"corpus": name} or {"vectors": name}.

    inputs["mirror0"], inputs["mirror1"], ... are the mirror directories, tried in this order; they may be
    missing. What was fetched is recorded in copy.json (see `raw_file.record`): whether it is complete, for
    the tables, and every content's sha256. Raises UserError for an unknown name, and where a file is not to
    be had (see `fetch`).
    """
    source = _source(arguments)
    if source.generate is not None:
        report("generating")
        source.generate(work)
    taken = fetch(source.name, source.files, _mirrors(inputs), work, report)
    if taken:
        record(work, taken)


def _source(arguments: dict) -> corpora.Corpus | word_vectors.VectorSource:
    if set(arguments) == {"corpus"}:
        return corpora.get(arguments["corpus"])
    if set(arguments) == {"vectors"}:
        return word_vectors.get(arguments["vectors"])
    raise UserError(f"download: expected one of the arguments corpus and vectors, found {sorted(arguments)}")


def _mirrors(inputs: dict[str, Path]) -> list[Path]:
    numbers = {int(match[1]): name for name in inputs if (match := MIRROR_INPUT.fullmatch(name))}
    return [inputs[numbers[number]] for number in sorted(numbers)]
