"""All methods with BERT in the place of the BiLSTM, which the papers name as future work: a study of ours."""

from steady_attention.papers.attention_vat.rows import METHODS, SINGLE
from steady_attention.report.tables.table import Table
from steady_attention.results.query import Heading

METRICS = {"F1 [%]": "f1", "accuracy [%]": "accuracy", "Pearson": "pearson"}
TABLES = (
    Table(
        name="study2",
        title="BERT in the place of the BiLSTM",
        source="Our table; Kitada & Iyatomi 2022 name it as future work in their conclusion",
        rows=tuple(Heading(label, {"method": name}) for name, label in METHODS.items()),
        columns=tuple(
            Heading(heading, {"dataset": name, "metric": metric}, label)
            for name, label in SINGLE.items()
            for heading, metric in METRICS.items()
        ),
        where={"encoder": "bert", "attention": "additive", "split": "test"},
        notes=(
            "Attention and gradient importance are of words: each is the sum over a word's pieces.",
            "Word methods perturb the embeddings of the pieces, before positions are added.",
        ),
    ),
)
