"""What is said of the settings of the run at hand."""

from dataclasses import asdict, replace

from steady_attention.run import effective
from steady_attention.run.runs import Run
from steady_attention.settings import params

PARAMS = params.load()
DEMO = PARAMS.at("demo")
WIDE = asdict(DEMO.model) | {"embedding": "as wide as the vectors"}
SETTINGS, METHODS = "conf/demo/settings.yaml", "conf/methods.yaml"


def run_of(method, encoder="lstm", corpus="synthetic_nli"):
    return Run(corpus, encoder, "additive", method, (), 0)


def lines_of(method, encoder="lstm", **changes):
    """The lines on the hparams, in a demo where word_at's epsilon is 5, of every corpus 2, of one 3."""
    tuned = {"default": {"word_at": {"epsilon": 2.0}}, "synthetic_nli": {"word_at": {"epsilon": 3.0}}}
    bert = replace(DEMO.bert, methods={"word_at": {"weight": 7.0}})
    profiles = PARAMS.profiles | {"demo": replace(DEMO, tuned=tuned, bert=bert)}
    given = replace(PARAMS, profiles=profiles, method=method, **changes)
    return effective.listing(given, "demo", run_of(method, encoder)).split("\n  ")


def of_section(name, section):
    """The line on a section of the demo."""
    values = section if isinstance(section, dict) else asdict(section)
    return f"{SETTINGS}: {name}: {', '.join(f'{key} {value}' for key, value in values.items())}"


def test_the_settings_say_where_each_stands_and_what_it_goes_before():
    head, *lines = lines_of("word_at", hparams={"epsilon": 0.5})
    of_run = "word_at/synthetic_nli-lstm-additive-default-0 of the profile demo"
    assert head == f"{of_run}, made with (`hparams` takes precedence)"
    tuned = f"2.0 of {SETTINGS}: tuned.default.word_at, 3.0 of {SETTINGS}: tuned.synthetic_nli.word_at"
    assert lines[:2] == [
        "conf/methods.yaml: methods.word_at: weight 1.0",
        f"hparams: epsilon 0.5 (not 5.0 of conf/methods.yaml: methods.word_at, {tuned})",
    ]
    assert lines[2:] == [of_section("model", WIDE), of_section("train", DEMO.train)]


def test_the_settings_of_bert():
    lines = lines_of("word_at", "bert")
    assert lines[2] == f"{SETTINGS}: bert.methods.word_at: weight 7.0 (not 1.0 of {METHODS}: methods.word_at)"
    model = {"attention_hidden": DEMO.model.attention_hidden, "dropout": DEMO.model.dropout}
    assert lines[3] == of_section("model", model)
    assert lines[4] == of_section("bert.train", DEMO.bert.train)


def test_the_settings_of_a_method_that_trains_by_its_own():
    *_, own, unlabeled = lines_of("seat", unlabeled=11)
    assert own == "in its place, seat's own: epochs 20, learning_rate 0.001, descent linear, weight_decay 0.0"
    assert unlabeled == "unlabeled: 11, but seat learns nothing from texts without labels"
