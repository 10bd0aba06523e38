"""WordPiece: a word as pieces of a BERT's vocabulary, each the longest that fits (Devlin et al. 2019).

A word is cleaned and parted as BERT's own texts are: no control characters, lower case, no accents, every
mark of punctuation and every Chinese character a part of its own; its pieces are those of all its parts.
A part that the vocabulary cannot spell, or of more than 100 characters, is [UNK]; so is a word of which the
cleaning leaves nothing, so that every word has a piece.
"""

from tokenizers import Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from steady_attention.corpora.bert.vocabulary import UNKNOWN

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

    def of(self, word: str) -> list[int]:
        """The ids of a word's pieces, at least one; a word spelt like a special piece is none."""
        return self._tokenizer.encode(word, add_special_tokens=False).ids or [self.unknown]
