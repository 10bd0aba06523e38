"""What is compared differs in the vectors alone, and the page says what each covers."""

from benchmarks import vectors_on_dev
from steady_attention.settings import params

SETTINGS = params.load_every()


def test_the_embedding_is_as_wide_as_the_vectors():
    small = SETTINGS.at("small")
    changed = vectors_on_dev.with_vectors(SETTINGS, "small", "glove_6b_50d_part").at("small")
    assert (changed.vectors, changed.model.embedding) == ("glove_6b_50d_part", 50)
    assert changed.model.hidden == small.model.hidden and changed.train == small.train


def test_the_page_has_a_row_of_each():
    known = {"vocabulary": 7, "found": 5, "tokens": 11, "tokens_found": 10}
    chosen = [{"dev_f1": 0.8, "dev_pearson": 0.5}, {"dev_f1": 0.9, "dev_pearson": 0.7}]
    found = vectors_on_dev.page("sst", [("some", known, chosen)])
    assert "| some | 71.4 | 90.9 | 85.00 ± 7.07 (2) | 0.600 ± 0.141 (2) |" in found
