"""Movie reviews with human rationales: ERASER's Movies (DeYoung et al. 2020, after Zaidan and Eisner 2008).

The raw file is the publisher's tar: movies/docs/<id>, a tokenised review, its tokens parted by blanks and
line ends, and movies/{train,val,test}.jsonl, a review's class and evidences a line. Here a text is the
review's tokens joined by single blanks, so that token n of ERASER is the n-th piece between blanks; the
rationale is every evidence's [start_token, end_token), as characters, sorted, none merged; a few of test
are empty and left out. A word of ours belongs to the token in which it begins (text/encoded.py,
`raw_tokens`): our tokenizer never joins pieces between blanks. The evidences of train and dev are some that
suffice; those of test are comprehensive, so that their share of the tokens is three times as large.

Jain and Wallace (2019) do not have this data set. Words of at least two training texts are kept, as of their
20 Newsgroups, the nearest to it in number and length of texts; their 10 for IMDB is for 15 times the texts.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from steady_attention.corpora import Corpus, Example, Span
from steady_attention.corpora.raw import tars
from steady_attention.corpora.raw.raw_file import Copy, RawFile, internet_archive
from steady_attention.corpora.reading import lines
from steady_attention.corpora.reading.lines import LONGEST
from steady_attention.store.errors import UserError

RAW = "movies.tar"
PUBLISHED = "https://www.eraserbenchmark.com/zipped/movies.tar.gz"
PUBLISHED_SHA256 = "66e18d4e6c9df9e9f5544572b0bfe92a39673f74ecbfc3859b46cedb2f5b2dee"
REBUILT_SHA256 = "3cae644cdfbac721aa23a13b5208292ace3a561defe29404e10a1bdf92455c54"
MIRRORED = "mirror:eraser_movies/movies.tar.gz"
SPLITS = {"train": "train", "dev": "val", "test": "test"}  # ours: the publisher's
LABELS = ("NEG", "POS")
READ = re.compile(r"movies/(?:docs/[^/]+|(?:train|val|test)\.jsonl)")
LARGEST = 50_000_000  # bytes of a member; the largest here has 2.5 million
ODD_SPACE = re.compile(r"[^\S \n]")
FORM = (
    '{"annotation_id": "negR_000.txt", "classification": "NEG", "evidences": [[{"docid": "negR_000.txt", '
    '"start_token": 63, "end_token": 67, "text": "mind - fuck movie"}]]}'
)


def read(folder: Path) -> dict[str, list[Example]]:
    """The splits; ids are the annotation ids, of which each is a review's file name and stands once.

    Raises UserError, with the member of the tar and the line, for what `tars.contents` refuses, a line
    of another form, a class that contradicts the name, a review that is missing, empty or not as it should
    be, and an evidence that is not within its review or not the tokens that it quotes.
    """
    path = folder / RAW
    members = _members(path)
    splits: dict[str, list[Example]] = {}
    seen: set[str] = set()
    for split, published in SPLITS.items():
        splits[split] = []
        for where, row in _rows(path, members, f"movies/{published}.jsonl"):
            example = _example(path, members, where, row)
            if example.id in seen:
                raise UserError(f"{where}: {example.id} stands twice, expected every review once")
            seen.add(example.id)
            splits[split].append(example)
    return splits


def _example(path: Path, members: dict[str, bytes], where: str, row: str) -> Example:
    try:
        given = json.loads(row)
        name, label, evidences = given["annotation_id"], given["classification"], given["evidences"]
        quoted = [evidence for group in evidences for evidence in group]
        spans = [(e["docid"], e["start_token"], e["end_token"], e["text"]) for e in quoted]
    except (ValueError, LookupError, TypeError) as error:
        raise UserError(f"{where}: expected a line like {FORM}, found {row[:80]!r} ({error})") from error
    index = lines.label(str(label), LABELS, where)
    if not isinstance(name, str) or not name.startswith(label.lower()):
        raise UserError(f"{where}: the class {label} contradicts the name {name!r} (negR_<n> or posR_<n>)")
    tokens = _tokens(path, members, where, name)
    found = sorted(_span(where, name, tokens, *span) for span in spans)
    rationale = tuple((start, end) for start, end in found if start < end)
    return Example(name, " ".join(tokens), index, rationale=rationale)


def _tokens(path: Path, members: dict[str, bytes], where: str, name: str) -> list[str]:
    """The tokens of a review."""
    member = f"movies/docs/{name}"
    if member not in members:
        raise UserError(f"{where}: the tar holds no {member}")
    text = _text(path, member, members[member])
    if odd := ODD_SPACE.search(text):
        raise UserError(
            f"{path}:{member}: the white space {odd[0]!r} at character {odd.start()}, expected tokens parted "
            "by blanks and line ends alone"
        )
    if not text.strip():
        raise UserError(f"{path}:{member} is empty, expected a review")
    return text.split()


def _span(where: str, name: str, tokens: list[str], docid: Any, start: Any, end: Any, quoted: Any) -> Span:
    """The characters, in the tokens joined by blanks, of an evidence's tokens [start, end)."""
    evidence = f"{where}: the evidence [{start!r}, {end!r}) of {docid!r}"
    if docid != name:
        raise UserError(f"{evidence} is not of {name}")
    if type(start) is not int or type(end) is not int or not 0 <= start <= end <= len(tokens):
        raise UserError(f"{evidence} is not within the {len(tokens)} tokens of the review")
    found = " ".join(tokens[start:end])
    if found != quoted:
        raise UserError(f"{evidence} quotes {str(quoted)[:80]!r}, but the tokens are {found[:80]!r}")
    first = sum(map(len, tokens[:start])) + start
    return first, first + len(found)


def _members(path: Path) -> dict[str, bytes]:
    """Name -> content of the reviews and of the three lists."""

    def inside(name: str) -> bool:
        return not name.startswith("/") and ".." not in name.split("/")

    found = tars.contents(path, inside, "plain files like movies/docs/negR_000.txt", LARGEST)
    return {name: content for name, content in found if READ.fullmatch(name)}


def _rows(path: Path, found: Mapping[str, bytes], member: str) -> Iterator[tuple[str, str]]:
    """("<tar>:<member>:<line>", the line) of a list; lines end at "\\n" alone.

    Raises UserError for a list that is missing or empty, and for an empty line or one over LONGEST bytes.
    """
    if member not in found:
        raise UserError(f"{path}: the tar holds no {member}; run the download stage again")
    content = _text(path, member, found[member])
    for number, line in enumerate(content.removesuffix("\n").split("\n"), start=1):
        where = f"{path}:{member}:{number}"
        if not line.strip():
            raise UserError(f"{where}: an empty line, expected one review a line")
        if len(line) > LONGEST:
            raise UserError(f"{where}: the line is longer than {LONGEST:,} characters")
        yield where, line


def _text(path: Path, member: str, content: bytes) -> str:
    r"""A member's text. Raises UserError for other bytes than UTF-8, "\r\n", a NUL, a byte order mark."""
    if b"\r\n" in content or b"\0" in content or content.startswith(b"\xef\xbb\xbf"):
        raise UserError(rf"{path}:{member}: \r\n, a NUL byte or a byte order mark; the file was converted")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UserError(f"{path}:{member}: not UTF-8 ({error.reason} at byte {error.start})") from error


CORPUS = Corpus(
    name="eraser_movies",
    classes=("negative", "positive"),
    licence="not stated by the publisher; reviews from IMDb (Pang and Lee 2004), for research",
    address="https://www.eraserbenchmark.com/",
    files=(
        RawFile(
            RAW,
            None,  # the two archives differ in their headers; each is vouched for by its own checksum
            (
                Copy(MIRRORED, REBUILT_SHA256, note="the reviews and annotations, packed anew"),
                Copy(MIRRORED, PUBLISHED_SHA256, note="the publisher's archive"),
                Copy(PUBLISHED, PUBLISHED_SHA256, note="the publisher's archive"),
                Copy(
                    internet_archive(PUBLISHED, 2021),
                    PUBLISHED_SHA256,
                    note="the same, of the Internet Archive",
                ),
            ),
        ),
    ),
    read=read,
    minimum_frequency=2,
    expected={"train": 1600, "dev": 200, "test": 199},
)
