"""A vocabulary of one's own: by hand, and the same in every process."""

import os
import subprocess
import sys
from collections import Counter

import pytest

from steady_attention.corpora.bert.vocabulary import SPECIALS
from steady_attention.store.errors import UserError
from steady_attention.text.word_pieces import Pieces, trained

COUNTS = Counter({"aba": 5, "ab": 3, "b-a": 2})
WHERE = "conf/demo/settings.yaml: pretrain.random.vocabulary"
LETTERS = ["##a", "##b", "-", "a", "b"]
TIES = """
import hashlib
from collections import Counter
from steady_attention.text.word_pieces import trained
words = {f"{a}{b}{c}" for a in "abcdefghijk" for b in "lmnopqrstuv" for c in "wxyzabcd"}  # in hash order
print(hashlib.sha256(" ".join(trained(Counter(words), 211, "key")).encode()).hexdigest())
"""


def test_by_hand():
    """`a ##b` stands 8 times, then `ab ##a` 5 times; `b-a` is three parts."""
    assert trained(COUNTS, 11, WHERE) == [*SPECIALS, *LETTERS, "ab"]
    assert trained(COUNTS, 12, WHERE) == trained(COUNTS, 13, WHERE) == [*SPECIALS, *LETTERS, "ab", "aba"]


def test_words_are_cleaned_as_they_are_when_read():
    assert trained(Counter({"b\u00c1": 3}), 11, WHERE) == [*SPECIALS, "##a", "a", "b", "ba"]


def test_frequent_words_decide():
    """`b ##a` stands 7 times, in one word; `a ##b` twice, in two."""
    assert trained(Counter({"ba": 7, "ab": 1, "abb": 1}), 10, WHERE)[9:] == ["ba"]


def test_every_training_word_can_be_spelt():
    found = trained(COUNTS, 11, WHERE)
    spelt = Pieces({piece: number for number, piece in enumerate(found)})
    assert [[found[number] for number in spelt.spell(word)] for word in COUNTS] == [
        ["ab", "##a"],
        ["ab"],
        ["b", "-", "a"],
    ]


def test_too_few_pieces_for_the_characters():
    with pytest.raises(
        UserError, match=rf"^{WHERE}: 9 pieces are too few for the 3 .*, expected at least 10"
    ):
        trained(COUNTS, 9, WHERE)


def test_no_order_of_words_and_no_hash_decides():
    """All pairs of 968 words of equal frequency are ties."""
    found = set()
    for seed in range(3):
        path = os.pathsep.join(["src", *filter(None, [os.environ.get("PYTHONPATH")])])
        environment = os.environ | {"PYTHONHASHSEED": str(seed), "PYTHONPATH": path}
        done = subprocess.run([sys.executable, "-c", TIES], capture_output=True, text=True, env=environment)
        assert done.returncode == 0, done.stderr
        found.add(done.stdout)
    assert len(found) == 1
