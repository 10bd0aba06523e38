"""Claims on what no table of a paper prints: the entropy of attention, and tails over seeds."""

import pandas as pd
import pytest

from steady_attention.claims.judged import judged
from steady_attention.results.scores import COLUMNS
from tests.claims.by_hand import row_of, rows


def test_clearer_attention_is_judged_by_its_entropy():
    """Attention iVAT's is clearer: a lower entropy than Attention VAT's on the same unlabeled texts."""
    found = pd.concat(
        rows(differences, ("sst", "imdb")).replace(
            {"method": {"attention_at": method}, "metric": {"f1": "attention_entropy"}}
        )
        for method, differences in (
            ("attention_ivat", (0.0, 0.001, 0.002)),
            ("attention_vat", (0.1, 0.102, 0.104)),
        )
    ).assign(variant="unlabeled=7")
    row = row_of("vatja-clearer-attention", judged(found, "attention_vat", {}))
    assert (row["verdict"], row["margin"], row["unit"]) == ("holds", "0.101", "plain"), row["evidence"]


def entropies(texts, **by_method):
    """attention_entropy on flat or clear texts of SST: by method a value for each of three seeds."""
    return pd.concat(
        rows([value + 0.0 for value in values], ("sst",))
        .query("method == 'attention_at'")
        .replace({"method": {"attention_at": method}, "metric": {"f1": f"attention_entropy@texts={texts}"}})
        for method, values in by_method.items()
    )


def test_iat_on_flat_sentences_is_at_by_mathematics():
    """Whatever it is on clear ones."""
    alike = {"attention_at": (0.1, 0.2, 0.4), "attention_iat": (0.1, 0.2, 0.4)}
    clear = entropies("clear", attention_at=(0.3, 0.4, 0.5), attention_iat=(0.1, 0.19, 0.31))
    found = pd.concat([entropies("flat", **alike), clear])
    row = row_of("at-unclear-sentences", judged(found, "attention_at", {}))
    assert row["verdict"] == "fails where run", row["evidence"]
    assert "texts flat: margin +0, the same runs by mathematics" in row["evidence"]
    apart = entropies("flat", attention_at=(0.3, 0.4, 0.5), attention_iat=(0.1, 0.19, 0.31))
    assert row_of("at-unclear-sentences", judged(apart, "attention_at", {}))["verdict"] == "holds where run"


def test_two_gains_over_the_twin_are_none():
    """Attention iVAT against VAT, on flat texts and on clear ones."""
    alike = {
        texts: {name: values for name in ("attention_vat", "attention_ivat")}
        for texts, values in (("flat", (0.1, 0.2, 0.4)), ("clear", (0.1, 0.1, 0.3)))
    }
    found = pd.concat(entropies(texts, **values) for texts, values in alike.items())
    row = row_of("vat-difference-enhancement", judged(found, "attention_vat", {}))
    assert row["verdict"] == "fails where run" and "margin +0, the same runs by" in row["evidence"]
    alike["flat"] = {"attention_vat": (0.3, 0.4, 0.5), "attention_ivat": (0.1, 0.19, 0.31)}
    apart = pd.concat(entropies(texts, **values) for texts, values in alike.items())
    row = row_of("vat-difference-enhancement", judged(apart, "attention_vat", {}))
    assert (row["verdict"], row["margin"]) == ("holds where run", "0.2"), row["evidence"]


def of_seeds(encoder="rnn", **by_method):
    """Median and 95th percentile of the distances over seeds on SST, by method."""
    return pd.DataFrame(
        [
            ("sst", encoder, "additive", method, "default", seed, "test", metric, value + seed / 997)
            for method, values in by_method.items()
            for metric, value in zip(("jsd_seeds_median", "jsd_seeds_p95"), values, strict=True)
            for seed in range(5)
        ],
        columns=list(COLUMNS),
    )


@pytest.mark.parametrize(
    ("seat", "narrower", "vanilla", "heavy"),
    [
        ((0.05, 0.1), "holds where run", (0.1, 0.5), "holds where run"),
        ((0.05, 0.6), "fails where run", (0.1, 0.5), "holds where run"),
        ((0.05, 0.1), "holds where run", (0.1, 0.4), "fails where run"),
    ],
)
def test_tails_over_seeds_are_the_95th_percentile_over_texts(seat, narrower, vanilla, heavy):
    table = judged(of_seeds(seat=seat, vanilla=vanilla), "seat", {})
    rows = [row_of(name, table) for name in ("seat-seeds-narrower", "seat-vanilla-seeds-heavy-tail")]
    assert [row["verdict"] for row in rows] == [narrower, heavy], [row["evidence"] for row in rows]
    elsewhere = judged(of_seeds("bilstm", seat=seat, vanilla=vanilla), "seat", {})
    assert row_of("seat-seeds-narrower", elsewhere)["verdict"] == "not run"  # the sentence is of RNNs
