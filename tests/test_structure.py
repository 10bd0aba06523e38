"""The structure holds itself: imports go one way, and DVC knows every file that a stage stands on."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from steady_attention.metrics import cards
from steady_attention.store import sources

PACKAGE = Path("src/steady_attention")
LAYERS = (
    *("store", "settings", "run"),
    *(
        "corpora",
        "text",
        "unlabeled",
        "metrics",
        "models",
        "methods",
        "training",
        "pretraining",
        "evaluation",
    ),
    *("results", "printed", "claims", "report", "papers"),
)
STAGES = yaml.safe_load(Path("dvc.yaml").read_text(encoding="utf-8"))["stages"]
OF_NO_PROFILE = ("experiment", "integrity")  # of the run at hand, the papers
PARAMS = yaml.safe_load(Path("params.yaml").read_text(encoding="utf-8"))


def layer(module: str) -> int:
    """The place of a module's package in LAYERS."""
    return LAYERS.index(module.split(".")[1])


def against(path: Path) -> list[str]:
    """What is wrong about a file's imports, a line each."""
    room = path.relative_to(PACKAGE).parts[0]
    lines = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            lines.append(f"{path}: relative import")
        lines += [
            f"{path} imports {name}: {LAYERS[layer(name)]} comes after {room}"
            for name in names
            if name.startswith("steady_attention.") and sources.location(".".join(name.split(".")[:2]))
            if layer(name) > LAYERS.index(room)
        ]
    return lines


def test_imports_go_one_way():
    """A module imports from its own package or from one earlier in LAYERS."""
    files = sorted(set(PACKAGE.rglob("*.py")) - {PACKAGE / "__init__.py"})
    assert len(files) > len(LAYERS)
    assert [line for path in files for line in against(path)] == []


def combinations(stage: dict) -> list[dict[str, str]]:
    """The items of a stage's matrix other than the profile."""
    matrix = {key: values for key, values in stage.get("matrix", {}).items() if key != "profile"}
    if not matrix:
        return [{}]
    ((key, values),) = matrix.items()
    return [{key: value} for value in values]


@pytest.mark.parametrize("name", STAGES)
def test_every_imported_file_is_a_declared_dependency(name):
    stage = STAGES[name]
    script = Path(next(word for word in stage["cmd"].split() if word.startswith("stages/")))
    assert name.startswith(script.stem)
    for item in combinations(stage):
        declared = [Path(text) for text in stage["deps"]]
        for key, value in item.items():
            declared = [Path(str(dep).replace(f"${{item.{key}}}", value)) for dep in declared]
        paths = [path.resolve().relative_to(Path.cwd()) for path in sources.files(script, item)]
        if PACKAGE / "metrics/cards.py" in paths:  # which reads the files that declare cards
            paths += [PACKAGE / room / "__init__.py" for room in cards.ROOMS]
        for path in paths:
            covered = any(path == dep or dep in path.parents for dep in declared)
            assert covered, f"{name}: {path} is imported but not under deps of dvc.yaml"


def test_every_declared_source_exists():
    for stage in STAGES.values():
        for text in stage["deps"]:
            if text.startswith(("src/", "stages/")) and "$" not in text:
                assert Path(text).exists(), text


def test_profile_stages_follow_dvc_rules():
    """One-element matrix, profile in the command, never a whole profile, `profile` or `execution` among the
    params.
    """
    for name, stage in STAGES.items():
        if name not in OF_NO_PROFILE:
            assert stage["matrix"]["profile"] == ["${profile}"]
            assert "--profile ${item.profile}" in stage["cmd"]
        for param in stage.get("params", []):
            assert param not in ("profile", "execution", "conf/${profile}/settings.yaml"), f"{name}: {param}"


def test_only_reports_persist():
    """`persist` switches DVC's own restoring off, and files are deleted by a failing stage without it. What
    the experiment writes is in DVC's cache, since git leaves it out; all other reports are not.
    """
    for name, stage in STAGES.items():
        for out in stage["outs"]:
            path, options = next(iter(out.items())) if isinstance(out, dict) else (out, {})
            assert path.startswith("data/") == (not options), f"{name}: {path}"
            if options.get("persist"):
                assert options.get("cache", True) == (name == "experiment") and path.startswith("reports/")


def test_registries_and_matrices_name_the_same():
    from steady_attention import methods, papers

    for kinds in (("train", "train_from_vanilla"), ("evaluate", "evaluate_base")):
        assert {name for kind in kinds for name in STAGES[kind]["matrix"]["method"]} == set(methods.NAMES)
    assert STAGES["train_from_vanilla"]["matrix"]["method"] == list(methods.FROM_VANILLA)
    assert STAGES["tables"]["matrix"]["suite"] == list(papers.SUITES)
    drawn = [suite for suite in papers.SUITES if papers.get(suite).FIGURES]
    assert STAGES["figures"]["matrix"]["suite"] == drawn
    assert set(yaml.safe_load(Path("conf/methods.yaml").read_text(encoding="utf-8"))["methods"]) == set(
        methods.NAMES
    )


def test_no_stage_bears_a_standard_modules_name():
    assert not {path.stem for path in Path("stages").glob("*.py")} & set(sys.stdlib_module_names)


def test_training_needs_no_preprocessing_library():
    """`train` and `evaluate` run on torch, numpy, scipy, sklearn, joblib, yaml and safetensors alone, and on
    transformers with the encoder bert.
    """
    program = """
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        blocked = ("spacy", "torchtext", "annoy", "pooch", "pandas", "matplotlib", "jinja2", "dvc",
                   "dask", "distributed", "transformers", "tokenizers")
        if name.split(".")[0] in blocked:
            raise ImportError(name + " is blocked")
sys.meta_path.insert(0, Blocked())
sys.path[:0] = ["src", "stages"]
import train, evaluate
import steady_attention.training.task, steady_attention.evaluation.task
from steady_attention import methods
[methods.get(name) for name in methods.NAMES]
from steady_attention.models import encoders
[encoders.get(name) for name in encoders.NAMES if name != "bert"]
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_deciding_what_is_done_imports_no_torch():
    """A stale-but-done stage must cost no import of torch."""
    program = "import sys; sys.path[:0] = ['src', 'stages']; import train; assert 'torch' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_table_of_experiments_has_scores_and_the_keys_at_the_top():
    """`make experiments` drops the hundreds of columns that DVC makes of profiles and files, no others."""
    from steady_attention.report import experiment

    (line,) = (line for line in Path("Makefile").read_text().splitlines() if line.startswith("OTHERS := "))
    others = re.compile(line.removeprefix("OTHERS := "))
    scores = (*experiment.TEST, *(f"{name}_noise" for name in experiment.NOISE), "dev_f1")
    kept = ("hparams",)
    keys = [
        key
        for key, value in PARAMS.items()
        if key in kept or value is not None and not isinstance(value, dict)
    ]
    assert [name for name in (*scores, *keys) if others.match(name)] == []
    files = {dep for stage in STAGES.values() for dep in stage["deps"]}
    sections = {f"{key}.one" for key in PARAMS if key not in keys}
    assert [name for name in files | sections if not others.match(name)] == []
