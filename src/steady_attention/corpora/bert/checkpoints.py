"""Pretrained BERTs, by name; another name is a folder of the user's in data/own/.

The checksums are those of the publishers' files at the revisions named. Hu et al. 2023 and Zhou et al. 2021
tune the first. The second has six layers, of MiniLM (Wang et al. 2020), and was tuned on pairs of sentences.
"""

from dataclasses import dataclass

from steady_attention.corpora.raw.raw_file import Copy, RawFile
from steady_attention.corpora.user import checkpoint as user_checkpoint
from steady_attention.corpora.user import data as user_data

_HUB = "https://huggingface.co"
_VOCABULARY = "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3"  # both models have it


@dataclass(frozen=True)
class Checkpoint:
    """Raw files of a pretrained BERT: its configuration, vocabulary and weights; () for a user's own."""

    name: str
    licence: str
    address: str
    files: tuple[RawFile, ...] = ()
    generate: None = None


def _published(name: str, repository: str, revision: str, config: str, weights: str) -> Checkpoint:
    """Of a repository on the hub, with the sha256 of configuration and weights."""
    files = []
    for file, sha256 in zip(user_checkpoint.FILES, (config, _VOCABULARY, weights), strict=True):
        published = f"{_HUB}/{repository}/resolve/{revision}/{file}"
        copies = (Copy(f"mirror:bert/{name}/{file}"), Copy(published, sha256, note="the publisher's file"))
        files.append(RawFile(file, sha256, copies))
    return Checkpoint(name, "Apache-2.0", f"{_HUB}/{repository}", tuple(files))


_SOURCES = (
    _published(
        "bert_base_uncased",
        "google-bert/bert-base-uncased",
        "86b5e0934494bd15c9632b12f734a8a67f723594",
        "7160e1553ad2ca51d8c1cb066be533db31826e12d173824c1bb0cb1a4f187d20",
        "68d45e234eb4a928074dfd868cead0219ab85354cc53d20e772753c6bb9169d3",
    ),
    _published(
        "all_minilm_l6_v2",
        "sentence-transformers/all-MiniLM-L6-v2",
        "1110a243fdf4706b3f48f1d95db1a4f5529b4d41",
        "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
        "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    ),
)
CHECKPOINTS = {source.name: source for source in _SOURCES}


def get(name: str) -> Checkpoint:
    """The checkpoint of that name, or the user's folder of that name. Raises UserError for another name."""
    user_checkpoint.check_name("checkpoint", name)
    return CHECKPOINTS.get(name) or Checkpoint(name, "the user's own data", f"{user_data.FOLDER}/{name}")
