"""Task: the raw files of one corpus, set of word vectors or pretrained BERT, fetched or generated."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from steady_attention import corpora
from steady_attention.corpora.bert import checkpoints
from steady_attention.corpora.bert import folder as bert_folder
from steady_attention.corpora.raw.fetch import fetch
from steady_attention.corpora.raw.raw_file import record
from steady_attention.corpora.raw.unpack import sha256_of
from steady_attention.corpora.user import origin
from steady_attention.corpora.vectors import rows as vector_rows
from steady_attention.corpora.vectors import sources as word_vectors
from steady_attention.store.errors import UserError

MIRROR_INPUT = re.compile(r"mirror(\d+)")


def compute(work: Path, inputs: dict[str, Path], arguments: dict, report: Callable[[str], None]) -> None:
    """Fill `work` with the unpacked raw files of {"corpus": name} (see `corpora.of`), {"vectors": name} or
    {"checkpoint": name}.

    inputs["mirror0"], inputs["mirror1"], ... are the mirror directories, tried in this order; they may be
    missing. The other inputs are the files of a user's own data, copied. What was had is recorded in
    copy.json (see `raw_file.record`): whether it is complete, for the tables, and every content's sha256.
    Raises UserError for an unknown name, where a file is not to be had (see `fetch`), for a checkpoint of
    anything but a BERT (see `bert_folder.read`), and for vectors of the user's with a bad row (see
    `vector_rows.read`), with the user's file.
    """
    source = _source(arguments)
    if source.generate is not None:
        report("generating")
        source.generate(work)
    taken = fetch(source.name, source.files, _mirrors(inputs), work, report) | _copied(inputs, work)
    with origin.named(work, arguments):
        if "checkpoint" in arguments:
            bert_folder.read(work)
        if "vectors" in arguments and origin.of(arguments) is not None:
            vector_rows.check(work / source.file)
    if taken:
        record(work, taken)


def _source(arguments: dict) -> corpora.Corpus | word_vectors.VectorSource | checkpoints.Checkpoint:
    if set(arguments) - {"own"} == {"corpus"}:
        return corpora.of(arguments)
    if set(arguments) == {"vectors"}:
        return word_vectors.get(arguments["vectors"])
    if set(arguments) == {"checkpoint"}:
        return checkpoints.get(arguments["checkpoint"])
    raise UserError(
        f"download: expected one of the arguments corpus, vectors and checkpoint, found {sorted(arguments)}"
    )


def _copied(inputs: dict[str, Path], work: Path) -> dict[str, tuple[str, str]]:
    """Copy the user's own files into `work`, under their names; returns what `fetch` does."""
    own = [path for name, path in inputs.items() if not MIRROR_INPUT.fullmatch(name)]
    return {path.name: (sha256_of(shutil.copyfile(path, work / path.name)), "") for path in own}


def _mirrors(inputs: dict[str, Path]) -> list[Path]:
    numbers = {int(match[1]): name for name in inputs if (match := MIRROR_INPUT.fullmatch(name))}
    return [inputs[numbers[number]] for number in sorted(numbers)]
