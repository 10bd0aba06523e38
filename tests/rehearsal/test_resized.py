"""What is read of a data set: all of its generated files, or some texts of its own."""

from itertools import compress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from steady_attention import corpora
from steady_attention.corpora.raw.raw_file import Content, Copy, RawFile
from steady_attention.corpora.synthetic import corpus as synthetic
from steady_attention.rehearsal import datasets, resized
from steady_attention.store.errors import UserError

SHA256 = "0" * 64
TWO_PLACES = RawFile(
    "a.txt", SHA256, (Copy("mirror:d/a.txt.gz"),), (Content(SHA256, (Copy("mirror:d/part.gz"),)),)
)


@given(st.integers(0, 503), st.integers(1, 211))
def test_texts_are_taken_evenly(total, wanted):
    taken = list(compress(range(total), resized.spaced(total, wanted)))
    assert len(taken) == min(total, wanted)
    steps = {after - before for before, after in zip(taken, taken[1:], strict=False)}
    assert max(steps, default=0) - min(steps, default=0) <= 1


def test_a_real_data_set_is_counted_whole_and_read_in_part(tmp_path, told):
    whole = corpora.get("synthetic_sentiment")
    whole.generate(tmp_path)
    told({}, ["synthetic_sentiment"])
    thin = corpora.get("synthetic_sentiment")
    found = {split: [example.id for example in some] for split, some in thin.examples(tmp_path).items()}
    assert {split: len(ids) for split, ids in found.items()} == datasets.SPLITS
    assert set(found["test"]) < {example.id for example in whole.examples(tmp_path)["test"]}
    synthetic.write_examples(tmp_path / "dev.jsonl", list(whole.examples(tmp_path)["dev"])[:-1])
    with pytest.raises(UserError, match="dev of .* holds 199 examples, expected 200"):
        list(thin.examples(tmp_path)["dev"])


def test_a_source_is_real_where_each_file_has_some_content_in_a_mirror(tmp_path):
    other = RawFile("b.txt", None, (Copy("mirror:d/b.txt"),))
    first, second = tmp_path / "first", tmp_path / "second"
    assert resized.real([TWO_PLACES], [first, second]) is None
    for path in (second / "d/part.gz", first / "d/b.txt"):
        path.parent.mkdir(parents=True)
        path.touch()
    assert resized.real([TWO_PLACES], [first]) is None
    assert resized.real([TWO_PLACES, other], [first, second]) == {
        "d/part.gz": second / "d/part.gz",
        "d/b.txt": first / "d/b.txt",
    }
    assert resized.place(TWO_PLACES) == "d/a.txt.gz"


def test_a_source_without_files_is_generated_by_itself():
    assert resized.real([], [Path("none")]) == {}
