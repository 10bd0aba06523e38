"""A classifier of any family: its words, its predictions, whatever the batch."""

import numpy as np
import pytest
import torch

from steady_attention.score.classifier import Classifier, longest
from tests.score.tiny import FAMILIES

TEXTS = [
    ["a", "good", "film,", "indeed"],
    ["unbelievably", "bad"],
    ["Ünbelievable", "fun!", "(made", "film)"],
    ["a"],
    ["film", "bad"],
]


@pytest.mark.parametrize("family", FAMILIES)
def test_batches_and_cores_change_nothing(checkpoints, family):
    """As the model itself says of one text after another, its own tokenizer on the text."""
    classifier = Classifier(checkpoints(family), cores=2, pieces=23)
    found = classifier.predict(TEXTS)
    for words, row in zip(TEXTS, found, strict=True):
        given = classifier.tokenizer(" ".join(words), return_tensors="pt")
        with torch.no_grad():
            alone = torch.softmax(classifier.model(**given).logits[0].double(), 0).numpy()
        np.testing.assert_allclose(row, alone, atol=2e-6)
    assert np.ptp(found[:, 0]) > 1e-4
    np.testing.assert_allclose(found.sum(1), 1)


def test_the_number_of_cores_changes_no_bit(checkpoints):
    one, several = (Classifier(checkpoints(), cores=cores, pieces=11).predict(TEXTS * 3) for cores in (1, 3))
    np.testing.assert_array_equal(one, several)


@pytest.mark.parametrize("family", FAMILIES)
def test_pieces_belong_to_the_words_that_they_spell(checkpoints, family):
    """The pieces of a word are those whose characters stand in it, in order, and every word has one."""
    classifier = Classifier(checkpoints(family))
    for words, one in zip(TEXTS, classifier.encode(TEXTS), strict=True):
        own = one.words[one.words >= 0]
        assert sorted(set(own.tolist())) == list(range(len(words))) and one.count == len(words)
        assert (np.diff(own) >= 0).all()
        for number, word in enumerate(words):
            ids = [piece for piece, of in zip(one.ids, one.words, strict=True) if of == number]
            spelt = classifier.tokenizer.decode(ids).replace(" ", "").replace("##", "").casefold()
            known = classifier.tokenizer.unk_token_id not in ids and word.isascii()
            assert not known or spelt == word.casefold()


@pytest.mark.parametrize("family", FAMILIES)
def test_a_text_without_words(checkpoints, family):
    classifier = Classifier(checkpoints(family))
    (row,) = classifier.predict([[]])
    assert row.sum() == pytest.approx(1)


def test_numbers_by_word(checkpoints):
    (one,) = Classifier(checkpoints()).encode([["unbelievably", "bad"]])
    rows = np.arange(len(one.ids), dtype=float)
    pieces = [rows[one.words == word].sum() for word in (0, 1)]
    assert one.by_word(rows).tolist() == pieces and (one.words == 0).sum() > 1
    assert one.by_word(np.stack([rows, 2 * rows])).tolist() == [pieces, [2 * part for part in pieces]]


def test_progress_counts_texts(checkpoints):
    classifier, seen = Classifier(checkpoints(), cores=2, pieces=11), []
    classifier.progress = seen.append
    classifier.predict(TEXTS * 3)
    assert sum(seen) == 15 and len(seen) > 2


def test_what_fits(checkpoints):
    """Of one-piece words as many as the limit leaves beside [CLS] and [SEP]."""
    classifier = Classifier(checkpoints())
    encoded = classifier.encode([["a"] * 41, ["a"] * 42, ["a", *["unbelievably"] * 40]])
    (fits, whole), (other, words) = longest(encoded, classifier.limit)
    assert classifier.limit == 43 and (fits, whole, other) == (1, 41, 2)
    (shorter,) = classifier.encode([["a", *["unbelievably"] * 40][:words]])
    assert (
        len(shorter.ids) <= 43 < len(classifier.encode([["a", *["unbelievably"] * 40][: words + 1]])[0].ids)
    )


def test_threads_are_left_as_they_were(checkpoints):
    before = torch.get_num_threads()
    Classifier(checkpoints(), cores=2).predict(TEXTS)
    assert torch.get_num_threads() == before
