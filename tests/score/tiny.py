"""Tiny random classifiers of several families, each with a tokenizer of another kind."""

from pathlib import Path

import torch
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import (
    AutoModelForSequenceClassification,
    BertConfig,
    DebertaV2Config,
    DistilBertConfig,
    GPT2Config,
    ModernBertConfig,
    PreTrainedTokenizerFast,
    RobertaConfig,
)

CORPUS = [
    "a good film, indeed",
    "the worst film ever made",
    "good fun",
    "unbelievably bad acting, and boring",
] * 3
LABELS = {0: "negative", 1: "positive"}
SIZES = {"hidden_size": 12, "num_hidden_layers": 2, "num_attention_heads": 3, "intermediate_size": 17}
POSITIONS = 43
FAMILIES = ("bert", "roberta", "distilbert", "deberta-v2", "modernbert", "gpt2")


def wordpiece() -> PreTrainedTokenizerFast:
    """BERT's: [CLS] words [SEP], a vocabulary in lower case."""
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]"]
    made = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    made.normalizer, made.pre_tokenizer = normalizers.BertNormalizer(), pre_tokenizers.BertPreTokenizer()
    made.train_from_iterator(CORPUS, trainers.WordPieceTrainer(vocab_size=61, special_tokens=special))
    made.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    names = dict(zip(("pad_token", "unk_token", "cls_token", "sep_token"), special, strict=True))
    return PreTrainedTokenizerFast(tokenizer_object=made, **names)


def bytes_of_pairs(special: bool = True) -> PreTrainedTokenizerFast:
    """RoBERTa's, or without special pieces GPT-2's: cased byte pairs, a blank is the next word's."""
    names = ["<s>", "<pad>", "</s>", "<unk>"]
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=311, special_tokens=names, initial_alphabet=alphabet)
    made.train_from_iterator(CORPUS, trainer)
    if not special:
        return PreTrainedTokenizerFast(tokenizer_object=made, eos_token="</s>")
    made.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), add_prefix_space=False)
    return PreTrainedTokenizerFast(
        tokenizer_object=made, cls_token="<s>", pad_token="<pad>", sep_token="</s>", unk_token="<unk>"
    )


def sentencepiece() -> PreTrainedTokenizerFast:
    """DeBERTa's: unigram pieces with a mark at a word's beginning."""
    special = ["[PAD]", "[CLS]", "[SEP]", "[UNK]"]
    made = Tokenizer(models.Unigram())
    made.pre_tokenizer, made.decoder = pre_tokenizers.Metaspace(), decoders.Metaspace()
    trainer = trainers.UnigramTrainer(vocab_size=71, special_tokens=special, unk_token="[UNK]")
    made.train_from_iterator(CORPUS, trainer)
    pair = [("[CLS]", 1), ("[SEP]", 2)]
    made.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=pair)
    return PreTrainedTokenizerFast(
        tokenizer_object=made, pad_token="[PAD]", cls_token="[CLS]", sep_token="[SEP]", unk_token="[UNK]"
    )


def save(folder: Path, family: str = "bert", seed: int = 0, **changes: object) -> Path:
    """A classifier with its tokenizer, saved; changes: of its configuration."""
    makers = {"roberta": bytes_of_pairs, "gpt2": lambda: bytes_of_pairs(False), "deberta-v2": sentencepiece}
    tokenizer = makers.get(family, wordpiece)()
    known = {
        "vocab_size": len(tokenizer),
        "num_labels": 2,
        "id2label": LABELS,
        "pad_token_id": tokenizer.pad_token_id,
    }
    longer = {"max_position_embeddings": POSITIONS}
    config = {
        "bert": lambda: BertConfig(**known, **SIZES, **longer),
        "roberta": lambda: RobertaConfig(**known, **SIZES, max_position_embeddings=POSITIONS + 2),
        "distilbert": lambda: DistilBertConfig(
            **known, dim=12, n_layers=2, n_heads=3, hidden_dim=17, **longer
        ),
        "deberta-v2": lambda: DebertaV2Config(
            **known, **SIZES, **longer, relative_attention=True, pos_att_type="p2c|c2p"
        ),
        "modernbert": lambda: ModernBertConfig(
            **known, **SIZES, **longer, cls_token_id=2, sep_token_id=3, bos_token_id=2, eos_token_id=3
        ),
        "gpt2": lambda: GPT2Config(**known, n_embd=12, n_layer=2, n_head=3, n_positions=POSITIONS),
    }[family]()
    config.id2label, config.label2id = LABELS, {name: number for number, name in LABELS.items()}
    for name, value in changes.items():
        setattr(config, name, value)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        model = AutoModelForSequenceClassification.from_config(config)
        for name, parameter in model.named_parameters():
            if parameter.dim() > 1:
                torch.nn.init.normal_(parameter, std=0.5 if "classifier" in name or "score" in name else 0.3)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder
