"""Numbers of ours that pages quote are those of reports/small: README's part is written from them, and what
CHANGELOG and REPRODUCTION quote stands here with the runs that it is of.
"""

import re
from collections import Counter
from pathlib import Path
from statistics import mean, stdev

import pandas as pd
import pytest

from steady_attention.claims import declared
from steady_attention.report.findings import costs, readme, sources
from steady_attention.report.findings.headline import Effect, Runs, Table, said
from steady_attention.results.scores import BEST, LAST

PLACE = ("sst", "bilstm", "additive")
README, CHANGELOG, REPRODUCTION = "README.md", "CHANGELOG.md", "REPRODUCTION.md"
WORD2VEC = {"vectors": "word2vec_googlenews"}
KNOWN = {"train.word_dropout": 0}
POLARITIES = ("positive", "negative")


@pytest.fixture(scope="module")
def source():
    return sources.load(readme.PROFILE)


@pytest.fixture(scope="module")
def table(source):
    return Table(source.runs)


def test_readme_says_what_the_reports_of_small_say(source):
    text = Path(README).read_text(encoding="utf-8")
    command = "PYTHONPATH=src python -m steady_attention.report.findings.readme"
    assert readme.renewed(text, source) == text, f"README quotes other numbers than reports/small: {command}"


def shown(
    table,
    method,
    metric,
    digits,
    factor=1,
    selection=BEST,
    dataset="sst",
    encoder="bilstm",
    attention=PLACE[2],
    **variant,
):
    """`0.761 ± 0.038`."""
    (one,) = table.series(selection, (dataset, encoder, attention), Runs(method, variant), metric)
    values = [factor * value for value in one.values.values()]
    return f"{mean(values):.{digits}f} ± {stdev(values):.{digits}f}"


def quoted(table):
    """Page, and the text that it has to hold; 0.761 and .761 are the same."""

    def pearson(method, **rest):
        return shown(table, method, "pearson", 3, **rest)

    def f1(method, **rest):
        return shown(table, method, "f1", 2, 100, **rest)

    tvd = shown(table, "seat", "tvd@delta=0.05", 4)
    (gain,) = table.differences(PLACE, Effect("", "", "pearson", Runs("attention_at"), Runs("vanilla")))
    yield CHANGELOG, f"| {pearson('vanilla')}; at the last epoch {pearson('vanilla', selection=LAST)} |"
    yield CHANGELOG, f"| {pearson('attention_at')} at epsilon 0.1; beside vanilla's the difference is "
    yield CHANGELOG, f"| {f1('word_ivat')} |"
    few, as_many, all_news = (f1("attention_vat", unlabeled=amount) for amount in (692, 6920, 24320))
    reviews = f1("attention_vat", unlabeled=50000, pool="imdb_sentences")
    yield CHANGELOG, f"| {few}, {as_many} |"
    yield REPRODUCTION, f"has {few} with 692, {as_many} with 6,920 and {all_news} with 24,320 sentences"
    yield REPRODUCTION, f"and {reviews} with 50,000 of film reviews; supervised it has {f1('attention_vat')}."
    yield REPRODUCTION, f"Word iVAT {f1('word_ivat', unlabeled=6920)} with 6,920"
    for name, before in (("retrained", "its accuracy is "), ("random_retrained", "random words it is ")):
        shares = (f"{name}_accuracy@share={share}" for share in (0.1, 0.3, 0.5))
        one, two, three = (shown(table, "vanilla", share, 1, 100).partition(" ")[0] for share in shares)
        yield REPRODUCTION, f"{before}{one}, {two} and {three} %"
    vib, vanilla = (shown(table, name, "accuracy", 2, 100, encoder="lstm") for name in ("vib", "vanilla"))
    learner = shown(table, "vib", "accuracy", 2, 100, encoder="lstm", compressor_epochs=0)
    trained_on = shown(table, "continued", "accuracy", 2, 100, encoder="lstm")
    yield (
        REPRODUCTION,
        f"VIB {vib}, its learner alone {learner}, vanilla trained on {trained_on}, vanilla {vanilla}.",
    )
    random_start = shown(table, "seat", "jsd@delta=0.01", 6, start="random")
    yield REPRODUCTION, f"JSD at 0.01 {random_start} (SEAT {shown(table, 'seat', 'jsd@delta=0.01', 6)}"
    yield CHANGELOG, f"{tvd}, as vanilla's"
    yield (
        REPRODUCTION,
        f"Now vanilla has F1 {f1('vanilla')} and Pearson {pearson('vanilla')} at the chosen epoch",
    )
    last = f"{f1('vanilla', selection=LAST)} and {pearson('vanilla', selection=LAST)} at the last one"
    yield REPRODUCTION, last
    yield REPRODUCTION, f"Word iVAT has {f1('word_ivat')} on SST"
    yield REPRODUCTION, f"TVD {tvd} for both"
    known = pearson("vanilla", selection=LAST, dataset="sst_known_words", **KNOWN)
    yield REPRODUCTION, f"{known} at the last epoch"
    vectors = (pearson("vanilla", selection=one, **WORD2VEC) for one in (BEST, LAST))
    yield REPRODUCTION, f"With the former vectors it has {' and '.join(vectors)}"
    yield CHANGELOG, f"the difference is {said(list(gain.values.values()), 'pearson')} |"
    yield from ((REPRODUCTION, text) for text in effects(table))


def effects(table):
    """What REPRODUCTION quotes of one item each: the words before a number, and the number."""

    def one(method, metric, digits, factor=1, **rest):
        return shown(table, method, metric, digits, factor, **rest)

    def level(method, metric, digits, factor=1, **rest):
        return one(method, metric, digits, factor, **rest).partition(" ")[0]

    deltas = {0.001: 6, 0.01: 5, 0.05: 4}  # and the digits of the JSD
    least, middle, most = (level("vanilla", f"jsd@delta={delta}", digits) for delta, digits in deltas.items())
    yield f"by a JSD of {least}, {middle} and {most}"
    least, middle, most = (level("vanilla", f"tvd@delta={delta}", 4) for delta in deltas)
    yield f"by a TVD of {least}, {middle} and {most}"
    yield f"on SST {level('vanilla', 'unreplaced_words@words=1', 1, 100)} % of the words"
    taken, random = (one("vanilla", f"{kind}comprehensiveness", 3) for kind in ("", "random_"))
    yield f"comprehensiveness is {taken}, without five random ones {random}"
    taken, random = (one("vanilla", f"{kind}sufficiency", 3) for kind in ("", "random_"))
    yield f"sufficiency is {taken} and {random}"
    normalised = "explained_comprehensiveness_normalised@explanation="
    attention, random = (one("vanilla", normalised + name, 3) for name in ("attention", "random"))
    yield f"comprehensiveness is {attention} and that of words in random order {random}"
    yield f"of Word AT's {level('word_at', 'sensitivity_capped', 1, 100)} %"
    base, vanilla, uniform = (
        one(name, "accuracy", 2, 100, encoder="lstm", attention=attention)
        for name, attention in (("base", "max"), ("vanilla", "additive"), ("uniform", "additive"))
    )
    yield f"base {base} %, vanilla {vanilla} %, uniform attention {uniform} %"
    positive, negative = (level("vanilla", f"p_at_1@polarity={name}", 1, 100) for name in POLARITIES)
    yield f"label in {positive} % of positive texts and in {negative} % of negative ones"
    yield from released(table)
    yield f"a random word is one in {level('vanilla', 'explained_p_at_1@explanation=random', 1, 100)} %"


def released(table):
    """What it quotes of SEAT as its code trains, and of the unknown word in semi-supervised training."""

    def of(metric, digits, factor=1):
        return shown(table, "seat", metric, digits, factor, mode="released_code")

    def least(metric):
        return f"{float(of(metric, 20).partition(' ')[0]):.1e}"

    yield f"entropy over the greatest is {of('attention_entropy', 6)}"
    yield f"JSD at 0.01 is {least('jsd@delta=0.01')} and clamped {least('jsd_clamped@delta=0.01')}"
    yield f"F1 is {of('f1', 2, 100)}, but Pearson is {of('pearson', 3)}"
    vanilla = shown(table, "vanilla", "comprehensiveness", 3)
    yield f"comprehensiveness {of('comprehensiveness', 3)} (vanilla {vanilla})"
    for dataset, before, between in (("sst", "at F1 ", "and Pearson"), ("sst_known_words", "at ", "and")):
        where = {"selection": LAST, "dataset": dataset, "unlabeled": 6920, **KNOWN}
        f1, pearson = (shown(table, "attention_vat", *of, **where) for of in (("f1", 2, 100), ("pearson", 3)))
        yield f"ends {before}{f1} {between} {pearson}"


def plain(text):
    """Lines joined, leading zeros of fractions left out."""
    return re.sub(r"\b0\.(?=\d)", ".", re.sub(r"\s+", " ", text))


def test_quoted_numbers_are_those_of_small(table):
    pages = {name: plain(Path(name).read_text(encoding="utf-8")) for name in (CHANGELOG, REPRODUCTION)}
    assert [(page, text) for page, text in quoted(table) if plain(text) not in pages[page]] == []


def test_the_changelog_counts_the_verdicts_of_small(source):
    found = Counter(claim["verdict"] for own in source.claims.values() for claim in own)
    hold, fail = found["holds where run"] + found["holds"], found["fails where run"] + found["fails"]
    undecided, below = found["undecided"], found["below resolution"]
    said = f"{hold} hold and {fail} fail where run, {undecided} undecided, {below} below resolution"
    assert said in Path(CHANGELOG).read_text(encoding="utf-8")


def test_the_count_of_claims_is_that_of_claims_yaml(source):
    counted = sum(map(len, source.claims.values()))
    assert counted == len(declared()["claims"])
    assert f"verdict on each of {counted} claims" in Path(README).read_text(encoding="utf-8")


def test_a_number_that_is_not_there_is_found_missing(table):
    assert plain("0.761 ± 0.038") == ".761 ± .038" != plain("10.761")
    assert isinstance(table.numbers, dict) and pd.notna(shown(table, "vanilla", "f1", 2, 100))


def test_the_hours_of_small_are_those_of_its_timings(source):
    seconds = sum(record.get("seconds", 0.0) for record in costs.computed(source.timings))
    said = f"{seconds / costs.HOUR:.0f} core-hours"
    for page in (README, "docs/real_data.md"):
        assert said in plain(Path(page).read_text(encoding="utf-8")), page
