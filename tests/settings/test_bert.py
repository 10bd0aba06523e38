"""The section of the encoder bert, its items, and a user's own checkpoint."""

import pytest

from steady_attention.run import bert_items, raw
from steady_attention.store import artifacts
from steady_attention.store.errors import UserError

RANDOM = {"vocabulary": 101, "layers": 2, "heads": 3, "width": 12, "inner": 17}
FILES = ("config.json", "vocab.txt", "model.safetensors")
KNOWN = ("first", "second")
DOWNLOAD, BERT, PIECES, OCCURRING = (
    "steady_attention.corpora.raw.download",
    "steady_attention.text.bert",
    "steady_attention.text.pieces",
    "steady_attention.text.occurring",
)


def demo(content):
    return content["profiles"]["demo"]


@pytest.fixture
def section(load):
    """section(**changes) is the demo's section `bert` with these changes."""

    def run(**changes):
        return load({}, lambda content: demo(content)["bert"].update(changes)).at("demo").bert

    return run


def test_a_section_of_each_kind(section):
    random = section(random=RANDOM, limit=64)
    assert random.checkpoint is None and random.random.heads == 3 and random.limit == 64
    named = section(random=None, checkpoint="all_minilm_l6_v2", methods={"vib": {"learning_rate": 0.5}})
    assert named.random is None and named.methods == {"vib": {"learning_rate": 0.5}}


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"random": None}, "settings.yaml: bert: expected exactly one of checkpoint and random, got neither"),
        (
            {"checkpoint": "mine"},
            "settings.yaml: bert: expected exactly one of checkpoint and random, got both",
        ),
        ({"random": RANDOM | {"heads": 5}}, "bert.random.heads: expected a divisor of the width 12, got 5"),
        ({"random": RANDOM | {"layers": 0}}, "bert.random.layers: expected a whole number at least 1, got 0"),
        (
            {"random": None, "checkpoint": "a/b"},
            "bert.checkpoint: expected the name of a checkpoint, or of a",
        ),
        ({"limit": 2}, "bert.limit: expected a whole number at least 3, got 2"),
        ({"methods": {"seet": {}}}, "bert.methods: 'seet' is not one of .*; did you mean 'seat'"),
        ({"train": {}}, "settings.yaml: bert.train: missing key 'epochs'"),
    ],
)
def test_a_bad_section_is_named(section, changes, text):
    with pytest.raises(UserError, match=text):
        section(**changes)


def test_an_encoder_without_its_section_is_named_by_who_asks_for_it(load):
    def null(content):
        demo(content)["bert"] = None
        for blocks in demo(content)["suites"].values():
            for block in blocks.values():
                block["encoders"] = ["lstm"]

    def of_a_block(content):
        null(content)
        demo(content)["suites"]["seat"]["methods"]["encoders"] = ["lstm", "bert"]

    def of_the_top(content):
        null(content)
        content["encoder"] = "bert"

    assert load({}, null).at("demo").bert is None
    needed = (
        r"'bert' needs the section bert of conf/demo/settings.yaml, and it has none: add it \(docs/bert.md\)"
    )
    with pytest.raises(UserError, match=f"^conf/demo/grid.yaml: suites.seat.methods.encoders: {needed}"):
        load({}, of_a_block)
    with pytest.raises(UserError, match=f"^encoder: {needed}"):
        load({}, of_the_top)
    assert load({}, lambda content: content.update(encoder="bert")).encoder == "bert"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """data/own/mine of the working folder, with the three files."""
    monkeypatch.setenv("DVC_ROOT", str(tmp_path / "root"))
    path = tmp_path / "root/data/own/mine"
    path.mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "root")
    for name in FILES:
        (path / name).write_text(name)
    return path


def test_a_users_checkpoint_is_fingerprinted_by_its_files(folder):
    item = bert_items.checkpoint(DOWNLOAD, "demo", "mine", KNOWN)
    assert item.name == "bert" and item.inputs == {name: folder / name for name in FILES}
    before = item.fingerprint()
    (folder / "vocab.txt").write_text("another")
    assert bert_items.checkpoint(DOWNLOAD, "demo", "mine", KNOWN).fingerprint() != before


def test_a_known_one_has_the_mirrors(folder):
    item = bert_items.checkpoint(DOWNLOAD, "demo", "second", KNOWN)
    assert item.inputs == {} and list(item.places) == ["mirror0"]
    assert item.arguments == {"checkpoint": "second"}


def test_a_checkpoint_that_is_nowhere(folder):
    with pytest.raises(
        UserError,
        match=r"yaml: bert.checkpoint: 'secnd' is none of first, second; did you mean 'second'\?, and "
        r".*own/secnd is no folder; put config.json, vocab.txt and model.safetensors into data/own/secnd/",
    ):
        bert_items.checkpoint(DOWNLOAD, "demo", "secnd", KNOWN)


def test_a_checkpoint_that_lacks_a_file(folder):
    (folder / "vocab.txt").unlink()
    (folder / "config.json").unlink()
    with pytest.raises(
        UserError, match="own/mine lacks config.json and vocab.txt; put that into data/own/mine/"
    ):
        bert_items.checkpoint(DOWNLOAD, "demo", "mine", KNOWN)


def test_pickled_weights_are_not_read(folder):
    (folder / "model.safetensors").rename(folder / "pytorch_model.bin")
    with pytest.raises(
        UserError, match="holds pytorch_model.bin, which is not read; to make model.saf.*run:"
    ):
        bert_items.checkpoint(DOWNLOAD, "demo", "mine", KNOWN)


def test_what_each_item_stands_on(section, folder, monkeypatch):
    monkeypatch.setattr(artifacts, "content_of_input", str)
    corpora = {"one": folder / "one", "two": folder / "two"}
    random = bert_items.bert(BERT, "demo", "bert", section(random=RANDOM, limit=64), corpora, None)
    assert random.inputs == corpora and random.arguments == {"random": RANDOM, "limit": 64}
    named = bert_items.bert(
        BERT, "demo", "bert", section(random=None, checkpoint="mine", limit=64), {}, folder
    )
    assert named.inputs == {"raw": folder}
    assert named.arguments == {"checkpoint": "mine", "limit": 64}
    own = bert_items.bert(BERT, "demo", "pretrain", section(random=RANDOM, limit=64), corpora, None)
    assert [item.how["where"] for item in (random, own)] == [
        "conf/demo/settings.yaml: bert",
        "conf/demo/settings.yaml: pretrain",
    ]
    assert own.fingerprint() == random.fingerprint()  # whose section it is decides nothing
    pieces = [bert_items.pieces(PIECES, "one", folder, limit, folder) for limit in (7, 11)]
    assert pieces[0].name == "one-pieces" and len({item.fingerprint() for item in pieces}) == 2
    cut = bert_items.occurring(OCCURRING, "one", folder / "pieces", folder / "bert")
    assert cut.name == "one-bert" and cut.arguments == {}
    assert cut.inputs == {"pieces": folder / "pieces", "bert": folder / "bert"}


def test_rows_without_a_piece_are_told(tmp_path, capsys):
    """A line that is lost in the middle of a vocabulary shifts all after it, and nothing else shows it."""
    (tmp_path / "config.json").write_text('{"vocab_size": 7}')
    (tmp_path / "vocab.txt").write_text("a\nb\nc\nd\ne\n")
    raw._tell("mine", tmp_path)
    assert (
        "vocab.txt has 5 pieces, the weights 7 rows; the last 2 should be padding" in capsys.readouterr().out
    )
    (tmp_path / "config.json").write_text('{"vocab_size": 5}')
    raw._tell("mine", tmp_path)
    assert capsys.readouterr().out == ""
