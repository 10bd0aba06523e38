"""Runs with encoder bert in a profile's set-up, one after the other, their scores and seconds.

PYTHONPATH=src python -m benchmarks.gpu_bert --profile small --dataset sst

Texts, word pieces and the profile's checkpoint are made ready where they are not (`--prepare`: this alone).
Runs go into the item store, so a second start goes on behind the last one. data/gpu/bert.json is written anew
behind each run.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from steady_attention.corpora.bert import checkpoints
from steady_attention.run import beforehand, experiment, prepared, processed, text_items
from steady_attention.settings import params, suites
from steady_attention.store.errors import UserError
from steady_attention.store.files import read_json, write_json
from steady_attention.store.messages import one_of

SCORES = Path("data/gpu/bert.json")
METHODS = ("vanilla", "attention_at", "word_at", "vib", "seat")  # one of each kind, the cheap ones first


def main(words: Sequence[str] | None = None) -> int:
    """Prepare, and train and evaluate the methods. The exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--profile", default="small")
    parser.add_argument("--dataset", default="sst")
    parser.add_argument("--methods", nargs="+", default=METHODS)
    parser.add_argument("--prepare", action="store_true", help="make the texts ready, and train nothing")
    given = parser.parse_args(words)
    try:
        _all(given)
    except UserError as error:
        print(f"gpu_bert: {error}", file=sys.stderr)
        return 1
    return 0


def _all(given: argparse.Namespace) -> None:
    settings = replace(
        params.load(given.profile), profile=given.profile, dataset=given.dataset, encoder=suites.BERT
    )
    settings = replace(settings, attention="additive", hparams={}, seed=0, unlabeled=0)
    one_of(f"--dataset (profile {given.profile})", given.dataset, settings.labeled(given.profile))
    for method in given.methods:
        one_of("--methods", method, [name for name in settings.methods if name != settings.scorer])
    beforehand.check_bert(settings, given.profile, [given.dataset])
    corpus = processed.corpora(settings, given.profile, [given.dataset])[given.dataset]
    found: list[dict] = []
    for method in given.methods:
        chosen = replace(settings, method=method)
        run = experiment.selected(chosen, text_items.is_pair(corpus))
        data = prepared.of_run(chosen, given.profile, run, corpus, checkpoints.CHECKPOINTS)
        if given.prepare:
            print(f"texts of {given.dataset} are ready for encoder bert")
            return
        began = time.monotonic()
        folder = experiment.evaluated(chosen, given.profile, run, data)[method]
        seconds = round(time.monotonic() - began, 1)
        f1 = read_json(folder / "scores.json")["test"]["f1"]
        found.append({"method": method, "run": run.name, "seconds": seconds, "f1": f1})
        write_json(SCORES, found)
        print(f"{method} {run.name}: test F1 {f1:.3f}, {seconds} s", flush=True)


if __name__ == "__main__":
    sys.exit(main())
