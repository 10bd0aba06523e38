"""Generated raw files of the data sets of pairs: cloze questions, stories with a question, inference."""

from collections.abc import Callable, Iterator
from random import Random

from steady_attention.corpora import multinli, snli
from steady_attention.corpora.reading import babi, nli
from steady_attention.corpora.synthetic.text import pick
from steady_attention.rehearsal import publishers
from steady_attention.rehearsal.publishers import lines
from steady_attention.rehearsal.texts import DEV, SPLITS, TEST, TRAIN, Files, between, telling, text

NAMES = ("Mary", "John", "Daniel", "Sandra")
THINGS = ("football", "apple", "milk")


def _cnn(rng: Random) -> Files:
    """The answer is the entity that stands before the word that the question has."""

    def example() -> Iterator[str]:
        entities = dict.fromkeys(between(rng, 0, 40) for _ in range(4))
        cues = [pick(rng, telling(place, 4)) for place in range(len(entities))]
        told = [
            f"@entity{name} {cue} {text(rng, telling(0, 1), 4, 9)} ."
            for name, cue in zip(entities, cues, strict=True)
        ]
        asked = between(rng, 0, len(cues) - 1)
        yield from publishers.cloze(
            f"@placeholder {cues[asked]}", f"@entity{list(entities)[asked]}", " ".join(told)
        )

    return {
        f"{split}.txt": lines(line for _ in range(count) for line in example())
        for split, count in SPLITS.items()
    }


def _babi(task: int) -> Callable[[Random], Files]:
    """Where somebody is, where a thing is that is carried about, or where it was before."""

    def story(rng: Random) -> list[str]:
        who, other, thing = pick(rng, NAMES[:2]), pick(rng, NAMES[2:]), pick(rng, THINGS)
        first, last = pick(rng, babi.CLASSES[:3]), pick(rng, babi.CLASSES[3:])
        told = [f"{who} went to the {first}", f"{other} moved to the {pick(rng, babi.CLASSES)}"]
        if task == 1:
            return publishers.story(told, f"Where is {who}", first)
        told += [f"{who} got the {thing} there", f"{who} went to the {last}"]
        if task == 2:
            return publishers.story(told, f"Where is the {thing}", last)
        return publishers.story(told, f"Where was the {thing} before the {last}", first)

    def written(rng: Random) -> Files:
        counts = {"train": TRAIN + DEV // 2, "test": TEST}
        return {
            f"{split}.txt": lines(line for _ in range(count) for line in story(rng))
            for split, count in counts.items()
        }

    return written


def _pairs(rng: Random, count: int, classes: tuple[str, ...] = nli.CLASSES) -> bytes:
    rows = []
    for number in range(count):
        label = number % len(classes)
        premise, hypothesis = text(rng, telling(0, 1)), text(rng, telling(label, 3), 4, 11)
        rows.append(publishers.pair(classes[label], premise, hypothesis, number))
    return lines(rows)


def _snli(rng: Random) -> Files:
    """Of dev and test one published file stands for three."""
    found = {"train.pairs": _pairs(rng, TRAIN)}
    for split in snli.FIELD_SHA256:
        found |= dict.fromkeys((f"{split}.{field}" for field in snli.FIELDS), _pairs(rng, SPLITS[split]))
    return found


def _multinli(rng: Random) -> Files:
    counts = (TRAIN * 5 // 4, TEST // 2, TEST // 2)
    return {file: _pairs(rng, count) for file, count in zip(multinli.FILES, counts, strict=True)}


WRITTEN: dict[str, Callable[[Random], Files]] = {
    "cnn": _cnn,
    **{f"babi{task}": _babi(task) for task in (1, 2, 3)},
    "snli": _snli,
    "multinli": _multinli,
}
