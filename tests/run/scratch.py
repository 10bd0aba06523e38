"""A scratch copy of the repository with a tiny grid, in which DVC runs for real."""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import psutil

from tests.settings import params_file

ROOT = Path(__file__).resolve().parents[2]
COPIED = (
    "src",
    "stages",
    "dvc.yaml",
    "params.yaml",
    "conf",
    ".dvcignore",
    ".gitignore",
    "data/own/README.md",
)
BLOCK = {
    "datasets": ["synthetic_sentiment"],
    "encoders": ["bilstm"],
    "attentions": ["additive"],
    "methods": ["vanilla", "attention_rp", "attention_at", "attention_vat"],
    "seeds": [0],
    "variants": [{"unlabeled": 0}],
    "measures": [],
}
COSTLY = ("unlabeled", "bert", "pretrain")  # sections of a profile that may be null: nothing is prepared then
PRETRAIN = {
    "texts": None,
    "random": {"vocabulary": 211, "layers": 1, "heads": 1, "width": 8, "inner": 11},
    "limit": 61,
    "held_out": 0.05,
    "masked": 0.3,
    "epochs": 1,
    "batch_size": 16,
    "learning_rate": 0.003,
    "warmup": 0.1,
    "weight_decay": 0.01,
    "precision": "fp32",
    "seed": 0,
}


def environment() -> dict[str, str]:
    """As on a usual machine: bytecode is written, `dvc` and `python` are those of this environment; a make
    is not one that another make, as of `make test`, has called.
    """
    others = ("DVC", "GIT", "PYTHON", "MAKE", "MFLAGS")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(others)}
    name = {
        f"GIT_{who}_{what}": "tester@example.org"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    }
    path = f"{Path(sys.executable).parent}{os.pathsep}{kept['PATH']}"
    return kept | name | {"PATH": path, "DVC_NO_ANALYTICS": "1"}


class Repository:
    """A clone at `root`, with the commands that the tests give it."""

    def __init__(self, root: Path):
        self.root = root

    def run(self, *command: str, ok: bool = True) -> str:
        """Run a command to its end; its output, both streams. Fails the test unless the status is as
        expected.
        """
        done = subprocess.run(
            command, cwd=self.root, env=environment(), capture_output=True, text=True, timeout=1800
        )
        assert (done.returncode == 0) == ok, (
            f"{command}: status {done.returncode}\n{done.stdout}\n{done.stderr}"
        )
        return done.stdout + done.stderr

    def start(self, *command: str) -> subprocess.Popen:
        """Start a command as the leader of a session of its own."""
        return subprocess.Popen(
            command,
            cwd=self.root,
            env=environment(),
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text that stands in a file exactly once."""
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{name}: {old!r} stands there {text.count(old)} times"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def params(self, change) -> None:
        """Change params.yaml and conf/ through a function of their joint content (params_file.py)."""
        content = params_file.read(self.root)
        change(content)
        params_file.write(self.root, content)

    def without_idle_stages(self, *methods: str) -> None:
        """Let dvc.yaml train and evaluate the named methods alone, and the two that others stand on: all else
        has no runs here, and each of its stages is a process that finds nothing to do.
        """
        path, lists = self.root / "dvc.yaml", params_file.read(self.root)["lists"]
        text, wanted = path.read_text(encoding="utf-8"), {*methods, lists["start"], lists["scorer"]}
        for key in ("trained", "from_vanilla"):
            text = text.replace(
                f"${{{key}}}", f"[{', '.join(name for name in lists[key] if name in wanted)}]"
            )
        path.write_text(text, encoding="utf-8")

    def weights(self, method: str) -> dict[str, str]:
        """sha256 of every run's weights."""
        files = sorted((self.root / "data/runs/demo" / method).glob("*/weights.safetensors"))
        return {path.parent.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    def copy(self, root: Path) -> "Repository":
        """Another repository with the same files, cache and store."""
        shutil.copytree(self.root, root, symlinks=True)
        return Repository(root)


def make(root: Path, change, *kept: str) -> Repository:
    """The repository's working files with changed params, under git and DVC. `kept`: the profile's sections
    of COSTLY that the test needs.
    """
    root.mkdir(parents=True)
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(
                source, root / name
            )  # with its bytecode, which is valid as long as the times stay
        else:
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, root / name)
    repository = Repository(root)
    repository.run("git", "init", "--quiet")
    repository.run("dvc", "init", "--quiet")
    shutil.copyfile(ROOT / ".dvcignore", root / ".dvcignore")
    shutil.copyfile(ROOT / ".dvc/config", root / ".dvc/config")
    repository.params(lambda params: _smaller(params, kept))
    repository.params(change)
    return repository


def _smaller(params: dict, kept: tuple[str, ...]) -> None:
    """One corpus, no runs yet, one process, since the tests run side by side."""
    params["execution"]["jobs"] = 1
    demo = params["profiles"]["demo"]
    demo |= dict.fromkeys(set(COSTLY) - set(kept))
    demo["corpora"] = ["synthetic_sentiment"]
    demo["counterparts"] = {"sst": "synthetic_sentiment"}
    demo["suites"] = {suite: {} for suite in demo["suites"]}
    demo["tuned"] = {}


def session(leader: int) -> list[psutil.Process]:
    """The living processes of a session, its leader among them."""
    found = []
    for process in psutil.process_iter():
        try:
            if os.getsid(process.pid) == leader and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except (ProcessLookupError, psutil.NoSuchProcess):
            continue  # ended while we looked
    return found


def is_worker(process: psutil.Process) -> bool:
    """Whether a stage's process is one of its workers: forked, so that its parent has the same command."""
    parent = process.parent()
    return parent is not None and parent.cmdline() == process.cmdline()


def wait_until(condition, what: str, seconds: float = 120.0):
    """The condition's value once it holds; the limit is only there to end a hanging test."""
    end = time.monotonic() + seconds
    while not (value := condition()):
        assert time.monotonic() < end, f"waited {seconds} s in vain until {what}"
        time.sleep(0.02)
    return value
