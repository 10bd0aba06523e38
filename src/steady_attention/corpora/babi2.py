"""bAbI task 2: two supporting facts. See reading/babi.py."""

from steady_attention.corpora.reading import babi

CONTENT_SHA256 = {
    "train": "d4074c0c5d54f70ce2f538056ce2b6ef6a313da336da4245f1a24f1298e37ef3",
    "test": "eff93fb9cd81ba02eb765772cf7cc269769ed44ec71cbbbc19cfb16ee5eba0f6",
}
CORPUS = babi.corpus("babi2", babi.raw_files("qa2_two-supporting-facts", CONTENT_SHA256))
