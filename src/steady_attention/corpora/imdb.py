"""IMDB: 25,000 + 25,000 movie reviews (Maas et al. 2011), split by the rules of Jain and Wallace (2019).

The raw files here are the reviews of the publisher's archive, one a line: `label <TAB> pos/<id>_<stars>.txt
<TAB> review`, in the archive's order of ids, positive first.

Jain and Wallace's notebook starts from indices of words that Keras once published (`imdb_full.pkl`, in an
order of its own): it takes texts of fewer than 400 words, holds out a fifth of the training ones
(random_state 1378) as dev, and scores a fifth of the test ones. Here the same fifth is held out (same seed,
our order, before any filter: 20,000 and 5,000, the sizes of the information-bottleneck paper) and every
test text is scored; their bounds on the length are the option `length_filter`. Its words include
punctuation marks, theirs did not, so that it leaves 16,411/4,108/20,762 texts, not the printed
17,186/4,294/4,353.
"""

import re
from pathlib import Path

from steady_attention.corpora import lines, splitting
from steady_attention.corpora.corpus import Corpus, Example
from steady_attention.corpora.raw_file import Copy, RawFile
from steady_attention.pipeline.errors import UserError

CONTENT_SHA256 = {
    "train": "26555fbf691883973a913de9160fda9ac026a76cadbe1fbf7e8fc0136d3d0484",
    "test": "0c0844adb3722a4ff5332d6b6ee4efe0a663825e6b7c67639c7dddd8cc5a118c",
}
NAME = re.compile(r"(neg|pos)/\d+_(\d+)\.txt")
FORM = "label, name and review, as in `1<TAB>pos/0_9.txt<TAB>Bromwell High is ...`"
BREAK = re.compile(r"<br\s*/?>")
DEV_SHARE, SEED = 0.2, 1378
BY_HAND = (
    "The publisher's archive is https://ai.stanford.edu/~amaas/data/sentiment/aclImdb_v1.tar.gz; a mirror "
    "holds its aclImdb/{split}/pos/*.txt and neg/*.txt as gzipped lines `1<TAB>pos/<name><TAB><review>` and "
    "`0<TAB>neg/<name><TAB><review>`, positive first, each by the number that its name starts with."
)


def read(folder: Path) -> dict[str, list[Example]]:
    """The splits; line breaks in HTML become blanks; ids are "<raw file>-<pos or neg>/<id>_<stars>".

    Raises UserError, with file and line, for text that is not as `lines.numbered` wants it, a line of another
    form, and a label that its name contradicts.
    """
    train, dev = splitting.hold_out(folder / "train.tsv", _file(folder, "train"), DEV_SHARE, SEED)
    return {"train": train, "dev": dev, "test": _file(folder, "test")}


def _file(folder: Path, split: str) -> list[Example]:
    return [_review(split, where, line) for where, line in lines.numbered(folder / f"{split}.tsv")]


def _review(split: str, where: str, line: str) -> Example:
    label, name, text = lines.fields(line, 3, where, FORM)
    found = NAME.fullmatch(name)
    if found is None:
        raise UserError(f"{where}: expected {FORM}, found the name {name[:80]!r}")
    index = lines.label(label, ("0", "1"), where)
    if (index == 1) != (found[1] == "pos") or (index == 1) != (int(found[2]) > 5):
        raise UserError(f"{where}: the label {label} contradicts the name {name} (<id>_<stars of 10>.txt)")
    return Example(f"{split}-{name.removesuffix('.txt')}", BREAK.sub(" ", text), index)


CORPUS = Corpus(
    name="imdb",
    classes=("negative", "positive"),
    licence="not stated by the publisher; reviews from IMDb, for research, Maas et al. (2011) to be cited",
    address="https://ai.stanford.edu/~amaas/data/sentiment/",
    files=tuple(
        RawFile(
            f"{split}.tsv",
            sha256,
            (Copy(f"mirror:imdb/{split}.tsv.gz", note="the archive's reviews, one a line"),),
            by_hand=BY_HAND.format(split=split),
        )
        for split, sha256 in CONTENT_SHA256.items()
    ),
    read=read,
    minimum_frequency=10,
    expected={"train": 20000, "dev": 5000, "test": 25000},
    lengths=(6, 400),
)
