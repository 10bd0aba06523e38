"""A row, or a file, of each publisher's format, written: what the readers of corpora/ read.

`files` of datasets.py makes whole raw files of them, and the tests small ones to be spoilt.
"""

import gzip
import io
import json
import tarfile
from collections.abc import Iterable, Mapping, Sequence

from steady_attention.corpora import one_billion_word_full
from steady_attention.corpora.reading import nli


def lines(rows: Iterable[str], encoding: str = "utf-8") -> bytes:
    """A file of these lines."""
    return "".join(f"{row}\n" for row in rows).encode(encoding)


def tree(label: int, words: Iterable[tuple[int, str]]) -> str:
    """SST's tree of one level: the root's label, and of each word its label and the word, labels 0..4."""
    return f"({label} {' '.join(f'({of_word} {word})' for of_word, word in words)})"


def csv_row(*fields: str) -> str:
    """A row of Zhang et al.'s CSV (AG News, Yelp), every field in quotation marks."""
    return ",".join('"{}"'.format(field.replace('"', '""')) for field in fields)


def film(number: int, stars: int, review: str) -> str:
    """An IMDB review with its label and its name in the archive; stars: 1 to 10, over 5 is positive."""
    positive = stars > 5
    return f"{int(positive)}\t{'pos' if positive else 'neg'}/{number}_{stars}.txt\t{review}"


def question(code: str, text: str) -> str:
    """A question of TREC with its coarse label, `NUM`, and a fine one."""
    return f"{code}:x {text}"


def tweet(number: int, label: str, text: str) -> str:
    """A tweet of SemEval-2013 task 2 B."""
    return f"{number}\t{label}\t{text}"


def phrase(number: int, first: int, last: int, label: str) -> str:
    """The polarity of a tweet's words [first, last] in SemEval-2013 task 2 A."""
    return f"{number}\t7\t{first}\t{last}\t{label}"


def tweeteval(texts: Iterable[str], labels: Iterable[int], split: str) -> dict[str, list[str]]:
    """The two files of a split of TweetEval, by their names: texts, and labels as numbers."""
    return {f"{split}_text.txt": list(texts), f"{split}_labels.txt": [str(label) for label in labels]}


def pair(label: str, premise: str, hypothesis: str, name: object) -> str:
    """A pair of SNLI or MultiNLI, a JSON object."""
    return json.dumps(dict(zip((*nli.KEYS, "pairID"), (label, premise, hypothesis, name), strict=True)))


def story(sentences: Iterable[str], asked: str, answer: str) -> list[str]:
    """A story of bAbI with one question, supported by its first sentence; all without their end marks."""
    told = [f"{number} {sentence}." for number, sentence in enumerate(sentences, start=1)]
    return [*told, f"{len(told) + 1} {asked}? \t{answer}\t1"]


def cloze(asked: str, answer: str, passage: str) -> list[str]:
    """An example of CNN as Chen et al. write it, with the empty line after it."""
    return [asked, answer, passage, ""]


def evidenced(name: str, label: str, tokens: list[str], spans: Iterable[tuple[int, int]]) -> str:
    """A line of ERASER's lists: a review's class and its evidences, token spans [start, end)."""
    evidences = [
        [{"docid": name, "start_token": start, "end_token": end, "text": " ".join(tokens[start:end])}]
        for start, end in spans
    ]
    return json.dumps({"annotation_id": name, "classification": label, "evidences": evidences})


def post(text: str) -> bytes:
    """A post of 20 Newsgroups: a header, an empty line, the text, a signature behind dashes."""
    return f"From: one@example.org\nSubject: a game\n\n{text}\n\n--\nA fan\n".encode("latin-1")


def tarred(files: Mapping[str, bytes]) -> bytes:
    """An unpacked tar of these files."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


def benchmark(sentences: Sequence[str]) -> bytes:
    """The One Billion Word benchmark's archive: of all training files each a share, and a file held out."""
    shards = one_billion_word_full.SHARDS
    files = {name: lines(sentences[number :: len(shards)]) for number, name in enumerate(shards)}
    held_out = (
        f"{one_billion_word_full.NAME}/heldout-monolingual.tokenized.shuffled/news.en.heldout-00000-of-00050"
    )
    return gzip.compress(tarred({held_out: lines(["Held out ."])} | files), 1, mtime=0)
