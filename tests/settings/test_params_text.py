"""params.yaml as DVC's writer leaves it: `-S` changes its line alone, and a printed corpus can be pasted."""

import difflib
from pathlib import Path

import pytest
from dvc.utils.hydra import apply_overrides

from steady_attention.settings import params
from tests.settings.params_file import CONTENT, TEXT, leaves


@pytest.mark.parametrize(
    ("change", "old", "new"),
    [
        ("seed=17", "seed: 0", "seed: 17"),
        (
            "method=vib",
            "method: vanilla # a name under `methods`",
            "method: vib     # a name under `methods`",
        ),
        ("methods.seat.k=3", "    k: 7 # the same", "    k: 3 # the same"),
        ("profiles.demo.evaluate.deltas=[0.001,0.005,0.01,0.07]", "      - 0.05", "      - 0.07"),
        ("profiles.small.unlabeled.strategies=[ann_bow]", "      - random", "      - ann_bow"),
        ("profiles.demo.suites.seat.methods.seeds=[0,1,2,3]", "", "          - 3"),
    ],
)
def test_it_changes_its_line_alone(overridden, change, old, new):
    """The rest stays to the byte, comments too."""
    overridden(change)
    assert changed_lines() == ([old] if old else [], [new])


def test_a_key_of_the_method_at_hand_adds_one_line(overridden):
    overridden("method=vib", "+hparams.beta=0.3")
    gone, come = changed_lines()
    assert gone == ["method: vanilla # a name under `methods`", "hparams: {}"]
    assert come == ["method: vib     # a name under `methods`", "hparams:", "  beta: 0.3"]


def changed_lines():
    """The lines that went from params.yaml, and those that came."""
    new = Path("params.yaml").read_text(encoding="utf-8")
    lines = list(difflib.ndiff(TEXT.splitlines(), new.splitlines()))
    return tuple([line[2:] for line in lines if line.startswith(sign)] for sign in ("- ", "+ "))


def test_dvc_writes_the_whole_file_as_it_stands(overridden):
    """Also where all keys are set to the values that they have."""
    paths = dict(leaves({key: value for key, value in CONTENT.items() if key not in ("hparams", "corpora")}))
    same = {path: str(value) for path, value in paths.items() if type(value) in (int, float)}
    overridden(*(f"{path}={value}" for path, value in same.items() if "e" not in value))  # 1e-05 is 1.0e-05
    assert Path("params.yaml").read_text(encoding="utf-8") == TEXT


@pytest.mark.parametrize("file", ["README.md", "data/own/README.md"])
def test_the_printed_corpus_can_be_pasted_at_the_end(tmp_path, file):
    """For DVC's reader and for ours; `-S` leaves it as it is."""
    from dvc.utils.serialize import load_yaml

    text = Path(file).read_text(encoding="utf-8")
    _, _, block = text.partition("```yaml\n  mine:\n")
    block = "  mine:\n" + block.partition("```")[0]
    path = tmp_path / "params.yaml"
    path.write_text(TEXT + block, encoding="utf-8")
    assert load_yaml(path)["corpora"]["mine"]["label"] == "sentiment"
    assert params.load(path).corpora["mine"].classes == ("negative", "positive")
    apply_overrides(path, ["dataset=mine", "+hparams={}"])
    assert params.load(path).dataset == "mine" and path.read_text(encoding="utf-8").endswith(block)
