"""The texts of FINDINGS.md, causes.md and costs.md: fixed words (templates/) around what was counted."""

import textwrap
from collections.abc import Iterable
from pathlib import Path

from steady_attention.report.findings import answers, differences, pairs, sentences, verdicts
from steady_attention.report.findings import costs as cost
from steady_attention.report.findings.headline import Headline, Table
from steady_attention.report.findings.measured import causes as numbers
from steady_attention.report.findings.measured import here
from steady_attention.report.findings.outcomes import section
from steady_attention.report.findings.sources import Sources
from steady_attention.report.tables.grid import Grid, bullets

TEMPLATES = Path(__file__).with_name("templates")
PROOF = "tests/methods/test_differences.py"  # of the identity; a test looks whether it is there
NONE = "No run of this profile has it.\n"
WIDTH = 110
READING = (
    "{0} {1} Better and worse: the interval (Student's t, each for itself) excludes 0 as shown; of twenty "
    "that are none, one does so by chance. JSD, TVD: less is better, their "
    "per cent are by the geometric mean of ratios. Written by the stage `findings` from `reports/{2}`"
    "{3}."
)
OTHERS = ("verdict_last", "verdict_class_0")
TURNED = "**Turned:** {} would be another at the last epoch, {} by the F1 of class 0."
COSTS = "What a method costs is in `costs.md`."
SELECTION = (
    "Choosing the epoch by test score, as published code does, adds points of F1 (± deviation, seeds): {}."
)


def findings(source: Sources, commit: str | None, headlines: Iterable[Headline]) -> str:
    """The page of a profile. commit: of its evaluations, None where git keeps none: then their times, which
    differ at every run, stand in costs.md alone, so that the page has the same bytes on every machine.
    """
    cost_told = cost.sentence(source) if commit else COSTS
    runs, commit = Table(source.runs), f", of commit {commit}" if commit else ""
    told = sentences.sentences(source)
    told = told or ["No method has runs of three seeds beside vanilla's."]
    chosen = [f"Which method: {which}"] if (which := sentences.which(source)) else []
    page = _template("FINDINGS.md").format(
        notice=f"{_wrapped(f'**{source.notice}**')}\n\n" if source.notice else "",
        sentences="\n".join(_wrapped(f"- {one}") for one in [*chosen, *told]),
        where=_wrapped(READING.format(answers.where(source), sentences.NAMES, source.profile, commit)),
        claims=_wrapped(f"- Claims: {verdicts.said(source.claims)}"),
        aims=_table(answers.aims(source)),
        cost=_wrapped(cost_told),
        verdicts=verdicts.table(source.claims).markdown(),
        holds="\n".join(map(_wrapped, verdicts.listed(source.claims, "holds"))),
        fails="\n".join(map(_wrapped, verdicts.listed(source.claims, "fails"))),
        turned=_wrapped(TURNED.format(*(verdicts.turned(source.claims, name) for name in OTHERS))),
        headlines="\n".join(_outcome(one, runs, source) for one in headlines),
    )
    return page.rstrip() + "\n"


def _elsewhere(grid: Grid) -> str:
    """The table of the other places with how it is read; empty where there is none."""
    return f"## {grid.title}\n\n{_wrapped(answers.READ)}\n\n{grid.markdown()}\n" if grid.rows else ""


def _outcome(headline: Headline, runs: Table, source: Sources) -> str:
    """A paper's section: the answer, the effects, what else is known."""
    place = here(headline, source.counterparts)
    usual = differences.usual_seeds(runs, answers.main_place(source))
    answer, effects, more = section(headline, runs, place, usual)
    where = f"{', '.join(place[:2])}, {place[2]} attention"
    parts = [f"### {headline.title}: {where}\n", _wrapped(answer)]
    parts += [f"\n{effects.markdown()}"] if effects.rows else [""]
    more = [*more, *_selection(headline, pairs.selection(source))]
    return "\n".join([*parts, *(_wrapped(f"- {text}") for text in more), ""])


def causes(source: Sources, headlines: Iterable[Headline]) -> str:
    """The numbers behind the paragraphs, a table a paper."""
    runs = Table(source.runs)
    grids = [numbers(one, runs, here(one, source.counterparts)) for one in headlines]
    tables = (f"## {grid.title}\n\n{_table(grid)}\n{bullets(grid.notes)}" for grid in grids)
    elsewhere = _elsewhere(answers.elsewhere(source))
    return _template("causes.md").format(tables="\n".join(tables), proof=f"`{PROOF}`", elsewhere=elsewhere)


def costs(source: Sources) -> str:
    """What the methods of a profile cost, and the time of every stage."""
    place, table = "No run has a cross table's place.", NONE
    if len(source.cross):
        place = f"At {', '.join(cost.place(source))} attention."
        table = _table(cost.table(source))
    timed = cost.times(source.timings)
    given = {"place": place, "begun": sentences.listed(cost.FROM_VANILLA), "table": table}
    return _template("costs.md").format(**given, times=_table(timed), notes=bullets(timed.notes))


def _template(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _table(grid: Grid) -> str:
    return grid.markdown() if grid.rows else NONE


def _selection(headline: Headline, grid: Grid) -> list[str]:
    """What the choice on the test split adds to the paper's method, where some run has it."""
    methods = {effect.of.method for effect in headline.effects}
    own = [row for row in grid.rows if row[0].partition(" ")[0] in methods]
    told = "; ".join(f"{difference}, {place}" for _, place, *_, difference in own)
    return [SELECTION.format(told)] if told else []


def _wrapped(text: str) -> str:
    """The text in lines of WIDTH letters; a bullet's are indented."""
    indent = "  " if text.startswith("- ") else ""
    return textwrap.fill(text, WIDTH, subsequent_indent=indent, break_on_hyphens=False)
