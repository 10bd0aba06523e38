"""Errors of params.yaml and conf/ name the file, the key, what was expected and the nearest valid name."""

import pytest

from steady_attention.settings import execution, params
from steady_attention.store import registry
from steady_attention.store.errors import UserError
from tests.settings.params_file import TEXTS, copied


def test_the_repositorys_settings_are_valid():
    assert list(params.load_every().profiles) == params.names() == ["demo", "paper", "small"]
    assert list(params.load("small").profiles) == ["small"]
    assert execution.load() == params.load().execution


SETTINGS, GRID = "conf/demo/settings.yaml", "conf/demo/grid.yaml"
IN = ": suites.attention_vat.semi_supervised.variants[0]."


@pytest.mark.parametrize(
    ("file", "old", "new", "text"),
    [
        ("params.yaml", "profile: demo", "profil: demo", "params.yaml: unknown key 'profil'; did you mean"),
        (
            "params.yaml",
            "encoder: bilstm",
            "encoder: bilsmt",
            "encoder: 'bilsmt' is not one of auto, bert, bilstm",
        ),
        ("params.yaml", "profile: demo", "profile: [", "params.yaml is not valid YAML"),
        (SETTINGS, "epochs: 5", "epochs: 0", ": train.epochs: expected a whole number at least 1, got 0"),
        (
            SETTINGS,
            "epochs: 5",
            "epochs: eight",
            ": train.epochs: expected a whole number at least 1, got",
        ),
        (SETTINGS, "model:", "modle:", ": unknown key 'modle'; did you mean 'model'?"),
        (SETTINGS, "  sst: synthetic_sentiment", "  sst: sst", ": counterparts.sst: 'sst' is not one of"),
        (SETTINGS, "model:", "model: [", " is not valid YAML"),
        (GRID, "rs: [bilstm]", "r: [bilstm]", ": defaults: unknown key 'encoder'; did you mean 'encoders'?"),
        (GRID, "[bilstm]", "[bilsmt]", ": defaults.encoders[0]: 'bilsmt' is not one of auto, bert"),
        (GRID, "encoders: [bilstm], ", "", ": suites.attention_at.methods: missing key 'encoders' (a list)"),
        (
            GRID,
            "[rnn, lstm]",
            "[rnn, gur]",
            ": suites.attention_at.encoders.encoders[1]: 'gur' is not one",
        ),
        (
            GRID,
            "attention_rp,",
            "attention_pr,",
            ": suites.attention_at.defaults.methods: 'attention_pr' is ",
        ),
        (GRID, "[synthetic_topic]", "[sst]", ": suites.attention_vat.topic.datasets: 'sst' is not one of"),
        (
            GRID,
            "[adversarial, attention_perturbation]",
            "[advers, attention_perturbation]",
            ": suites.attention_vat.adversarial.measures[0]: 'advers' is",
        ),
        (GRID, "{seeds: [0, 1]}", "{seed: [0]}", ": suites.attention_at.methods: unknown key 'seed'; did"),
        (GRID, "suites:", "suits:", ": unknown key 'suits'; did you mean 'suites'?"),
        (GRID, "{unlabeled: 750}", "{trian.epochs: 7}", IN + "trian.epochs: the section: 'trian' is not"),
        (GRID, "{unlabeled: 750}", "{train.epoch: 7}", IN + "train.epoch: the key: 'epoch' is not one of"),
        (GRID, "{unlabeled: 750}", "{train.epochs: 0}", IN + "train.epochs: expected a whole number"),
        (GRID, "{unlabeled: 750}", "{unlabeled: 7, pool: imdb}", IN + "pool: 'imdb' is not one of"),
        (SETTINGS, "further: {}", "further: {synthetic_nli: 7}", ": unlabeled.further.synthetic_nli: 'synth"),
        (SETTINGS, "further: {}", "further: {synthetic_pol: 7}", ": unlabeled.further: there is no data set"),
    ],
)
def test_a_broken_file_is_named(tmp_path, file, old, new, text):
    copied(tmp_path)
    assert old in TEXTS[file]
    (tmp_path / file).write_text(TEXTS[file].replace(old, new, 1), encoding="utf-8")
    with pytest.raises(UserError) as error:
        params.load(root=tmp_path)
    said = str(error.value)
    assert (text if file == "params.yaml" else f"{file}{text}") in said and said.isprintable()


def test_settings_of_one_file_say_what_moved_where(tmp_path):
    copied(tmp_path)
    old = "profile: demo\nmethods: {}\nprofiles:\n  demo: {}\n"
    (tmp_path / "params.yaml").write_text(old, encoding="utf-8")
    with pytest.raises(UserError) as error:
        params.load(root=tmp_path)
    assert str(error.value) == (
        "params.yaml: the settings were one file; now conf/methods.yaml has `methods`, "
        "conf/<profile>/settings.yaml the sections of `profiles` and conf/<profile>/grid.yaml their "
        "`suites`: move yours there"
    )


def test_numbers_as_dvc_writes_them_are_numbers(tmp_path):
    """`-S x=1e-6` leaves `1e-06` in the file, which plain PyYAML takes for a text."""
    copied(tmp_path)
    text = TEXTS[SETTINGS].replace("weight_decay: 1.0e-05", "weight_decay: 1e-06", 1)
    (tmp_path / SETTINGS).write_text(text, encoding="utf-8")
    assert params.load(root=tmp_path).at("demo").train.weight_decay == 1e-6


@pytest.mark.parametrize("file", ["params.yaml", "conf/methods.yaml", SETTINGS, GRID])
def test_an_absent_file_says_what_to_do(tmp_path, file):
    copied(tmp_path)
    (tmp_path / file).unlink()
    said = {
        "params.yaml": "run the stages from the repository's root",
        SETTINGS: "'demo' is not one of paper, small; a profile is a folder of conf/",
    }
    with pytest.raises(UserError, match=said.get(file, f"{file} not found: `git restore {file}`")):
        params.load(root=tmp_path)


def test_hparams_are_keys_of_the_method_at_hand(load):
    def given(method, **hparams):
        return load({}, lambda content: content.update(method=method, hparams=hparams or None))

    assert given("seat", k=11).hparams == {"k": 11} and given("seat").hparams == {}
    with pytest.raises(UserError) as error:
        given("attention_at", epsilom=0.3)
    assert str(error.value) == (
        "hparams: the method attention_at has no key 'epsilom'; did you mean 'epsilon'? "
        "(known: epsilon, weight); `-S '~hparams.epsilom'` takes it away"
    )
    with pytest.raises(UserError, match=r"the method vanilla has no key 'epsilon' \(it has none\)"):
        given("vanilla", epsilon=0.3)


def test_a_file_without_hparams_has_none(load):
    assert load({}, lambda content: content.pop("hparams")).hparams == {}
    assert load(None).corpora == {}


def test_an_unknown_name_says_how_a_new_one_is_added(load):
    with pytest.raises(UserError) as error:
        load({}, lambda content: content.update(encoder="gru"))
    assert str(error.value) == (
        "encoder: 'gru' is not one of auto, bert, bilstm, lstm, rnn; a new one is a file in "
        "src/steady_attention/models/encoders/"
    )
    with pytest.raises(UserError) as error:
        load({}, lambda content: content.update(method="word_ta"))
    said = "src/steady_attention/methods/ with its place and section in conf/methods.yaml"
    assert "; did you mean 'word_at'?; a new one is a file in " + said in str(error.value)


@pytest.fixture
def rotated(monkeypatch):
    """A file methods/rotated.py beside the others."""
    monkeypatch.setitem(vars(registry.METHODS), "names", (*registry.METHODS.names, "rotated"))


def test_a_method_without_a_section(load, rotated):
    with pytest.raises(UserError) as error:
        load({})
    said = "expected a section 'rotated', as src/steady_attention/methods/rotated.py is there, got none"
    assert str(error.value) == f"conf/methods.yaml: methods: {said}"
    with pytest.raises(UserError, match=r"ned\[13\]: 'rotated' has no section under `methods`: add one"):
        load({}, lambda content: content["lists"]["trained"].append("rotated"))


def test_a_section_without_a_file(load):
    def change(content):
        content["methods"]["rotated"] = {}
        content["lists"]["trained"].append("rotated")

    with pytest.raises(UserError, match="yaml: methods: there is no src/.*/methods/rotated.py for 'rotated'"):
        load({}, change)


@pytest.mark.parametrize(
    ("lists", "got"), [(("trained", "from_vanilla"), "trained and from_vanilla"), ((), "none")]
)
def test_a_method_in_two_lists_or_in_none(load, rotated, lists, got):
    def change(content):
        content["methods"]["rotated"] = {}
        for name in lists:
            content["lists"][name].append("rotated")

    expected = "expected it in one of trained and from_vanilla, got"
    with pytest.raises(UserError, match=f"conf/methods.yaml: methods.rotated: {expected} {got}$"):
        load({}, change)


def test_a_method_of_the_grid_without_a_section(load):
    def change(content):
        content["profiles"]["demo"]["suites"]["seat"]["seeds"]["methods"] = ["vanilla", "rotated"]

    said = "conf/demo/grid.yaml: suites.seat.seeds.methods: 'rotated' is not one of vanilla, base, uniform"
    with pytest.raises(UserError, match=said):
        load({}, change)


def test_an_unknown_profile_lists_those_there_are():
    text = "'dmeo' is not one of demo, paper, small; did you mean 'demo'?; a profile is a folder of conf/"
    with pytest.raises(UserError) as error:
        params.load("dmeo")
    assert text in str(error.value)
    with pytest.raises(UserError, match="'small' is not one of demo"):
        params.load("demo").at("small")
