"""Small raw folders of the other corpora: trees, archives, phrases, synthetic tasks, a user's own."""

from pathlib import Path

from steady_attention import corpora
from steady_attention.corpora import Corpus, Example, eraser_movies, newsgroups, one_billion_word_full
from steady_attention.corpora.synthetic.corpus import write_splits
from steady_attention.rehearsal import publishers
from steady_attention.rehearsal.publishers import tarred
from tests.settings.user_data import MINE

SYNTHETIC = tuple(name for name in corpora.NAMES if name.startswith("synthetic_"))
NAMES = (
    "sst",
    "sst5",
    "newsgroups",
    "eraser_movies",
    "twitter_phrases",
    "one_billion_word_full",
    "own",
    *SYNTHETIC,
)
COUNT = 13
TREES = publishers.lines(
    tree
    for n in range(COUNT)
    for tree in (
        publishers.tree(3, [(2, "text"), (n % 5, f"t{n}")]),
        publishers.tree(2, [(2, "so"), (4, str(n))]),
    )
)
SENTENCES = [f"Sentence {n} ." for n in range(101)]
OWN = MINE | {"splits": MINE["splits"] | {"file": "a.csv"}}


def corpus(name: str) -> Corpus:
    """The corpus of the name, or that of the section OWN."""
    return corpora.from_arguments({"corpus": "mine", "own": OWN} if name == "own" else {"corpus": name})


def _movies() -> dict[str, bytes]:
    files = {}
    for number, split in enumerate(("train", "val", "test")):
        name = f"negR_{number}.txt"
        row = publishers.evidenced(name, "NEG", ["a", "bad", "film"], [(1, 2)])
        files |= {f"movies/docs/{name}": b"a bad film", f"movies/{split}.jsonl": row.encode()}
    return files


def _posts() -> dict[str, bytes]:
    name = "20news-bydate-train/rec.sport.{}/{}"
    post = publishers.post("text")
    return {name.format(group, n): post for group in newsgroups.CLASSES for n in range(COUNT)}


def write(folder: Path, name: str) -> Path:
    """Write the raw files of the corpus `name`; the path of the one to be spoilt."""
    if name.startswith("synthetic_"):
        found = corpus(name)
        label = 0 if found.classes else None
        examples = [Example(f"e{n}", f"text {n}", label, rationale=((0, 4),)) for n in range(COUNT)]
        write_splits(folder, dict.fromkeys(found.expected, examples))
        return folder / f"{next(iter(found.expected))}.jsonl"
    tweets = publishers.lines(publishers.tweet(n, "positive", f"text {n}") for n in range(COUNT))
    phrases = publishers.lines(publishers.phrase(n, 0, 0, "positive") for n in range(COUNT))
    rows = "".join(f'"text {n}",{"good" if n % 2 else "bad"}\n' for n in range(COUNT)).encode()
    files = {
        "newsgroups": {newsgroups.RAW: tarred(_posts())},
        "eraser_movies": {eraser_movies.RAW: tarred(_movies())},
        "twitter_phrases": {"phrases.tsv": phrases} | {f"{s}.tsv": tweets for s in ("train", "dev", "test")},
        "one_billion_word_full": {one_billion_word_full.RAW: publishers.benchmark(SENTENCES)},
        "own": {"a.csv": b"review,mood\n" + rows},
    }.get(name, {f"{split}.txt": TREES for split in ("train", "dev", "test")})
    for file, content in files.items():
        (folder / file).write_bytes(content)
    return folder / next(iter(files))
