"""The sections of a user's own corpora: errors name their key, the printed examples are valid."""

import re
from pathlib import Path

import pytest
import yaml

from steady_attention.corpora.user import section as user_section
from steady_attention.settings import params
from steady_attention.store import sections
from steady_attention.store.errors import UserError
from tests.settings.user_data import MINE

FOLDS = {"file": "a.tsv", "folds": 3, "dev": 0.1, "seed": 0}


@pytest.mark.parametrize(
    ("name", "changes", "text"),
    [
        ("my-own", {}, "corpora.my-own: expected a name of letters, digits and _, got 'my-own'"),
        ("../x", {}, "corpora.../x: expected a name of letters"),
        (2024, {}, "corpora.2024: expected a text for a name (in quotes), got 2024"),
        ("vectors", {}, "expected a name of letters, digits and _, and not vectors"),
        ("mine", {"lable": "x"}, "corpora.mine: unknown key 'lable'; did you mean 'label'?"),
        (
            "mine",
            {"splits": {"file": "a.tsv"}},
            "corpora.mine.splits: expected a mapping with the keys "
            "train, dev, test, or file, column, or file, dev, test, seed, or train, test, dev, seed, or "
            "file, folds, dev, seed, or file, folds, fold, dev, seed, got {'file': 'a.tsv'}",
        ),
        ("mine", {"splits": {"file": "x/a.tsv", "column": "y"}}, "mine.splits.file: expected the name of a"),
        ("mine", {"splits": {"file": "a.xls", "column": "x"}}, "data/own/ (.tsv, .csv, .jsonl), got 'a.xls'"),
        ("mine", {"splits": {"train": "a.tsv", "dev": "b.tsv", "test": "a.tsv"}}, "'a.tsv' stands twice"),
        ("mine", {"splits": MINE["splits"] | {"dev": 0}}, "splits.dev: expected a number more than 0.0"),
        ("mine", {"splits": MINE["splits"] | {"dev": 0.8}}, "must leave texts to train, expected at most"),
        ("mine", {"second": "review"}, "corpora.mine: the column 'review' stands twice"),
        ("mine", {"classes": [False, True]}, "mine.classes[0]: expected a text (in quotes), got False"),
        ("mine", {"classes": ["bad"]}, "corpora.mine.classes: expected at least two classes, got ['bad']"),
        ("mine", {"classes": ["bad", "bad"]}, "corpora.mine.classes: the class 'bad' stands twice"),
        ("mine", {"blank": "drop"}, "corpora.mine.blank: 'drop' is not one of error, skip"),
        (
            "mine",
            {"splits": FOLDS | {"folds": 1}},
            "mine.splits.folds: expected a whole number at least 2 and",
        ),
        (
            "mine",
            {"splits": FOLDS | {"fold": 4}},
            "splits.fold: expected at most 3, the folds there are, got 4",
        ),
        ("mine", {"normalise": "none"}, "corpora.mine.normalise: 'none' is not one of qqq, words"),
    ],
)
def test_a_wrong_section_is_named(load, name, changes, text):
    with pytest.raises(UserError) as error:
        load({name: MINE | changes})
    assert text in str(error.value)


def test_own_corpora_belong_to_every_profile(load):
    def grid(content):
        block = content["profiles"]["small"]["suites"]["attention_vat"]["supervised"]
        block["datasets"] = ["mine", "sst"]

    settings = load({"mine": MINE, "other": MINE}, grid, params.load_every)
    assert settings.labeled("small") == (*settings.at("small").corpora, "mine", "other")
    assert settings.labeled("demo") == (*settings.at("demo").corpora, "mine", "other")
    with pytest.raises(UserError, match="datasets: 'mine' is not one of sst"):
        load({}, grid, params.load_every)


@pytest.mark.parametrize(
    ("name", "profile", "key"),
    [
        ("sst", "small", "corpora"),
        ("one_billion_word", "small", "unlabeled.pool"),
        ("imdb_sentences", "small", "unlabeled.further"),
        ("synthetic_nli", "demo", "corpora"),
        ("synthetic_pool", "demo", "unlabeled.pool"),
    ],
)
def test_a_name_that_the_profile_in_use_has_is_refused_and_another_profiles_is_not(load, name, profile, key):
    """Each is a folder below data/<stage>/<profile>/."""
    said = f"corpora.{name}: expected a name that the profile in use does not have"
    taken = f"conf/{profile}/settings.yaml: {key} has it: rename your corpus"
    with pytest.raises(UserError, match=f"{said}, but {taken}"):
        load({name: MINE}, lambda content: content.update(profile=profile))
    other = {"demo": "small", "small": "demo"}[profile]
    settings = load({name: MINE}, lambda content: content.update(profile=other), params.load_every)
    assert name in settings.labeled(other)
    with pytest.raises(UserError, match=said):
        settings.at(profile)


@pytest.mark.parametrize("file", ["data/own/README.md", "params.yaml"])
def test_the_printed_examples_are_valid(file):
    text = Path(file).read_text(encoding="utf-8")
    text = text.replace("\n# ", "\n") if file == "params.yaml" else text
    (example,) = re.findall(r"\n  mine:\n(?:    .*\n)+", text)
    given = yaml.safe_load(example)
    user_section.check("mine", sections.read("corpora.mine", given["mine"], user_section.Own))


def test_a_corpus_in_folds_is_a_corpus_a_fold(load):
    folded = load({"mine": MINE | {"splits": FOLDS}, "other": MINE})
    assert list(folded.corpora) == ["mine_fold1", "mine_fold2", "mine_fold3", "other"]
    assert [own.splits.fold for own in list(folded.corpora.values())[:3]] == [1, 2, 3]
    with pytest.raises(UserError, match="corpora.mine_fold2: mine has a fold of that name; rename this"):
        load({"mine": MINE | {"splits": FOLDS}, "mine_fold2": MINE})
