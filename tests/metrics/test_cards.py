"""A card a measure: what tables, claims and the integrity report say of it stands in one place."""

import csv
import math
import subprocess
import sys
from pathlib import Path

import pytest

from steady_attention.metrics import card, cards
from steady_attention.metrics.card import COUNT, LESS, MORE, NEITHER, PERCENT, PLAIN, SCIENTIFIC, WORDS, Card
from steady_attention.metrics.cards import card_of
from steady_attention.store.errors import UserError

UNITS = {  # as tables have shown the measures from the beginning; every other fraction plain
    PERCENT: "f1 macro_f1 micro_f1 accuracy majority_accuracy majority_f1 f1_of_class_0 f1_at_0.622 aopc "
    "f1_of_class_0_at_0.622 posthoc_accuracy aopc_averaged deletion_floor p_at_1 r_at_1 f1_at_1 p_at_5 "
    "r_at_5 f1_at_5 explained_p_at_1 retrained_accuracy random_retrained_accuracy",
    SCIENTIFIC: "jsd jsd_adversarial jsd_clamped attention_variance attention_variance_ratio",
    WORDS: "mean_length",
    COUNT: "count_test count_classes",
    PLAIN: "pearson kendall attention_entropy tvd tvd_batch_sum tvd_adversarial tvd_clamped "
    "comprehensiveness sufficiency sensitivity iou_f1 token_f1 auprc ap roc_auc silhouette distance_ratio "
    "unreplaced_words comprehensiveness_normalised sufficiency_normalised explained_comprehensiveness "
    "explained_sufficiency explained_comprehensiveness_normalised explained_sufficiency_normalised "
    "explained_token_f1 explained_auprc",
}
BETTER = {  # as the cross table and the claims have taken them
    MORE: "f1 accuracy micro_f1 pearson kendall comprehensiveness aopc posthoc_accuracy token_f1 iou_f1 "
    "auprc ap roc_auc p_at_1 r_at_1 f1_at_1 p_at_5 r_at_5 f1_at_5 silhouette",
    LESS: "jsd tvd sufficiency sensitivity",
    NEITHER: "attention_variance_ratio",
}
SCORES = sorted(Path("reports").glob("small/**/scores.csv"))


@pytest.mark.parametrize("unit, names", UNITS.items(), ids=lambda one: getattr(one, "name", ""))
def test_units_are_those_that_tables_showed(unit, names):
    assert {card_of(name).unit for name in names.split()} == {unit}


@pytest.mark.parametrize("better, names", BETTER.items())
def test_directions_are_those_of_the_cross_table_and_the_claims(better, names):
    assert {card_of(name).better for name in names.split()} == {better}


@pytest.mark.parametrize("path", SCORES, ids=str)
def test_every_score_in_git_has_a_card_that_allows_it(path):
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            one = card_of(row["metric"])
            values = map(float, row["values"].split())
            assert all(math.isnan(value) or one.allows(value) for value in values), row


def test_there_are_scores_in_git():
    assert SCORES


def test_cards_are_whole():
    for name, one in cards.cards().items():
        assert (one.name, one.low < one.high, bool(one.source)) == (name, True, True)
        assert one.better in (MORE, LESS, NEITHER)
    names = [text for one in cards.cards().values() for text in (*one.printed, *one.fractions)]
    assert len(names) == len(set(names)) == len(cards.printed_names())


@pytest.mark.parametrize(
    "metric, name",
    [
        ("jsd@delta=0.01", "jsd"),
        ("random_f1_at_5@polarity=negative", "f1_at_5"),
        ("majority_accuracy", "accuracy"),
        ("f1_at_0.622", "f1_at_0.622"),
    ],
)
def test_a_family_has_one_card(metric, name):
    assert card_of(metric) is cards.cards()[name]


def test_a_measure_without_a_card_is_an_error_that_names_the_nearest():
    with pytest.raises(UserError, match=r"no card says what the measure 'pearsn' is \(nearest: pearson\)"):
        card_of("pearsn@1")


def test_printed_names_say_the_unit():
    names = cards.printed_names()
    assert names["F1 [%]"] == ("f1", True) and names["F1"] == ("f1", False)
    assert names["AOPC"] == ("aopc", True) and names["P@5"] == ("p_at_5", True)
    assert names["Corr."] == names["Pearson's correlation"] == ("pearson", False)


def test_ranges_have_their_ends():
    jsd = card_of("jsd")
    assert jsd.allows(0.0) and jsd.allows(math.log(2)) and not jsd.allows(-1e-10) and not jsd.allows(0.6932)


def test_reading_cards_imports_no_library():
    program = (
        "import sys; sys.path[:0] = ['src']; from steady_attention.metrics import cards; cards.cards(); "
        "assert not {'torch', 'sklearn', 'scipy', 'pandas'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


HEAD = "import torch  # is not imported\nfrom steady_attention.metrics.card import MORE, PLAIN, Card\n"


def written(folder, name, text):
    path = folder / f"{name}.py"
    path.write_text(HEAD + text, encoding="utf-8")
    return path


def test_a_new_measure_brings_its_card_in_its_own_file(tmp_path, monkeypatch):
    room = tmp_path / "evaluation" / "measures"
    room.mkdir(parents=True)
    written(room, "entropy", 'CARDS = (Card("entropy", PLAIN, MORE, 0, INFINITE, "ours"),)\n')
    found = cards.gathered(room.glob("*.py"))
    assert found["entropy"] == Card("entropy", card.PLAIN, card.MORE, 0, math.inf, "ours")


@pytest.mark.parametrize(
    "text, message",
    [
        ('CARDS = (Card("a", NOTHING, MORE, 0, 1, "b"),)\n', "name 'NOTHING' is not defined; expected Cards"),
        ('CARDS = (Card("a", PLAIN),)\n', "missing 4 required positional arguments.*; expected Cards"),
        ('CARDS = (Card("a", PLAIN, MORE, 0, 1, ""),) * 2\n', "a second card of 'a'; expected one"),
    ],
)
def test_a_malformed_declaration_is_an_error_that_names_the_file(tmp_path, text, message):
    with pytest.raises(UserError, match=f"wrong.py: .*{message}"):
        cards.gathered([written(tmp_path, "wrong", text)])
