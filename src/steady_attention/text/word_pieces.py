"""WordPiece: a word as pieces of a BERT's vocabulary, each the longest that fits (Devlin et al. 2019).

A word is cleaned and parted as BERT's own texts are: no control characters, lower case, no accents, every
mark of punctuation and every Chinese character a part of its own; its pieces are those of all its parts.
A part that the vocabulary cannot spell, or of more than 100 characters, is [UNK]; so is a word of which the
cleaning leaves nothing, so that every word has a piece.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import chain, repeat

from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer
from tokenizers.trainers import WordPieceTrainer

from steady_attention.corpora.bert.vocabulary import SPECIALS, UNKNOWN
from steady_attention.store.errors import UserError

CONTINUED = "##"  # begins a piece that goes on within a part
LONGEST = 100  # characters of a part, in BERT's own tokenizer


def tokenizer(model: WordPiece) -> Tokenizer:
    """A tokenizer that cleans and parts a text as BERT does."""
    made = Tokenizer(model)
    made.normalizer = BertNormalizer(
        clean_text=True, handle_chinese_chars=True, strip_accents=True, lowercase=True
    )
    made.pre_tokenizer = BertPreTokenizer()
    return made


class Pieces:
    """The pieces of words, by a vocabulary of `bert_vocabulary.read`."""

    def __init__(self, ids: dict[str, int]):
        self.unknown = ids[UNKNOWN]
        self._tokenizer = tokenizer(
            WordPiece(
                ids, unk_token=UNKNOWN, max_input_chars_per_word=LONGEST, continuing_subword_prefix=CONTINUED
            )
        )

    def spell(self, word: str) -> list[int]:
        """The ids of a word's pieces, at least one; a word spelt like a special piece is none."""
        return self._tokenizer.encode(word, add_special_tokens=False).ids or [self.unknown]


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
