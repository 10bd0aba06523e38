"""The forms' arrays are parallel to the corpus's, whatever its words, and are written text by text."""

import json
import tracemalloc

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from steady_attention.text import encoded, pieces, vocabulary
from tests.text.small_bert import array, lines, pieces_of

words = st.text(st.characters(exclude_categories=("Z", "C")), min_size=1, max_size=5)
texts = st.lists(st.lists(words | st.sampled_from(vocabulary.SPECIALS), min_size=1, max_size=7), min_size=1)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts, texts, st.booleans())
def test_arrays_are_parallel_to_the_corpuss(tmp_path, in_pieces, train, test, boundaries):
    folder = tmp_path / "corpus"
    folder.mkdir(exist_ok=True)
    known = sorted({word for text in train for word in text} - set(vocabulary.SPECIALS))[::2]
    special = vocabulary.specials(boundaries)
    vocabulary.write(folder / "vocabulary.txt", [*special, *known])
    (folder / "statistics.json").write_text(json.dumps({"boundaries": boundaries, "pair": False}))
    by = encoded.coding([*special, *known], boundaries)
    for name, split in (("train", train), ("test", test)):
        content = "".join(f"{' '.join(text)}\n" for text in split)
        (folder / f"{name}.words.txt").write_bytes(content.encode())
        encoded.write_ids(folder, name, by)
    work = in_pieces(folder)
    forms = lines(work / "vocabulary.txt")
    assert len(set(forms)) == len(forms) == len(pieces_of(work)) and forms[: len(by.ids)] == list(by.ids)
    for name, split in (("train", train), ("test", test)):
        theirs, ours = array(folder, f"{name}.tokens"), array(work, f"{name}.tokens")
        assert len(theirs) == len(ours) and (ours[theirs != 1] == theirs[theirs != 1]).all()
        edge = ["<sos>"], ["<eos>"]
        plain = [["<unk>" if word in vocabulary.SPECIALS else word for word in text] for text in split]
        expected = [edge[0] + text + edge[1] for text in plain] if boundaries else plain
        assert [forms[form] for form in ours] == sum(expected, [])
    lengths = np.diff(array(work, "pieces.offsets"))
    assert (lengths[2 + 2 * boundaries :] > 0).all()  # every word has a piece
    assert lengths[: 2 + 2 * boundaries].tolist() == ([0, 1, 0, 0] if boundaries else [0, 1])


def test_four_times_the_texts_take_hardly_more_memory(tmp_path, in_pieces):
    """A text is 53 words: held as Python's numbers or words, more than 400 bytes."""

    def peak(count: int) -> int:
        folder = tmp_path / f"corpus{count}"
        folder.mkdir()
        vocabulary.write(folder / "vocabulary.txt", ["<pad>", "<unk>", "film"])
        (folder / "statistics.json").write_text('{"boundaries": false, "pair": false}')
        (folder / "train.words.txt").write_text(f"{' '.join(53 * ['film'])}\n" * count)
        encoded.write_ids(folder, "train", encoded.coding(["<pad>", "<unk>", "film"], False))
        tracemalloc.start()
        try:
            in_pieces(folder)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(31)  # what is learnt once
    few, many = 3 * pieces.TEXTS, 11 * pieces.TEXTS
    assert peak(many) - peak(few) < (many - few) * 53
