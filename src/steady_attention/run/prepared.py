"""What a single run of the stage `experiment` is trained and evaluated on, from raw files on: nothing else.

All of it lies in the item store, so what the pipeline's stages have made is taken from there.
"""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from steady_attention.run import drawn, processed, raw, runs
from steady_attention.run.execution import Done
from steady_attention.run.items import Data
from steady_attention.run.processed import Paths
from steady_attention.run.runs import Run
from steady_attention.settings.sections import Params
from steady_attention.settings.suites import AUTO, BERT, PIECED
from steady_attention.store import artifacts, folders
from steady_attention.store.errors import UserError


def of_run(params: Params, profile: str, run: Run, corpus: Path, known: Collection[str]) -> Data:
    """All that a run needs. corpus: its tokenized corpus; known: the checkpoints that are no user's."""
    own = {run.dataset: corpus}
    (_, file), *_ = raw.vectors(params, profile)
    made = artifacts.folders(processed.vectors(params, profile, own, artifacts.store() / file))
    data = Data(corpus, made[f"{run.dataset}-vectors"], None, None, None)
    if run.encoder in PIECED:
        data = replace(data, **in_pieces(params, profile, run.encoder, own, known)[run.dataset])
    if way := runs.draw(run):
        drawn_from = params.at(profile).unlabeled
        pool = [way.pool or drawn_from.pool] if drawn_from and way.strategy != runs.HELD_OUT else []
        there = {**own, **made, **processed.corpora(params, profile, pool)}
        ((_, found),) = drawn.unlabeled(params, profile, [(run.dataset, way)], there)
        data = replace(data, unlabeled=artifacts.store() / found)
        check_amount(run, way.strategy, profile, drawn.available(data.unlabeled))
    return data


def check_amount(run: Run, strategy: str, profile: str, available: int) -> None:
    """Raise UserError for a run that asks for more unlabeled texts than there are."""
    asked = dict(run.variant).get("unlabeled", 0)
    if asked <= available:
        return
    more = f"lower it, or raise unlabeled.amount in {folders.settings(profile)}"
    if strategy == runs.HELD_OUT:
        more = "lower it: the unlabeled texts of a pair task are half of its training split"
    raise UserError(f"unlabeled: {asked} texts are asked for, and there are {available}; {more}")


def in_pieces(
    params: Params, profile: str, encoder: str, corpora: Paths, known: Collection[str]
) -> dict[str, dict[str, Path]]:
    """By corpus an encoder over word pieces, which has the corpus's pieces too. known: the checkpoints that
    are no user's.
    """
    if encoder == AUTO:
        made = artifacts.folders(_auto(params, profile, corpora))
    else:
        made = artifacts.folders(_bert(params, profile, corpora, known))
    return {name: dict.fromkeys(("bert", "pieces"), made[f"{name}-{encoder}"]) for name in corpora}


def _auto(params: Params, profile: str, corpora: Paths) -> Done:
    raws = artifacts.folders(raw.corpora(params, profile, corpora))
    (checkpoint,) = artifacts.folders(raw.auto(params, profile)).values()
    return processed.auto(params, profile, corpora, raws, checkpoint)


def _bert(params: Params, profile: str, corpora: Paths, known: Collection[str]) -> Done:
    settings = params.at(profile)
    declared = processed.corpora(params, profile, settings.corpora if settings.bert.random else ())
    checkpoint = artifacts.folders(raw.bert(params, profile, known)).get(BERT)
    (bert,) = artifacts.folders(processed.bert(params, profile, declared, checkpoint)).values()
    return processed.pieces(params, profile, corpora, bert)
