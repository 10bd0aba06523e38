"""What can be recomputed of the entries on SEAT's ablation tables and F1, by how their `cell` begins."""

from steady_attention.papers.integrity.facts import class_sizes, f1_of_one_class
from steady_attention.papers.integrity.printed import Facts, numbers, rows, text

SEAT, FULL = "seat", "L3+L_topk"


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
        "Word-AT": "word_at", "Word-iAT": "word_iat", "Attention-iAT": "attention_iat",
        "Attention-RP": "attention_rp",
    }  # fmt: skip
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
    found = numbers(rows(SEAT, "1", "3", "8", "10", dataset=dataset, metric="f1"))
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


CHECKS = {
    "table 6 BERT without": _bert_without,
    "tables 4, 6 RNN without": _rnn_without,
    "tables 4, 7 full": _full_sufficiency,
    "tables 4, 6 full": _full_tvd,
    "table 6 BiLSTM full": _full_f1,
    "table 7 BiLSTM without": _bilstm_sensitivity,
    "tables 1, 3, 8, 10: F1 on Hate": _hate,
    "tables 1, 3, 8, 10: F1 on Emotion": _emotion,
}
