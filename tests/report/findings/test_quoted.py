"""Numbers in sentences of pages: by hand, and that the committed pages say what reports/small says."""

import re
from pathlib import Path

import pytest
import yaml

from steady_attention.claims.declarations import declared
from steady_attention.report.findings import quoted, readme, sources
from steady_attention.report.findings.headline import Table
from steady_attention.results.scores import LAST
from steady_attention.store.errors import UserError
from tests.report.findings.profiles import claim, rows, table
from tests.report.findings.profiles import sources as by_hand

MEASURED = "- *Effect measured:* on SST F1 is 1.00 ± 2.00,\n  its Pearson .1 ± .2.\n"
SENTENCE = "on SST F1 is {vanilla f1}, its Pearson {vanilla pearson last}"
LEVELS = (0.81, 0.83, 0.88)  # mean 0.84, standard deviation 0.0360555


@pytest.fixture(scope="module")
def scores():
    return table(
        rows("vanilla", LEVELS),
        rows("vanilla", (0.5, 0.7, 0.9), metric="pearson", selection=LAST),
        rows("word_at", (0.82, 0.85, 0.88)),
        rows("word_at", (0.1, 0.3), "epsilon=0.5", "jsd"),
        rows("word_at", (2e-7, 4e-7), metric="jsd", place=("sst5", "lstm", "dot")),
    )


def said(slot, scores, source=None):
    return quoted.slot(slot, source or by_hand(), scores)[1]


def test_numbers_stand_in_their_sentence_wherever_its_lines_break(scores):
    text = f"Before.\n\n{MEASURED}\n- 84.18 elsewhere\n"
    expected = "- *Effect measured:* on SST F1 is 84.00 ± 3.61, its Pearson .700 ± .200.\n"
    assert quoted.renewed("p", text, [SENTENCE], by_hand(), scores) == text.replace(MEASURED, expected)


@pytest.mark.parametrize("text", ("nothing of it", MEASURED + MEASURED))
def test_a_sentence_that_does_not_stand_there_once_is_named(text, scores):
    with pytest.raises(UserError, match="p: this sentence.* F1 is"):
        quoted.renewed("p", text, [SENTENCE], by_hand(), scores)


@pytest.mark.parametrize(
    ("slot", "expected"),
    (
        ("vanilla f1 .1", "84.0 ± 3.6"),
        ("vanilla f1 mean", "84.00"),
        ("vanilla pearson last interval .1", "[.2, 1.2]"),
        ("word_at jsd epsilon=0.5 mean .1", ".2"),
        ("word_at jsd epsilon=0.5 percent mean .1", "20.0"),
        ("word_at jsd sst5/lstm/dot power .1", "3.0e-7"),
        ("gain word_at f1", "+1.00 points [-1.48, +3.48]"),
        ("gain word_at f1 over=word_at", "+0.00 points"),
        ("seeds vanilla f1", "three"),
        ("seeds word_at jsd epsilon=0.5", "two"),
    ),
)
def test_forms(slot, expected, scores):
    pattern, shown = quoted.slot(slot, by_hand(), scores)
    assert shown == expected
    assert re.fullmatch(pattern, shown)


def test_verdicts_and_hours_are_counted(scores):
    verdicts = ("holds", "holds where run", "fails where run", "undecided", "below resolution")
    claims = {"seat": [claim(str(place), verdict) for place, verdict in enumerate(verdicts)]}
    source = by_hand(claims=claims, timings={"train-vanilla": {"one": {"seconds": 7300.0}}})
    counts = [
        said(f"claims {name}", scores, source) for name in ("hold", "fail", "decided", "undecided below")
    ]
    assert (counts, said("hours", scores, source)) == (["2", "1", "3", "2"], "2")


@pytest.mark.parametrize(
    "slot", ("vanilla f1 sometimes", "vanilla f1 epsilon=0.5", "seat f1", "gain seat f1")
)
def test_what_was_not_run_or_is_no_option_is_an_error(slot, scores):
    with pytest.raises(UserError, match="quotes.yaml"):
        said(slot, scores)


@pytest.fixture(scope="module")
def source():
    return sources.load(readme.PROFILE)


def test_the_pages_say_what_the_reports_of_small_say(source):
    command = "PYTHONPATH=src python -m steady_attention.report.findings.quoted"
    stale = [str(page) for page, text in quoted.pages(source).items() if page.read_text("utf-8") != text]
    assert stale == [], f"other numbers than those of reports/small: {command}"


def test_every_spread_of_reproduction_is_held(source):
    """It comes from a sentence of quotes.yaml, or is of the past, of search.md or of a benchmark."""
    page, scores = "REPRODUCTION.md", Table(source.runs)
    rest = Path(page).read_text(encoding="utf-8")
    for sentence in yaml.safe_load(quoted.QUOTES.read_text(encoding="utf-8"))[page]:
        patterns = [quoted.slot(slot, source, scores)[0] for slot in quoted.SLOT.findall(sentence)]
        rest = rest.replace(quoted.standing(page, rest, sentence, patterns)[0], " held ")
    effects = [" ".join(found[0].split()) for found in quoted.BULLET.finditer(rest)]
    elsewhere = re.compile("before 2026-11-28|`search.md`|`benchmarks/")
    assert [one for one in effects if " ± " in one and not elsewhere.search(one)] == []


def test_the_count_of_claims_is_that_of_claims_yaml(source):
    counted = sum(map(len, source.claims.values()))
    assert counted == len(declared()["claims"])
    assert f"verdict on each of {counted} claims" in Path("README.md").read_text(encoding="utf-8")
