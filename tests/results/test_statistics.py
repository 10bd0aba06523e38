"""The corpora's own numbers, in tables."""

import pandas as pd
import pytest

from steady_attention.papers import declare
from steady_attention.report.tables import filling
from steady_attention.results import statistics
from steady_attention.results.setting import Setting
from steady_attention.store.errors import UserError
from steady_attention.store.files import write_json

KNOWN = {
    "classes": ["no", "yes", "so"],
    "pair": True,
    "vocabulary": 101,
    "copy": "train.tsv: a part",
    "left_out": "",
    "duplicates": {"within": {"train": 2, "dev": 1}, "between": {"train, dev": 3, "train, test": 0}},
    "splits": {
        "train": {"examples": 1013, "labels": {"no": 503, "yes": 499, "so": 11}, "mean_length": 22.48},
        "dev": {"examples": 7, "labels": {"no": 1, "yes": 1, "so": 5}, "mean_length": 20.0},
    },
}


def numbers(known):
    return {(row.split, row.metric): row.value for row in statistics.rows({"snli": known})}


def test_the_numbers_of_a_pair_task():
    """Of 1,013 examples 506 keep their labels."""
    found = numbers(KNOWN)
    assert found["all", "count_classes"] == 3 and found["all", "count_vocabulary"] == 101
    assert (found["train", "count_labeled"], found["train", "count_unlabeled"]) == (506, 507)
    assert found["train", "count_class1"] == 499 and found["dev", "count_class2"] == 5


def test_single_texts_keep_all_labels_and_a_pool_has_no_classes():
    found = numbers(KNOWN | {"pair": False})
    assert (found["train", "count_labeled"], found["train", "count_unlabeled"]) == (1013, 0)
    pool = KNOWN | {"classes": [], "splits": {"pool": {"examples": 11, "mean_length": 5.0}}}
    assert numbers(pool) == {("pool", "count_examples"): 11, ("pool", "mean_length"): 5.0}


def test_a_corpus_in_words():
    assert statistics.description(KNOWN) == (
        "train.tsv: a part (train 1,013, dev 7); 3 texts repeat within their split; "
        "3 of dev stand in train too"
    )
    quiet = KNOWN | {
        "duplicates": {"within": {"train": 0}, "between": {}},
        "left_out": "one, without a label",
    }
    assert statistics.description(quiet).endswith("(train 1,013, dev 7); left out: one, without a label")
    covered = quiet | {"vectors": {"vocabulary": 1013, "found": 1009, "tokens": 40, "tokens_found": 39}}
    assert statistics.description(covered).endswith(
        "; word vectors for 1,009 of 1,013 words, 97.5 % of the training texts' words"
    )


def test_a_table_of_data_sets():
    columns = {"classes": "# classes", "words a text": "avg. # words", "dev": "# valid"}
    table = declare.Paper("attention_vat", "A paper").corpora("2", {"snli": "SNLI"}, columns)
    setting = Setting("small", copies={"snli": statistics.description(KNOWN)})
    made = filling.fill(table, pd.DataFrame(statistics.rows({"snli": KNOWN})), setting).markdown()
    assert "| SNLI | 3 | 3 | 22.5 | 22 | 7 | 9,842 |" in made
    assert "Seeds" not in made and "Model selection" not in made and "(1)" not in made
    assert "- Corpus of snli: train.tsv: a part (train 1,013" in made


def test_the_files_of_a_profile(tmp_path):
    write_json(tmp_path / "corpora" / "snli.json", KNOWN)
    assert statistics.load(tmp_path / "corpora") == {"snli": KNOWN}
    with pytest.raises(UserError, match="holds no statistics of corpora: run `dvc repro preprocess@"):
        statistics.load(tmp_path / "nowhere")
