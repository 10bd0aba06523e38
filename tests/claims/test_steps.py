"""The next step of a profile: which runs, in which words, and the grid that has them."""

from collections import Counter
from pathlib import Path

import yaml

from steady_attention.claims import steps
from steady_attention.claims.scores import Runs
from steady_attention.claims.steps import Step


def block(dataset, methods, seeds):
    return {
        "datasets": [dataset],
        "encoders": ["bilstm"],
        "attentions": ["additive"],
        "methods": methods,
        "variants": [{}],
        "seeds": seeds,
        "measures": ["erasure"],
    }


def run(method):
    return Runs("sst", "bilstm", "additive", method, ())


OPEN = [
    Step(
        "seat",
        frozenset({(run("vanilla"), 3), (run("seat"), 3)}),
        [block("sst", ["seat", "vanilla"], [3])],
        Counter(fails=2, undecided=3),
    ),
    Step(
        "vib_attention", frozenset({(run("vanilla"), 3)}), [block("sst", ["vanilla"], [3])], Counter(fails=5)
    ),
]
DECIDED = [Step("seat", frozenset(), [], Counter(holds=1))]


def test_a_run_that_two_suites_ask_for_is_counted_once():
    assert steps.runs(OPEN) == {(run("vanilla"), 3), (run("seat"), 3)} and steps.runs(DECIDED) == set()


def test_in_words():
    assert steps.lines(OPEN) == [
        "seat: 2 runs come next",
        "  sst: seat, vanilla; seeds 3",
        "vib_attention: 1 runs come next",
        "  sst: vanilla; seeds 3",
        "verdicts: 7 fails, 3 undecided",
    ]
    assert steps.lines(DECIDED) == ["seat: 0 runs come next", "verdicts: 1 holds", steps.NOTHING]


def test_the_grid_has_every_suites_blocks():
    text = Path("conf/small/grid.yaml").read_text(encoding="utf-8")
    before, after = (yaml.safe_load(each)["suites"] for each in (text, steps.added(text, OPEN)))
    new = {suite: [name for name in after[suite] if name not in before[suite]] for suite in after}
    assert {suite: names for suite, names in new.items() if names} == {
        "seat": ["look4_1"],
        "vib_attention": ["look4_1"],
    }
    assert after["seat"]["look4_1"] == OPEN[0].blocks[0] and steps.added(text, DECIDED) == text
