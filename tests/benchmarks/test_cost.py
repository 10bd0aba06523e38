"""The cost of a profile: counted by hand on texts of ten words."""

from dataclasses import replace

import pytest

from benchmarks import cost_disk, cost_rates, cost_work
from benchmarks.cost_rates import Rates
from benchmarks.cost_work import Texts, Work
from steady_attention.run import runs
from steady_attention.run.runs import Run
from steady_attention.settings import params
from steady_attention.store.errors import UserError

PARAMS = params.load_every()
PAPER = PARAMS.at("paper")
TRAIN = replace(PAPER.train, epochs=7, unlabeled_ratio=3)
BERT = replace(PAPER.bert, limit=13, train=replace(PAPER.bert.train, epochs=2))
SET = replace(PARAMS, profiles={"paper": replace(PAPER, train=TRAIN, bert=BERT)})
SIZES = {"embedding": 3, "hidden": 2, "attention_hidden": 5, "dropout": 0.0}
PAGE = """
| method | ours, ms | ours / our vanilla |
| --- | --- | --- |
| vanilla | 10 | 1.00 |
| word_at | 20 | 2.00 |

text

| method | ours, ms | ours / our vanilla |
| --- | --- | --- |
| vanilla | 10 | 1.00 |
| word_at | 22 | 2.20 |
"""


@pytest.fixture(autouse=True)
def ten_words(monkeypatch):
    """100 texts to train on, 20 of dev, 30 of test, of ten words each; sentences of the pool have 26."""
    monkeypatch.setitem(cost_work.TEXTS, "sst", Texts(10, 11, "here"))
    monkeypatch.setattr(cost_work, "examples", lambda name: {"train": 100, "dev": 20, "test": 30})
    monkeypatch.setattr(cost_disk, "examples", cost_work.examples)


def run(method="vanilla", encoder="bilstm", **variant):
    return Run("sst", encoder, "additive", method, runs.variant(variant), 0)


def of(*given, **variant):
    return cost_work.work(SET, "paper", run(*given, **variant))


def small(method="vanilla", encoder="bilstm", hparams=None, **variant):
    """A thousand words trained, a tenth of them scored, by a tiny model."""
    sections = {"model": SIZES, "hparams": hparams or {}}
    return Work(run(method, encoder, **variant), 1000.0, 100.0, 300.0, sections)


@pytest.mark.parametrize(
    ("variant", "trained", "scored"),
    [
        ({}, 7 * 100 * 10, 7 * 20 * 10),
        ({"labeled": "half"}, 7 * 50 * 10, 7 * 20 * 10),
        ({"labeled": "half", "unlabeled": 40}, 7 * (50 * 10 + 3 * 50 * 10), 7 * 20 * 10),
        ({"unlabeled": 40}, 7 * (100 * 10 + 3 * 100 * 26), 7 * 20 * 10),
        ({"as_published": True}, 7 * 100 * 10, 7 * 30 * 10),
    ],
)
def test_words_of_a_run(variant, trained, scored):
    found = of(**variant)
    assert (found.trained, found.scored) == (trained, scored) and found.epoch * 7 == found.trained


def test_words_of_bert_are_pieces_and_cut_at_the_limit():
    """12 pieces and two special ones are 14; the limit is 13."""
    assert of("vanilla", "bert").trained == 2 * 100 * 13
    assert cost_work.length("sst", 256) == 14


def test_seat_and_vib_have_epochs_of_their_own():
    """Their published 20, and 5 iterations of one epoch each of compressor and learner."""
    assert of("seat").trained == 20 * 1000 and of("vib").trained == 5 * (1 + 1) * 1000


def test_a_corpus_without_a_length_is_named():
    with pytest.raises(UserError, match="no length of the texts of synthetic_topic: add it"):
        cost_work.texts_of("synthetic_topic")


def test_weights():
    """BiLSTM: 2 directions, 4 gates, 2 x (3 + 2); the attention 5 x (4 states and the vector)."""
    assert cost_rates.weights("bilstm", SIZES, pair=False) == 2 * 4 * 2 * 5 + 5 * 5
    assert cost_rates.weights("bilstm", SIZES, pair=True) == 2 * 80 + 5 * 5
    assert cost_rates.weights("rnn", SIZES, pair=False) == 2 * 5 + 3 * 5
    assert cost_rates.weights("bert", SIZES, pair=False) == pytest.approx(85e6, rel=0.01)


@pytest.mark.parametrize(
    ("work", "passes"),
    [
        (small(), 3),
        (small("attention_vat"), 3),
        (small("word_at"), 6),
        (small("word_vat"), 9),
        (small("seat"), 1),
        (small("seat", trainable="all"), 3),
        (small("vib"), 2),
    ],
)
def test_operations(work, passes):
    assert cost_rates.operations(work) == 2 * 105 * (passes * 1000 + 300)


def test_ratios_are_read_from_the_page():
    assert cost_rates.of_steps(PAGE) == pytest.approx({"vanilla": 1.0, "word_at": 2.1})
    with pytest.raises(UserError, match="no table with the column"):
        cost_rates.of_steps("text")


def test_rates_are_the_median_runs():
    """1,000 words and a third of 300: 1.1 of a thousand; word_at and BERT are not asked."""
    works = [replace(small(), run=replace(run(), seed=seed)) for seed in (0, 1, 2)]
    seconds = {works[0].run: 11.0, works[1].run: 22.0, works[2].run: 99.0, run("word_at"): 1.0}
    assert cost_rates.of_items([*works, small("word_at")], seconds) == pytest.approx(
        {("vanilla", "bilstm"): 20_000}
    )


def test_seconds():
    """A million words take vanilla's BiLSTM 10,000 s, its LSTM half; seat takes 1.5 times as long."""
    items = {("vanilla", "bilstm"): 10_000, ("vanilla", "lstm"): 5_000, ("seat", "bilstm"): 15_000}
    rates = Rates(items, {"vanilla": 1.0, "word_at": 2.0, "attention_at": 1.1}, 700.0)
    expected = (
        (small(), 10 + 1),
        (small("word_at"), 20 + 1),
        (small("attention_rp"), 11 + 1),
        (small("seat"), 15 + 1),
        (small("seat", "lstm"), 7.5 + 0.5),
        (small("vanilla", "rnn"), 5 + 0.5),
    )
    for work, seconds in expected:
        assert cost_rates.seconds(work, rates) == pytest.approx(seconds)
    bert = small("vanilla", "bert")
    assert cost_rates.seconds(bert, rates) == pytest.approx(cost_rates.operations(bert) / 700)


def test_the_speed_of_bert_is_read_from_the_page():
    """The last row of each table is how it is computed now."""
    rows = "| {} | 10 | {} |\n"
    one = "| step | ms | GFLOP/s |\n| --- | --- | --- |\n"
    page = "text\n" + one + rows.format("before", 3) + rows.format("now", 40) + "\n## two\n\n" + one
    assert cost_rates.of_bert(page + rows.format("now", 60)) == 50e9
    with pytest.raises(UserError, match="no table with the column `GFLOP/s`"):
        cost_rates.of_bert("text")


def test_what_is_trained_once_is_one_item():
    """Attention iAT as printed is AT; a variant may state what is chosen anyway; another seed is another."""
    chosen = SET.methods["attention_at"]["epsilon"]
    alike = [of("attention_at"), of("attention_iat"), of("attention_at", epsilon=chosen)]
    others = [of("attention_at", epsilon=2 * chosen), of("attention_iat", direction="official"), of()]
    assert len({one.item for one in alike}) == 1 and len({one.item for one in [*alike, *others]}) == 4
    assert cost_work.distinct([*alike, *others], lambda one: one.item) == [alike[0], *others]


def test_bytes_of_weights():
    """11 vectors of 3 and 105 behind them, 4 bytes each; vib keeps 5 iterations, start and choice."""
    assert cost_disk.weights_of(small()) == 4 * (33 + 105)
    assert cost_disk.weights_of(small("vib", hparams={"iterations": 5})) == 7 * 4 * (33 + 105)
    assert cost_disk.weights_of(small("vanilla", "bert")) == pytest.approx(4 * 109e6, rel=0.01)
    assert cost_disk.evaluation(small()) == pytest.approx(40_000 + 2.3 * 30 * 10)
