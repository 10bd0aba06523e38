"""Generated raw files of each data set, in its publisher's format, with texts that a model can learn from.

Of what a reader leaves out, or holds out as dev, there is so much more that about TRAIN, DEV and TEST texts
remain. `SIZES` is what the readers with fixed sizes are told of these files (see resized.py).
"""

from collections.abc import Callable
from random import Random

from steady_attention import corpora
from steady_attention.corpora import eraser_movies, newsgroups, one_billion_word_full, subj, trec
from steady_attention.corpora.synthetic.text import generator
from steady_attention.rehearsal import pair_files, publishers
from steady_attention.rehearsal.publishers import lines
from steady_attention.rehearsal.texts import (
    DEV,
    SPLITS,
    TEST,
    TRAIN,
    Files,
    between,
    opinion,
    telling,
    text,
    words,
)
from steady_attention.store.errors import UserError

HALVES = {split: count // 2 for split, count in SPLITS.items()}  # of each class
SIZES = {  # module of corpora: its constants
    "rotten_tomatoes": {"EACH": HALVES},
    "subj": {"EACH": HALVES},
    "trec": {"DEV": DEV},
    "yelp": {"DEV": DEV},
}
SENTIMENTS = ("negative", "neutral", "positive")


def files(name: str) -> Files:
    """The raw files of the data set of that name. Raises UserError for one that nobody has written here."""
    family = SHARED.get(name, name)
    if family not in WRITTEN:
        raise UserError(f"{name}: no generated files stand for this data set: add them to {__name__}")
    made = WRITTEN[family](generator(f"rehearsal/{family}"))
    return {raw.name: made[raw.name] for raw in corpora.get(name).files}


def _sentences(rng: Random, cues: tuple[str, ...]) -> str:
    """Two sentences."""
    return " ".join(f"{text(rng, cues, 5, 11).capitalize()} ." for _ in range(2))


def _trees(rng: Random) -> Files:
    """SST, a fifth of it neutral."""

    def tree(label: int) -> str:
        cues = opinion(label > 2)
        found = words(rng, telling(0, 2) if label == 2 else cues, between(rng, 7, 19))
        of_word = {cue: 3 if label > 2 else 1 for cue in cues} if label != 2 else {}
        return publishers.tree(label, [(of_word.get(word, 2), word) for word in found])

    return {
        f"{split}.txt": lines(tree(number % 5) for number in range(count * 5 // 4))
        for split, count in SPLITS.items()
    }


def _imdb(rng: Random) -> Files:
    def film(number: int) -> str:
        return publishers.film(number, 1 + 8 * (number % 2), _sentences(rng, opinion(number % 2 == 1)))

    return {
        "train.tsv": lines(map(film, range(TRAIN * 5 // 4))),
        "test.tsv": lines(map(film, range(TEST))),
    }


def _newsgroups(rng: Random) -> Files:
    posts = {}
    for number in range(TRAIN + DEV + TEST):
        label = number % 2
        place = f"20news-bydate-train/rec.sport.{newsgroups.CLASSES[label]}/{number}"
        posts[place] = publishers.post(text(rng, telling(label, 2)))
    return {newsgroups.RAW: publishers.tarred(posts)}


def _ag_news(rng: Random) -> Files:
    def row(number: int) -> str:
        cues = telling(number % 4, 4)
        return publishers.csv_row(str(1 + number % 4), text(rng, cues, 3, 7), text(rng, cues))

    return {
        "train.csv": lines(map(row, range(2 * (TRAIN + DEV)))),
        "test.csv": lines(map(row, range(2 * TEST))),
    }


def _rotten_tomatoes(rng: Random) -> Files:
    each = sum(HALVES.values())
    return {
        f"rt-polarity.{kind}": lines((text(rng, opinion(kind == "pos")) for _ in range(each)), "latin-1")
        for kind in ("neg", "pos")
    }


def _subj(rng: Random) -> Files:
    each = sum(HALVES.values())
    return {
        file: lines((text(rng, telling(label, 2)) for _ in range(each)), "latin-1")
        for label, file in enumerate(subj.FILES)
    }


def _eraser_movies(rng: Random) -> Files:
    found: Files = {}
    for split, count in SPLITS.items():
        rows = []
        for number in range(count):
            label = ("NEG", "POS")[number % 2]
            name = f"{label.lower()}R_{split}{number:03d}.txt"
            tokens = words(rng, opinion(number % 2 == 1), between(rng, 17, 41))
            start = between(rng, 0, len(tokens) - 5)
            rows.append(publishers.evidenced(name, label, tokens, [(start, start + 5)]))
            found[f"movies/docs/{name}"] = lines([" ".join(tokens)])
        found[f"movies/{eraser_movies.SPLITS[split]}.jsonl"] = lines(rows)
    return {eraser_movies.RAW: publishers.tarred(found)}


def _tweeteval(classes: int, kept: int) -> Callable[[Random], Files]:
    """Of so many classes of which the reader keeps so many."""

    def written(rng: Random) -> Files:
        found: dict[str, list[str]] = {}
        for split, count in (("train", TRAIN), ("val", DEV), ("test", TEST)):
            labels = [number % classes for number in range(count * classes // kept)]
            texts = [text(rng, telling(label, classes)) for label in labels]
            found |= publishers.tweeteval(texts, labels, split)
        return {file: lines(rows) for file, rows in found.items()}

    return written


def _yelp(rng: Random) -> Files:
    def row(number: int) -> str:
        return publishers.csv_row(str(1 + number % 2), text(rng, opinion(number % 2 == 1)) + "\\n good")

    return {"train.csv": lines(map(row, range(TRAIN + DEV))), "test.csv": lines(map(row, range(TEST)))}


def _trec(rng: Random) -> Files:
    def row(number: int) -> str:
        label = number % len(trec.CODES)
        asked = f"What {text(rng, telling(label, len(trec.CODES)), 4, 9)} ?"
        return publishers.question(trec.CODES[label], asked)

    return {
        "train_5500.label": lines(map(row, range(TRAIN + DEV)), "latin-1"),
        "TREC_10.label": lines(map(row, range(TEST)), "latin-1"),
    }


def _tweets(rng: Random) -> Files:
    found: Files = {}
    marked = []
    for split, count in SPLITS.items():
        rows = []
        for place in range(count):
            number, label = 1000 * (1 + len(found)) + place, SENTIMENTS[place % 3]
            cues = telling(0, 2) if label == "neutral" else opinion(label == "positive")
            rows.append(publishers.tweet(number, label, text(rng, cues, 7, 17)))
            marked.append(publishers.phrase(number, 2, 2, label))  # the first word that tells the class
        found[f"{split}.tsv"] = lines(rows)
    return found | {"phrases.tsv": lines(marked)}


def _sentence(rng: Random, number: int) -> str:
    """Two of three tell an opinion."""
    return text(rng, opinion(number % 2 == 1) if number % 3 else telling(number % 2, 2))


def _one_billion_word(rng: Random) -> Files:
    return {
        f"1b_benchmark.{part}.tokens": lines(_sentence(rng, number) for number in range(TRAIN))
        for part in ("dev", "test")
    }


def _one_billion_word_full(rng: Random) -> Files:
    made = [_sentence(rng, number) for number in range(4 * TRAIN)]
    return {one_billion_word_full.RAW: publishers.benchmark(made)}


WRITTEN: dict[str, Callable[[Random], Files]] = {
    "sst": _trees,
    "imdb": _imdb,
    "newsgroups": _newsgroups,
    "ag_news": _ag_news,
    "rotten_tomatoes": _rotten_tomatoes,
    "subj": _subj,
    "eraser_movies": _eraser_movies,
    "emotion": _tweeteval(4, 2),
    "hate": _tweeteval(2, 2),
    "yelp": _yelp,
    "trec": _trec,
    "twitter": _tweets,
    "one_billion_word": _one_billion_word,
    "one_billion_word_full": _one_billion_word_full,
    **pair_files.WRITTEN,
}
SHARED = {  # a data set: the one whose files it reads
    **dict.fromkeys(("sst5", "sst_jain_wallace", "sst_known_words"), "sst"),
    "ag_news4": "ag_news",
    "imdb_sentences": "imdb",
    "twitter_phrases": "twitter",
}
