"""Small raw folders of the line-based corpora, well-formed, to be read or to be spoilt."""

from pathlib import Path

from steady_attention.corpora import rotten_tomatoes, subj, trec, yelp
from steady_attention.rehearsal import publishers
from steady_attention.rehearsal.publishers import csv_row, film, question, tweet, tweeteval

LATIN = ("rotten_tomatoes", "subj", "trec")
COUNT = 13  # lines of each file


def lines_of(name: str) -> dict[str, list[str]]:
    """{raw file: its lines} of the corpus `name`, the file to be spoilt first."""
    numbers = range(COUNT)
    texts = [f"text {number} ." for number in numbers]
    news = [csv_row(str(1 + 2 * (n % 2)), f"Title {n}", f'a "quoted" text {n}') for n in numbers]
    questions = [question(trec.CODES[n % 6], f"What is {n} ?") for n in numbers]
    reviews = [csv_row(str(1 + n % 2), f"good \\n {n}") for n in numbers]
    tweets = [tweet(n, ("negative", "neutral", "positive")[n % 3], f"text {n}") for n in numbers]
    films = [film(n, 1 + 8 * (n % 2), f"text <br />{n}") for n in numbers]
    labels = [number % 2 for number in numbers]
    of_splits = (tweeteval(texts, labels, split) for split in ("train", "val", "test"))
    labeled = {file: lines for files in of_splits for file, lines in files.items()}
    return {
        "rotten_tomatoes": {"rt-polarity.neg": texts, "rt-polarity.pos": texts},
        "subj": {name: texts for name in subj.FILES},
        "trec": {"train_5500.label": questions, "TREC_10.label": questions},
        "yelp": {"train.csv": reviews, "test.csv": reviews},
        "twitter": {f"{split}.tsv": tweets for split in ("train", "dev", "test")},
        "imdb": {"train.tsv": films, "test.tsv": films},
        "ag_news": {"train.csv": news, "test.csv": news},
        "ag_news4": {"train.csv": news, "test.csv": news},
        "emotion": labeled,
        "hate": labeled,
        "one_billion_word": {f"1b_benchmark.{part}.tokens": texts for part in ("dev", "test")},
    }[name]


NAMES = (*LATIN, "yelp", "twitter", "imdb", "ag_news", "ag_news4", "emotion", "hate", "one_billion_word")
WRONG_LABEL = {  # a line with a label that its data set does not have, or that contradicts itself
    "trec": ("NAME:x Who ?", "unknown label 'NAME'"),
    "yelp": ('"3","text"', "unknown label '3'"),
    "twitter": ("1\tangry\ttext", "unknown label 'angry'"),
    "imdb": ("0\tpos/1_9.txt\ttext", "the label 0 contradicts"),
    "ag_news": ('"5","title","text"', "unknown label '5'"),
    "ag_news4": ('"0","title","text"', "unknown label '0'"),
}
WRONG_FORM = {
    "trec": "HUM:ind",
    "yelp": '"1","a" b"',
    "twitter": "1\tpositive",
    "imdb": "1\tpos/one.txt\ttext",
    "ag_news": '"1","title"',
    "ag_news4": '"1","title","text","more"',
}


def write(folder: Path, name: str) -> Path:
    """Write the raw files of the corpus `name`; the path of the one to be spoilt."""
    files = lines_of(name)
    for file, lines in files.items():
        (folder / file).write_bytes(publishers.lines(lines))
    return folder / next(iter(files))


def shrink(monkeypatch) -> None:
    """Make the readers of data sets with a fixed number of lines take COUNT."""
    monkeypatch.setattr(rotten_tomatoes, "EACH", {"train": 7, "dev": 3, "test": 3})
    monkeypatch.setattr(subj, "EACH", {"train": 7, "dev": 3, "test": 3})
    monkeypatch.setattr(trec, "DEV", 3)
    monkeypatch.setattr(yelp, "DEV", 3)
