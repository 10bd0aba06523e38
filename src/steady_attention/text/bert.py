"""Task: what a BERT is built from: its configuration, vocabulary and, of a pretrained one, weights."""

import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from steady_attention.corpora.bert import folder as bert_folder
from steady_attention.corpora.bert import vocabulary as bert_vocabulary
from steady_attention.corpora.bert.config import Config
from steady_attention.corpora.user import origin
from steady_attention.corpora.user.checkpoint import CONFIG, VOCABULARY, WEIGHTS
from steady_attention.store.files import link_or_copy, write_plain_json
from steady_attention.text import word_pieces
from steady_attention.text.survey import SECOND

PUBLISHED = {  # of the published BERTs (Devlin et al. 2019, and their configurations), also of a random one
    "type_vocab_size": 2,
    "hidden_act": "gelu",
    "hidden_dropout_prob": 0.1,
    "attention_probs_dropout_prob": 0.1,
    "layer_norm_eps": 1e-12,
    "initializer_range": 0.02,
}


def compute(work: Path, inputs: dict[str, Path], arguments: dict, report: Callable[[str], None]) -> None:
    """Write config.json (keys of transformers' BertConfig), vocab.txt and statistics.json into `work`.

    Of {"checkpoint": name, "limit": pieces} they come from inputs["raw"], with its model.safetensors. Of
    {"random": section, "limit": pieces} the vocabulary is trained on the training splits of the inputs, which
    are preprocessed data sets, and there are no weights. Raises UserError for what `bert_folder.read`
    refuses, and, by its key in the section arguments["where"], a vocabulary without room for the characters
    and a limit over the model's positions.
    """
    decides = {key: value for key, value in arguments.items() if key != "where"}
    if "random" in arguments:
        config = _random(work, inputs, arguments, report)
    else:
        config = _pretrained(work, inputs["raw"], arguments)
    ids = bert_vocabulary.read(work / VOCABULARY)
    known = asdict(config) | {"pad_token_id": ids[bert_vocabulary.PAD]}
    write_plain_json(work / CONFIG, {"model_type": "bert"} | known)
    write_plain_json(work / "statistics.json", decides | {"pieces": len(ids)})


def _random(
    work: Path, corpora: Mapping[str, Path], arguments: Mapping[str, Any], report: Callable[[str], None]
) -> Config:
    """Train the vocabulary; returns the configuration."""
    sizes = arguments["random"]
    counts: Counter[str] = Counter()
    for name, folder in sorted(corpora.items()):
        report(f"counting the words of {name}")
        for side in ("train", f"train.{SECOND}"):
            if (path := folder / f"{side}.words.txt").is_file():
                with path.open(encoding="utf-8", newline="\n") as lines:
                    for line in lines:
                        counts.update(line.removesuffix("\n").split(" "))
    report(f"making pieces of {len(counts)} words")
    pieces = word_pieces.trained(counts, sizes["vocabulary"], f"{arguments['where']}.random.vocabulary")
    (work / VOCABULARY).write_bytes("".join(f"{piece}\n" for piece in pieces).encode("utf-8"))
    return Config(
        vocab_size=len(pieces),
        hidden_size=sizes["width"],
        num_hidden_layers=sizes["layers"],
        num_attention_heads=sizes["heads"],
        intermediate_size=sizes["inner"],
        max_position_embeddings=arguments["limit"],
        **PUBLISHED,
    )


def _pretrained(work: Path, raw: Path, arguments: Mapping[str, Any]) -> Config:
    """Put vocabulary and weights into `work`, judged by the configuration, which is returned."""
    with origin.named(raw, arguments):
        config = bert_folder.read(raw)
        bert_folder.check_limit(arguments["where"], raw, config, arguments["limit"])
    shutil.copyfile(raw / VOCABULARY, work / VOCABULARY)
    link_or_copy(str((raw / WEIGHTS).resolve()), str(work / WEIGHTS))
    return config
