"""`make` from a bare folder: what it lacks is said in one line, and the second `make` works.

Python, pip and the compiler are played by a script, so that no package is fetched.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PYTHON = """#!/bin/bash
# Plays Python {version}: `-m venv` copies it; pip writes down what it is told, or fails (pip-fails).
case "$*" in
  *version_info*) echo {version} ;;
  *ensurepip*) {venv} ;;
  "-m venv"*)
    rm -rf .venv && mkdir -p .venv/bin && cp "$0" .venv/bin/python
    echo "command = $0 -m venv $PWD/.venv" >.venv/pyvenv.cfg ;;
  "-m pip --version") echo "pip 1 from $PWD/.venv (python {version})" ;;
  *sysconfig*) echo "{compiler} -I." ;;
  "-m pip install"*)
    echo "$*" >>pip-calls
    [[ ! -e pip-fails || "$*" != *"$(cat pip-fails)"* ]] || {{ echo "a page of pip's" >&2; exit 1; }} ;;
  "-m steady_attention.run.mend") echo mend >>calls ;;
  *) exit 3 ;;
esac
"""


class Clone:
    """A folder with the Makefile and what it reads, and a `bin` before all else on the path."""

    def __init__(self, root: Path):
        self.root, self.bin = root, root.parent / "bin"
        root.mkdir(parents=True)
        self.bin.mkdir()
        for name in ("Makefile", "pyproject.toml", "params.yaml", "requirements.txt"):
            shutil.copyfile(name, root / name)
        self.python("python3", "3.11")

    def python(self, name: str, version: str, venv: str = "true", compiler: str = "true") -> None:
        """Put a Python into `bin`."""
        self.script(name, PYTHON.format(version=version, venv=venv, compiler=compiler))

    def script(self, name: str, text: str) -> None:
        """Put a program into `bin`."""
        (self.bin / name).write_text(text, encoding="utf-8")
        (self.bin / name).chmod(0o755)

    def make(self, *arguments: str, status: int = 0, **environment: str) -> str:
        """What `make` prints, both streams."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "PYTHON"))}
        path = f"{self.bin}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            ["make", *arguments],
            cwd=self.root,
            env=kept | {"PATH": path} | environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
        )
        assert done.returncode == status, done.stdout
        return done.stdout

    def version(self) -> str:
        """The version of the Python in .venv."""
        command = [self.root / ".venv/bin/python", "-c", "import sys; sys.version_info"]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def clone(tmp_path):
    return Clone(tmp_path / "my clone's")


def test_another_python_is_named_with_the_one_needed_before_anything_is_made(clone):
    clone.python("python3", "3.10")
    said = clone.make("install", status=2).splitlines()
    assert said[0] == (
        "make: Python 3.11 is needed, and python3 is 3.10: name another, as in make install PYTHON=python3.11"
    )
    assert len(said) == 2 and not (clone.root / ".venv").exists()
    assert "nothing is none that runs" in clone.make("install", "PYTHON=nothing", status=2)
    assert "nothing is none that runs" in clone.make("install", PYTHON="nothing", status=2)
    clone.python("python3.11", "3.11")
    clone.make("install", "PYTHON=python3.11")
    assert clone.version() == "3.11"
    clone.make("install")  # .venv stands, whatever python3 is
    (clone.root / "requirements.txt").touch()
    clone.make("install")
    assert "python3 is 3.10" in clone.make("install", "PYTHON=python3", status=2)
    assert (clone.root / ".venv/ready").exists()


def _of_another_version(clone):
    clone.python("python3", "3.10")
    subprocess.run([clone.bin / "python3", "-m", "venv", ".venv"], cwd=clone.root, check=True)
    clone.python("python3", "3.11")


def _without_its_interpreter(clone):
    clone.make("install")
    (clone.root / ".venv/bin/python").unlink()
    (clone.root / ".venv/bin/python").symlink_to("/nonexistent/python3.11")


def _without_pip(clone):
    clone.make("install")
    python = clone.root / ".venv/bin/python"
    python.write_text(python.read_text().replace("-m pip --version", "-m pip --missing"))
    (clone.root / ".venv/ready").unlink()


def _half_made(clone):
    (clone.root / ".venv/bin").mkdir(parents=True)


def _moved_with_its_folder(clone):
    clone.make("install")
    clone.root = clone.root.rename(clone.root.parent / "moved")


@pytest.mark.parametrize(
    "spoil", [_of_another_version, _without_its_interpreter, _without_pip, _half_made, _moved_with_its_folder]
)
def test_a_venv_that_cannot_serve_is_made_anew(clone, spoil):
    spoil(clone)
    assert "make: .venv was not made here by Python 3.11, or not to its end: anew" in clone.make("install")
    assert clone.version() == "3.11"
    assert "Nothing to be done" in clone.make("install")


def test_a_whole_venv_is_kept_when_the_requirements_change(clone):
    clone.make("install")
    (clone.root / ".venv/kept").touch()
    os.utime(clone.root / "requirements.txt", (2**32, 2**32))
    assert "anew" not in clone.make("install")
    assert (clone.root / ".venv/kept").exists()


def test_the_real_python_and_pip_say_what_the_makefile_asks(clone):
    """As above, without a play: what `venv` and `pip --version` write is what a whole .venv is known by."""
    (clone.root / "requirements.txt").write_text("# nothing to fetch\n")
    clone.make("install", f"PYTHON={sys.executable}", PIP_NO_INDEX="1")
    os.utime(clone.root / "requirements.txt", (2**32, 2**32))
    clone.python("python3", "3.10")
    assert "anew" not in clone.make("install", PIP_NO_INDEX="1")


def test_a_python_without_venv_is_said_before_anything_is_made(clone):
    clone.python("python3", "3.11", venv="false")
    assert "apt install python3.11-venv" in clone.make("install", status=2).splitlines()[0]
    assert not (clone.root / ".venv").exists()


def test_a_missing_compiler_is_one_line_and_pips_pages_are_not_shown(clone):
    clone.python("python3", "3.11", compiler="false")
    (clone.root / "pip-fails").write_text("annoy==")
    said = clone.make("install", status=2)
    assert "apt install build-essential python3.11-dev" in said and "page" not in said
    assert not (clone.root / ".venv/ready").exists()
    (clone.root / "pip-fails").unlink()  # as a wheel of another's making: no compiler is asked for
    assert "apt" not in clone.make("install")


@pytest.mark.parametrize("call", ["--upgrade", "-r requirements.txt"])
def test_what_to_do_stands_after_pips_pages_and_the_same_command_goes_on(clone, call):
    (clone.root / "pip-fails").write_text(call)
    *_, page, advice, _ = clone.make("install", status=2).splitlines()
    assert page == "a page of pip's"
    assert advice.startswith("make: pip failed for the reason above. It needs the network")
    (clone.root / "pip-fails").unlink()
    assert "anew" not in clone.make("install")
    assert (clone.root / "pip-calls").read_text().splitlines()[
        -1
    ] == "-m pip install --quiet -r requirements.txt"


def test_what_experiments_lack_is_noted(clone, tmp_path):
    alone = {"HOME": str(tmp_path), "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null"}
    note = "make: note: experiments need git, a repository"
    assert note in clone.make("install", **alone)

    def again() -> str:
        os.utime(clone.root / "requirements.txt", (2**32, 2**32))
        return clone.make("install", **alone)

    def git(*arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=clone.root, check=True)

    git("init", "--quiet")
    git("config", "user.email", "tester@example.org")
    assert note in again()
    git("config", "user.name", "tester")
    assert "note" not in again()
    git("config", "user.name", "José")
    assert "outside ASCII" in again()


def test_a_path_outside_ascii_is_noted(tmp_path):
    assert "outside ASCII" in Clone(tmp_path / "dépôt").make("install")


def test_repro_mends_what_a_kill_cut_off_before_all_else(clone):
    clone.script("dvc", "#!/bin/bash\necho dvc $1 >>calls\n")
    clone.make("repro")
    assert (clone.root / "calls").read_text().splitlines() == ["mend", "dvc repro"]
