"""The answers in plain sentences: which method to use, and what the methods do, a sentence a question."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from statistics import mean

from steady_attention.report.findings import answers
from steady_attention.report.findings.answers import Answer, main_answers
from steady_attention.report.findings.differences import PROPOSED, QUESTIONS, VANILLA, WORDS, Difference
from steady_attention.report.findings.headline import POINTS, Runs, Table
from steady_attention.report.findings.pairs import merged
from steady_attention.report.findings.sources import Sources
from steady_attention.results.scores import BEST

NAMES = (  # what the methods' names mean
    "`attention_` methods perturb the scores of attention in training, `word_` methods words' embeddings; "
    "at: adversarial training, vat: virtual adversarial training, iat, ivat: their interpretable variants, "
    "rp: a random direction, vib: information bottleneck, vanilla: trained as usual; "
    "=: the same run."
)


def which(source: Sources) -> str:
    """The method that is most above vanilla at each of QUESTIONS and at WORDS, or those whose gains are the
    same as shown, what these are worse at, and what uniform attention gives; empty where no method has three
    seeds beside vanilla's.
    """
    found = main_answers(source, (*QUESTIONS[:2], WORDS, *QUESTIONS[2:]))
    if not found:
        return ""
    parts, named, worse = [], {}, {}
    for one in found:
        aim = one.question.purposed
        better = merged(each for each in one.differences if each.sign > 0)
        gains = {name: _gain(one, each) for name, each in better.items()}
        better = [name for name, gain in gains.items() if gain == next(iter(gains.values()))]
        texts = f"{listed(better)} ({gains[better[0]]})" if better else "none better than vanilla"
        parts.append(f"for {aim} {texts}")
        named |= dict.fromkeys(better)
        worse[aim] = list(merged(each for each in one.differences if each.sign < 0))
    costs = [
        f"{listed(own)} in {aim}"
        for aim, names in worse.items()
        if (own := [name for name in named if name in names])
    ]
    worse_too = f" Of these, worse than vanilla: {'; '.join(costs)}." if costs else ""
    return "; ".join(parts) + "." + worse_too + _uniform(source, found)


def _gain(one: Answer, found: Difference) -> str:
    """`+1.86 points`; of a ratio, which is better where it falls, what it is of: `JSD -91 %`."""
    return f"{one.question.ratio_of} {found.mean}{found.unit[1]}".lstrip()


def _uniform(source: Sources, found: Iterable[Answer]) -> str:
    """What attention that is held uniform does to the relative questions' measures, since it needs no method;
    empty where it has no runs.
    """
    table, told = Table(source.runs), []
    for one in found:
        metric, runs = one.question.metric, Runs("uniform")
        for own in table.series(BEST, one.place, runs, metric) if one.question.relative else ():
            vanilla = table.series(BEST, one.place, Runs(VANILLA), metric)[0].values
            both = sorted(own.values.keys() & vanilla.keys())
            if both and mean(vanilla[seed] for seed in both):
                share = _share([(own.values[seed], vanilla[seed]) for seed in both])
                much = "more" if share > 0 else "less"
                told.append(f"{POINTS * abs(share):.0f} % {much} {one.question.ratio_of}")
    return f" Uniform attention, which tells nothing, has {listed(told)}." if told else ""


def _share(pairs: Sequence[tuple[float, float]]) -> float:
    """What the first numbers have over the second ones, as a share of these: by the geometric mean of their
    ratios, or, where one is 0, of their means.
    """
    if min(map(min, pairs)) > 0:
        return math.exp(mean(math.log(one / other) for one, other in pairs)) - 1
    ones, others = zip(*pairs, strict=True)
    return mean(ones) / mean(others) - 1


def sentences(source: Sources) -> list[str]:
    """One plain sentence for each of QUESTIONS that was run and that a paper's method answers, and one on
    other places.
    """
    found = main_answers(source)
    found = [one for one in found if any(each.method in PROPOSED for each in one.differences)]
    others = _elsewhere(source) if found else ""
    further = [f"Elsewhere: {others}"] if others else []
    return [sentence(one, found[0]) for one in found] + further


def _elsewhere(source: Sources) -> str:
    """In how many of the comparisons at other places the papers' methods are better and worse, and which
    methods are better than vanilla at one place and worse at another; empty where there is one place.
    """
    everywhere, main = answers.everywhere(source), answers.main_place(source)
    others = [found for place, found in everywhere.items() if place != main]
    counts = []
    for question, *found in zip(QUESTIONS, *others, strict=True):
        signs = [each.sign for one in found if one for each in _distinct(one, PROPOSED)]
        if signs:
            told = f"{signs.count(1)} and {signs.count(-1)} of {len(signs)}"
            counts.append(f"{answers.short(question)} {told}" + " times" * (not counts))
    if not counts:
        return ""
    several = f"{len(others)} other setting{'' if len(others) == 1 else 's'}"
    turning = [
        f" In {answers.short(question)} {listed(names)} {'goes' if len(names) == 1 else 'go'} both ways."
        for question, *found in zip(QUESTIONS, *everywhere.values(), strict=True)
        if (names := _turning(one for one in found if one))
    ]
    return (
        f"in {several}, how often the papers' methods are better and worse: "
        f"{', '.join(counts)}.{''.join(turning)}"
    )


def _distinct(one: Answer, methods: Iterable[str]) -> Iterable[Difference]:
    """The differences of these methods, twins once."""
    return merged(each for each in one.differences if each.method in methods).values()


def _turning(found: Iterable[Answer]) -> list[str]:
    """The methods that are better in one of the answers and worse in another."""
    signs: dict[str, set[int]] = defaultdict(set)
    for one in found:
        for name, each in merged(one.differences).items():
            signs[name].add(each.sign)
    return [name for name, own in signs.items() if {1, -1} <= own]


def sentence(one: Answer, first: Answer) -> str:
    """What the papers' methods do, and which of the first answer's were not measured; those beside them stand
    in `which` where they differ from vanilla.
    """
    proposed = [found.method for found in one.differences if found.method in PROPOSED]
    parts = list(_apart(one, proposed))
    same = one.of(proposed, 0)
    if same:
        parts.append(_same(same, bool(parts)))
    run = [found.method for found in first.differences if found.method in PROPOSED]
    parts += [f"{name} was not measured" for name in run if name not in proposed]
    return (
        f"{one.question.aim}: by {one.question.label} (vanilla {one.vanilla}{one.seeds}), {'; '.join(parts)}."
    )


def _same(found: Sequence[Difference], others: bool) -> str:
    """`none of the papers' 6 methods can be told from vanilla (-0.22 to +0.06 points)`."""
    if len(merged(found)) == 1:
        return f"{next(iter(merged(found)))} cannot be told from vanilla ({found[0].text})"
    if others:
        return f"the papers' other {len(found)} methods cannot be told from vanilla ({_range(found)})"
    return f"none of the papers' {len(found)} methods can be told from vanilla ({_range(found)})"


def _apart(one: Answer, names: Iterable[str]) -> Iterator[str]:
    """`word_at (+2.45 points [+0.62, +4.28]) and word_vat (...) are better than vanilla`."""
    for sign, word in ((1, "better"), (-1, "worse")):
        texts = [f"{name} ({each.text})" for name, each in merged(one.of(names, sign)).items()]
        if texts:
            yield f"{listed(texts)} {'are' if len(texts) > 1 else 'is'} {word} than vanilla"


def _range(found: Sequence[Difference]) -> str:
    """`-0.22 to +0.06 points`."""
    ordered = sorted(found, key=lambda each: each.ends[0])
    ends = dict.fromkeys((ordered[0].mean, ordered[-1].mean))
    return " to ".join(ends) + ordered[0].unit[1]


def listed(names: Sequence[str], word: str = "and") -> str:
    """`a, b or c`."""
    *first, last = names or [""]
    return f"{', '.join(first)} {word} {last}" if first else last
