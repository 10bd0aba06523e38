"""The command `steady-attention score`, asked for by its words, and what it wrote."""

import csv

from steady_attention.score import command

WORDS = ("a good film", "the worst film ever made", "good fun , indeed", "bad acting", "film", "fun and good")
LINES = [
    {
        "text": text,
        "label": number % 2,
        "rationale": [int(word in ("good", "worst", "bad")) for word in text.split()],
    }
    for number, text in enumerate(WORDS)
]


def run(*words):
    return command.main(["score", *map(str, words), *(() if "--beside" in words else ("--beside", "none"))])


def values(folder):
    """The values of scores.csv, by explanation and measure."""
    with (folder / "scores.csv").open(newline="") as lines:
        return {(row["explanation"], row["measure"]): row["value"] for row in csv.DictReader(lines)}


def uneven(line):
    return [len(word) / 7 for word in line["text"].split()]
