"""A tiny run, trained and evaluated by the tasks of the stages."""

import numpy as np

from steady_attention.evaluation import task as evaluation
from steady_attention.store.files import read_json, write_json
from steady_attention.training import task
from tests.evaluation.subjects import EVALUATE
from tests.tiny import make_texts

WIDTH, WORDS = 7, 31
ARGUMENTS = {
    "dataset": "tiny",
    "encoder": "lstm",
    "attention": "dot",
    "method": "attention_at",
    "variant": {},
    "seed": 0,
    "model": {"embedding": WIDTH, "hidden": 5, "attention_hidden": 3, "dropout": 0.0},
    "train": {
        "epochs": 2,
        "batch_size": 3,
        "learning_rate": 0.01,
        "weight_decay": 0.0,
        "decayed": "rest",
        "word_dropout": 0.0,
        "patience": 2,
        "selection": "f1",
        "precision": "fp32",
        "compile": False,
        "unlabeled_ratio": 1,
        "curve_texts": 3,
    },
    "hparams": {"epsilon": 1.0, "weight": 1.0},
    "device": "cpu",
}


def offsets_of(texts):
    return np.append(texts.starts, texts.starts[-1] + texts.lengths[-1])


def write_texts(path, texts):
    np.save(f"{path}.tokens.npy", texts.tokens)
    np.save(f"{path}.offsets.npy", offsets_of(texts))


def write_inputs(folder, lengths=(3, 5, 2, 7, 11), width=WIDTH):
    """A processed corpus, its vectors (the first word has none) and unlabeled texts; where they are."""
    words = ["<pad>", "<unk>", *(f"word{i}" for i in range(2, WORDS))]
    corpus, vectors, unlabeled = (folder / name for name in ("corpus", "vectors", "unlabeled"))
    write_json(corpus / "statistics.json", {"classes": ["no", "yes"], "boundaries": False, "pair": False})
    (corpus / "vocabulary.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    for seed, split in enumerate(("train", "dev", "test")):
        texts = make_texts(lengths, seed=seed)
        write_texts(corpus / split, texts)
        np.save(corpus / f"{split}.labels.npy", texts.labels)
        lines = [" ".join(["word"] * int(length)) for length in texts.lengths]
        (corpus / f"{split}.words.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        ids = "".join(f"{split}{i}\n" for i in range(len(lengths)))
        (corpus / f"{split}.ids.txt").write_text(ids, encoding="utf-8")
    vectors.mkdir()
    (vectors / "words.txt").write_text("\n".join(words[3:]) + "\n", encoding="utf-8")
    matrix = np.random.default_rng(0).normal(size=(WORDS - 3, width)).astype(np.float32)
    np.save(vectors / "vectors.npy", matrix)
    unlabeled.mkdir()
    texts = make_texts((3, 2), labeled=False)
    np.save(unlabeled / "tokens.npy", texts.tokens)
    np.save(unlabeled / "offsets.npy", offsets_of(texts))
    return {"corpus": corpus, "vectors": vectors, "unlabeled": unlabeled}


def write_seconds(inputs, lengths):
    """Other texts to the corpus's, which make its examples pairs of three classes."""
    corpus = inputs["corpus"]
    write_json(
        corpus / "statistics.json", {"classes": ["no", "yes", "so"], "boundaries": False, "pair": True}
    )
    for split in ("train", "dev", "test"):
        second = make_texts(lengths, seed=7, labeled=False)
        write_texts(corpus / f"{split}.second", second)
        lines = [" ".join(["other"] * int(length)) for length in second.lengths]
        (corpus / f"{split}.second.words.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


def write_pieces(inputs, folder, config):
    """Word w of the corpus has 1 + w % 3 pieces; words outside its vocabulary stand in no text here."""
    pieces, bert = folder / "pieces", folder / "bert"
    words = (inputs["corpus"] / "vocabulary.txt").read_text(encoding="utf-8")
    counts = 1 + np.arange(words.count("\n")) % 3
    write_json(pieces / "pieces.json", {"start": 2, "end": 3, "limit": 61, "first": 4})
    (pieces / "vocabulary.txt").write_text(words, encoding="utf-8")
    np.save(
        pieces / "pieces.npy", (4 + np.arange(counts.sum()) % (config["vocab_size"] - 4)).astype(np.int32)
    )
    np.save(pieces / "pieces.offsets.npy", np.concatenate([[0], np.cumsum(counts)]))
    for split in ("train", "dev", "test"):
        np.save(pieces / f"{split}.tokens.npy", np.load(inputs["corpus"] / f"{split}.tokens.npy"))
    write_json(bert / "config.json", config)
    return inputs | {"pieces": pieces, "bert": bert}


def run(inputs, work, **changes):
    work.mkdir(exist_ok=True)
    task.compute(work, inputs, ARGUMENTS | changes, lambda text: None)
    return work


def evaluated(inputs, trained, work, *measures, **further):
    """The scores of an evaluation in `work`; further: runs that it needs."""
    work.mkdir()
    given = {
        "seed": 0,
        "method": "vanilla",
        "measures": list(measures),
        "evaluate": EVALUATE,
        "device": "cpu",
    }
    needed = {"run": trained, "corpus": inputs["corpus"], "vectors": inputs["vectors"], **further}
    evaluation.compute(work, needed, given, lambda text: None)
    return read_json(work / "scores.json")
