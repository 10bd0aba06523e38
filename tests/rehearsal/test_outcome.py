"""The list says what ran, what was replaced and what failed."""

import os
import subprocess
import sys

from steady_attention.rehearsal import datasets, outcome, stage
from steady_attention.store.files import write_json

DECLARED = {
    "replaced": {"corpora": ["cnn"], "vectors": ["wiki"], "checkpoints": ["bert_base_uncased"]},
    "data_sets": ["sst", "cnn"],
}
GOOD, BAD = (
    {"status": 0, "seconds": 1.5, "error": ""},
    {"status": 1, "seconds": 0.5, "error": "train: no\nroom"},
)


def written(folder, **told) -> None:
    for name, known in told.items():
        write_json(folder / outcome.OUTCOMES / f"{name}.json", known)


def test_a_stage_that_dvc_would_run_again_did_not_run(tmp_path):
    written(tmp_path, download=GOOD, train=BAD, tables=GOOD)
    found = outcome.stages(tmp_path, ["download", "train", "evaluate", "tables"], {"train", "tables"})
    assert [one.state for one in found] == [outcome.RAN, outcome.FAILED, outcome.NOT_RUN, outcome.NOT_RUN]
    text = outcome.text(tmp_path, "paper", False, DECLARED, found, ["too few"])
    assert "**1 of 4 stages ran, 3 did not.** 1 of its settings would fail at full size." in text
    assert "## Would fail at full size\n\n- too few\n" in text
    assert "- `train`:\n\n  ```text\n  train: no\n  room\n  ```" in text
    assert (
        "| cnn | generated files" in text and f"| sst | {datasets.TRAIN} training texts of their own" in text
    )
    assert "a vocabulary of 30,522 pieces" in text


def test_a_rehearsal_without_a_failure_says_so(tmp_path):
    written(tmp_path, download=GOOD)
    text = outcome.text(tmp_path, "paper", True, DECLARED, outcome.stages(tmp_path, ["download"], ()))
    assert "a part of the profile paper" in text and "**All 1 stages ran.**" in text
    assert "## Failed\n\nNothing." in text


def test_outcomes_of_failed_stages_are_forgotten(tmp_path):
    written(tmp_path, download=GOOD, train=BAD)
    outcome.forget_failed(tmp_path)
    assert [path.stem for path in (tmp_path / outcome.OUTCOMES).iterdir()] == ["download"]


def test_a_stage_s_script_runs_as_it_is_and_its_end_is_written_down(tmp_path):
    """Its arguments, its exit status, what it said last."""
    (tmp_path / "stages").mkdir()
    script = "import sys\nprint('train: no room', *sys.argv[1:], file=sys.stderr)\nsys.exit(3)\n"
    (tmp_path / "stages/train.py").write_text(script)
    done = subprocess.run(
        [sys.executable, "-m", stage.__name__, "stages/train.py", "--profile", "x"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": os.path.abspath("src"), "DVC_STAGE": "train@x"},
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stderr) == (3, "train: no room --profile x\n")
    (found,) = outcome.stages(tmp_path, ["train@x"], ())
    assert (found.state, found.error) == (outcome.FAILED, "train: no room --profile x")
