"""SNLI: 549,367/9,842/9,824 pairs of premise and hypothesis in three classes (Bowman et al. 2015).

The whole is the publisher's archive; its pairs without a gold label are left out. Else other contents are
accepted: for train 21,605 pairs that two repositories had drawn; for dev and test three files each, labels,
premises (s1) and hypotheses (s2), of e-SNLI's repository (Camburu et al. 2018), all their labeled pairs in
the same order. There dev and test are tokenized by the Penn Treebank's rules and train is not: spaCy's
tokenizer goes over all of it and parts what they leave whole (`long-sleeved`), and the reader undoes their
quotation marks (reading/nli.py). Published, each of the three files of a split is the one with all fields.

Kitada and Iyatomi (2022, A.2) attend to the hypothesis; in Jain and Wallace's and in their own published
code the paragraph that is attended to is sentence1, the premise. Here it is the hypothesis.
"""

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from steady_attention.corpora import Corpus, Example
from steady_attention.corpora.raw.raw_file import Content, Copy, RawFile
from steady_attention.corpora.reading import nli

PUBLISHED = "https://nlp.stanford.edu/projects/snli/snli_1.0.zip"
PUBLISHED_SHA256 = "afb3d70a5af5d8de0d9d81e2637e0fb8c22d1235c2749d83125ca43dab0dbd3e"
ALLENNLP = "https://allennlp.s3.amazonaws.com/datasets/snli"
ALLENNLP_SHA256 = {  # of the publisher's files, which stand there too
    "train": "ee95dfbc57800f7b1f62b7602ad2b176c2b983210435a49238e660324a01e963",
    "dev": "9c03faff70182ef086ebfeed2cffbabb5fcc6a84a8b3314decbbb5b01f07f4bf",
    "test": "1147550151ca8b16ddb31d8dc0e739a670a65f7c3e64aac5951eaeff103fb220",
}
SUBSET_SHA256 = "164e93a6da1faa4754dd258b7878829a1254b58a8dac69274f5dd1825cd4ba4d"
FIELDS = {"labels": "labels", "premises": "s1", "hypotheses": "s2"}  # raw file: e-SNLI's
FIELD_SHA256 = {
    "dev": {
        "labels": "d164d72435c3289fe53cb01e983f7c06e104bf192c0cae9caf2e99bf2e15f974",
        "premises": "28a398b5478b10b4b851d4bb5b2e5767171519add6586015ed50b9436df11d00",
        "hypotheses": "a8c59709630b64ba103f7784c0cb7104a6baf23234562487264d9634714f5d2b",
    },
    "test": {
        "labels": "e25c363e5cc70d5494d6e6555d8053eced22dca836e0f03067530eaad3d4f5f5",
        "premises": "62cb8107dc3c56a4376e5e521842be24e0d61c92c346b94917da2bbf2a47d8be",
        "hypotheses": "1174f3ad30a3c30fc0f9eeffc1b3b6a79e0514026c5a658968a8e2a324b311a1",
    },
}


def read(folder: Path) -> dict[str, Iterable[Example]]:
    """The splits; ids are "<split>-<line>" of the raw files. Raises what reading/nli.py raises."""
    splits: dict[str, Iterable[Example]] = {}
    splits["train"] = nli.examples(partial(nli.rows, folder / "train.pairs"), "train", nli.CLASSES)
    for split in FIELD_SHA256:
        rows = partial(nli.side_by_side, *(folder / f"{split}.{field}" for field in FIELDS))
        splits[split] = nli.examples(rows, split, nli.CLASSES)
    return splits


def _raw_file(name: str, split: str, other: Content) -> RawFile:
    """A raw file: the published file of the split, or the content `other`."""
    published = f"snli_1.0_{split}.jsonl"
    copies = (
        Copy(f"mirror:snli/{published}.gz", note="gzip of the published file"),
        Copy(PUBLISHED, PUBLISHED_SHA256, f"snli_1.0/{published}", "the publisher's zip"),
        Copy(f"{ALLENNLP}/{published}", ALLENNLP_SHA256[split], note="the same file at AllenNLP's"),
    )
    return RawFile(name, None, copies, (other,))


def _files() -> tuple[RawFile, ...]:
    subset = Content(
        SUBSET_SHA256,
        (Copy("mirror:snli/train_subset.tsv.gz", note="a part of the training pairs"),),
        "subset: 21,605 of 549,367",
        {"train": 21605},
    )
    fields = [
        _raw_file(f"{split}.{field}", split, Content(sha256[field], (_of_esnli(split, field),)))
        for split, sha256 in FIELD_SHA256.items()
        for field in FIELDS
    ]
    return (_raw_file("train.pairs", "train", subset), *fields)


def _of_esnli(split: str, field: str) -> Copy:
    return Copy(f"mirror:snli/{FIELDS[field]}.{split}.gz", note="gzip of a file of e-SNLI's repository")


CORPUS = Corpus(
    name="snli",
    classes=nli.CLASSES,
    licence="CC BY-SA 4.0",
    address="https://nlp.stanford.edu/projects/snli/",
    files=_files(),
    read=read,
    minimum_frequency=3,
    expected={"train": 549367, "dev": 9842, "test": 9824},
    left_out="pairs without a gold label: of the published train 785, dev 158, test 176",
)
