"""What can be recomputed of the entries about Hu et al. 2023 (SEAT), by how their `cell` begins."""

from functools import partial

from steady_attention.papers.integrity.facts import (
    Facts,
    above,
    class_sizes,
    constant,
    f1_of_one_class,
    numbers,
    shown_change,
)
from steady_attention.printed.reported import select, text, texts

SEAT, FULL = "seat", "L3+L_topk"
BASELINES = ("attention_rp", "attention_at", "attention_iat")
OTHERS = ("vanilla", "word_at", "word_iat", "seat")
FIGURE = ("vanilla", "word_at", "attention_at", "seat")


def _large_tvd() -> Facts:
    found = select(SEAT, "1", "3", "4", "6", "8", "10", metric="tvd")
    small = [row for row in found if row.encoder != "bert" and row.value <= 1]
    return above(found, 1), f"largest {max(numbers(found)):.3f}", f"except {len(small)} cells"


def _large_comprehensiveness() -> Facts:
    found = select(SEAT, "2", "7", "9", metric="comprehensiveness")
    small = max(numbers(select(SEAT, "2", "4", "7", "9", metric="sufficiency"))) <= 1
    rest = "no sufficiency value does" if small else "sufficiency too"
    return above(found, 1), f"largest {max(numbers(found)):.3f}", rest


def _negative_jsd() -> Facts:
    found = [row for row in select(SEAT, "1", "3", "6", "8", "10", metric="jsd") if row.value < 0]
    return tuple(f"{row.text} (delta {row.params['delta_x']})" for row in found)


def _small_tvd() -> Facts:
    *before, last = texts(SEAT, "1", "8", **RNN_MOVIES, metric="tvd")
    return last, ", ".join(before)


def _small_sufficiency() -> Facts:
    *before, last = texts(SEAT, "9", **RNN_MOVIES, metric="sufficiency")
    return last, " and ".join(before)


def _erasure_over_radii() -> Facts:
    found = [row for name in ("comprehensiveness", "sufficiency") for row in select(SEAT, "9", metric=name)]
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
    found, axes = select(SEAT, "1", "8", metric="f1"), ("encoder", "dataset", "method")
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
    kept = [row for row in select(SEAT, "3", "10", metric="f1") if row.method != "seat"]
    same, places = constant(kept, "dataset", "method")
    lines = (
        texts(SEAT, "3", "10", metric="f1", method="seat", dataset=name)
        for name in ("emotion", "sst", "rotten_tomatoes")
    )
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


def ablation(table: str, encoder: str, regularisers: str, metric: str) -> str:
    """A cell of Table 4, 6 or 7."""
    return text(SEAT, table, encoder=encoder, regularisers=regularisers, metric=metric)


def at(encoder: str, method: str, metric: str) -> str:
    """The cell of Table 8 on SST at 0.01, or of Table 9 there."""
    table = "8" if metric in ("jsd", "tvd", "f1") else "9"
    where = {"encoder": encoder, "method": method, "metric": metric, "dataset": "sst"}
    return text(SEAT, table, **where, delta_x="0.01")


def _bert_without() -> Facts:
    same = all(
        ablation("6", "bert", "none", metric) == at("bert", "vanilla", metric) for metric in ("tvd", "f1")
    )
    found = (f"JSD {ablation('6', 'bert', 'none', 'jsd')}", f"prints {at('bert', 'vanilla', 'jsd')}")
    return (*found, "TVD and F1 of the two rows agree" if same else "they differ too")


def _rnn_without() -> Facts:
    own = (f"{metric.upper()} {ablation('6', 'rnn', 'none', metric)}" for metric in ("jsd", "tvd", "f1"))
    return ", ".join(own), ", ".join(at("rnn", "vanilla", metric) for metric in ("jsd", "tvd", "f1"))


def _full_sufficiency() -> Facts:
    own = [ablation("4", encoder, FULL, "sufficiency") for encoder in ("rnn", "bert")]
    place = {"method": "seat", "metric": "sufficiency", "dataset": "sst"}
    main = {text(SEAT, "2", encoder=encoder, **place) for encoder in ("rnn", "bert")}
    below = {
        "Word-AT": "word_at",
        "Word-iAT": "word_iat",
        "Attention-iAT": "attention_iat",
        "Attention-RP": "attention_rp",
    }
    listed = ", ".join(f"{label} {at('bert', method, 'sufficiency')}" for label, method in below.items())
    return f"RNN {own[0]}", f"BERT {own[1]}", *(f"print {zero}" for zero in main), listed


def _full_tvd() -> Facts:
    own = [ablation("6", encoder, FULL, "tvd") for encoder in ("rnn", "bilstm")]
    return f"RNN {own[0]}, BiLSTM {own[1]}", " and ".join(at(e, "seat", "tvd") for e in ("rnn", "bilstm"))


def _full_f1() -> Facts:
    return f"F1 {ablation('6', 'bilstm', FULL, 'f1')}", f"prints {at('bilstm', 'seat', 'f1')}"


def _bilstm_sensitivity() -> Facts:
    own, vanilla, other = (
        ablation("7", "bilstm", "none", "sensitivity"),
        at("bilstm", "vanilla", "sensitivity"),
        at("bilstm", "attention_at", "sensitivity"),
    )
    return f"sensitivity {own}", f"print {vanilla} for vanilla", f"{other} is Attention-AT"


def f1_range(dataset: str) -> str:
    """The printed F1 of a data set: `0.493 to 0.579`."""
    found = numbers(select(SEAT, "1", "3", "8", "10", dataset=dataset, metric="f1"))
    return f"{min(found):.3f} to {max(found):.3f}"


def _hate() -> Facts:
    trivial = " or ".join(f"{value:.3f}" for value in f1_of_one_class("hate"))
    counts = "/".join(map(str, class_sizes("hate")))
    place = {"method": "vanilla", "metric": "f1", "dataset": "hate"}
    vanilla = [text(SEAT, "1", encoder=encoder, **place) for encoder in ("bert", "rnn")]
    return f1_range("hate"), trivial, counts, f"({vanilla[0]} vanilla)", f"({vanilla[1]})"


def _emotion() -> Facts:
    larger, smaller = f1_of_one_class("emotion")
    counts = "/".join(map(str, class_sizes("emotion")))
    return f1_range("emotion"), f"{larger:.3f}", f"({counts})", f"({smaller:.3f})"


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
    "table 6 BERT without": _bert_without,
    "tables 4, 6 RNN without": _rnn_without,
    "tables 4, 7 full": _full_sufficiency,
    "tables 4, 6 full": _full_tvd,
    "table 6 BiLSTM full": _full_f1,
    "table 7 BiLSTM without": _bilstm_sensitivity,
    "tables 1, 3, 8, 10: F1 on Hate": _hate,
    "tables 1, 3, 8, 10: F1 on Emotion": _emotion,
}
