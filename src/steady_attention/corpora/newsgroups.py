"""20 Newsgroups, baseball against hockey, as Jain and Wallace (2019) have it.

Of the by-date edition both groups, 1,993 posts, headers, signatures and quotes removed by scikit-learn's
rules (`fetch_20newsgroups(remove=...)`, which their notebook calls), and of each run of other characters
than letters and digits only the last kept, between blanks (their `cleaner_20`, there after the tokenizer),
by which most punctuation goes. A fifth of all posts is test and a fifth of the others dev, stratified, both
with their random_state 13478. They draw from all posts in an order that scikit-learn shuffles across the 20
groups, here from the posts by edition, group and number, so that sizes agree and members do not. Posts of
which nothing remains are left out after the split; their length filter (over 6, under 500 words) leaves
them out as well.
"""

import re
from pathlib import Path

from steady_attention.corpora import Corpus, Example
from steady_attention.corpora.raw import repack, tars
from steady_attention.corpora.raw.raw_file import Copy, RawFile
from steady_attention.corpora.reading import lines, splitting
from steady_attention.store.errors import UserError

CLASSES = ("baseball", "hockey")
RAW = "20news-bydate-rec.sport.tar"
ARCHIVE = "https://ndownloader.figshare.com/files/5975967"  # 20news-bydate.tar.gz
ARCHIVE_SHA256 = "8f1b2514ca22a5ade8fbb9cfa5727df95fa587f4c87b786e15c759fa66d95610"
CONTENT_SHA256 = "4e76a457f68be045d623077a460ab27059464c9a238c2308d60f09eb24d86920"
MEMBER = re.compile(r"20news-bydate-(train|test)/rec\.sport\.(baseball|hockey)/(\d+)")
QUOTE = re.compile(r"(writes in|writes:|wrote:|says:|said:|^In article|^Quoted from|^\||^>)")
NOT_WORDS = re.compile(r"(\W)+")
SHARE, SEED = 0.2, 13478
BY_HAND = (
    "It is a tar of the folders rec.sport.baseball and rec.sport.hockey in 20news-bydate-train and "
    "20news-bydate-test of http://qwone.com/~jason/20Newsgroups/20news-bydate.tar.gz: names sorted, times "
    f"and owners 0, unpacked sha256 {CONTENT_SHA256}."
)


def body(post: str) -> str:
    """A post without header, signature and quotes, by the rules of scikit-learn's 20 Newsgroups loader."""
    text = post.partition("\n\n")[2]
    found = text.strip().split("\n")
    marks = [number for number, line in enumerate(found) if not line.strip().strip("-")]
    found = found[: marks[-1]] if marks and marks[-1] > 0 else text.split("\n")
    return "\n".join(line for line in found if not QUOTE.search(line))


def read(folder: Path) -> dict[str, list[Example]]:
    """The splits; ids are "<edition>/<group>/<number>", editions being the by-date train and test.

    Raises UserError, with the member of the tar, for a broken or foreign one, and for a post over
    `lines.LONGEST` bytes, with a NUL byte, with Windows line ends or without a header.
    """
    path = folder / RAW
    kept, test = splitting.hold_out(path, _posts(path), SHARE, SEED, stratified=True)
    train, dev = splitting.hold_out(path, kept, SHARE, SEED, stratified=True)
    splits = {"train": train, "dev": dev, "test": test}
    return {split: [post for post in posts if post.text] for split, posts in splits.items()}


def _posts(path: Path) -> list[Example]:
    """All posts by edition (train first), group and number, cleaned; some hold nothing."""
    form = "a post like 20news-bydate-train/rec.sport.hockey/52550"
    found = {}
    for name, content in tars.contents(path, MEMBER.fullmatch, form, lines.LONGEST):
        if b"\0" in content or b"\r\n" in content or b"\n\n" not in content:
            raise UserError(
                f"{path}:{name}: expected a text with \\n as its line ends and a blank line after the header"
            )
        edition, group, number = MEMBER.fullmatch(name).groups()
        place = (edition != "train", CLASSES.index(group), int(number))
        text = " ".join(NOT_WORDS.sub(r" \1 ", body(content.decode("latin-1"))).split())
        found[place] = Example(f"{edition}/{group}/{number}", text, CLASSES.index(group))
    return [found[place] for place in sorted(found)]


CORPUS = Corpus(
    name="newsgroups",
    classes=CLASSES,
    licence="not stated by the publisher; Usenet posts of 1993",
    address="http://qwone.com/~jason/20Newsgroups/",
    files=(
        RawFile(
            RAW,
            CONTENT_SHA256,
            (
                Copy(f"mirror:newsgroups20_sports/{RAW}.gz", note="two of the archive's 20 groups"),
                Copy(
                    ARCHIVE,
                    ARCHIVE_SHA256,
                    note="the publisher's archive, as scikit-learn fetches it",
                    repack=repack.members(MEMBER.pattern),
                ),
            ),
            by_hand=BY_HAND,
        ),
    ),
    read=read,
    minimum_frequency=2,
    expected={"train": 1239, "dev": 308, "test": 386},
    lengths=(6, 500),
    left_out="posts of which nothing remains: train 36, dev 11, test 13",
)
