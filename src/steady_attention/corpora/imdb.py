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
from collections.abc import Iterable
from functools import partial
from pathlib import Path

from steady_attention.corpora import Corpus, Example
from steady_attention.corpora.raw import repack
from steady_attention.corpora.raw.raw_file import Copy, RawFile
from steady_attention.corpora.reading import lines, splitting
from steady_attention.corpora.reading.lines import Line
from steady_attention.corpora.reading.splitting import Lined
from steady_attention.store.errors import UserError

CONTENT_SHA256 = {
    "train": "26555fbf691883973a913de9160fda9ac026a76cadbe1fbf7e8fc0136d3d0484",
    "test": "0c0844adb3722a4ff5332d6b6ee4efe0a663825e6b7c67639c7dddd8cc5a118c",
}
NAME = re.compile(r"(neg|pos)/\d+_(\d+)\.txt")
FORM = "label, name and review, as in `1<TAB>pos/0_9.txt<TAB>Bromwell High is ...`"
BREAK = re.compile(r"<br\s*/?>")
DEV_SHARE, SEED = 0.2, 1378
ARCHIVES = (  # address, sha256 (of Hugging Face's record of `imdb`, of FastAI.jl), folder, whose
    (
        "https://ai.stanford.edu/~amaas/data/sentiment/aclImdb_v1.tar.gz",
        "c40f74a18d3b61f90feba1e17730e0d38e8b97c05fde7008942e91923d1658fe",
        "aclImdb",
        "the publisher's",
    ),
    (
        "https://s3.amazonaws.com/fast-ai-nlp/imdb.tgz",
        "d501018afa17aee9fa1ebe8ac29859a5609980e13dc6e611aa21567cc357351f",
        "imdb",
        "fast.ai's",
    ),
)


def read(folder: Path) -> dict[str, Iterable[Example]]:
    """The splits; line breaks in HTML become blanks; ids are "<raw file>-<pos or neg>/<id>_<stars>".

    Raises UserError, with file and line, for text that is not as `lines.numbered` wants it, a line of another
    form, and a label that its name contradicts.
    """
    train, test = (Lined(folder / f"{split}.tsv", partial(review, split)) for split in ("train", "test"))
    train, dev = splitting.hold_out_lines(train, DEV_SHARE, SEED)
    return {"train": train, "dev": dev, "test": test}


def review(split: str, line: Line) -> Example:
    """The review of a line. Raises UserError as `read` does."""
    where = line.where
    label, name, text = lines.fields(line.text, 3, where, FORM)
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
            (
                Copy(f"mirror:imdb/{split}.tsv.gz", note="the archive's reviews, one a line"),
                *(
                    Copy(
                        address, archive, note=f"{whose} archive", repack=repack.reviews(f"{folder}/{split}")
                    )
                    for address, archive, folder, whose in ARCHIVES
                ),
            ),
        )
        for split, sha256 in CONTENT_SHA256.items()
    ),
    read=read,
    minimum_frequency=10,
    expected={"train": 20000, "dev": 5000, "test": 25000},
    lengths=(6, 400),
)
