"""Tiny random checkpoints of Hugging Face, each with a tokenizer of another kind, made without a network."""

import torch
import transformers
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

TEXTS = (
    "The film is good, and it STAYS good!",
    "A dull film; nobody's favourite.",
    "Good acting, 17 bad jokes - and déjà-vu.",
    "It doesn't move.",
)
WIDTH, LAYERS, HEADS, INNER, POSITIONS = 12, 2, 3, 19, 67
SIZES = {
    "hidden_size": WIDTH,
    "num_hidden_layers": LAYERS,
    "num_attention_heads": HEADS,
    "intermediate_size": INNER,
}


def _trained(model, normalizer, pre, special, initial=()):
    made = Tokenizer(model)
    made.normalizer, made.pre_tokenizer = normalizer, pre
    kinds = {models.BPE: trainers.BpeTrainer, models.WordPiece: trainers.WordPieceTrainer}
    if isinstance(model, models.Unigram):
        trainer = trainers.UnigramTrainer(
            vocab_size=89, special_tokens=special, unk_token="[UNK]", show_progress=False
        )
    else:
        trainer = kinds[type(model)](
            vocab_size=307, special_tokens=special, initial_alphabet=list(initial), show_progress=False
        )
    made.train_from_iterator(TEXTS, trainer)
    return made


def _around(made, start, end, doubled=False, kind=0):
    """Put the special pieces around texts."""
    ids = [(name, made.token_to_id(name)) for name in (start, end)]
    pair = f"{start} $A {end} {end} $B {end}" if doubled else f"{start} $A {end} $B:{kind} {end}:{kind}"
    made.post_processor = processors.TemplateProcessing(
        single=f"{start} $A {end}", pair=pair, special_tokens=ids
    )
    return made


def _fast(made, folder, **names):
    found = transformers.PreTrainedTokenizerFast(tokenizer_object=made, model_max_length=POSITIONS, **names)
    found.save_pretrained(folder)
    return found


BRACKETS = {
    "pad_token": "[PAD]",
    "unk_token": "[UNK]",
    "cls_token": "[CLS]",
    "sep_token": "[SEP]",
    "mask_token": "[MASK]",
}
ANGLES = {
    "bos_token": "<s>",
    "pad_token": "<pad>",
    "eos_token": "</s>",
    "unk_token": "<unk>",
    "cls_token": "<s>",
    "sep_token": "</s>",
    "mask_token": "<mask>",
}


def roberta(folder):
    """Byte pairs, cased; padding is not row 0; two pieces between the texts of a pair."""
    special = ["<s>", "<pad>", "</s>", "<unk>", "<mask>"]
    pre = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made = _trained(models.BPE(), None, pre, special, pre_tokenizers.ByteLevel.alphabet())
    made.decoder = decoders.ByteLevel()
    fast = _fast(_around(made, "<s>", "</s>", doubled=True), folder, **ANGLES)
    return transformers.RobertaConfig(
        vocab_size=len(fast),
        **SIZES,
        max_position_embeddings=POSITIONS + 2,
        type_vocab_size=1,
        pad_token_id=1,
        bos_token_id=0,
        eos_token_id=2,
    )


def deberta(folder):
    """Sentencepiece (unigram), cased; positions relative to one another; pieces begin with a blank."""
    special = ["[PAD]", "[CLS]", "[SEP]", "[UNK]", "[MASK]"]
    made = _trained(models.Unigram(), normalizers.NFKC(), pre_tokenizers.Metaspace(), special)
    fast = _fast(_around(made, "[CLS]", "[SEP]", kind=1), folder, **BRACKETS)
    return transformers.DebertaV2Config(
        vocab_size=len(fast),
        **SIZES,
        max_position_embeddings=POSITIONS,
        type_vocab_size=0,
        relative_attention=True,
        pos_att_type=["c2p", "p2c"],
        position_biased_input=False,
    )


def distilbert(folder):
    """Word pieces, in lower case."""
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    clean = normalizers.BertNormalizer(lowercase=True)
    made = _trained(models.WordPiece(unk_token="[UNK]"), clean, pre_tokenizers.BertPreTokenizer(), special)
    fast = _fast(_around(made, "[CLS]", "[SEP]"), folder, **BRACKETS)
    return transformers.DistilBertConfig(
        vocab_size=len(fast),
        dim=WIDTH,
        n_layers=LAYERS,
        n_heads=HEADS,
        hidden_dim=INNER,
        max_position_embeddings=POSITIONS,
    )


def modernbert(folder):
    """Byte pairs, cased; special pieces at the end of the vocabulary; layers without biases."""
    special = ["[UNK]", "[CLS]", "[SEP]", "[PAD]", "[MASK]"]
    pre = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made = _trained(models.BPE(), None, pre, [], pre_tokenizers.ByteLevel.alphabet())
    made.add_special_tokens(special)
    fast = _fast(_around(made, "[CLS]", "[SEP]"), folder, **BRACKETS)
    ids = {
        key: made.token_to_id(f"[{name}]")
        for key, name in (
            ("pad_token_id", "PAD"),
            ("cls_token_id", "CLS"),
            ("sep_token_id", "SEP"),
            ("bos_token_id", "CLS"),
            ("eos_token_id", "SEP"),
        )
    }
    return transformers.ModernBertConfig(
        vocab_size=len(fast),
        **SIZES,
        max_position_embeddings=POSITIONS,
        local_attention=16,
        **ids,
    )


FAMILIES = {"roberta": roberta, "deberta": deberta, "distilbert": distilbert, "modernbert": modernbert}


def write(folder, family, seed=0):
    """The checkpoint of a family, saved by save_pretrained; the model, in evaluation mode."""
    folder.mkdir(parents=True, exist_ok=True)
    config = FAMILIES[family](folder)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        model = transformers.AutoModel.from_config(config)
    model.save_pretrained(folder)
    return model.eval()
