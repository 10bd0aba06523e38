"""The structure holds itself: imports go one way, and DVC knows every file that a stage stands on."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from steady_attention import corpora, methods, papers
from steady_attention.store import sources

PACKAGE = Path("src/steady_attention")
PAGE = Path("docs/architecture.md").read_text(encoding="utf-8")
TREE = PAGE.partition("src/steady_attention/\n")[2].partition("\ntests/")[0].splitlines()
LAYERS = tuple(
    name.strip("/").removesuffix(".py") for line in TREE for name in line[2:].split("  ")[0].split()
)
STAGES = yaml.safe_load(Path("dvc.yaml").read_text(encoding="utf-8"))["stages"]
OUTSIDE_DVC = {"compare", "join", "release", "score", "seeds"}  # commands of their own, which `make` runs
OF_NO_PROFILE = ("sources", "experiment", "integrity")  # of the code, the run at hand, the papers
METHODS = yaml.safe_load(Path("conf/methods.yaml").read_text(encoding="utf-8"))


def layer(module: str) -> int:
    """The place of a module's package in LAYERS."""
    return LAYERS.index(module.split(".")[1])


def against(path: Path) -> list[str]:
    """What is wrong about a file's imports, a line each."""
    room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
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


def test_the_page_names_every_room():
    rooms = {path.name.removesuffix(".py") for path in PACKAGE.iterdir() if path.suffix in ("", ".py")}
    assert sorted(LAYERS) == sorted(rooms - {"__init__", "__pycache__"})


def test_imports_go_one_way():
    """A module imports from its own room or from one above it in the tree of docs/architecture.md."""
    files = sorted(set(PACKAGE.rglob("*.py")) - {PACKAGE / "__init__.py"})
    assert len(files) > len(LAYERS)
    assert [line for path in files for line in against(path)] == []


@pytest.mark.parametrize("name", [name for name in STAGES if name != "sources"])
def test_a_stage_depends_on_what_its_code_says(name):
    """Of the files of data/sources/ it declares the one of its script's group, and no source by itself."""
    script = Path(next(word for word in STAGES[name]["cmd"].split() if word.startswith("stages/")))
    assert name.startswith(script.stem)
    (group,) = (group for group, stages in sources.GROUPS.items() if script.stem in stages)
    declared = [dep for dep in STAGES[name]["deps"] if dep.startswith(("src/", "stages/", "data/sources/"))]
    assert declared == [str(sources.listing(group))]


def test_the_stage_sources_writes_what_the_others_depend_on():
    assert STAGES["sources"]["outs"] == [str(sources.listing(group)) for group in sources.GROUPS]
    scripts = {path.stem for path in Path("stages").glob("*.py")}
    assert scripts == OUTSIDE_DVC | {"sources"}.union(*sources.GROUPS.values())


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


def test_no_line_of_the_pipeline_names_a_method_a_corpus_or_a_paper():
    """They are read from conf/methods.yaml; `from_vanilla` is the name of a list there."""
    lines = Path("dvc.yaml").read_text(encoding="utf-8").replace("from_vanilla", "").splitlines()
    names = {*methods.NAMES, *papers.SUITES, *corpora.NAMES}
    words = re.compile(rf"\b({'|'.join(names)})\b")
    assert [line for line in lines if words.search(line)] == []


def test_matrices_run_over_the_lists_of_methods_yaml():
    trained, further = METHODS["trained"], METHODS["from_vanilla"]
    assert sorted([*trained, *further]) == sorted(METHODS["methods"]) == sorted(methods.NAMES)
    assert METHODS["start"] in trained and METHODS["scorer"] in trained
    over = {name: stage["matrix"].get("method") for name, stage in STAGES.items() if "matrix" in stage}
    assert {over["train"], over["evaluate"]} == {"${trained}"}
    assert {over["train_from_vanilla"], over["evaluate_from_vanilla"]} == {"${from_vanilla}"}
    shown = [papers.get(suite) for suite in METHODS["papers"]]
    assert all(one.FIGURES and (one.TABLES or one.COMPARISONS) for one in shown)


@pytest.mark.parametrize(
    ("name", "lines"), [("params.yaml", 60), ("conf/*/grid.yaml", 200), ("dvc.yaml", 400), ("dvc.lock", 3500)]
)
def test_what_a_person_reads_is_short(name, lines):
    """A grid fits two screens; DVC reads its files in every command."""
    paths = list(Path().glob(name))
    assert paths and all(len(path.read_text(encoding="utf-8").splitlines()) <= lines for path in paths)


def test_no_stage_bears_a_standard_modules_name():
    assert not {path.stem for path in Path("stages").glob("*.py")} & set(sys.stdlib_module_names)


def test_training_needs_no_preprocessing_library():
    """`train` and `evaluate` run on torch, numpy, scipy, sklearn, joblib, yaml, pydantic and safetensors."""
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
[encoders.get(name) for name in encoders.NAMES]
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_deciding_what_is_done_imports_no_torch():
    """A stale-but-done stage must cost no import of torch."""
    program = "import sys; sys.path[:0] = ['src', 'stages']; import train; assert 'torch' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
