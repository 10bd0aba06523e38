"""Small raw folders of the pair corpora, well-formed, to be read or to be spoilt."""

import json
from pathlib import Path

from steady_attention.corpora import multinli, snli
from steady_attention.corpora.reading import babi, nli

COUNT = 17  # pairs of each file
NAMES = ("snli", "multinli", "babi1", "babi2", "babi3", "cnn")
QUESTION = "Where is {}? \t{}\t1"


def objects(labels=nli.CLASSES) -> list[str]:
    """The lines of a published file of SNLI or MultiNLI, with pairs of all labels in turn."""
    rows = ((labels[n % len(labels)], f"text {n}", f"so {n}", n) for n in range(COUNT))
    return [json.dumps(dict(zip((*nli.KEYS, "pairID"), row, strict=True))) for row in rows]


def story() -> list[str]:
    """COUNT stories of two sentences and a question."""
    return [
        line
        for n in range(COUNT)
        for line in (
            f"1 text {n}.",
            f"2 Mary went to room {n}.",
            f"3 {QUESTION.format(f'text {n}', babi.CLASSES[n % 6])}",
        )
    ]


def cloze() -> list[str]:
    """COUNT examples of three lines, each with an empty line after it."""
    questions = [f"did @placeholder see text {n}" for n in range(COUNT)]
    passages = [f"( @entity{n} ) text {n} @entity583" for n in range(COUNT)]
    return [line for n in range(COUNT) for line in (questions[n], f"@entity{n}", passages[n], "")]


def lines_of(name: str) -> dict[str, list[str]]:
    """{raw file: its lines} of the corpus `name`, the file to be spoilt first."""
    if name == "cnn":
        return {f"{split}.txt": cloze() for split in ("train", "dev", "test")}
    if name.startswith("babi"):
        return {"train.txt": story(), "test.txt": story()}
    if name == "multinli":
        return {file: objects() for file in multinli.FILES}
    columns = {
        "labels": [nli.CLASSES[n % 3] for n in range(COUNT)],
        "premises": [f"text {n}" for n in range(COUNT)],
        "hypotheses": [f"so {n} ." for n in range(COUNT)],
    }
    fields = {f"{split}.{field}": columns[field] for split in snli.FIELD_SHA256 for field in columns}
    return {"train.pairs": objects(), **fields}


def write(folder: Path, name: str) -> Path:
    """Write the raw files of the corpus `name`; the path of the one to be spoilt."""
    files = lines_of(name)
    for file, lines in files.items():
        (folder / file).write_bytes("".join(f"{line}\n" for line in lines).encode())
    return folder / next(iter(files))
