"""SST-5: the Stanford Sentiment Treebank with its five classes (see sst.py)."""

from dataclasses import replace

from steady_attention.corpora import sst

CORPUS = replace(
    sst.CORPUS,
    name="sst5",
    classes=("very negative", "negative", "neutral", "positive", "very positive"),
    read=sst.read_trees,
    expected={"train": 8544, "dev": 1101, "test": 2210},
)
