"""A WordPiece vocabulary of one's own, trained on words and how often they stand."""

from collections import Counter
from collections.abc import Iterable
from itertools import chain, repeat

from tokenizers.models import WordPiece
from tokenizers.trainers import WordPieceTrainer

from steady_attention.corpora.bert.vocabulary import SPECIALS, UNKNOWN
from steady_attention.store.errors import UserError
from steady_attention.text.word_pieces import CONTINUED, tokenizer


def trained(counts: Counter[str], size: int, where: str) -> list[str]:
    """At most `size` pieces, a piece's index being its id: SPECIALS, every character that continues a part,
    every character, then what pairs of pieces that stand together most often make. Raises UserError, which
    names the key `where` of the size, when it has no room for the characters.

    `tokenizers` would number the characters that continue a part as it meets them in a hash table, and break
    ties by these numbers: they are given in order, so that every run makes the same pieces.
    """
    parts = _parts(counts)
    continued = sorted({CONTINUED + letter for part in parts for letter in part[1:]})
    characters = {letter for part in parts for letter in part}
    least = len(SPECIALS) + len(continued) + len(characters)
    if size < least:
        raise UserError(
            f"{where}: {size} pieces are too few for the {len(characters)} characters of the "
            f"training texts, expected at least {least}"
        )
    made = tokenizer(WordPiece(unk_token=UNKNOWN))
    made.train_from_iterator(
        chain.from_iterable(repeat(word, counts[word]) for word in sorted(counts)),
        WordPieceTrainer(
            vocab_size=size,
            special_tokens=[*SPECIALS, *continued],
            limit_alphabet=len(characters),
            continuing_subword_prefix=CONTINUED,
            show_progress=False,
        ),
    )
    found = made.get_vocab()
    return sorted(found, key=found.__getitem__)


def _parts(words: Iterable[str]) -> set[str]:
    """What the words are parted into before they become pieces."""
    made = tokenizer(WordPiece(unk_token=UNKNOWN))
    cleaned = map(made.normalizer.normalize_str, words)
    return {part for word in cleaned for part, _ in made.pre_tokenizer.pre_tokenize_str(word)}
