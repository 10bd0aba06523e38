"""A method's section that does not fit is named by where it stands, before anything is trained."""

from dataclasses import replace

import pytest

from steady_attention.run import effective
from steady_attention.settings import params
from steady_attention.store.errors import UserError

PARAMS = params.load_every()


def changed(**changes):
    """The file's params, with these changes in the profile demo."""
    return replace(PARAMS, profiles=PARAMS.profiles | {"demo": replace(PARAMS.at("demo"), **changes)})


@pytest.mark.parametrize("profile", PARAMS.profiles)
def test_all_sections_of_the_file_fit(profile):
    effective.check(PARAMS, profile)


def test_a_methods_own_section_is_named():
    with pytest.raises(
        UserError, match=r"conf/methods\.yaml: methods\.attention_rp\.epsilon: expected a number"
    ):
        effective.check(
            replace(PARAMS, methods=PARAMS.methods | {"attention_rp": {"epsilon": "much", "weight": 1.0}}),
            "demo",
        )


def test_a_tuned_value_is_named():
    tuned = {"synthetic_sentiment": {"attention_at": {"epsilon": -1.0}}}
    with pytest.raises(
        UserError,
        match=r"demo/settings\.yaml: tuned\.synthetic_sentiment\.attention_at\.epsilon: expected a number",
    ):
        effective.check(changed(tuned=tuned), "demo")


def test_a_value_of_the_method_at_hand_is_named():
    given = replace(PARAMS, method="attention_at", hparams={"epsilon": "0.3"})
    with pytest.raises(UserError, match=r"^hparams\.epsilon: expected a number at least 0.0, got '0.3'"):
        effective.check(given, "demo")
    effective.check(replace(given, hparams={"epsilon": 0.3}), "demo")


def test_a_value_for_bert_is_named():
    bert = replace(PARAMS.at("demo").bert, methods={"vib": {"rate": 0.5}})
    with pytest.raises(UserError, match=r"demo/settings\.yaml: bert\.methods\.vib: unknown key 'rate'"):
        effective.check(changed(bert=bert), "demo")
