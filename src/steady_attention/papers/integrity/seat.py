"""What can be recomputed of the entries about Hu et al. 2023 (SEAT), by how their `cell` begins."""

from functools import partial

from steady_attention.papers.integrity.facts import shown_change
from steady_attention.papers.integrity.printed import Facts, above, constant, numbers, rows, text, texts

SEAT = "seat"
BASELINES = ("attention_rp", "attention_at", "attention_iat")
OTHERS = ("vanilla", "word_at", "word_iat", "seat")
FIGURE = ("vanilla", "word_at", "attention_at", "seat")
RADII = ("0.005", "0.01", "0.05")


def _large_tvd() -> Facts:
    found = rows(SEAT, "1", "3", "4", "6", "8", "10", metric="tvd")
    small = [row for row in found if row.encoder != "bert" and row.printed.value <= 1]
    return above(found, 1), f"largest {max(numbers(found)):.3f}", f"except {len(small)} cells"


def _large_comprehensiveness() -> Facts:
    found = rows(SEAT, "2", "7", "9", metric="comprehensiveness")
    small = max(numbers(rows(SEAT, "2", "4", "7", "9", metric="sufficiency"))) <= 1
    rest = "no sufficiency value does" if small else "sufficiency too"
    return above(found, 1), f"largest {max(numbers(found)):.3f}", rest


def _negative_jsd() -> Facts:
    found = [row for row in rows(SEAT, "1", "3", "6", "8", "10", metric="jsd") if row.printed.value < 0]
    return tuple(f"{row.printed.text} (delta {row.params['delta_x']})" for row in found)


def _small_tvd() -> Facts:
    *before, last = texts(SEAT, "1", "8", **RNN_MOVIES, metric="tvd")
    return last, ", ".join(before)


def _small_sufficiency() -> Facts:
    *before, last = texts(SEAT, "9", **RNN_MOVIES, metric="sufficiency")
    return last, " and ".join(before)


def _erasure_over_radii() -> Facts:
    found = [row for name in ("comprehensiveness", "sufficiency") for row in rows(SEAT, "9", metric=name)]
    axes = ("encoder", "dataset", "metric", "method")
    noise, of_noise = constant((row for row in found if row.method == "attention_rp"), *axes)
    some = [row for row in found if row.method in ("vanilla", "attention_at", "attention_iat")]
    same, places = constant(some, *axes)
    return f"{noise} of {of_noise} rows", f"{same} of {places}", f"{places - same} rows of these change"


def triple(encoder: str, dataset: str, metric: str, method: str) -> Facts:
    """A baseline's numbers over the radii, and SEAT's, one of which the baseline has elsewhere."""
    place = {"encoder": encoder, "dataset": dataset, "metric": metric}
    own, seat = (texts(SEAT, "9", **place, method=name) for name in (method, "seat"))
    shared = set(own) & set(seat)
    return (" / ".join(own), " / ".join(seat)) if shared else ("no number is shared",)


def _vanilla_tvd() -> Facts:
    found = texts(SEAT, "1", "8", encoder="rnn", dataset="emotion", metric="tvd", method="vanilla")
    return (", ".join(found),)


def _clean_f1() -> Facts:
    found, axes = rows(SEAT, "1", "8", metric="f1"), ("encoder", "dataset", "method")
    same, places = constant((row for row in found if row.method in BASELINES), *axes)
    others, all_others = constant((row for row in found if row.method in OTHERS), *axes)
    examples = (("rnn", "sst", "vanilla"), ("bert", "hate", "seat"))
    return (
        f"all {places} rows" if same == places else f"{same} of {places} rows",
        f"{all_others - others} of {all_others} rows",
        *(
            " / ".join(texts(SEAT, "1", "8", encoder=e, dataset=d, method=m, metric="f1"))
            for e, d, m in examples
        ),
    )


def _f1_over_words() -> Facts:
    kept = [row for row in rows(SEAT, "3", "10", metric="f1") if row.method != "seat"]
    same, places = constant(kept, "dataset", "method")
    lines = (texts(SEAT, "3", "10", metric="f1", method="seat", dataset=name)
             for name in ("emotion", "sst", "rotten_tomatoes"))  # fmt: skip
    return (*(" / ".join(line) for line in lines), "all baselines constant" if same == places else "not all")


def _jsd_over_words() -> Facts:
    return tuple(
        ", ".join(texts(SEAT, "3", "10", metric="jsd", method="vanilla", dataset=name))
        for name in ("hate", "rotten_tomatoes")
    )


def figure(name: str) -> Facts:
    """The TVD that a figure prints, and the changes of confidence that it shows."""
    labels = ("vanilla", "Word-AT", "Attention-AT", "SEAT")
    printed = [
        f"{label} {'TVD ' if label == 'vanilla' else ''}{text(SEAT, name, method=method, metric='tvd')}"
        for method, label in zip(FIGURE, labels, strict=True)
    ]
    return ", ".join(printed), ", ".join(f"{shown_change(name, method):.3f}" for method in FIGURE)


def _figure_4() -> Facts:
    changes = {f"{shown_change('figure 4', method):.3f}" for method in ("word_at", "seat")}
    printed = [text(SEAT, "figure 4", method=method, metric="tvd") for method in ("word_at", "seat")]
    return f"Word-AT TVD {printed[0]}", f"SEAT TVD {printed[1]}", *(f"({change})" for change in changes)


def _figure_1() -> Facts:
    printed = text(SEAT, "figure 1", method="word_at", metric="tvd")
    return (f"TVD printed {printed}, would be {shown_change('figure 1', 'word_at'):g}",)


RNN_MOVIES = {"encoder": "rnn", "dataset": "rotten_tomatoes", "method": "seat"}
MOVES = {  # the beginning of an entry: where the baseline has SEAT's number
    "table 9 RNN Emotion comp": ("rnn", "emotion", "comprehensiveness", "vanilla"),
    "table 9 RNN Rotten Tomatoes comp": ("rnn", "rotten_tomatoes", "comprehensiveness", "attention_at"),
    "table 9 RNN Rotten Tomatoes suff": ("rnn", "rotten_tomatoes", "sufficiency", "vanilla"),
    "table 9 BiLSTM Emotion": ("bilstm", "emotion", "sufficiency", "attention_at"),
    "table 9 BiLSTM SST": ("bilstm", "sst", "comprehensiveness", "attention_iat"),
    "table 9 BiLSTM Hate": ("bilstm", "hate", "sufficiency", "attention_at"),
    "table 9 BiLSTM Rotten": ("bilstm", "rotten_tomatoes", "comprehensiveness", "attention_iat"),
    "table 9 BERT Hate": ("bert", "hate", "sufficiency", "vanilla"),
}
CHECKS = {
    "tables 1, 3, 4, 6, 8, 10: TVD": _large_tvd,
    "tables 2, 7, 9:": _large_comprehensiveness,
    "table 8 SEAT RNN Rotten Tomatoes JSD": _negative_jsd,
    "table 8 SEAT RNN Rotten Tomatoes delta": _small_tvd,
    "table 9 SEAT RNN": _small_sufficiency,
    "table 9, comprehensiveness": _erasure_over_radii,
    **{start: partial(triple, *place) for start, place in MOVES.items()},
    "table 8 vanilla TVD": _vanilla_tvd,
    "tables 1 and 8: F1": _clean_f1,
    "tables 3 and 10: F1": _f1_over_words,
    "tables 3 and 10: vanilla JSD": _jsd_over_words,
    "figure 4": _figure_4,
    "figure 3": partial(figure, "figure 3"),
    "figure 1": _figure_1,
}
