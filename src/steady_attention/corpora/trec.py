"""TREC: 5,452 + 500 questions in six classes of answers (Li and Roth 2002), its coarse labels.

A line is `LABEL:fine question`, in latin-1; the one byte 0xf0 of the training file stands for a blank. The
information-bottleneck paper has 5,000/452/500: here the 452 are drawn with random_state 13478.
Jain and Wallace do not have this data set: every word of the training split is kept, as of their SST.
NLTK's zip has both files and a README under other names: of its 361,090 bytes, unpacked, they are 359,212.
"""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from steady_attention.corpora import Corpus, Example
from steady_attention.corpora.raw.raw_file import NLTK, Copy, RawFile, software_heritage
from steady_attention.corpora.reading import lines, splitting
from steady_attention.corpora.reading.lines import Line
from steady_attention.corpora.reading.splitting import Lined
from steady_attention.store.errors import UserError

CLASSES = ("abbreviation", "entity", "description", "human", "location", "number")
CODES = ("ABBR", "ENTY", "DESC", "HUM", "LOC", "NUM")
PUBLISHED = "https://cogcomp.seas.upenn.edu/Data/QA/QC"
CONTENT_SHA256 = {
    "train_5500": "9e4c8bdcaffb96ed61041bd64b564183d52793a8e91d84fc3a8646885f466ec3",
    "TREC_10": "033f22c028c2bbba9ca682f68ffe204dc1aa6e1cf35dd6207f2d4ca67f0d0e8e",
}
NLTK_NAMES = {"train_5500": "train", "TREC_10": "test"}
NLTK_MD5 = "afd4145ac31cb8d7db715974b9b8b57a"
DEV, SEED = 452, 13478


def read(folder: Path) -> dict[str, Iterable[Example]]:
    """The splits; ids are "train-<line>" and "test-<line>" of the raw files.

    Raises UserError, with file and line, for text that is not as `lines.numbered` wants it, and for a line
    without a question or with an unknown label.
    """
    train, test = (
        Lined(folder / f"{name}.label", partial(_question, split), "latin-1")
        for split, name in (("train", "train_5500"), ("test", "TREC_10"))
    )
    train, dev = splitting.hold_out_lines(train, DEV, SEED)
    return {"train": train, "dev": dev, "test": test}


def _question(split: str, line: Line) -> Example:
    code, blank, question = line.text.replace("\xf0", " ").strip().partition(" ")
    if not blank:
        raise UserError(
            f"{line.where}: expected a line like `HUM:ind Who was Galileo ?`, found {line.text[:80]!r}"
        )
    label = lines.label(code.partition(":")[0], CODES, line.where)
    return Example(f"{split}-{line.number}", question.strip(), label)


CORPUS = Corpus(
    name="trec",
    classes=CLASSES,
    licence="not stated by the publisher",
    address="https://cogcomp.seas.upenn.edu/Data/QA/QC/",
    files=tuple(
        RawFile(
            f"{name}.label",
            sha256,
            (
                Copy(f"mirror:trec/{name}.label.gz", note="gzip of the published file"),
                Copy(f"{PUBLISHED}/{name}.label", sha256, note="the publisher's file"),
                Copy(
                    f"{NLTK}/qc.zip",
                    member=f"qc/{NLTK_NAMES[name]}.txt",
                    note="the same file in NLTK's corpora",
                    md5=NLTK_MD5,
                ),
                Copy(
                    software_heritage(sha256),
                    sha256,
                    note="the same file in Software Heritage",
                ),
            ),
        )
        for name, sha256 in CONTENT_SHA256.items()
    ),
    read=read,
    minimum_frequency=1,
    expected={"train": 5000, "dev": DEV, "test": 500},
)
