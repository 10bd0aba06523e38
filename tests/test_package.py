"""The installed package: what its wheel holds, what its core needs, and that the docs' examples run."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

PROJECT = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
CORE = {"numpy", "scipy", "scikit-learn", "torch"}
BLOCKER = """
import sys
class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {blocked}:
            raise ImportError(name + " is blocked")
sys.meta_path.insert(0, Blocked())
import importlib.util
found = importlib.util.find_spec
importlib.util.find_spec = lambda name, package=None: None if name in {blocked} else found(name, package)
sys.path.insert(0, {place!r})
"""
BLOCKED = (
    *("annoy", "captum", "dask", "distributed", "dvc", "jinja2", "joblib", "matplotlib", "pandas", "pooch"),
    *("psutil", "pydantic", "ruamel", "safetensors", "seaborn", "spacy", "tokenizers", "torchtext"),
    *("transformers", "yaml"),
)


def pinned(lines):
    return {line for line in lines if line and not line.startswith("#")}


def name_of(line):
    return re.match(r"[\w.-]+", line)[0]


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The wheel of a copy of the sources, unpacked; pip leaves a build folder beside what it builds."""
    folder = tmp_path_factory.mktemp("package")
    for name in ("src", "pyproject.toml", "README.md", "LICENSE"):
        source = Path(name)
        copy = shutil.copytree if source.is_dir() else shutil.copyfile
        copy(source, folder / name)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    done = subprocess.run([*command, "-w", "wheel", "."], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (wheel,) = (folder / "wheel").glob("*.whl")
    zipfile.ZipFile(wheel).extractall(folder / "site")
    return folder / "site"


def test_extras_are_what_is_pinned():
    """The extras and the core together are requirements.txt; each pin is the one there."""
    wanted = pinned(Path("requirements.txt").read_text(encoding="utf-8").splitlines())
    assert {line for lines in EXTRAS.values() for line in lines} == {
        line for line in wanted if name_of(line) not in CORE
    }
    assert {name_of(line) for line in PROJECT["dependencies"]} == CORE
    from packaging.requirements import Requirement

    pins = {name_of(line): line.partition("==")[2] for line in wanted}
    for line in PROJECT["dependencies"]:
        requirement = Requirement(line)
        assert requirement.specifier.contains(pins[requirement.name]), line


def test_the_wheel_holds_every_file(installed):
    """Modules, templates, YAML and the mark that there are types."""
    skipped = {"__pycache__", "steady_attention.egg-info"}
    wanted = {
        path.relative_to("src").as_posix()
        for path in Path("src").rglob("*")
        if path.is_file() and not skipped & set(path.parts)
    }
    found = {path.relative_to(installed).as_posix() for path in installed.rglob("*") if path.is_file()}
    assert wanted <= found and "steady_attention/py.typed" in found
    assert {name.split("/")[0] for name in found - wanted} == {
        f"steady_attention-{PROJECT['version']}.dist-info"
    }


def test_the_core_needs_four_libraries(installed, tmp_path):
    """Measures and losses are there, and one of each gives a number, where nothing else is installed."""
    program = BLOCKER.format(blocked=BLOCKED, place=str(installed)) + (
        "import numpy as np, torch\n"
        "from steady_attention import losses, measures\n"
        "assert measures.token_f1([np.array([1, 0])], [np.array([1, 0])]).macro == 1.0\n"
        "assert measures.card('jsd').low == 0\n"
        "scores, values = torch.zeros(2, 3), torch.arange(6.0).view(2, 3, 1)\n"
        "mask, labels = torch.ones(2, 3, dtype=torch.bool), torch.tensor([0, 1])\n"
        "print(losses.attention_vat(scores, values, mask).item() > 0)\n"
        "print(losses.attention_at(scores, values, mask, labels).item() > 0)\n"
        "from steady_attention.store import sections\n"
        "try: sections.read('', {}, int)\n"
        "except ValueError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told = "settings are read by pydantic, which is not installed: pip install 'steady-attention[pipeline]'"
    assert done.stdout.splitlines() == ["True", "True", told]


def test_the_console_command(installed, tmp_path):
    """`steady-attention score` is declared, and says what to install where only the core is."""
    (declared,) = installed.glob("*.dist-info/entry_points.txt")
    assert "steady-attention = steady_attention.score.command:main" in declared.read_text()
    (tmp_path / "mine.jsonl").write_text('{"text": "a b", "scores": [1, 2]}\n')
    program = BLOCKER.format(blocked=BLOCKED, place=str(installed)) + (
        "from steady_attention.score.command import main\n"
        "sys.exit(main(['score', 'mine.jsonl', '--out', 'out']))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True)
    told = "steady-attention: pydantic is not installed: pip install 'steady-attention[bert]'\n"
    assert (done.returncode, done.stderr) == (1, told) and not (tmp_path / "out").exists()


def test_scoring_needs_no_pipeline(installed, tmp_path):
    """The extra `bert` is enough, in any folder."""
    (tmp_path / "mine.jsonl").write_text('{"text": "a b", "scores": [1, 2], "rationale": [0, 1]}\n')
    needed = {name_of(line) for line in EXTRAS["bert"]}
    program = BLOCKER.format(blocked=tuple(sorted(set(BLOCKED) - needed)), place=str(installed)) + (
        "from steady_attention.score.command import main\n"
        "sys.exit(main(['score', 'mine.jsonl', '--out', 'out']))\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "index.html").is_file()


def blocks(page):
    """The Python examples of a page of the docs."""
    return re.findall(r"```python\n(.*?)```", Path(page).read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("page", ["docs/package.md"])
def test_the_docs_examples_run(page):
    """One after another, as a reader types them; `# 0.5` behind an expression is what it gives."""
    names = {}
    found = blocks(page)
    assert found
    for block in found:
        exec(compile(block, page, "exec"), names)
        for line in block.splitlines():
            expression, _, comment = line.partition("  # ")
            if re.fullmatch(r"-?[\d.]+", comment):
                value = eval(expression.partition(" = ")[2] or expression, names)
                assert round(float(value), 3) == float(comment), line


def test_the_docs_name_what_there_is():
    """Every public function has its row in docs/package.md, and no other has one."""
    from steady_attention import losses, measures

    text = Path("docs/package.md").read_text(encoding="utf-8")
    for module in (measures, losses):
        short = module.__name__.rpartition(".")[2]
        named = set(re.findall(rf"^\| `{short}\.(\w+)", text, re.MULTILINE))
        assert named == set(module.__all__)


def test_public_functions_have_types():
    """Every argument and result of the two public modules."""
    package = Path("src/steady_attention")
    for path in (package / "measures.py", *(package / "losses").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                arguments = [*node.args.args, *node.args.kwonlyargs]
                assert node.returns and all(one.annotation for one in arguments), node.name
