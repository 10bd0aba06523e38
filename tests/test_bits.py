"""The same bits on every processor that has AVX2, whatever the environment says, in one process or two."""

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from steady_attention import instructions
from steady_attention.store import environment, sources
from tests import bits

SET = (*instructions.THREADS, *instructions.INSTRUCTIONS)
HOSTILE = {
    "MKL_CBWR": "AVX2",
    "ATEN_CPU_CAPABILITY": "default",
    "ONEDNN_MAX_CPU_ISA": "SSE41",
    "OMP_NUM_THREADS": "2",
    "OPENBLAS_NUM_THREADS": "2",
    "MKL_NUM_THREADS": "2",
    "NPY_DISABLE_CPU_FEATURES": "X86_V3",
    "OPENBLAS_CORETYPE": "Nehalem",
    "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX512F,-AVX512VL,-AVX512BW,-AVX512DQ",
}


def python(*words: str, **variables: str) -> subprocess.CompletedProcess:
    """A program of its own, that knows of no variable that the package sets but those given."""
    kept = {name: value for name, value in os.environ.items() if name not in SET}
    return subprocess.run(
        [sys.executable, *words], env=kept | {"PYTHONPATH": "src"} | variables, capture_output=True, text=True
    )


@pytest.mark.skipif(instructions.UNLIKE is not None, reason=f"this processor {instructions.UNLIKE}")
@pytest.mark.parametrize(
    ("words", "variables"),
    [((), {}), (("--workers",), HOSTILE)],
    ids=["alone", "workers, another's settings"],
)
def test_four_runs_give_the_bits_that_are_recorded(words, variables):
    done = python("-m", "tests.bits", *words, **variables)
    assert done.returncode == 0, done.stderr


def test_what_differs_is_named():
    expected = json.loads(bits.FILE.read_text(encoding="utf-8"))
    found = json.loads(json.dumps(expected))
    assert bits.differing(found, expected) == []
    found["pair"]["scores"]["jsd"]["words=1"] = 7.0
    del found["dot"]["loss"]
    assert bits.differing(found, expected) == [
        f"dot.loss is None, expected {expected['dot']['loss']}",
        f"pair.scores.jsd.words=1 is 7.0, expected {expected['pair']['scores']['jsd']['words=1']}",
    ]


def test_the_tests_compute_as_the_pipeline_does():
    assert environment.lacking() is None


def test_a_library_that_was_loaded_before_is_told():
    program = "import {}; from steady_attention.store import environment as e; print(e.lacking())"
    late = python("-c", program.format("numpy")).stdout
    assert late.startswith("had loaded numpy or torch before OMP_NUM_THREADS, MKL_NUM_THREADS")
    assert environment.EXPORT in late
    listed = dict(line.split("=") for line in environment.listed().splitlines())
    assert python("-c", program.format("numpy"), **listed).stdout == "None\n"
    assert python("-c", program.format("os"), **HOSTILE).stdout == "None\n"


def test_a_stage_does_no_work_by_other_instructions(tmp_path):
    (tmp_path / "sitecustomize.py").write_text("import numpy\n")
    path = f"src{os.pathsep}{tmp_path}"
    done = python("stages/grid.py", "--profile", "demo", PYTHONPATH=path)
    assert done.returncode == 1 and done.stderr.startswith(
        "grid: this process had loaded numpy or torch before"
    )


def test_numpy_says_nothing_of_the_features_that_are_left_out():
    program = (
        "import steady_attention.instructions; "
        "from numpy._core._multiarray_umath import __cpu_features__ as f; "
    )
    done = python("-W", "error", "-c", program + "print(f['X86_V4'], f['AVX512_ICL'], f['AVX512_SPR'])")
    assert (done.stdout, done.stderr) == ("False False False\n", "")


def test_the_variables_are_part_of_every_fingerprint(monkeypatch):
    """They decide numbers: another value is another item."""
    assert sources.PACKAGE in sources.closure(["steady_attention.training.task"])
    before = sources.code(["steady_attention.training.task"])
    file = Path(instructions.__file__).resolve()
    said = sources.meaning
    monkeypatch.setattr(sources, "meaning", lambda path: said(path) + ("changed" if path == file else ""))
    assert sources.code(["steady_attention.training.task"]) != before


@pytest.mark.parametrize(
    ("machine", "flags", "told"),
    [
        ("x86_64", "flags\t\t: fpu sse2 avx avx2 fma", None),
        ("x86_64", "flags\t\t: fpu sse2 avx", "lacks avx2 and fma"),
        ("x86_64", "flags\t\t: fpu avx2 avx512f", "lacks fma"),
        ("x86_64", "", "lacks avx2 and fma"),
        ("aarch64", "Features\t: fp asimd", "is aarch64, not x86-64"),
    ],
)
def test_a_processor_that_cannot_is_told(tmp_path, monkeypatch, machine, flags, told):
    (tmp_path / "cpuinfo").write_text(f"processor\t: 0\n{flags}\nbugs\t\t: none\n", encoding="utf-8")
    monkeypatch.setattr(instructions.platform, "machine", lambda: machine)
    assert instructions._unlike(tmp_path / "cpuinfo") == told
    assert instructions._unlike(tmp_path / "none") is not None
    monkeypatch.setattr(instructions, "UNLIKE", told)
    listed = environment.listed()
    assert ("OPENBLAS_CORETYPE" in listed) == (told is None) and "OMP_NUM_THREADS=1" in listed
    note = environment.unlike("A Processor")
    assert note is None if told is None else note.startswith(f"note: A Processor {told}: what is computed")


def test_a_library_leaves_its_users_program_as_it_is():
    """Importing the public modules sets no variable, so that torch and numpy keep their threads."""
    program = (
        "import os; before = dict(os.environ); from steady_attention import losses, measures; "
        "print(dict(os.environ) == before)"
    )
    assert python("-c", program).stdout == "True\n"


def first_library(path: Path) -> str:
    """The library, or module of the package, that a file imports first."""
    names = [
        name
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        for name in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    ]
    libraries = [name for name in names if name.split(".")[0] not in sys.stdlib_module_names]
    return libraries[0]


@pytest.mark.parametrize(
    "path",
    [
        *sorted(Path("stages").glob("*.py")),
        *(Path("src/steady_attention") / name for name in ("score/command.py", "rehearsal/stage.py")),
        *(Path(name) / "__init__.py" for name in ("tests", "benchmarks")),
    ],
    ids=str,
)
def test_a_program_says_first_how_to_compute(path):
    """Before any library that reads it is loaded."""
    assert first_library(path) == sources.INSTRUCTIONS


def test_the_package_itself_holds_nothing():
    """Items' fingerprints have INSTRUCTIONS in its place."""
    (only,) = ast.parse(Path("src/steady_attention/__init__.py").read_text(encoding="utf-8")).body
    assert isinstance(only, ast.Expr)
