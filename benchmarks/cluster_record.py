"""What four workers did and how long they stood idle, of Dask's own record of a run's tasks and workers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

LONG = 8  # items of a stage from which it counts as long; our choice: two for each of four workers
Moments = Sequence[tuple[float, str]]  # seconds since 1970, and the stage that begins then


@dataclass(frozen=True)
class Task:
    """An item that was finished: its worker's address, begin and end in seconds since 1970."""

    worker: str
    item: str
    begin: float
    end: float


@dataclass(frozen=True)
class Stay:
    """A worker's time in the cluster. lost: whether it went with an item that it had not finished."""

    worker: str
    came: float
    left: float = inf
    lost: bool = False


@dataclass(frozen=True)
class Share:
    """Of a stage, or of several: items, seconds of work, seconds from the first begin to the last end, and
    seconds of all workers in that time, then in its last part, after the last item has begun.
    """

    name: str
    items: int
    busy: float
    span: float
    there: float
    tail_busy: float
    tail_there: float

    @property
    def idle(self) -> float:
        """The share of the workers' time in which they had no item."""
        return 1 - self.busy / self.there

    @property
    def idle_at_end(self) -> float:
        """The share of the workers' time in which they had none since nothing was left to begin."""
        return (self.tail_there - self.tail_busy) / self.there


def tasks(stream: Iterable[Mapping[str, Any]]) -> list[Task]:
    """Of Dask's task stream: an item's key is its name, a dash and 32 digits."""
    found = []
    for row in stream:
        for part in row["startstops"]:
            if part["action"] == "compute":
                name = row["key"].rpartition("-")[0]
                found.append(Task(row["worker"], name, part["start"], part["stop"]))
    return sorted(found, key=lambda task: task.begin)


def stays(events: Iterable[tuple[float, Any]]) -> list[Stay]:
    """Of Dask's events: when each worker came and left."""
    found: dict[str, Stay] = {}
    for moment, event in events:
        name, action = event.get("worker"), event.get("action")
        if action == "add-worker":
            found[name] = Stay(name, moment)
        elif action == "remove-worker" and name in found:
            lost = bool(event["processing-tasks"])
            found[name] = Stay(name, found[name].came, moment, lost)
    return list(found.values())


def worked(done: Sequence[Task], known: Iterable[Stay]) -> list[Task]:
    """The finished items, and what workers did of those that they lost, of which Dask keeps no begin: since
    the first begin of any item after their own one before had ended, so rather too little than too much.
    """
    more = []
    for stay in (stay for stay in known if stay.lost):
        free = max([stay.came, *(task.end for task in done if task.worker == stay.worker)])
        begun = [task.begin for task in done if free <= task.begin <= stay.left]
        more += [Task(stay.worker, "", begun[0], stay.left)] if begun else []
    return [*done, *more]


def share(name: str, done: Sequence[Task], of_all: Iterable[Task], known: Iterable[Stay]) -> Share:
    """Of a stage's finished items. of_all: of `worked`."""
    first, last = min(task.begin for task in done), max(task.end for task in done)
    tail = max(task.begin for task in done)
    all_, known = list(of_all), list(known)

    def busy(since: float) -> float:
        return sum(max(0.0, min(task.end, last) - max(task.begin, since)) for task in all_)

    def there(since: float) -> float:
        return sum(max(0.0, min(stay.left, last) - max(stay.came, since)) for stay in known)

    return Share(name, len(done), busy(first), last - first, there(first), busy(tail), there(tail))


def together(name: str, shares: Iterable[Share]) -> Share:
    """Their sum, without the time between them."""
    shares = list(shares)
    sums = (
        sum(getattr(one, key) for one in shares)
        for key in ("items", "busy", "span", "there", "tail_busy", "tail_there")
    )
    return Share(name, *sums)


def by_stage(done: Sequence[Task], known: Sequence[Stay], began: Moments) -> list[Share]:
    """A share for every stage that had items: an item is of the stage that began last before it."""
    all_, found = worked(done, known), []
    for number, (moment, name) in enumerate(began):
        until = began[number + 1][0] if number + 1 < len(began) else inf
        mine = [task for task in done if moment <= task.begin < until]
        if mine:
            found.append(share(name, mine, all_, known))
    return found


def table(shares: Sequence[Share], whole: Share) -> str:
    """A row a stage; then all of them, the long trainings, and the whole run with the time between stages."""
    long = [one for one in shares if one.name.startswith("train") and one.items >= LONG]
    rows = [*shares, together("all stages, each by itself", shares)]
    rows += [together(f"trainings of {LONG} items and more", long)] if long else []
    head = (
        "| stage | items | busy, s | first begin to last end, s | workers | idle | idle at the end |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    )
    return "\n".join([*head, *map(_row, [*rows, whole])])


def _row(one: Share) -> str:
    return (
        f"| {one.name} | {one.items} | {one.busy:.1f} | {one.span:.1f} | {one.there / one.span:.1f} | "
        f"{one.idle:.1%} | {one.idle_at_end:.1%} |"
    )
