"""The page's first screen: what was found in few sentences, one figure, one small table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from steady_attention.claims.intervals import MINIMUM_SEEDS
from steady_attention.report.findings import answers, differences, sentences, verdicts
from steady_attention.report.findings.differences import VANILLA
from steady_attention.report.findings.headline import Headline, Table, printed, said
from steady_attention.report.findings.sources import Sources
from steady_attention.report.page.chart import Chart, chart
from steady_attention.report.page.judged import KINDS, UNFOLDED, UNTOLD, Judged

SENTENCES = 7


@dataclass(frozen=True)
class Found:
    """A paper's headline effect: in words, as printed (empty: not printed; doubted: with †), as it is here
    (empty: not run); counts: of its claims that hold, fail, stay open.
    """

    suite: str
    paper: str
    effect: str
    printed: str
    doubted: bool
    here: Sequence[str]
    counts: tuple[int, int, int]


@dataclass(frozen=True)
class Glance:
    """sentences: an aim (may be empty) and what is said of it; where: of which runs that is; names: what the
    methods' names mean.
    """

    sentences: Sequence[tuple[str, str]]
    where: str
    names: str
    chart: Chart | None
    effects: Sequence[Found]


def glance(
    source: Sources,
    headlines: Mapping[str, Headline],
    judged: Sequence[Judged],
    counterparts: Mapping[str, str],
) -> Glance:
    """The first screen of a profile. judged: the claims of each suite."""
    table, place = Table(source.runs), answers.main_place(source)
    drawn = chart(table, place) if place else None
    chosen = sentences.which(source)
    told = [("Claims", _begun(verdicts.said(source.claims)))]
    told += [("Which method", _begun(chosen))] if chosen else []
    told += map(_parted, sentences.sentences(source))
    shown = [*told, *_limits(drawn, counterparts)][:SENTENCES]
    found = list(effects(table, headlines, judged, counterparts, differences.usual_seeds(table, place)))
    return Glance(shown, answers.where(source), sentences.NAMES.replace("`", ""), drawn, found)


def _parted(sentence: str) -> tuple[str, str]:
    """The aim of an answer, and what is said of it."""
    aim, text = sentence.split(": ", 1)
    return aim, _begun(text)


def _begun(text: str) -> str:
    """The sentence with a capital letter, but for a method's name."""
    return text if text.startswith(VANILLA) else text[0].upper() + text[1:]


def _limits(drawn: Chart | None, counterparts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What keeps this profile from saying more."""
    if drawn is not None and not drawn.intervals:
        text = f"An interval needs {MINIMUM_SEEDS} seeds, and fewer were run: no difference between methods"
        yield "Seeds", f"{text} can be told from chance."
    others = sorted({corpus for dataset, corpus in counterparts.items() if corpus != dataset})
    if others:
        *first, last = others
        listed = f"{', '.join(first)} and {last} stand" if first else f"{last} stands"
        yield "Data", f"{listed} for the papers' data sets: no number here compares with a printed one."


def effects(
    table: Table,
    headlines: Mapping[str, Headline],
    judged: Sequence[Judged],
    counterparts: Mapping[str, str],
    usual: int = 0,
) -> Iterator[Found]:
    """A row a paper: its headline effect, the first one that has runs here; as printed, and as it is here.
    usual: the number of seeds that is not said.
    """
    for one in judged:
        headline = headlines[one.suite]
        dataset, encoder, attention = headline.place
        here = (counterparts.get(dataset, dataset), encoder, attention)
        found = [(effect, table.differences(here, effect)) for effect in headline.effects if effect.over]
        effect, measured = next(((e, d) for e, d in found if d), found[0])
        counts, print_ = one.counts, printed(effect, headline.place)
        opened = sum(counts[kind] for kind in KINDS if kind not in (*UNTOLD, *UNFOLDED))
        yield Found(
            suite=one.suite,
            paper=one.title.partition(" (")[0],
            effect=effect.label,
            printed=print_.text if print_ else "",
            doubted=bool(print_ and print_.doubted),
            here=[
                said(list(d.values.values()), effect.metric) + differences.of_seeds(d.values, usual)
                for d in measured
            ],
            counts=(counts["holds"], counts["fails"], opened),
        )
