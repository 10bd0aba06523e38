"""What can be recomputed of the entries about Kitada & Iyatomi 2022 and its version in Japanese."""

from steady_attention.papers.integrity.facts import Facts, near_misses
from steady_attention.printed.reported import select, text, texts
from steady_attention.printed.search import VAT, VAT_DATASETS, amount

JA = "attention_vat_ja"
PAIRS = ("cnn", "snli", "multinli")


def correlation(table: str, method: str, dataset: str) -> float:
    """The printed correlation."""
    return float(text(VAT, table, method=method, dataset=dataset, metric="pearson"))


def _word_ivat() -> Facts:
    gain = {
        name: correlation("4b", "word_ivat", name) - correlation("4a", "word_vat", name)
        for name in VAT_DATASETS
    }
    here = gain.pop("ag_news")
    own, other = correlation("4b", "word_ivat", "ag_news"), correlation("4a", "word_vat", "ag_news")
    rest = f"{min(gain.values()):.3f} to {max(gain.values()):.3f}"
    return f"{own:.3f}", f"(Word VAT {other:.3f})", f"{here:.3f} here", rest


def _attention_at() -> Facts:
    gains = [correlation("4a", "attention_at", n) - correlation("4a", "vanilla", n) for n in VAT_DATASETS]
    same, *others = gains
    shown = f"({text(VAT, '4a', method='vanilla', dataset='sst')})"
    return shown, f"differ by {min(others):.3f} to {max(others):.3f}" if same == 0 else "not equal"


def _pair_amounts() -> Facts:
    return tuple({f"Nu/Nl = {amount(dataset)[1]}" for dataset in PAIRS})


def _chosen_amounts() -> Facts:
    imdb, printed = amount("imdb")
    return (
        f"{amount('sst')[1]} (SST)",
        f"{imdb:.2f} (IMDB, printed {printed})",
        f"{amount('ag_news')[0]:.2f} (AGNews)",
    )


def _supervised_rows() -> Facts:
    scores = ("3a", "3b", "4a", "4b", "5a", "5b", "6")
    found = [
        row
        for method in ("attention_vat", "attention_ivat")
        for row in select(VAT, *scores, method=method)
        if row.params.get("unlabeled_data", "yes") == "no"
    ]
    return ("some tables have these rows",) if found else ("no table of this text has these rows",)


def _ticks() -> Facts:
    tick = {
        name: text(VAT, "1", method=name, metric="model interpretability")
        for name in ("word_iat", "word_ivat", "attention_at", "attention_vat")
    }
    blank = [tick["attention_at"], tick["attention_vat"]] == ["no", "no"]
    words = {tick["word_iat"], tick["word_ivat"]}
    return *(f'"model interpretability: {word}"' for word in words), "the blank for" if blank else "no blank"


def _cnn() -> Facts:
    def odd(dataset: str, size: int) -> tuple[list[str], int]:
        printed = list(
            dict.fromkeys((row.method, row.text) for row in select(VAT, "3a", "3b", dataset=dataset))
        )
        return [text for _, text in printed if near_misses(text, size)], len(printed)

    (news, all_news), (snli, _) = odd("cnn", 3198), odd("snli", 9824)
    return f"{len(news)} of {all_news} values", f"({', '.join(news)})", f"SNLI {' and '.join(snli)}"


def _bert_to_bert() -> Facts:
    auprc, *others = texts(VAT, "5b", method="bert_to_bert")
    return f"AUPRC {auprc}", "dashes for AP and ROC-AUC" if others == ["-", "-"] else "no dashes"


def _supervised_imdb() -> Facts:
    return tuple(
        f"({' and '.join(texts(JA, '1a', method=method, dataset='imdb'))})"
        for method in ("attention_ivat", "attention_vat", "attention_iat")
    )


CHECKS = {
    "table 4b AGNews": _word_ivat,
    "table 4a SST": _attention_at,
    "section 5.4 against": _pair_amounts,
    "section 5.4 and 6.2": _chosen_amounts,
    "section 4.1.1": _supervised_rows,
    "table 1 ticks": _ticks,
    "table 3, CNN": _cnn,
    "table 5b": _bert_to_bert,
}
CHECKS_JA = {"table 1a, IMDB": _supervised_imdb}
