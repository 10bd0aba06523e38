"""The workspace of a rehearsal: a folder with the code, the derived settings, and a mirror of raw files.

It has a DVC of its own, so that nothing of the rehearsal is among the outputs, the items or the reports of
the repository around it. The code is copied at every start; what was computed stays.
"""

import configparser
import gzip
import hashlib
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from steady_attention import corpora
from steady_attention.corpora.bert import checkpoints
from steady_attention.corpora.vectors import sources as word_vectors
from steady_attention.rehearsal import datasets, part, pretrained, resized, rule, texts
from steady_attention.rehearsal.outcome import PROFILE
from steady_attention.rehearsal.stage import DECLARED
from steady_attention.run import plan, text_items
from steady_attention.settings import params
from steady_attention.settings.plain_yaml import PARAMS, content
from steady_attention.store import folders
from steady_attention.store.errors import UserError
from steady_attention.store.files import link_or_copy, read_json, write_json, write_text

COPIED = ("src", "stages", "data/own")
SCRIPT = "python stages/"  # in the commands of dvc.yaml
NOTICE = (  # heads what the rehearsal writes
    "This is a rehearsal of the profile {}: toy models on a few texts, some of them generated. No number "
    "here says anything about a method."
)
BY_US = "python -m steady_attention.rehearsal.stage stages/"


def make(root: Path, profile: str, of_part: bool) -> dict[str, Any]:
    """Make the workspace of a profile's rehearsal at `root`, or bring it up to date; returns what is
    replaced, as DECLARED has it.

    of_part: the grid is cut to a part (see part.py). Raises UserError for an unknown profile and for one
    with files of the user's own.
    """
    settings, grid, methods, top = derived(profile)
    known = params.checked(top, methods, {PROFILE: (settings, grid)})
    if of_part:
        grid = part.grid(PROFILE, known.at(PROFILE), known.from_vanilla)
        known = params.checked(top, methods, {PROFILE: (settings, grid)})
    plan.plan(PROFILE, known.at(PROFILE), known.from_vanilla)  # what it refuses is told before any work
    declared, mirror = _files(settings)
    _refuse_other(root)
    if (root / DECLARED).is_file() and read_json(root / DECLARED) != declared:
        print(f"{root}: other raw files than before: made anew", flush=True)
        shutil.rmtree(root)
    write_json(root / DECLARED, declared)
    for name in COPIED:
        shutil.rmtree(root / name, ignore_errors=True)
        shutil.copytree(name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.rmtree(root / "data/mirror", ignore_errors=True)
    for path, given in mirror.items():
        put(root / "data/mirror" / path, given)
    words = f"# Derived from conf/{profile}/ by steady_attention.rehearsal.rule: do not change it here.\n"
    files = {folders.settings(PROFILE): settings, folders.suites(PROFILE): grid, folders.METHODS: methods}
    for name, value in {PARAMS: top, **files}.items():
        write_text(root / name, words + yaml.safe_dump(value, sort_keys=False, default_flow_style=None))
    write_text(root / "dvc.yaml", Path("dvc.yaml").read_text(encoding="utf-8").replace(SCRIPT, BY_US))
    shutil.copyfile(".dvcignore", root / ".dvcignore")
    _dvc(root)
    return declared


def derived(profile: str, root: Path = Path()) -> tuple[Any, Any, Any, Any]:
    """The contents of settings.yaml, grid.yaml, methods.yaml and params.yaml by the rule. Raises UserError as
    `params.load` does.
    """
    params.load(profile, root)  # the errors of what is derived from name the files that a person can mend
    settings = rule.smaller(content(root, folders.settings(profile))) | {"notice": NOTICE.format(profile)}
    grid = rule.grid(content(root, folders.suites(profile)))
    top = rule.top(content(root, PARAMS), PROFILE, settings)
    return settings, grid, rule.smaller(content(root, folders.METHODS)), top


def data_sets(settings: Mapping[str, Any]) -> list[str]:
    """All that a profile reads: labeled corpora, pools, texts to pretrain on."""
    unlabeled, pretrain = settings["unlabeled"] or {}, settings["pretrain"] or {}
    pools = [unlabeled["pool"], *unlabeled["further"]] if unlabeled else []
    return list(dict.fromkeys([*settings["corpora"], *pools, *(pretrain.get("texts") or ())]))


def _files(settings: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Path | bytes]]:
    """What is replaced, and the mirror: by their paths files that are there, and contents made here."""
    mirrors = [path for path in text_items.mirrors().values() if path.is_dir()]
    replaced: dict[str, list[str]] = {"corpora": [], "vectors": [], "checkpoints": []}
    mirror: dict[str, Path | bytes] = {}
    names = data_sets(settings)
    for name in names:
        files = corpora.get(name).files
        found = resized.real(files, mirrors)
        if found is None:
            replaced["corpora"].append(name)
            made = datasets.files(name)
            found = {resized.place(raw): made[raw.name] for raw in files}
        mirror |= found
    for name in (settings["vectors"], *settings["other_vectors"]):
        source = word_vectors.get(name)
        found = resized.real(source.files, mirrors)
        if found is None:
            replaced["vectors"].append(name)
            found = {
                resized.place(raw): pretrained.vectors(source.file, source.width) for raw in source.files
            }
        mirror |= found
    if settings["bert"] and settings["bert"]["checkpoint"]:
        source = checkpoints.get(settings["bert"]["checkpoint"])
        replaced["checkpoints"] += [source.name] if source.files else []
        made = pretrained.checkpoint()
        vocabulary = resized.real([raw for raw in source.files if raw.name == pretrained.VOCABULARY], mirrors)
        mirror |= {resized.place(raw): made[raw.name] for raw in source.files} | (vocabulary or {})
    return {"replaced": replaced, "data_sets": names, "contents": _digest(mirror)}, mirror


def _digest(mirror: Mapping[str, Path | bytes]) -> str:
    """A hash of what is generated, of the names of all files, and of how many texts are read."""
    total = hashlib.sha256(repr((texts.SPLITS, resized.POOL, sorted(mirror))).encode())
    for path, given in sorted(mirror.items()):
        if isinstance(given, bytes):
            total.update(path.encode() + hashlib.sha256(given).digest())
    return total.hexdigest()


def put(path: Path, given: Path | bytes) -> None:
    """A link to a file, or a content, packed as its name says."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(given, Path):
        link_or_copy(str(given.resolve()), str(path))
    else:
        path.write_bytes(gzip.compress(given, 1, mtime=0) if path.suffix == ".gz" else given)


def _dvc(root: Path) -> None:
    """A DVC repository without git."""
    config = configparser.ConfigParser()
    config.read(".dvc/config", encoding="utf-8")
    config["core"].update({"no_scm": "true", "autostage": "false"})
    (root / ".dvc").mkdir(exist_ok=True)
    with (root / ".dvc/config").open("w", encoding="utf-8") as file:
        config.write(file)


def _refuse_other(root: Path) -> None:
    """Raise UserError for a folder that holds something else: it would be written over."""
    if root.exists() and any(root.iterdir()) and not (root / DECLARED).is_file():
        raise UserError(f"{root}: expected a rehearsal's folder, or none, found another: name a fresh one")


def environment() -> dict[str, str]:
    """Of the commands that are run in a workspace: this Python, no mirror and no DVC but the workspace's."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("DVC", "PYTHON"))}
    kept.pop(text_items.MIRROR, None)
    return kept | {"PATH": os.pathsep.join([str(Path(sys.executable).parent), kept.get("PATH", os.defpath)])}
