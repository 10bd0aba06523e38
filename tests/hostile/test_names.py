"""Values of params.yaml that could name no folder, twins, and a variant's values: refused by their key."""

import pytest

from steady_attention.store.errors import UserError
from tests.settings.params_file import CONTENT, checked
from tests.settings.user_data import MINE

DEMO = ("profiles", "demo")
BLOCK = (*DEMO, "suites", "seat", "methods", "variants")
HERE = "conf/demo/grid.yaml: suites.seat.methods.variants"


def put(path, value):
    """A change that sets what stands at the path."""

    def change(content):
        for key in path[:-1]:
            content = content[key]
        content[path[-1]] = value

    return change


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        ((*DEMO, "suites", "../x"), {}, "conf/demo/grid.yaml: suites.../x: expected a name of"),
        ((*DEMO, "suites", 3), {}, "suites.3: expected a text for a name (in quotes), got 3"),
        ((*DEMO, "suites", "x" * 61), {}, "expected a name of at most 60"),
        ((*DEMO, "corpora"), ["sst", "sst"], "conf/demo/settings.yaml: corpora: 'sst' stands twice"),
        ((*DEMO, "corpora", 0), "../x", "demo/settings.yaml: corpora[0]: expected a name of"),
        ((*DEMO, "unlabeled", "pool"), "synthetic_qa", "unlabeled.pool: 'synthetic_qa' is a"),
        ((*DEMO, "unlabeled", "pool"), "sts", "unlabeled.pool: there is no data set 'sts'; `PYTHONPATH=src"),
        ((*DEMO, "corpora", 1), "sts", "yaml: corpora[1]: there is no data set 'sts'; `PYTHONPATH=src"),
        ((*DEMO, "unlabeled", "strategies"), ["random"] * 2, "strategies: 'random' stands twice"),
        (BLOCK, [{"unlabeled": "x"}], f"{HERE}[0].unlabeled: expected a whole"),
        (BLOCK, [{}, {"unlabeled": True}], f"{HERE}[1].unlabeled: expected a whole"),
        (BLOCK, [{"labeled": "all"}], f"{HERE}[0].labeled: 'all' is not one of half"),
        (BLOCK, [{"as_published": 1}], f"{HERE}[0].as_published: expected true or"),
        (BLOCK, [{"selection": "nearest"}], f"{HERE}[0].selection: 'nearest' is not"),
        (BLOCK, [{"x": "../.."}], f"{HERE}[0].x: expected at most 60 letters"),
        (BLOCK, [{"a/b": 1}], f"{HERE}[0].a/b: expected at most 60 letters"),
        (BLOCK, [{"x": [1]}], f"{HERE}[0].x: expected a number, a text, true"),
        (BLOCK, [{"x": float("nan")}], f"{HERE}[0].x: expected a number, a text"),
        (BLOCK, [{f"key{n}": "y" * 30 for n in range(9)}], "expected at most 120 letters"),
        (("methods", "word_at", "epsilon"), float("inf"), "methods.word_at.epsilon: expected a number"),
        (("methods", "word_at", "epsilon"), {"a": 1}, "methods.word_at.epsilon: expected a number, a text"),
        (("methods", "word_at"), {1: 2}, "methods.word_at.1: expected a text for a name (in quotes), got 1"),
        (("seed",), 2**63, "seed: expected a whole number at least 0, of at most 64 bits, got 9223"),
        ((*DEMO, "train", "learning_rate"), float("inf"), "expected a number more than 0.0, finite, got inf"),
        ((*DEMO, "vectors"), "\ud800", "settings.yaml: vectors: expected a text without half a"),
        (("dataset",), list(range(99)), "dataset: expected a text, got [0, 1, 2, 3, 4, 5, 6, 7, ...]"),
        (("profil\n",), 1, r"params.yaml: unknown key 'profil\n'; did you mean 'profile'?"),
    ],
)
def test_it_is_refused_by_its_key(path, value, said):
    content = copy(CONTENT)
    put(path, value)(content)
    with pytest.raises(UserError) as error:
        checked(content)
    assert said in str(error.value) and str(error.value).isprintable()


def copy(content):
    """A copy in which no two places share a part."""
    if isinstance(content, dict):
        return {key: copy(value) for key, value in content.items()}
    return [copy(value) for value in content] if isinstance(content, list) else content


@pytest.mark.parametrize("name", ["x" * 61, "vectors", "bert"])
def test_names_of_own_corpora(name):
    with pytest.raises(UserError, match=f"corpora.{name}: expected a name"):
        checked(copy(CONTENT) | {"corpora": {name: MINE}})


def test_a_file_with_an_endless_name():
    mine = MINE | {"splits": MINE["splits"] | {"file": "x" * 300 + ".tsv"}}
    with pytest.raises(UserError, match="corpora.mine.splits.file: expected the name of a file in data/own/"):
        checked(copy(CONTENT) | {"corpora": {"mine": mine}})


def test_a_whole_section_in_the_place_of_a_name():
    content = copy(CONTENT)
    content["method"] = content["profiles"]["demo"]["suites"]
    with pytest.raises(UserError, match="^method: expected a text, got {.*[.]{3}$") as error:
        checked(content)
    assert len(str(error.value)) < 250
