"""bAbI task 1: single supporting fact. See reading/babi.py."""

from steady_attention.corpora.reading import babi

CONTENT_SHA256 = {
    "train": "749ea9f7c99070feb2d88c975a254417a0dcc8274add4435ae5ae24c7afc7e9d",
    "test": "55acf66cef2f6d798e2aa1d056e1ec8f24e910ea9215b639450574321132959b",
}
CORPUS = babi.corpus("babi1", babi.raw_files("qa1_single-supporting-fact", CONTENT_SHA256))
