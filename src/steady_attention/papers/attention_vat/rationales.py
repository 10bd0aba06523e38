"""Table 5, (a) and (b): attention beside human rationales."""

from functools import partial

from steady_attention.papers.attention_vat.rows import MODEL, SOURCE, VAT, supervised, unlabeled
from steady_attention.printed import reported
from steady_attention.report.tables.table import Table
from steady_attention.results.query import Heading

HARD = {"iou_f1": "IOU F1", "token_f1": "Token F1"}
SOFT = {"auprc": "AUPRC", "ap": "AP", "roc_auc": "ROC-AUC"}
RATIONALES = (
    "Hard rationales: the top share of tokens by attention, the share being that of human rationales in the "
    "training split (Movies: 0.0935), adjacent tokens joined. A token's score is the sum of its words' "
    "attention."
)
MOVIES = (
    'The paper takes these reviews as "an additional evaluation criterion for the movie review task in the '
    'IMDB dataset" (section 4.3.3 of the English one), so its models may have been trained on IMDB; ours are '
    "trained on the training split of Movies itself."
)
EQUAL = (
    "AUPRC is the benchmark's, by trapezoids: equal attention on all words, which ranks none, gets "
    "(1 + share of true tokens) / 2, so .545 at 9 % of the tokens; AP gives it the share, ROC-AUC .5."
)
SCORER = "BERT-to-BERT was trained on the human rationales (DeYoung et al. 2020); it is not trained here."


def table(name: str, title: str, measures: dict[str, str]) -> Table:
    """One of the paper's two tables on agreement with human rationales."""
    bert = Heading("BERT-to-BERT (another system)", {"method": "bert_to_bert"})
    return Table(
        name=name,
        title=f"Agreement with human rationales: {title}",
        source=f"{SOURCE}, Table {name}",
        rows=(supervised("vanilla"), *map(unlabeled, VAT), bert),
        columns=tuple(
            Heading(label, {"dataset": "eraser_movies", "metric": metric}, "Movies (ERASER)")
            for metric, label in measures.items()
        ),
        where=MODEL,
        printed=partial(reported.find, "attention_vat", name),
        notes=(MOVIES, RATIONALES, *([EQUAL] if measures is SOFT else []), SCORER),
        fold=False,  # BERT-to-BERT has no run anywhere
    )


TABLES = (
    table("5a", "hard rationale selection", HARD),
    table("5b", "soft rationale selection", SOFT),
)
