"""Which printed numbers of the paper are no targets, found among the numbers themselves.

reports/integrity.md finds the same by code of its own, and a test holds the two to one another.
"""

from collections import defaultdict

from steady_attention.papers import reported
from steady_attention.papers.reported import Row

Key = tuple[str, ...]  # as in Table.doubtful
ABLATION = {"none": "vanilla", "L3+L_topk": "seat"}  # its rows that are a method of the other tables
CLEAN = ("f1", "comprehensiveness", "sufficiency", "sensitivity")  # no perturbation has a part in these
OURS = {"tvd": "tvd_batch_sum"}  # the column beside which a printed measure stands, where named otherwise
NOISE = ("delta=0.001", "delta=0.005", "delta=0.01", "delta=0.05")
WORDS = ("words=1", "words=2", "words=3")
COPIES = ("word_at", "word_iat", "attention_rp", "attention_at", "attention_iat", "seat")
UNIT = "most of the paper's numbers exceed 1, the most that the definition allows; their unit is not said"
WHY = {  # of numbers that are not alike wherever the paper prints them
    "f1": "the paper prints several F1 of the same clean texts, in Tables 1 and 8 by the radius",
    "sufficiency": "Eq. 8 has no radius, yet the paper prints several numbers, by the radius in Table 9 or "
    "others in Tables 4 and 7",
    "sensitivity": "Eq. 9 has no radius, yet the paper prints several numbers, by the radius in Table 9",
    "jsd": "Tables 6 and 8 print different numbers for this cell",
}
NEGATIVE = "a divergence cannot be negative"
COPIED = (
    "every row of BERT but Vanilla's has, cell for cell, the same numbers in Tables 3 and 10 under 1, 2 and "
    "3 replaced words and in Table 8 under noise of 0.05 (SEAT's but for two or three F1)"
)
ONE_SET = "Attention-RP of BERT has the same JSD and TVD under every radius of Table 8"


def quantity(table: str, row: Row) -> Key | None:
    """Method, data set, encoder and measure of a printed number; None of a row that only the ablation has."""
    method = ABLATION.get(row.params["regularisers"]) if "regularisers" in row.params else row.method
    dataset = "emotion" if (table, row.dataset) == ("2", "imdb") else row.dataset  # a wrong heading
    return None if method is None else (method, dataset, row.encoder, measure(row))


def measure(row: Row) -> str:
    """Our name of what a printed number measures: `jsd@delta=0.01`."""
    if row.metric in CLEAN:
        return row.metric
    named = {"delta_x": "delta", "perturbed_words": "words"}
    (at,) = (f"{ours}={row.params[name]}" for name, ours in named.items() if name in row.params)
    return f"{OURS.get(row.metric, row.metric)}@{at}"


def found() -> dict[Key, str]:
    """Quantities with several numbers, and negative divergences, with the reason."""
    values, doubts = defaultdict(set), {}
    for table in ("1", "2", "3", "4", "6", "7", "8", "9", "10"):
        for row in reported.load()["seat", table]:
            key = quantity(table, row)
            if row.metric not in WHY or row.printed.value is None or key is None:
                continue
            values[key].add(row.printed.value)
            if row.metric == "jsd" and row.printed.value < 0:
                doubts[key] = NEGATIVE
    return {key: WHY[key[-1].split("@")[0]] for key, several in values.items() if len(several) > 1} | doubts


DOUBTFUL: dict[Key, str] = {
    **{(f"tvd_batch_sum@{at}",): UNIT for at in (*NOISE, *WORDS)},
    ("comprehensiveness",): UNIT,
    **found(),
    **{("bert", f"jsd@{at}", method): COPIED for at in (NOISE[3], *WORDS) for method in COPIES},
    **{("bert", f"jsd@{at}", "attention_rp"): ONE_SET for at in NOISE[1:3]},
    ("l3",): "two or three of the six numbers of every such row are Word-AT's in Tables 8 and 9",
    ("topk",): "two to four of the six numbers of every such row are Attention-AT's in Tables 8 and 9",
}
