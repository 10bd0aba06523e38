"""Reviews parted into sentences, by hand."""

from steady_attention.corpora import imdb_sentences
from tests.corpora.loaded import loaded

LINES = (
    '1\tpos/0_9.txt\tIt is good. I like it!<br /><br />Really?  "Yes." Dr. no 7.5 of 10. 8 is too much\n'
    "0\tneg/3_1.txt\tI like it! So it is... and not. (No.) Well\n"
)


def test_a_review_is_parted_into_sentences(tmp_path):
    """Not within a number, not before a small letter; a repeated sentence is left out."""
    (tmp_path / "train.tsv").write_text(LINES, encoding="utf-8")
    (pool,) = loaded(imdb_sentences.CORPUS.read(tmp_path)).values()
    assert [(e.id, e.text, e.label) for e in pool] == [
        ("train-pos/0_9-0", "It is good.", None),
        ("train-pos/0_9-1", "I like it!", None),
        ("train-pos/0_9-2", "Really?", None),
        ("train-pos/0_9-3", '"Yes."', None),
        ("train-pos/0_9-4", "Dr. no 7.5 of 10.", None),
        ("train-pos/0_9-5", "8 is too much", None),
        ("train-neg/3_1-1", "So it is... and not.", None),
        ("train-neg/3_1-2", "(No.)", None),
        ("train-neg/3_1-3", "Well", None),
    ]
