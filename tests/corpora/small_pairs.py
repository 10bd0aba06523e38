"""Small raw folders of the pair corpora, well-formed, to be read or to be spoilt."""

from pathlib import Path

from steady_attention.corpora import multinli, snli
from steady_attention.corpora.reading import babi, nli
from steady_attention.rehearsal import publishers

COUNT = 17  # pairs of each file
NAMES = ("snli", "multinli", "babi1", "babi2", "babi3", "cnn")


def objects(labels=nli.CLASSES) -> list[str]:
    """The lines of a published file of SNLI or MultiNLI, with pairs of all labels in turn."""
    return [publishers.pair(labels[n % len(labels)], f"text {n}", f"so {n}", n) for n in range(COUNT)]


def story() -> list[str]:
    """COUNT stories of two sentences and a question."""
    stories = (
        publishers.story((f"text {n}", f"Mary went to room {n}"), f"Where is text {n}", babi.CLASSES[n % 6])
        for n in range(COUNT)
    )
    return [line for told in stories for line in told]


def cloze() -> list[str]:
    """COUNT examples of three lines, each with an empty line after it."""
    examples = (
        publishers.cloze(
            f"did @placeholder see text {n}", f"@entity{n}", f"( @entity{n} ) text {n} @entity583"
        )
        for n in range(COUNT)
    )
    return [line for example in examples for line in example]


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
        (folder / file).write_bytes(publishers.lines(lines))
    return folder / next(iter(files))
