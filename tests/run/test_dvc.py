"""The whole pipeline under DVC, on a tiny grid: what runs, what does not, and what stays."""

import subprocess

import pytest
import yaml

from tests.run.scratch import Repository
from tests.run.whole import computed, ran, reports, repository, whole
from tests.settings.user_data import MINE

__all__ = ["repository", "whole"]

pytestmark = pytest.mark.slow
RUNS = ("evaluate", "evaluate_from_vanilla")  # targets: all that is trained, without what is drawn of it
DRAWN = ("sources", "collect@demo", "tables@demo-attention_at", "figures@demo-attention_at", "report@demo")


def test_everything_is_made(whole):
    made = reports(whole)
    for suite in ("attention_at", "attention_vat", "seat", "vib_attention"):
        assert f"reports/demo/tables/{suite}/claims.csv" in made
    names = [name.rpartition("/")[2] for name in made]
    assert any(name.startswith("table") and name.endswith(".md") for name in names)
    assert any(name.endswith(".svg") for name in names)
    single = (
        "metrics.json",
        "integrity.md",
        "demo/scores/scores.csv",
        "demo/cross.md",
        "demo/search/search.md",
        "demo/index.html",
    )
    for name in (*single, "experiment/curves.csv", "experiment/attention.html"):
        assert (whole.root / "reports" / name).stat().st_size > 0


def test_nothing_runs_again_although_bytecode_was_written(whole):
    assert list(whole.root.rglob("src/**/__pycache__/*.pyc"))
    assert ran(whole.run("dvc", "repro")) == set()
    assert "up to date" in whole.run("dvc", "status")


def test_a_param_there_and_back_trains_nothing_the_second_time(repository):
    weight = {1.0: 2.0, 2.0: 1.0}

    def turn(params):
        params["methods"]["attention_at"]["weight"] = weight[params["methods"]["attention_at"]["weight"]]

    before = repository.weights("attention_at")
    repository.params(turn)
    there = repository.run("dvc", "repro", *RUNS)
    assert computed(there) == ["train attention_at: 1", "evaluate attention_at: 1"]
    assert repository.weights("attention_at") != before
    repository.params(turn)
    assert computed(repository.run("dvc", "repro", "evaluate@demo-attention_at")) == []
    assert repository.weights("attention_at") == before


def test_a_comment_in_models_trains_nothing(repository):
    """Nor does it run any stage but the one that reads the code."""
    name = "src/steady_attention/models/attention.py"
    repository.edit(name, "class Additive", "# A remark.\nclass Additive")
    assert ran(repository.run("dvc", "repro")) == {"sources"}


def test_a_line_of_one_method_trains_its_runs_alone(repository):
    """Code that changes no item makes stages run, but none compute."""
    package = "src/steady_attention"
    repository.edit(f"{package}/run/progress.py", "import sys", "import sys\n\nUNUSED = 1")
    repository.edit(
        f"{package}/methods/attention_at.py", "return epsilon * unit", "return 2 * epsilon * unit"
    )
    output = repository.run("dvc", "repro", *RUNS)
    assert "train@demo-vanilla" in ran(output)
    assert computed(output) == ["train attention_at: 1", "evaluate attention_at: 1"]


def test_a_fresh_clone_redraws_without_training(whole, tmp_path):
    """No data, no remote: evaluations, tables and figures are in git."""
    subprocess.run(["git", "clone", "--quiet", str(whole.root), str(tmp_path / "clone")], check=True)
    clone = Repository(tmp_path / "clone")
    assert [path.name for path in (clone.root / "data").rglob("*")] == ["own", "README.md"]
    output = clone.run("dvc", "repro", "--single-item", "--force", *DRAWN)
    assert ran(output) == set(DRAWN)
    assert reports(clone) == reports(whole)


def test_a_failing_tables_stage_leaves_the_committed_reports(repository):
    before = reports(repository)
    with open(
        repository.root / "src/steady_attention/report/tables/table.py", "a", encoding="utf-8"
    ) as handle:
        handle.write('\nraise OSError("the disk is full")\n')
    assert "the disk is full" in repository.run("dvc", "repro", "tables@demo-attention_at", ok=False)
    assert reports(repository) == before


def test_an_absent_evaluation_is_an_error_and_no_empty_table(repository):
    before = reports(repository)
    repository.run("rm", "reports/demo/evaluation/attention_at.zip")
    command = (
        "env",
        "PYTHONPATH=src",
        "python",
        "stages/collect.py",
        "--profile",
        "demo",
    )
    scores = repository.root / "reports/demo/scores/scores.csv"
    kept = scores.read_bytes()
    assert "evaluate" in repository.run(*command, ok=False)
    assert reports(repository) == before and scores.read_bytes() == kept


def test_a_clone_pulls_what_was_pushed_to_a_folder(repository, tmp_path):
    """Data and models, and nothing runs again."""
    pushed = ("train@demo-vanilla", "--with-deps")
    repository.run("dvc", "remote", "add", "--default", "shared", str(tmp_path / "remote"))
    repository.run("git", "commit", "--quiet", "--all", "--message", "Name a remote")
    repository.run("dvc", "push", *pushed)
    subprocess.run(["git", "clone", "--quiet", str(repository.root), str(tmp_path / "clone")], check=True)
    clone = Repository(tmp_path / "clone")
    assert not clone.weights("vanilla")
    clone.run("dvc", "pull", *pushed)
    assert clone.weights("vanilla") == repository.weights("vanilla") != {}
    assert "to compute" not in clone.run("dvc", "repro", pushed[0])


def test_a_profile_that_pretrains_nothing_has_no_model_and_says_so(whole):
    assert list((whole.root / "data/pretrained/demo").iterdir()) == []
    (page,) = (whole.root / "reports/demo/pretraining").iterdir()
    assert "This profile pretrains no BERT" in page.read_text(encoding="utf-8")


def test_an_experiment_on_a_fresh_clone_prepares_its_own_run_alone(whole, tmp_path):
    """No other corpus, no pool, no word pieces, nothing of the grid; the same numbers, also once another
    experiment is undone.
    """
    subprocess.run(["git", "clone", "--quiet", str(whole.root), str(tmp_path / "clone")], check=True)
    clone = Repository(tmp_path / "clone")
    output = clone.run("dvc", "repro", "experiment")
    assert ran(output) == {"sources", "experiment"} and {line[-1] for line in computed(output)} == {"1"}
    assert not (clone.root / "data/raw").exists()
    made = {name: (whole.root / name).read_bytes() for name in METRICS}
    assert {name: (clone.root / name).read_bytes() for name in METRICS} == made
    clone.run("dvc", "exp", "run", "-S", "seed=1", "experiment")
    undo(clone)
    assert {name: (clone.root / name).read_bytes() for name in METRICS} == made
    assert clone.run("git", "status", "--short", "--", ".", ":!params.yaml") == ""
    committed = clone.run("git", "show", "HEAD:params.yaml")  # in the form of the tests, not of DVC's writer
    assert yaml.safe_load((clone.root / "params.yaml").read_bytes()) == yaml.safe_load(committed)


EXPERIMENT = ("curves.csv", "curves.svg", "attention.html", "outcome.txt")
METRICS = ("reports/metrics.json", *(f"reports/experiment/{name}" for name in EXPERIMENT))


def undo(repository):
    """What `make undo` runs."""
    repository.run("env", "PYTHONPATH=src", "python", "-m", "steady_attention.run.undo")
    repository.run("dvc", "repro", "experiment")


def test_an_experiment_is_undone_and_nothing_else(repository):
    """Another machine's results are in the committed lock, and a corpus of one's own is not committed yet."""
    lock = (repository.root / "dvc.lock").read_text(encoding="utf-8")
    (md5,) = {out["md5"] for out in yaml.safe_load(lock)["stages"]["train@demo-vanilla"]["outs"]}
    foreign = lock.replace(md5, "0123456789abcdef0123456789abcdef.dir")
    (repository.root / "dvc.lock").write_text(foreign, encoding="utf-8")
    repository.run("git", "commit", "--quiet", "--all", "--message", "The lock of another machine")
    repository.run("dvc", "repro", *RUNS)
    own = {"mine": MINE | {"splits": {"file": "a.tsv", "column": "part"}}}
    repository.params(lambda content: content.update(corpora=own))
    before = {name: (repository.root / name).read_bytes() for name in METRICS}
    params = yaml.safe_load((repository.root / "params.yaml").read_bytes())
    weights = repository.weights("vanilla")
    changed = ("method=attention_at", "seed=1", "+hparams.weight=2.0")
    repository.run("dvc", "exp", "run", *(word for one in changed for word in ("-S", one)), "experiment")
    assert (repository.root / METRICS[0]).read_bytes() != before[METRICS[0]]
    undo(repository)
    assert {name: (repository.root / name).read_bytes() for name in before} == before
    assert yaml.safe_load((repository.root / "params.yaml").read_bytes()) == params
    assert repository.weights("vanilla") == weights


def test_an_experiment_runs_one_stage_and_can_be_compared(repository):
    output = repository.run("dvc", "exp", "run", "-S", "method=attention_vat", "experiment")
    assert ran(output) == {"experiment"}
    assert computed(output) == ["evaluation: 1"]  # the grid has trained it, but takes other measures
    assert "attention_vat: profile demo" in output and "vanilla  difference" in output
    assert "epsilon" in output and "words have a vector" in output and "One seed is noise" in output
    difference = repository.run("dvc", "metrics", "diff", "--md")
    assert "pearson" in difference and "reports/metrics.json" in difference
    page = (repository.root / "reports/experiment/attention.html").read_text(encoding="utf-8")
    assert "<title>attention_vat beside vanilla" in page
    repository.run("dvc", "plots", "diff", "--out", "dvc_plots")
    plots = (repository.root / "dvc_plots/index.html").read_text(encoding="utf-8")
    assert plots.count("curves.svg") >= 2 and "http" not in plots, "pictures, drawn without the network"
    repository.run("dvc", "exp", "run", "-S", "seed=1", "experiment")
    table = repository.run("env", "PYTHONPATH=src", "python", "-m", "steady_attention.report.experiments")
    seeds = {line.split()[0]: line.split()[1:3] for line in table.splitlines()[1:3]}
    assert seeds["attention_vat"] == ["0", "1"] and seeds["vanilla"][0] == "0"


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ("method=attention_vta", "'attention_vta' is not one of vanilla, base"),
        ("conf/demo/settings.yaml:train.learning_rate=1e38", "finite numbers: lower the learning rate"),
    ],
)
def test_a_wrong_param_is_a_clear_error_and_nothing_is_lost(repository, change, text):
    metrics = (repository.root / "reports/metrics.json").read_bytes()
    output = repository.run("dvc", "exp", "run", "-S", change, "experiment", ok=False)
    assert text in output and "Traceback" not in output
    assert (repository.root / "reports/metrics.json").read_bytes() == metrics
