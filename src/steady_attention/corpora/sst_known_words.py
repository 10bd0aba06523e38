"""SST-2 without the words that are outside the vocabulary, as the published code of Attention AT reads it.

The sentences of `sst`, so that what those words do to a number can be told apart. A sentence of none but such
words stays as it is.
"""

from dataclasses import replace

from steady_attention.corpora import sst

CORPUS = replace(sst.CORPUS, name="sst_known_words", unknown="drop")
