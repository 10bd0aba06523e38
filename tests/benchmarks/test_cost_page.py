"""The cost of a profile: its page, its command, and the grid that it is of."""

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import cost, cost_page, cost_parts, cost_rates, cost_work
from benchmarks.cost_page import Costed
from benchmarks.cost_work import Work
from steady_attention.printed import reported
from steady_attention.run.runs import Run
from steady_attention.settings import params
from steady_attention.store.errors import UserError
from steady_attention.store.files import write_json

PARAMS = params.load_every()


def small(method="vanilla", encoder="bilstm", item=""):
    """A thousand words trained."""
    return Work(Run("sst", encoder, "additive", method, (), 0), 1000.0, 100.0, 300.0, {}, item)


def test_a_table_counts_each_item_once():
    """Two runs of one item, and another one: 1.8e15 operations are an hour at half a TFLOP/s."""
    costed = [
        Costed(small(item="a"), 3600.0, 1.8e15, 2e9),
        Costed(small("attention_iat", item="a"), 3600.0, 1.8e15, 2e9),
        Costed(small("seat", item="b"), 39_600.0, 3.6e15, 5e8),
    ]
    lines = cost_page.table("all", {"all": costed})
    assert lines[2] == "| all | 3 | 2 | 12 | 3.0 | 2.5 |"
    lines = cost_page.table("method", cost_page.grouped(costed, lambda one: one.work.run.method))
    assert lines[2].startswith("| seat | 1 | 1 | 11 |")
    assert "| recurrent | 5 | 0.5 | 3 |" in cost_page.gpu(costed)
    summary = cost_page.summary(costed, {"a": 1e9, "b": 2e9})
    assert summary.startswith("3 runs of 2 items; 12 core-hours, or 3 GPU-hours") and "; 3 GB." in summary


def test_berts_gpu_hours_have_a_rate_of_their_own():
    assert Costed(small(encoder="bert"), 1.0, 3.6e16).gpu == 3600


def test_seeds_of_a_look():
    """A run of two seeds at three: three items."""
    known = [
        Costed(replace(small(item=f"{seed}"), run=replace(small().run, seed=seed)), 1.0, 1.0)
        for seed in (0, 1)
    ]
    found = cost_parts.with_seeds(known, 3)
    assert [one.work.run.seed for one in found] == [0, 1, 2] and len(cost_page.distinct(found)) == 3


def test_lengths_are_the_printed_ones():
    """A corpus whose length is said to be printed has that number."""
    printed = {
        cost_work.KITADA: ("attention_vat", "2", "avg. # words"),
        cost_work.ZHOU: ("vib_attention", "1", "average length"),
        cost_work.HU: ("seat", "5", "average length (texts)"),
    }
    aliases = {"ag_news4": "ag_news", "twitter_phrases": "twitter"}
    for name, texts in cost_work.TEXTS.items():
        if texts.source in printed:
            paper, table, metric = printed[texts.source]
            found = reported.load()[paper, table]
            numbers = [
                row.value
                for row in found
                if row.dataset == aliases.get(name, name)
                and metric in (row.metric, dict(row.params).get("column"))
            ]
            assert texts.words in numbers, name


def test_the_page_is_of_the_grid_as_it_is():
    """Every run of the profile has a cost, and the page counts them all: else write it again."""
    rates = cost.measured(PARAMS)
    known = cost.costed(PARAMS, "paper", rates)
    assert min(one.seconds for one in known) > 0 and len({one.work.run for one in known}) == len(known)
    suites = cost.by_suite(PARAMS, "paper", known)
    assert set(suites) == set(PARAMS.at("paper").suites) and {
        o.work.run for own in suites.values() for o in own
    } == {one.work.run for one in known}
    page = Path(cost.__file__).with_suffix(".md").read_text(encoding="utf-8")
    once = cost_page.distinct(known)
    assert f"\n{len(known):,} runs of {len(once):,} items; " in page
    found = cost_parts.by_table("paper", PARAMS.at("paper"), {one.work.run: one for one in known})
    assert all(f"\n| {name} | " in page for name in found) and "seat, 1" in found


def test_rates_are_of_the_texts_that_were_trained_on(tmp_path):
    """SST with a thousandth of its texts and the same seconds: a thousand times as slow."""
    runs = [Run("sst", encoder, "additive", "vanilla", (), 0) for encoder in ("lstm", "bilstm")]
    write_json(tmp_path / "timings/vanilla.json", {"train": {run.name: {"seconds": 8.0} for run in runs}})
    path = tmp_path / "corpora/sst.json"
    given = {}
    for share in (1, 1000):
        counts = {"train": 4000 // share, "dev": 1000 // share, "test": 1000 // share}
        write_json(path, {"splits": {name: {"examples": count} for name, count in counts.items()}})
        given[share] = cost.measured(PARAMS, tmp_path).items["vanilla", "lstm"]
    assert given[1000] == pytest.approx(1000 * given[1])
    words = cost_work.texts_of("sst").words * PARAMS.at("small").train.epochs
    assert given[1] == pytest.approx(8e6 / (words * (4000 + 1000 / cost_rates.STEP)))
    path.unlink()
    with pytest.raises(UserError, match=r"sst\.json not found: make it with `dvc repro preprocess@"):
        cost.measured(PARAMS, tmp_path)


def test_the_command(capsys):
    assert cost.main(cost.parser().parse_args(["--profile", "small"])) == 0
    assert capsys.readouterr().out.startswith("# What profile `small` costs")
    assert cost.main(cost.parser().parse_args(["--profile", "smal"])) == 1
    assert "did you mean 'small'?" in capsys.readouterr().err
