"""Every command that README and docs/ print is run as it is written, and has its effect."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from tests.run.documented import commands, every, installed, run
from tests.run.scratch import BLOCK, ROOT, make, wait_until
from tests.settings.params_file import CONTENT

COMPARED = 'make compare DATASET="synthetic_sentiment synthetic_topic" METHODS="vanilla word_at seat"'
RESTARTED = "python -c \"from distributed import Client; Client('tcp://HOST:8786').restart()\""
ELSEWHERE = {  # what is run by another test, or as the whole of the tests
    "make install": "tests/test_makefile.py",
    "make test": ".ci/run",
    "PYTHONPATH=src python -m tests.bits": "tests/test_bits.py",
    "dvc exp run -S method=attention_entropy experiment": "tests/run/test_adding.py",
    "dvc exp run -S encoder=gru experiment": "tests/run/test_adding.py",
    "dvc exp run -S dataset=weather experiment": "tests/run/test_adding.py",
    "dask scheduler": "tests/run/cluster.py",
    "dask worker tcp://HOST:8786 --nthreads 1 --nworkers 8": "tests/run/cluster.py",
    COMPARED: "tests/run/test_compare_command.py",
    RESTARTED: "tests/run/cluster.py",
    "make gpu": "tests/benchmarks/test_gpu.py",  # on a machine that has one
    "python -m pytest -m gpu": "tests/gpu/test_agreement.py",  # on a machine that has one
}
OTHERS = {
    "package.md",
    "score.md",
    "own_data.md",
    "encoders.md",
    "release.md",
    "rehearsal.md",
}  # tested beside their code
FOLDER = "/path/to/folder"  # a placeholder
SHIPPED = "tar c --exclude=.venv --exclude=.git --exclude=.dvc --exclude=data/store . | ssh gpu "
METRICS = "reports/metrics.json"
METHODS = ("vanilla", "attention_rp")  # of the grid


def tiny(params: dict) -> None:
    """Three methods on one corpus, one epoch."""
    demo = params["profiles"]["demo"]
    demo["suites"] |= {"attention_at": {"methods": BLOCK | {"methods": list(METHODS)}}}
    demo["train"]["epochs"] = 1
    params["methods"]["seat"]["epochs"] = 1


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("```sh\nmake a # one\n\ncd x && y   # two\n```\n```yaml\nno: 1\n```", ["make a # one", "cd x && y"]),
        ("1. So\n\n   ```sh\n   a \\\n     -b\n   ```\n", ["a       -b"]),
        ("`make inline`", []),
    ],
)
def test_commands_are_read_from_blocks(text, found):
    assert commands(text) == found


def test_no_command_is_left_out():
    printed = {command for command, pages in every().items() if not set(pages) <= OTHERS}
    ours = {*ELSEWHERE, *(step for step in STEPS if not step.startswith("#"))}
    assert printed - ours == set(), "printed and not tried"
    assert ours - printed == set(), "tried and not printed"
    assert [place for place in ELSEWHERE.values() if not (ROOT / place).is_file()] == []


class Documented:
    """The repository in which the commands run, one after the other, and what each has to leave behind."""

    def __init__(self, root: Path):
        self.repository = make(root / "steady", tiny, "unlabeled")
        self.repository.without_idle_stages(*METHODS)
        self.programs = installed(self.repository)
        self.root, self.shared = self.repository.root, root / "shared"
        self.kept: dict[str, bytes] = {}
        self.shared.mkdir()

    def path(self, name: str) -> Path:
        return self.root / name

    def do(self, command: str) -> str:
        return run(self.repository, self.programs, command.replace(FOLDER, str(self.shared)))


def done(of: Documented, output: str) -> bool:
    """It ended well."""
    return True


def begun(of: Documented, output: str) -> bool:
    """All is made, and named."""
    of.kept[METRICS] = of.path(METRICS).read_bytes()
    return "open reports/demo/index.html" in output and of.path("reports/demo/index.html").is_file()


def tabled(of: Documented, output: str) -> bool:
    """Seeds 0 and 1 of seat are one row, and epsilons have columns."""
    lines = [line.split() for line in output.splitlines()]
    header, rows = (
        lines[0],
        [line for line in lines if line and line[0] in ("seat", "attention_at", "vanilla")],
    )
    assert header[:3] == ["method", "epsilon", "seeds"]
    cells = {(row[0], row[1], row[2]) for row in rows}
    return {("seat", "-", "0"), ("attention_at", "0.3", "0"), ("attention_at", "3", "0")} <= cells and [
        row for row in rows if row[0] == "seat" and row[2:4] == ["0", "1"]
    ] != []


def undone(of: Documented, output: str) -> bool:
    return of.path(METRICS).read_bytes() == of.kept[METRICS]


def queued(of: Documented, output: str) -> bool:
    """All four experiments of the queue end well."""

    def ended() -> bool:
        status = of.do("dvc queue status")
        assert "Failed" not in status, status
        return status.count("Success") == 4

    return wait_until(ended, "the queue's end", 900) is not False


def brought_back(of: Documented, output: str) -> bool:
    """The run that the host trained has the weights that were trained here."""
    return json.dumps(of.repository.weights("attention_rp")).encode() == of.kept["weights"]


def without(of: Documented, *names: str) -> None:
    for name in names:
        of.path(name).unlink()


def forget_run(of: Documented) -> None:
    of.kept["weights"] = json.dumps(of.repository.weights("attention_rp")).encode()
    assert of.kept["weights"] != b"{}"
    shutil.rmtree(of.path("data/runs/demo/attention_rp"))


def with_bert(of: Documented) -> None:
    """The profile's own small BERT, which `tiny` leaves out to spare time."""
    bert = CONTENT["profiles"]["demo"]["bert"]
    of.repository.params(lambda content: content["profiles"]["demo"].update(bert=bert))


def scored(of: Documented) -> bool:
    with of.path("reports/demo/scores/scores.csv").open(encoding="utf-8", newline="") as file:
        return {"vanilla", "attention_rp"} <= {row["method"] for row in csv.DictReader(file)}


def second_copy(of: Documented) -> None:
    """The reports in a second copy, and one method's runs there alone."""
    there, name = of.root.parent / "second/reports", "demo/evaluation/attention_rp.zip"
    shutil.copytree(of.path("reports"), there)
    of.kept["joined"] = (there / name).read_bytes()
    without(of, f"reports/{name}")


def joined(of: Documented, output: str) -> bool:
    """The runs are back, byte for byte."""
    return of.path("reports/demo/evaluation/attention_rp.zip").read_bytes() == of.kept["joined"]


SAID = ("difference", "One seed is noise", "words have a vector", "epsilon")
STEPS = {  # a command, or `#` and what is done before the next one: the effect, of what the command printed
    "source .venv/bin/activate": done,
    "make repro": begun,
    'git add --all && git commit -m "Run the demo"': lambda of, out: "Run the demo" in out and scored(of),
    "dvc exp run -S method=attention_at experiment": lambda of, out: all(text in out for text in SAID),
    "dvc exp run -S method=seat experiment": lambda of, out: "seat: profile demo" in out,
    "dvc exp run -S method=seat -S seed=1 experiment": lambda of, out: "attention additive, seed 1" in out,
    "dvc metrics diff": lambda of, out: "pearson" in out and "f1_over_vanilla" in out,
    "dvc plots show": lambda of, out: (
        "http" not in of.path("dvc_plots/index.html").read_text(encoding="utf-8")
    ),
    "dvc exp run --queue -S 'method=vanilla,attention_vat' experiment": lambda of, out: (
        out.count("Queued") == 2
    ),
    "# the keys that are queued are the commit's": lambda of: of.do("git checkout -q -- params.yaml"),
    "dvc exp run --queue -S method=attention_at -S '+hparams.epsilon=0.3,3.0' experiment": (
        lambda of, out: out.count("Queued") == 2
    ),
    "dvc queue start -j 2": queued,
    "dvc queue status": lambda of, out: out.count("Success") == 4,
    "make experiments": tabled,
    "# another experiment": lambda of: of.do("dvc exp run -S method=seat -S seed=1 experiment"),
    "make undo": undone,
    "# and another": lambda of: of.do("dvc exp run -S method=attention_at experiment"),
    "git restore params.yaml conf dvc.lock && dvc repro experiment": undone,
    "# no cross table": lambda of: without(of, "reports/demo/cross.md"),
    "dvc repro -s sources cross@demo": lambda of, out: of.path("reports/demo/cross.md").is_file(),
    "# no reports": lambda of: without(of, "reports/demo/FINDINGS.md", "reports/demo/search/search.md"),
    "dvc repro search": lambda of, out: of.path("reports/demo/search/search.md").is_file(),
    "dvc repro -s sources collect tables figures cross search findings report": (
        lambda of, out: of.path("reports/demo/FINDINGS.md").is_file()
    ),
    "dvc repro pretrain": lambda of, out: of.path("reports/demo/pretraining/pretraining.md").is_file(),
    "PYTHONPATH=src python stages/download.py --list": lambda of, out: "sst" in out and "bert_base" in out,
    "# benchmarks beside src": lambda of: shutil.copytree(ROOT / "benchmarks", of.path("benchmarks")),
    "PYTHONPATH=src python -m benchmarks.cost --help": lambda of, out: "usage" in out,
    "# no run": forget_run,
    "dvc repro select_unlabeled grid": done,
    SHIPPED + "'mkdir -p steady && tar x -C steady'": (
        lambda of, out: (of.programs / "host/steady/data/processed/demo").is_dir()
    ),
    "ssh gpu 'cd steady && PYTHONPATH=src python stages/train.py --profile demo --method attention_rp'": (
        lambda of, out: "training attention_rp" in out or "to compute" in out
    ),
    "ssh gpu 'tar c -C steady data/store data/runs' | tar x": brought_back,
    "dvc commit --force train@demo-attention_rp": (
        lambda of, out: "up to date" in of.do("dvc status train@demo-attention_rp")
    ),
    "export PYTHONPATH=src $(PYTHONPATH=src python -m steady_attention.store.environment)": lambda of, out: (
        True
    ),
    "dvc remote add -d shared /path/to/folder": lambda of, out: "shared" in of.do("dvc remote list"),
    "dvc push": lambda of, out: any(of.shared.rglob("*")),
    "dvc pull": done,
    "# a second copy": second_copy,
    "PYTHONPATH=src python stages/join.py --profile demo --other ../second": joined,
    "# a BERT": with_bert,
    "dvc exp run -S encoder=bert experiment": lambda of, out: "encoder bert" in out,
}


@pytest.mark.slow
def test_every_command_has_its_effect(tmp_path):
    of = Documented(tmp_path)
    for step, effect in STEPS.items():
        if step.startswith("#"):
            effect(of)
        else:
            output = of.do(step)
            assert effect(of, output), f"{step}\n{output}"
