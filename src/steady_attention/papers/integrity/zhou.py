"""What can be recomputed of the entries about Zhou et al. 2021, by how their `cell` begins."""

from steady_attention.papers.integrity.facts import Facts, near_misses
from steady_attention.printed.reported import select, text, texts

VIB = "vib_attention"
DATASETS = {
    "imdb": "IMDB",
    "sst5": "SST-1",
    "sst": "SST-2",
    "yelp": "Yelp",
    "ag_news": "AG News",
    "trec": "Trec",
    "subj": "Subj",
    "twitter": "Twitter",
}
DELETERS = ("random", "vanilla", "vib")


def size(dataset: str) -> int:
    """Test texts (Table 1)."""
    return int(text(VIB, "1", dataset=dataset, metric="# test").replace(",", ""))


def accuracy(method: str, encoder: str, dataset: str) -> str:
    """The printed accuracy (Table 2)."""
    return text(VIB, "2", method=method, encoder=encoder, dataset=dataset, metric="accuracy")


def deleted(dataset: str) -> tuple[list[str], list[float]]:
    """Of BERT: the points lost by deleting five words, at random and by both attentions, and what is left."""
    lost = [text(VIB, "3", method=m, encoder="bert", dataset=dataset, metric="aopc") for m in DELETERS]
    whole = float(accuracy("base", "bert", dataset))
    return lost, [round(whole - float(points), 2) for points in lost]


def kept(dataset: str) -> str:
    """Of BERT: accuracy when five random words are kept (Table 4)."""
    return text(VIB, "4", method="random", encoder="bert", dataset=dataset, metric="posthoc_accuracy")


def _twitter() -> Facts:
    lost, left = deleted("twitter")
    listed = ", ".join(f"{value:.2f}" for value in left)
    return f"AOPC {lost[0]} (random), {lost[1]}, {lost[2]}", listed, kept("twitter")


def _sst5() -> Facts:
    lost, left = deleted("sst5")
    return ", ".join(lost), ", ".join(f"{value:.2f}" for value in left), f"({kept('sst5')})"


def _floors() -> Facts:
    (subj_lost, subj), (sst_lost, sst) = deleted("subj"), deleted("sst")
    left = (", ".join(f"{value:.1f}" for value in subj), ", ".join(f"{value:.2f}" for value in sst))
    imdb = deleted("imdb")[0][0]
    random = f"{subj_lost[0]} points on Subj and {imdb} on IMDB"
    return " and ".join(left), f"ties {subj_lost[0]} and {sst_lost[1]}", random


def _posthoc() -> Facts:
    printed = text(VIB, "4", method="vanilla", encoder="lstm", dataset="sst5", metric="posthoc_accuracy")
    return printed, f"({', '.join(f'{side:.3f}' for side in near_misses(printed, size('sst5')))})"


def cut() -> Facts:
    """Values that no k / n gives when it is rounded, and the k / n that gives them when it is cut."""
    found = [(name, accuracy("base", "bert", name)) for name in ("sst5", "ag_news")]
    learned = texts(VIB, "6", method="vib", encoder="lstm", dataset="twitter")
    found += [("twitter", printed) for printed in learned]
    return tuple(dict.fromkeys(value for name, printed in found for value in _cut(printed, size(name))))


def _cut(printed: str, amount: int) -> list[str]:
    sides = near_misses(printed, amount)
    return [f"{side:.3f}" for side in sides if f"{side:.3f}"[:-1] == printed]


def _iterations() -> Facts:
    def at(dataset: str, number: str) -> str:
        return text(VIB, "6", method="vib", encoder="lstm", dataset=dataset, iterations=number)

    later, first = (at("imdb", "4"), at("twitter", "3")), (at("imdb", "0"), at("twitter", "0"))
    below = all(float(a) < float(b) for a, b in zip(later, first, strict=True))
    shown = (*(f"({value})" for value in later), f"({', '.join(first)})")
    return (*shown, "below iteration 0" if below else "not below")


def gains(encoder: str) -> dict[str, float]:
    """Accuracy of attention over that of the model without."""
    return {
        name: round(float(accuracy("vanilla", encoder, name)) - float(accuracy("base", encoder, name)), 2)
        for name in DATASETS
    }


def _yelp() -> Facts:
    found = gains("bert")
    step = found.pop("yelp")
    lost = sorted(-gain for gain in found.values())
    base, attention = accuracy("base", "bert", "yelp"), accuracy("vanilla", "bert", "yelp")
    return f"base {base}, attention {attention}", f"{step:.2f} points", f"{lost[0]:.2f} to {lost[-1]:.2f}"


def _improves() -> Facts:
    better = {e: [DATASETS[n] for n, gain in gains(e).items() if gain > 0] for e in ("lstm", "bert")}
    cells = len(select(VIB, "2", method="vanilla", metric="accuracy")) - 2  # two are averages
    listed = f"LSTM {', '.join(better['lstm'])}; BERT {', '.join(better['bert'])}"
    return f"{sum(map(len, better.values()))} of {cells} cells", listed


CHECKS = {
    "table 3 BERT Twitter": _twitter,
    "table 3 BERT SST-1": _sst5,
    "table 3 BERT Subj": _floors,
    "table 4 LSTM-ATT": _posthoc,
    "tables 2 to 4": cut,
    "table 6 against": _iterations,
    "table 2 BERT Yelp": _yelp,
    "introduction against": _improves,
}
