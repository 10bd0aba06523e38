"""bAbI task 3: three supporting facts. See reading/babi.py.

Where the training file of 10,000 questions is not to be had, that of the edition of 1,000 (en) is read: of
the same generator, a tenth of the size, but no part of it. The test file is en's, which a public record
(Hugging Face's `babi_qa`) gives the size of en-10k's; in tasks 1 and 2 the two agree byte by byte. Nobody has
recorded the sha256 of en-10k's training file: it is taken from the publisher's own archive alone.
"""

from steady_attention.corpora.raw.raw_file import Content, Copy
from steady_attention.corpora.reading import babi

FILE = "qa3_three-supporting-facts_{}.txt"
EN_SHA256 = {
    "train": "a6e78019f36a02a7ed71fe6aaded0b563ff09c8deec392931801fcd9c6af4d60",
    "test": "17795c977100baf8188f386522ae301b62d6c1a13efc01b3aea781e588b4d57f",
}


def _of_en(split: str, part: str, expected: dict[str, int]) -> Content:
    copy = Copy(f"mirror:babi/en/{FILE.format(split)}.gz", note="of the edition with 1,000 questions")
    return Content(EN_SHA256[split], (copy,), part, expected)


CORPUS = babi.corpus(
    "babi3",
    (
        babi.raw_file(
            "train",
            FILE.format("train"),
            None,
            (_of_en("train", "edition en: 1,000 of 10,000 questions", {"train": 850, "dev": 150}),),
        ),
        babi.raw_file("test", FILE.format("test"), EN_SHA256["test"], (_of_en("test", "", {}),)),
    ),
)
