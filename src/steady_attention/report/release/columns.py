"""The tables of a release, and what each of their columns holds; the archive's README says it by this."""

from typing import NamedTuple

TEXT, WHOLE, NUMBER = "text", "whole", "number"  # kinds: a number may be missing, a text may be empty
SUITES = (
    "attention_at, attention_vat, seat and vib_attention are the papers', search tries settings on dev, "
    "set_up changes one thing of the set-up"
)


class Column(NamedTuple):
    """A column: its kind, and what it holds."""

    kind: str
    holds: str


RUN = {
    "dataset": Column(TEXT, "the corpus, by its name here"),
    "encoder": Column(TEXT, "rnn, lstm, bilstm, bert, auto; none of a corpus's number"),
    "attention": Column(TEXT, "additive, dot; max: no attention (method base); none of a corpus's number"),
    "method": Column(
        TEXT, "a method, a control, random (words in random order) or data (of a corpus itself)"
    ),
    "variant": Column(TEXT, "`default`, or changed settings as key=value, joined by commas"),
    "seed": Column(WHOLE, "of initialisation, order of batches and noise"),
}
TABLES: dict[str, tuple[str, dict[str, Column]]] = {
    "scores": (
        "a row a number of a run",
        RUN
        | {
            "selection": Column(TEXT, "best: of the epoch that dev chose; last: of the last epoch"),
            "split": Column(TEXT, "train, dev, test or pool; all: of a whole corpus"),
            "metric": Column(TEXT, "a measure of the table metrics; behind an @ its parameter"),
            "value": Column(NUMBER, "a fraction where papers print per cent; missing where it is undefined"),
            "suites": Column(TEXT, f"those that the run is of, joined by blanks: {SUITES}"),
        },
    ),
    "runs": (
        "a row a trained model",
        RUN
        | {
            "suites": Column(TEXT, f"those that it is of, joined by blanks: {SUITES}"),
            "computed_as": Column(TEXT, "another method that it equals by mathematics; empty: none"),
            "model": Column(TEXT, "sizes, as JSON"),
            "train": Column(TEXT, "settings of training, as JSON"),
            "hparams": Column(TEXT, "the method's own, as JSON"),
            "train_seconds": Column(NUMBER, "of computing; missing where it was not recorded"),
            "evaluate_seconds": Column(NUMBER, "the same of scoring"),
        },
    ),
    "metrics": (
        "a row a measure of the table scores, without its parameter",
        {
            "metric": Column(TEXT, "its name"),
            "label": Column(TEXT, "as tables head it"),
            "unit": Column(TEXT, "in which tables show it"),
            "factor": Column(WHOLE, "by which the value is multiplied there: 100 of per cent"),
            "better": Column(WHOLE, "1: more is better; -1: less is; 0: neither"),
            "low": Column(NUMBER, "the least value that its definition allows; missing: none"),
            "high": Column(NUMBER, "the largest; missing: none"),
            "source": Column(TEXT, "paper and equation, or ours"),
        },
    ),
    "corpora": (
        "a row a split of a corpus",
        {
            "dataset": Column(TEXT, "its name here"),
            "split": Column(TEXT, "train, dev, test or pool"),
            "examples": Column(WHOLE, "texts, or pairs"),
            "mean_length": Column(NUMBER, "words of a text, of pairs those of both"),
            "labels": Column(TEXT, "texts of each class, as JSON; empty of a pool"),
            "vocabulary": Column(NUMBER, "known words of the corpus; missing of a pool"),
            "pair": Column(TEXT, "yes or no: pairs of texts"),
            "normalise": Column(TEXT, "how words are made: qqq, words or blanks"),
            "copy": Column(TEXT, "which copy was taken"),
            "left_out": Column(TEXT, "what the reader leaves out; empty: nothing"),
            "licence": Column(TEXT, "of the texts, which are not in this archive"),
            "sha256": Column(TEXT, "of ids, labels and texts in their order"),
        },
    ),
    "claims": (
        "a row a claim of a paper, and what the runs say of it",
        {
            "id": Column(TEXT, "its name here"),
            "claim": Column(TEXT, "in words"),
            "paper": Column(TEXT, "attention_at, attention_vat, attention_vat_ja (in Japanese), seat or vib"),
            "where": Column(TEXT, "the paper's place"),
            "on_print": Column(TEXT, "whether the paper's printed numbers bear it out"),
            "doubted": Column(
                NUMBER, "printed numbers behind it that the tables mark with †, for any reason"
            ),
            "verdict": Column(TEXT, "what our runs say, of the epoch that dev chose"),
            "verdict_last": Column(TEXT, "the same of the last epoch"),
            "verdict_class_0": Column(TEXT, "the same by the F1 of class 0, which else is of class 1"),
            "margin": Column(
                NUMBER, "of the comparison that decides, in the column unit; positive: in favour"
            ),
            "low": Column(NUMBER, "of its interval"),
            "high": Column(NUMBER, "of its interval"),
            "unit": Column(TEXT, "of these three"),
            "seeds": Column(NUMBER, "that it stands on"),
            "seeds_needed": Column(
                TEXT, "seeds that would decide an open one; inf: over 10,000; empty: none"
            ),
            "cells_used": Column(NUMBER, "scores that it stands on"),
            "cells_wanted": Column(NUMBER, "scores that it is about"),
            "by_construction": Column(TEXT, "why it is decided without any training; empty: it is not"),
            "evidence": Column(TEXT, "in words"),
        },
    ),
}


def documented() -> str:
    """All tables and columns as Markdown."""
    parts = []
    for name, (rows, columns) in TABLES.items():
        lines = "".join(f"| `{key}` | {one.kind} | {one.holds} |\n" for key, one in columns.items())
        parts.append(f"### {name}: {rows}\n\n| column | kind | what it holds |\n| --- | --- | --- |\n{lines}")
    return "\n".join(parts)
