"""Our verdicts on the claims, from rows to claims.md and claims.csv."""

import csv
from dataclasses import replace

import pandas as pd
import pytest

from steady_attention.claims import listed
from steady_attention.claims.declarations import declared, declared_of
from steady_attention.claims.judged import COLUMNS as WRITTEN
from steady_attention.claims.judged import judged
from steady_attention.claims.verdict import PRINTED, VERDICTS, of_scores
from steady_attention.claims.written import write
from steady_attention.results.scores import COLUMNS
from steady_attention.store.errors import UserError
from tests.claims.by_hand import row_of, rows
from tests.claims.samples import own

ALL = ("sst", "imdb", "newsgroups", "ag_news", "cnn", "babi1", "babi2", "babi3", "snli", "multinli")


@pytest.mark.parametrize(
    "differences, datasets, verdict, words",
    [  # 2 points with a deviation of 0.1 over 3 seeds: t(0.95, 2) = 2.92, so -0.169; and of AT and iAT, which
        # are the same runs, 10 margins: t(1 - 0.05 / 10, 2) = 9.92, so +0.573
        ((0.019, 0.020, 0.021), ALL, "holds", "margin +2 [+1.83, +2.57], 3 seeds"),
        ((-0.019, -0.020, -0.021), ALL, "fails", "10 comparisons: 0 for, 10 against, 0 open. From 30 scores"),
        ((0.00, 0.02, 0.04), ALL, "undecided", "+2 [-1.37, +13.5], 3 seeds; its interval reaches to both"),
        (
            (0.00, 0.02, 0.04),
            ALL,
            "undecided",
            "By the spread seen, about 5 seeds would decide it (optimistic)",
        ),
        ((-0.199, 0.001, 0.201), ALL, "below resolution", "more than 10,000 seeds would decide it"),
        ((0.02, 0.02), ALL, "not run", "left out, of fewer than 3 seeds: bilstm on sst, imdb, newsgroups"),
        ((0.019, 0.020, 0.021), ("sst", "cnn"), "holds where run", "not run: the data sets imdb, ag_news"),
        ((-0.019, -0.020, -0.021), ("sst", "cnn"), "fails where run", "so the rest cannot mend it"),
        ((0.019, 0.020, 0.021), ALL, "holds", "attention_iat counts as attention_at, whose runs it has by"),
        ((0.01, 0.02, 0.03), (), "not run", "not run: every score that it speaks of"),
    ],
)
def test_verdict_on_ours(differences, datasets, verdict, words):
    table = judged(rows(differences, datasets), "attention_at", {})
    (found,) = [row for row in table if row["id"] == "at-improves-prediction"]
    assert found["verdict"] == verdict, found["evidence"]
    assert words in found["evidence"]


def test_numbers_stand_beside_the_words():
    found = row_of("at-improves-prediction", judged(rows((0.00, 0.02, 0.04), ALL), "attention_at", {}))
    named = ("margin", "low", "high", "unit", "seeds", "seeds_needed", "cells_used", "cells_wanted")
    assert [found[name] for name in named] == ["2", "-1.37171", "13.4602", "points", "3", "5", "30", "30"]
    assert (found["paper"], found["where"], found["verdict_last"]) == ("attention_at", "abstract", "not run")
    none = row_of("at-improves-prediction", judged(rows(()), "attention_at", {}))
    assert [none[name] for name in named] == ["", "", "", "", "", "", "0", "30"]


def test_each_selection_of_the_epoch_has_a_verdict():
    best = rows((0.019, 0.020, 0.021), ALL).assign(selection="best")
    last = rows((-0.019, -0.020, -0.021), ALL).assign(selection="last")
    table = judged(pd.concat([best, last]), "attention_at", {})
    found = row_of("at-improves-prediction", table)
    assert (found["verdict"], found["verdict_last"]) == ("holds", "fails")


def test_the_f1_of_class_0_has_a_verdict():
    one = rows((0.019, 0.020, 0.021), ("sst",))
    other = rows((-0.019, -0.020, -0.021), ("sst",)).replace({"metric": {"f1": "f1_of_class_0"}})
    other = other[other["metric"] == "f1_of_class_0"]
    found = row_of("at-improves-prediction", judged(pd.concat([one, other]), "attention_at", {}))
    assert (found["verdict"], found["verdict_class_0"]) == ("holds where run", "fails where run")
    alone = row_of("at-improves-prediction", judged(one, "attention_at", {}))
    assert alone["verdict_class_0"] == alone["verdict"]


def test_what_no_number_of_ours_says_has_no_test_of_them():
    """Post-hoc accuracy is of a sample of the texts, and is not set beside the accuracy of all."""
    place = ("sst", "lstm", "additive")
    numbers = {"vib": ("posthoc_accuracy@k=10", 0.9), "base": ("accuracy", 0.8)}
    given = [
        (*(place if method == "vib" else (*place[:2], "max")), method, "default", seed, "test", *number)
        for method, number in numbers.items()
        for seed in range(5)
    ]
    table = judged(pd.DataFrame(given, columns=list(COLUMNS)), "vib_attention", {})
    found = row_of("vib-posthoc-top10", table)
    assert found["verdict"] == "no test" and "a sample of the test texts" in found["evidence"]
    printed = row_of("vib-posthoc-comparable", table)
    assert printed["on_print"] != "not checkable", "on print both are of all texts"


def test_what_begins_from_vanilla_is_compared_with_its_start_at_the_last_epoch():
    """SEAT stays where it begins while vanilla's last epoch falls by 5 points: no gain of SEAT's."""
    best = rows((0.0,) * 5, ("sst", "emotion")).replace({"method": {"attention_at": "seat"}})
    fallen = best["method"] == "vanilla"
    last = best.assign(value=best["value"] - 0.05 * fallen + 1e-5 * (best["seed"] % 2 - 0.4))
    frame = pd.concat([best.assign(selection="best"), last.assign(selection="last")])
    found = row_of("seat-f1-better-than-vanilla-mostly", judged(frame, "seat", {}))
    assert found["verdict_last"] != "holds where run", found
    frame = frame.replace({"method": {"seat": "attention_at"}})
    at = row_of("at-improves-prediction", judged(frame[frame["dataset"] == "sst"], "attention_at", {}))
    assert at["verdict_last"] == "holds where run"


def test_runs_that_are_the_same_by_mathematics_are_not_better_than_themselves():
    """Whatever the seeds: no spread, and no seed more, would change a margin of 0."""
    claim = {"paper": "attention_vat", "over": {"datasets": ["sst"], "encoders": [], "metrics": ["f1"]}}
    test = {"op": "compare", "subject": {"method": "attention_iat"}, "object": {"method": "attention_at"}}
    scores = own(rows((0.1, 0.2, 0.3)).to_dict("records"), "attention_vat")
    ours = of_scores(claim | {"test": test}, scores, [], {})
    assert ours.verdict == "fails" and "margin +0, the same runs by mathematics" in ours.evidence
    held = of_scores(claim | {"test": test | {"relation": "not_worse"}}, scores, [], {})
    assert held.verdict == "holds"
    apart = [
        replace(s, numbers=dict(s.numbers) | {2: 0.0}) if s.method == "attention_iat" else s for s in scores
    ]
    assert of_scores(claim | {"test": test}, apart, [], {}).verdict == "undecided"


def test_an_ablation_of_seat_that_trains_nothing_is_not_better_than_none():
    """L_Topk alone is flat where SEAT begins: one comparison of five is lost, so all of them are."""
    values = {"none": 0.010, "topk": 0.010, "l3": 0.004, "l3+topk": 0.004}
    rows = [
        (
            "sst",
            "bilstm",
            "additive",
            "seat",
            f"ablation={ablation}",
            seed,
            "test",
            "jsd@delta=0.01",
            value + seed / 997,
        )
        for ablation, value in values.items()
        for seed in range(7)
    ]
    table = judged(pd.DataFrame(rows, columns=list(COLUMNS)), "seat", {})
    alone = row_of("seat-abl-topk-jsd", table)
    assert (alone["verdict"], alone["by_construction"] != "") == ("fails where run", True)
    assert "margin +0, the same runs by mathematics" in alone["evidence"]
    assert "seat with ablation topk counts as seat with ablation none" in alone["evidence"]
    assert row_of("seat-abl-effective-alone", table)["verdict"] == "fails where run"
    assert row_of("seat-abl-l3-further-jsd", table)["verdict"] == "holds where run"


def test_claims_that_hold_by_their_start_are_counted_apart():
    table = [
        {"id": str(n), "verdict": verdict, "by_construction": start, "verdict_last": "undecided"}
        for n, (verdict, start) in enumerate((("holds", ""), ("holds", "it begins there"), ("fails", "")))
    ]
    assert listed.counted(table, "verdict") == "1 holds, 1 holds by construction, 1 fails"
    assert listed.counted(table, "verdict_last") == "3 undecided"


def test_counterparts_are_judged_and_named():
    everywhere = dict.fromkeys(ALL, "toy")
    table = judged(rows((0.019, 0.020, 0.021), ("toy",)), "attention_at", everywhere)
    (found,) = [row for row in table if row["id"] == "at-improves-interpretability"]
    assert found["verdict"] == "holds"
    assert f"From 3 scores; toy stands for {', '.join(ALL)}" in found["evidence"]


def test_a_claim_without_a_test_says_so_and_what_it_needs():
    (found,) = [row for row in judged(rows(()), "attention_vat", {}) if row["id"] == "vat-fast"]
    assert (found["on_print"], found["verdict"]) == ("not checkable", "no test")
    assert found["evidence"] == "words alone; needs timings; none printed"


@pytest.mark.parametrize(
    "suite, count", [("attention_at", 9), ("attention_vat", 67), ("seat", 59), ("vib_attention", 28)]
)
def test_write(tmp_path, suite, count):
    write(tmp_path, rows((0.01, 0.02, 0.03)), suite, {})
    with (tmp_path / "claims.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    lines = (tmp_path / "claims.md").read_text(encoding="utf-8").splitlines()
    assert tuple(table[0]) == WRITTEN
    assert len(table) == count
    assert sum(line.startswith("- **") for line in lines if ": every" not in line) >= count
    assert lines[2].startswith(f"{count} claims. Here: ") and "## How a claim is judged" in lines
    assert not [line for line in lines if line.startswith("|")]
    assert lines[0] == f"# Claims: {suite}"
    assert all(row["evidence"] and row["verdict"] in VERDICTS and row["on_print"] in PRINTED for row in table)


def test_unknown_suite_is_an_error_that_lists_the_known():
    with pytest.raises(
        UserError, match="suite: 'seet' is not one of attention_at, attention_vat, .*did you mean 'seat'"
    ):
        judged([], "seet", {})


def test_what_a_start_decides_is_said_with_that_verdict_alone():
    """SEAT's training begins at vanilla's F1: that no point is lost holds by that, a loss not."""
    for lost, start in (((0.0, 0.0001, 0.0002), True), ((0.1, 0.1001, 0.1002), False)):
        found = rows([-one for one in lost]).replace({"method": {"attention_at": "seat"}})
        row = row_of("seat-no-accuracy-loss", judged(found, "seat", {}))
        assert row["verdict"] == ("holds where run" if start else "fails where run")
        assert (
            bool(row["by_construction"])
            == start
            == row["evidence"].startswith("Decided by construction: w~ begins")
        )


def test_equal_numbers_decide_by_construction():
    """iAT has AT's runs, so it is not better; a difference, however small, is measured."""
    given = rows((0.1, 0.2, 0.3)).replace({"method": {"vanilla": "attention_iat"}})
    twin = given[given["method"] == "attention_at"].assign(method="attention_iat")
    table = judged(pd.concat([given[given["method"] == "attention_at"], twin]), "attention_at", {})
    found = row_of("at-iat-enhances", table)
    assert (found["verdict"], found["margin"]) == ("fails where run", "0")
    assert found["by_construction"] == "the numbers compared are the same at every seed"
    measured = row_of("at-improves-prediction", judged(rows((0.019, 0.020, 0.021)), "attention_at", {}))
    assert measured["by_construction"] == ""


def test_declared_words_have_the_form_that_the_page_prints():
    for claim in declared()["claims"]:
        assert claim.get("by_construction", {"decides": "holds"})["decides"] in ("holds", "fails")
        assert claim.get("test_differs", "more: x").split(":")[0] in ("more", "less", "both"), claim["id"]
    text = listed.markdown([], "seat", declared_of("seat"))
    assert "- `seat-keeps-explainability`: more: 'keeps' allows no loss" in text
    assert "more: " not in listed.markdown([], "vib_attention", declared_of("vib_attention"))


def test_a_claim_is_a_short_block_under_its_verdict():
    """Of two comparisons each high end takes half of 5 %: 2 + 0.1 t(0.975, 2) / sqrt(3) = 2.25."""
    table = judged(rows((0.019, 0.020, 0.021), ("sst", "cnn")), "attention_at", {})
    text = listed.markdown(table, "attention_at", [])
    own = text[text.index("## Holds where run: ") :]
    assert own.splitlines()[2] == (
        "- **AT for attention (Attention AT, Attention iAT) improves prediction over the plain attention "
        "model.** Margin +2.00 points [+1.83, +2.25], 3 seeds."
    )
    said = "  `at-improves-prediction` (attention_at: abstract). On print: not checkable. At the last epoch: "
    assert own.splitlines()[3].startswith(said)
    assert listed.markdown([table[0] | {"claim": "a*b <c>"}], "x", []).count(r"**a\*b \<c>**") == 1
