"""MultiNLI: 392,702 training pairs in three classes, and 9,815 + 9,832 to score (Williams et al. 2018).

Kitada and Iyatomi's published code holds out a fifth of the training pairs as dev, stratified, by
random_state 13478, and scores both published dev sets, matched and mismatched, in this order; those of their
pairs without a gold label are left out. Their Table 2 prints 314,161 training pairs (in two halves), 78,541
and 19,647, the sizes here. The classes stand in the alphabet's order, in which scikit-learn draws from the
strata, so that the same pairs are held out as there. As in snli.py the hypothesis is attended to.

Without the publisher's files parts are accepted: 9,888 training pairs, and of each dev set the 1,000 pairs
that TextFooler's authors drew (Jin et al. 2020), tokenized by the Penn Treebank's rules as SNLI's copies are
(see snli.py). Parts and whole files are not mixed.
"""

from itertools import chain
from pathlib import Path

from steady_attention.corpora import Corpus, Examples
from steady_attention.corpora.raw.raw_file import Content, Copy, RawFile
from steady_attention.corpora.reading import nli, splitting

CLASSES = tuple(sorted(nli.CLASSES))
PUBLISHED = "https://cims.nyu.edu/~sbowman/multinli/multinli_1.0.zip"
PUBLISHED_SHA256 = "049f507b9e36b1fcb756cfd5aeb3b7a0cfcb84bf023793652987f7e7e0957822"
GLUE = "https://dl.fbaipublicfiles.com/glue/data/MNLI.zip"
# as in Hugging Face's record of `glue`
GLUE_SHA256 = "e7c1d896d26ed6caf700110645df426cc2d8ebf02a5ab743d5a5c68ac1c83633"
FILES = tuple(f"multinli_1.0_{part}.jsonl" for part in ("train", "dev_matched", "dev_mismatched"))
PARTS = {  # the mirror's file, its content, how much of the published file it is, and the splits' sizes
    FILES[0]: (
        "train_subset",
        "d6a42c9d85028e6fbd148b42aa9c372d9acf4be046e9521ba65df6fb1d99712f",
        "9,888 of 392,702",
        {"train": 7910, "dev": 1978},
    ),
    FILES[1]: (
        "mnli_matched_1000",
        "248f2bf5ce2c431785aad9946032e350b0dd07a9b67efc161c3a5041b6ce5360",
        "1,000 of 9,815",
        {"test": 2000},
    ),
    FILES[2]: (
        "mnli_mismatched_1000",
        "f418302efa473eb78a7794c0838a042358c545dc97a3c15d54339ccaae61fdae",
        "1,000 of 9,832",
        {"test": 2000},
    ),
}
BY_HAND = (
    f"It is multinli_1.0/{{file}} of {PUBLISHED} (226,850,426 bytes, sha256 {PUBLISHED_SHA256}); gzip it."
)
SHARE, SEED = 0.2, 13478


def read(folder: Path) -> dict[str, Examples]:
    """The splits; ids are "<train, dev_matched or dev_mismatched>-<line>" of the raw files.

    Raises what reading/nli.py raises.
    """
    train, dev = splitting.hold_out_lines(_file(folder, FILES[0]), SHARE, SEED, stratified=True)
    test = Examples(lambda: chain.from_iterable(_file(folder, file) for file in FILES[1:]))
    return {"train": train, "dev": dev, "test": test}


def _file(folder: Path, file: str) -> splitting.Lined:
    return nli.lined(folder / file, file.removeprefix("multinli_1.0_").removesuffix(".jsonl"), CLASSES)


def _part(file: str) -> Content:
    """The part of a published file that is accepted in its place."""
    name, sha256, share, sizes = PARTS[file]
    copies = (Copy(f"mirror:mnli/{name}.tsv.gz", note="a part of the pairs"),)
    return Content(sha256, copies, f"subset: {share}", sizes)


CORPUS = Corpus(
    name="multinli",
    classes=CLASSES,
    licence="OANC's licence, and others for some of the fiction; see the publisher's paper",
    address="https://cims.nyu.edu/~sbowman/multinli/",
    files=tuple(
        RawFile(
            file,
            None,
            (
                Copy(f"mirror:mnli/{file}.gz", note="gzip of the published file"),
                Copy(PUBLISHED, PUBLISHED_SHA256, f"multinli_1.0/{file}", "the publisher's zip"),
                Copy(GLUE, GLUE_SHA256, f"MNLI/original/{file}", "the same file in GLUE's zip"),
            ),
            (_part(file),),
            by_hand=BY_HAND.format(file=file),
        )
        for file in FILES
    ),
    read=read,
    minimum_frequency=3,
    expected={"train": 314161, "dev": 78541, "test": 19647},
    left_out="pairs without a gold label: dev_matched 185, dev_mismatched 168",
)
