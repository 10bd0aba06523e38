"""Numbers of ours that pages written by hand quote, from the reports of `small` that git keeps;
`docs/quotes.yaml` has the sentences in which they stand.

`PYTHONPATH=src python -m steady_attention.report.findings.quoted` writes them anew; a test holds the pages
to it. A number is `{method metric options}`. Options: `last` for the last epoch; `mean`, `interval` or
`power` in place of mean ± standard deviation over the seeds; `.4` for digits; `percent` of a share;
`sst5/lstm/additive` for a place; `key=value` of a variant. `{seeds method metric options}` is how many
seeds it has; `{gain method metric options}` its difference to vanilla, or `over=method`, paired by seed;
`{claims hold}` counts verdicts; `{hours}` are those of one core.
"""

import re
import textwrap
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import mean, stdev
from typing import Any

import yaml

from steady_attention.claims.verdict import DECIDED
from steady_attention.report.findings import costs, readme, sources
from steady_attention.report.findings.headline import (
    Difference,
    Effect,
    Place,
    Runs,
    Table,
    interval,
    said,
    unit_of,
)
from steady_attention.report.findings.sources import Sources
from steady_attention.results.scores import BEST, LAST
from steady_attention.store.errors import UserError
from steady_attention.store.files import write_text

QUOTES = Path("docs/quotes.yaml")
SST: Place = ("sst", "bilstm", "additive")
VERDICTS = {
    "hold": ("holds", "holds where run"),
    "fail": ("fails", "fails where run"),
    "decided": DECIDED,
    "undecided": ("undecided",),
    "below": ("below resolution",),
}
WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
SLOT = re.compile(r"\{([^{}]+)\}")
COUNT, ONE = "(?:[a-z]+|[0-9]+)", r"[-+]?\d*\.?\d+(?:e-?\d+)?"
GAIN = r"\(?[-+][\d.]+(?: points)?(?: \[[^\]]+\])?\)?(?: × 10\S+)?"
BULLET = re.compile(r"^- \*Effect measured:\*.*?(?=\n\n|\Z)", re.MULTILINE | re.DOTALL)
WIDTH = 120


@dataclass(frozen=True)
class Form:
    """How the numbers of the seeds are shown: the numbers that are, and how they are joined."""

    joined: str
    numbers: Callable[[Sequence[float]], Sequence[float]]


FORMS = {
    "spread": Form("{} ± {}", lambda values: (mean(values), stdev(values))),
    "mean": Form("{}", lambda values: (mean(values),)),
    "interval": Form("[{}, {}]", lambda values: interval(values)[1:]),
    "power": Form("{}", lambda values: (mean(values),)),
}


@dataclass(frozen=True)
class Score:
    """What a slot asks for. digits: after the point, None for two of per cent and three of others; percent:
    whether a share is shown in per cent.
    """

    method: str
    metric: str
    place: Place = SST
    selection: str = BEST
    form: str = "spread"
    digits: int | None = None
    percent: bool = False
    over: str = "vanilla"
    variant: Mapping[str, Any] = field(default_factory=dict)

    def values(self, table: Table) -> Mapping[int, float]:
        """By seed. Raises UserError unless the runs of one variant fit."""
        runs = Runs(self.method, self.variant)
        return _only(table.series(self.selection, self.place, runs, self.metric), self).values

    def shown(self, table: Table) -> str:
        """As a page has it, a fraction without the zero before its point."""
        factor, percent = (100.0, True) if self.percent else unit_of(self.metric)
        form, kind = FORMS[self.form], "e" if self.form == "power" else "f"
        digits = self.digits if self.digits is not None else 2 if percent else 3
        numbers = form.numbers([factor * value for value in self.values(table).values()])
        texts = [format(number, f".{digits}{kind}").replace("e-0", "e-") for number in numbers]
        return form.joined.format(*(text if percent else re.sub(r"^(-?)0\.", r"\1.", text) for text in texts))

    def gain(self, table: Table) -> str:
        """Its difference to `over`, paired by seed, with its interval. Raises UserError unless one fits."""
        effect = Effect("", "", self.metric, Runs(self.method, self.variant), Runs(self.over))
        difference = _only(table.differences(self.place, effect), self)
        return said(list(difference.values.values()), self.metric)


def _only(fitting: Sequence[Difference], wanted: Score) -> Difference:
    if len(fitting) != 1:
        raise UserError(f"{QUOTES}: runs of {len(fitting)} variants fit, not of one: {wanted}")
    return fitting[0]


def score(words: Sequence[str]) -> Score:
    """Of `method metric options`. Raises UserError for an option that there is not."""
    method, metric, *options = words
    given: dict[str, Any] = {"variant": {}}
    for option in options:
        if option == LAST:
            given["selection"] = LAST
        elif option in FORMS:
            given["form"] = option
        elif option == "percent":
            given["percent"] = True
        elif re.fullmatch(r"\.\d", option):
            given["digits"] = int(option[1:])
        elif option.startswith("over="):
            given["over"] = option.removeprefix("over=")
        elif "=" in option:
            key, value = option.split("=", 1)
            given["variant"][key] = yaml.safe_load(value)
        elif option.count("/") == 2:
            given["place"] = tuple(option.split("/"))
        else:
            raise UserError(f"{QUOTES}: {option!r} is no option of a number: {{{' '.join(words)}}}")
    return Score(method, metric, **given)


def slot(text: str, source: Sources, table: Table) -> tuple[str, str]:
    """The pattern of what may stand in a slot's place, and what stands there by today's reports. Raises
    UserError for what was not run.
    """
    first, *rest = text.split()
    if first == "hours":
        seconds = sum(record.get("seconds", 0.0) for record in costs.computed(source.timings))
        return COUNT, f"{seconds / costs.HOUR:.0f}"
    if first == "claims":
        verdicts = Counter(claim["verdict"] for own in source.claims.values() for claim in own)
        return COUNT, str(sum(verdicts[verdict] for name in rest for verdict in VERDICTS[name]))
    if first == "seeds":
        count = len(score(rest).values(table))
        return COUNT, WORDS[count] if count < len(WORDS) else str(count)
    if first == "gain":
        return GAIN, score(rest).gain(table)
    one = score([first, *rest])
    return re.escape(FORMS[one.form].joined).replace(r"\{\}", ONE).replace(r"\ ", " "), one.shown(table)


def standing(page: str, text: str, sentence: str, patterns: Sequence[str]) -> re.Match[str]:
    """Where a sentence stands, wherever its lines break; a group for each slot. Raises UserError unless it
    stands there once.
    """
    pieces = [re.escape(piece).replace(r"\ ", " ") for piece in SLOT.split(sentence)]
    pieces[1::2] = [f"({pattern})" for pattern in patterns]
    found = list(re.finditer(re.sub(" +", lambda _: r"\s+", "".join(pieces)), text))
    if len(found) != 1:
        raise UserError(f"{page}: this sentence of {QUOTES} stands {len(found)} times: {sentence}")
    return found[0]


def renewed(page: str, text: str, sentences: Sequence[str], source: Sources, table: Table) -> str:
    """The page's text with its numbers of today; paragraphs of what is measured are filled to WIDTH. Raises
    UserError for a sentence that does not stand in it once.
    """
    for sentence in sentences:
        slots = [slot(one, source, table) for one in SLOT.findall(sentence)]
        found = standing(page, text, sentence, [pattern for pattern, _ in slots])
        for place, (_, number) in reversed(list(enumerate(slots, start=1))):
            begin, end = found.span(place)
            text = text[:begin] + number + text[end:]
    return BULLET.sub(_filled, text)


def _filled(bullet: re.Match[str]) -> str:
    words = " ".join(bullet[0].split())
    return textwrap.fill(words, WIDTH, subsequent_indent="  ", break_on_hyphens=False, break_long_words=False)


def pages(source: Sources) -> dict[Path, str]:
    """Every page that quotes `small`, as it has to be."""
    table = Table(source.runs)
    quotes = yaml.safe_load(QUOTES.read_text(encoding="utf-8"))
    found = {
        Path(page): renewed(page, Path(page).read_text(encoding="utf-8"), sentences, source, table)
        for page, sentences in quotes.items()
    }
    return found | {readme.README: readme.renewed(found[readme.README], source)}


if __name__ == "__main__":
    for path, text in pages(sources.load(readme.PROFILE)).items():
        write_text(path, text)
