"""The loop of pretraining: it learns, it resumes with equal bits, it says when the loss is lost."""

from dataclasses import replace

import pytest
import torch

from steady_attention.pretraining import fit as loop
from steady_attention.pretraining.fit import Blocks, fit, rate
from steady_attention.pretraining.language_model import LanguageModel, Vocabulary
from steady_attention.pretraining.settings import Pretrain, Random
from steady_attention.store.errors import UserError
from steady_attention.training.seeds import seeded

SPECIAL = {"[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "[MASK]": 4}
SIZE, LIMIT = 23, 13
SIZES = {
    "vocab_size": SIZE,
    "hidden_size": 12,
    "num_hidden_layers": 1,
    "num_attention_heads": 3,
    "intermediate_size": 19,
    "max_position_embeddings": LIMIT,
    "hidden_dropout_prob": 0.5,
}
SETTINGS = Pretrain(
    texts=None,
    random=Random(SIZE, 1, 3, 12, 19),
    limit=LIMIT,
    held_out=0.1,
    masked=0.3,
    epochs=3,
    batch_size=5,
    learning_rate=0.01,
    warmup=0.1,
    weight_decay=0.01,
    precision="fp32",
    seed=3,
)


def repeated(count, seed):
    """Blocks of which every piece but the first is the one before it: what stands beside a mask tells it."""
    random = torch.Generator().manual_seed(seed)
    ids = torch.randint(5, SIZE, (count, 1), generator=random).expand(count, LIMIT).clone()
    ids[:, 0] = 2
    return ids


BLOCKS = Blocks(repeated(37, 1), repeated(11, 2), Vocabulary(SIZE, SPECIAL))


def trained(tmp_path, settings=SETTINGS, blocks=BLOCKS, where="cpu"):
    tmp_path.mkdir(exist_ok=True)
    with seeded(settings.seed, "initialisation"):
        model = LanguageModel(SIZES).to(where)
    return model, fit(model, blocks, settings, tmp_path / "checkpoint.pt", lambda text: None)


def test_it_learns_what_the_context_tells(tmp_path):
    """The neighbours of a mask are the piece itself, so perplexity falls from chance, 18, to almost 1."""
    _, state = trained(tmp_path, replace(SETTINGS, epochs=20))
    perplexity = [record["perplexity"] for record in state.history]
    assert perplexity[0] > 15 and perplexity[-1] < 3


@pytest.mark.parametrize("records", [1, 5, 19])
def test_a_stopped_run_goes_on_with_equal_bits(tmp_path, records, monkeypatch):
    """Order, masks, both moments of the optimizer and the learning rate have to be where they were."""
    model, whole = trained(tmp_path)
    (tmp_path / "checkpoint.pt").unlink()
    written, save = [], loop.save

    def stopping(*given):
        save(*given)
        written.append(given)
        if len(written) == records:
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(loop, "save", stopping)
        with pytest.raises(KeyboardInterrupt):
            trained(tmp_path)
    resumed, state = trained(tmp_path)
    assert state.history == whole.history and len(state.history) > records
    found, expected = resumed.state_dict(), model.state_dict()
    assert all(torch.equal(found[name], tensor) for name, tensor in expected.items())


def test_every_block_is_read_once_an_epoch_in_another_order():
    """37 blocks in batches of 5: 8 steps. All pieces are unlike, so they tell the block."""
    numbered = torch.arange(37 * LIMIT).reshape(37, LIMIT) + 5
    blocks = Blocks(numbered, numbered, Vocabulary(37 * LIMIT + 5, SPECIAL))

    def order(steps):
        ids = [torch.where(m.chosen, -1, m.ids).amax(1) - 5 for m in blocks.read(SETTINGS, steps)]
        return [int(row) // LIMIT for batch in ids for row in batch]

    first, second = order(range(8)), order(range(8, 16))
    assert sorted(first) == sorted(second) == list(range(37)) and first != second
    assert order(range(3, 10)) == (first + second)[15:47]


def test_every_step_has_masks_of_its_own_and_held_out_blocks_the_same():
    one, two = (masked.chosen for masked in BLOCKS.read(SETTINGS, range(2)))
    assert not torch.equal(one, two)
    masks = [[masked.ids for masked in BLOCKS.guessed(SETTINGS)] for _ in range(2)]
    assert all(torch.equal(first, second) for first, second in zip(*masks, strict=True))


def test_the_learning_rate_by_hand():
    """Ten steps, two of warm-up: 1/2, 1, then 8/8, 7/8, ... 1/8 of 0.01."""
    settings = replace(SETTINGS, warmup=0.2)
    found = [rate(step, 10, settings) for step in range(10)]
    assert found == pytest.approx([0.005, 0.01] + [0.01 * left / 8 for left in range(8, 0, -1)])


def test_a_warm_up_shorter_than_a_step_never_passes_the_highest_rate():
    settings = replace(SETTINGS, warmup=0.001)
    assert max(rate(step, 10, settings) for step in range(10)) == settings.learning_rate


def test_biases_and_layer_norms_have_no_weight_decay():
    decayed, other = loop._groups(LanguageModel(SIZES), 0.25)
    assert decayed["weight_decay"] == 0.25 and other["weight_decay"] == 0.0
    assert {parameter.ndim for parameter in other["params"]} == {1}
    assert all(parameter.ndim > 1 for parameter in decayed["params"])


def test_a_lost_loss_is_an_error_that_says_what_to_do(tmp_path):
    with pytest.raises(UserError, match="the loss is nan at step .*lower pretrain.learning_rate"):
        trained(tmp_path, replace(SETTINGS, learning_rate=1e30, epochs=5))


def test_the_model_has_no_dropout_and_one_matrix_of_embeddings():
    model = LanguageModel(SIZES)
    masked = next(BLOCKS.read(SETTINGS, range(1)))
    assert torch.equal(model.train()(masked), model(masked))
    assert model.whole.cls.predictions.decoder.weight is model.whole.bert.embeddings.word_embeddings.weight
