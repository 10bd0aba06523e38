"""The encoder auto: four families, each with a tokenizer of another kind, read as the model itself reads."""

import numpy as np
import pytest
import torch
import transformers

from steady_attention import corpora
from steady_attention.models import encoders
from steady_attention.models.classifier import build
from steady_attention.models.texts import load
from steady_attention.store.errors import UserError
from steady_attention.store.files import read_json
from steady_attention.text import auto, auto_pieces, preprocess, tokenize
from tests.settings.user_data import MINE
from tests.text import checkpoints
from tests.text.checkpoints import FAMILIES, TEXTS, WIDTH

OWN = MINE | {
    "splits": {"file": "a.tsv", "column": "part"},
    "text": "text",
    "label": "label",
    "classes": ["no", "yes"],
}
LIMIT = 61
MARKS = dict.fromkeys(map(ord, "# \u2581\u0120"))  # of pieces that go on, or begin with a blank


@pytest.fixture(scope="module", params=FAMILIES)
def family(request, tmp_path_factory):
    """A checkpoint: its name, the raw folder, the model and what `text.auto` makes of it."""
    folder = tmp_path_factory.mktemp(request.param)
    model = checkpoints.write(folder / "raw", request.param)
    (folder / "auto").mkdir()
    arguments = {"checkpoint": "mine", "limit": LIMIT, "where": "conf/demo/settings.yaml: auto"}
    auto.compute(folder / "auto", {"raw": folder / "raw"}, arguments, lambda _: None)
    return request.param, folder / "raw", model, folder / "auto"


def corpus_of(folder, texts=TEXTS, second=None):
    """A corpus of these texts in every split: raw files, and preprocessed."""
    raw, made = folder / "corpus_raw", folder / "corpus"
    for path in (raw, made):
        path.mkdir(parents=True)
    others = ["" if second is None else f"\t{second[n % len(second)]}" for n in range(len(texts))]
    rows = [
        f"{part}\t{('no', 'yes')[n % 2]}\t{text}{others[n]}\n"
        for part in ("train", "dev", "test")
        for n, text in enumerate(texts)
    ]
    head = "part\tlabel\ttext\n" if second is None else "part\tlabel\ttext\tother\n"
    (raw / "a.tsv").write_text(head + "".join(rows), encoding="utf-8")
    own = OWN | {"second": None if second is None else "other"}
    arguments = {"corpus": "mine", "own": own}
    further = {"boundaries": False, "length_filter": False}
    preprocess.compute(made, {"raw": raw}, arguments | further, lambda _: None)
    return raw, made, arguments


def pieces_of(folder, built, texts=TEXTS, second=None):
    raw, made, arguments = corpus_of(folder, texts, second)
    work = folder / "pieces"
    work.mkdir()
    inputs = {"raw": raw, "corpus": made, "auto": built}
    auto_pieces.compute(work, inputs, arguments | {"limit": LIMIT}, lambda _: None)
    return made, work


def begun(work, pair=False):
    """The classifier that a run would begin with."""
    start = encoders.get("auto").start(work, np.random.default_rng(0))
    settings = {"encoder": "auto", "sizes": start.sizes, "attention_hidden": 5, "dropout": 0.0, "classes": 2}
    model = build(start.vectors, "additive", **settings, pair=pair).eval()
    model.encoder.load(start.weights)
    return model


def own_states(raw, model, *texts):
    """The model's states of each text, or pair, by its own tokenizer, one at a time."""
    tokenizer = transformers.AutoTokenizer.from_pretrained(raw)
    found = []
    for given in zip(*texts, strict=True):
        with torch.no_grad():
            found.append(model(**tokenizer(*given, return_tensors="pt")).last_hidden_state[0])
    return found


def test_texts_are_read_as_the_model_reads_them(family, tmp_path):
    """A padded batch, with capitals, digits, accents and apostrophes: every piece, every state."""
    _, raw, model, built = family
    made, work = pieces_of(tmp_path, built)
    texts = load(made, "test", work)
    batch = texts.batch(np.arange(len(TEXTS)))
    classifier = begun(work)
    with torch.no_grad():
        states = classifier.encoder(classifier.embed(batch, torch.Generator()), batch).states
    for row, expected in enumerate(own_states(raw, model, TEXTS)):
        assert len(expected) == batch.lengths[row]
        torch.testing.assert_close(states[row, : len(expected)], expected, atol=2e-5, rtol=1e-4)


def test_pairs_are_read_as_the_model_reads_them(family, tmp_path):
    _, raw, model, built = family
    others = ("It is good.", "A film")
    made, work = pieces_of(tmp_path, built, TEXTS, others)
    texts = load(made, "test", work)
    batch = texts.batch(np.arange(len(TEXTS)))
    classifier = begun(work, pair=True)
    with torch.no_grad():
        encoded = classifier.encoder(classifier.embed(batch, torch.Generator()), batch)
    both = own_states(raw, model, TEXTS, [others[n % 2] for n in range(len(TEXTS))])
    for row, expected in enumerate(both):
        own = int(batch.lengths[row])
        torch.testing.assert_close(encoded.states[row, :own], expected[:own], atol=2e-5, rtol=1e-4)
        torch.testing.assert_close(encoded.question[row], expected[0], atol=2e-5, rtol=1e-4)


def test_words_own_the_pieces_that_stand_in_them(family, tmp_path):
    """By hand of one text: the pieces of a word, put together, are what stands there."""
    name, raw, _, built = family
    made, work = pieces_of(tmp_path, built)
    texts = load(made, "test", work)
    (forms,) = texts.words(np.array([0]))
    rows, table = np.load(work / "rows.npy"), texts.pieces
    tokenizer = transformers.AutoTokenizer.from_pretrained(raw)
    read = []
    for form in forms:
        ids = rows[table.ids[table.offsets[form] : table.offsets[form + 1]]] - 1
        read.append(tokenizer.decode(ids).translate(MARKS))
    written = ["The", "film", "is", "good", ",", "and", "it", "STAYS", "good", "!"]
    assert read == [word.lower() if name == "distilbert" else word for word in written]
    assert tokenize.words(TEXTS[0], "qqq") == [word.lower() for word in written]
    names = (work / "vocabulary.txt").read_text(encoding="utf-8").splitlines()
    assert len(set(names)) == len(names) == read_json(work / "pieces.json")["forms"]
    assert names[: 2 + 1][:2] == ["<pad>", "<unk>"]


def test_a_run_trains_and_is_evaluated(family, tmp_path):
    """Through the tasks of training and evaluation; the weights that are kept build the same model."""
    from steady_attention.evaluation import task as evaluation
    from tests.evaluation.subjects import EVALUATE
    from tests.training import runs

    if family[0] not in ("roberta", "modernbert"):
        pytest.skip("two families are enough for a run")
    made, work = pieces_of(tmp_path, family[3], TEXTS * 2)
    vectors = tmp_path / "vectors"
    vectors.mkdir()
    known = ["film", "good", "bad", "dull"]
    (vectors / "words.txt").write_text("\n".join(known) + "\n", encoding="utf-8")
    np.save(vectors / "vectors.npy", np.random.default_rng(0).normal(size=(4, 3)).astype(np.float32))
    inputs = {"corpus": made, "bert": work, "pieces": work}
    train = runs.ARGUMENTS["train"] | {"epochs": 1, "word_dropout": 0.0}
    given = {"encoder": "auto", "attention": "additive", "method": "attention_vat", "train": train}
    given["hparams"] = {"epsilon": 1.0, "xi": 0.1, "weight": 1.0}
    trained = runs.run(inputs, tmp_path / "run", **given)
    scores = tmp_path / "scores"
    scores.mkdir()
    arguments = runs.ARGUMENTS | given | {"measures": ["stability", "erasure"], "evaluate": EVALUATE}
    further = {"run": trained, "vectors": vectors, "corpus": made, "pieces": work}
    evaluation.compute(scores, further, arguments, lambda _: None)
    found = read_json(scores / "scores.json")["test"]
    assert 0 <= found["accuracy"] <= 1 and np.isfinite(found["comprehensiveness"])


def test_the_limit_of_pieces_is_the_models(family, tmp_path):
    name, raw, _, _ = family
    arguments = {"checkpoint": "mine", "limit": 71, "where": "conf/demo/settings.yaml: auto"}
    with pytest.raises(
        UserError, match=r"settings.yaml: auto.limit: 7[12] pieces are more than .* at most 67"
    ):
        auto.compute(tmp_path, {"raw": raw}, arguments, lambda _: None)


def test_a_long_text_is_cut_and_an_unknown_letter_is_a_piece(family, tmp_path):
    """A text of 100,000 characters; letters that the vocabulary lacks."""
    long = "good film " * 10_000
    made, work = pieces_of(tmp_path, family[3], (long, "☃ snow", "a"))
    texts = load(made, "test", work)
    batch = texts.batch(np.arange(3))
    assert batch.tokens.shape[1] <= LIMIT and batch.owners.counts[0] == 20_000
    assert (np.diff(texts.pieces.offsets)[2:] >= 1).all()
    assert begun(work).embed(batch, torch.Generator()).shape[2] == WIDTH
    assert corpora.from_arguments({"corpus": "mine", "own": OWN}).classes == ("no", "yes")
