"""Settings as DVC's writer leaves them: `-S` changes its line alone; a printed corpus can be pasted."""

import difflib
from pathlib import Path

import pytest
import yaml
from dvc.utils.hydra import apply_overrides

from steady_attention.settings import params
from tests.settings.params_file import CONTENT, TEXTS, copied, leaves, parted


@pytest.mark.parametrize(
    ("file", "change", "old", "new"),
    [
        ("params.yaml", "seed=17", "seed: 0", "seed: 17"),
        (
            "params.yaml",
            "method=vib",
            "method: vanilla # a name in conf/methods.yaml",
            "method: vib     # a name in conf/methods.yaml",
        ),
        ("conf/methods.yaml", "methods.seat.k=3", "    k: 7 # the same", "    k: 3 # the same"),
        ("conf/demo/settings.yaml", "evaluate.deltas=[0.001,0.005,0.01]", "  - 0.05", ""),
        (
            "conf/small/settings.yaml",
            "unlabeled.further.imdb_sentences=7",
            "    imdb_sentences: 50000",
            "    imdb_sentences: 7    ",
        ),
        ("conf/demo/settings.yaml", "train.epochs=3", "  epochs: 5 # our", "  epochs: 3 # our"),
    ],
)
def test_it_changes_its_lines_alone(overridden, file, change, old, new):
    """The rest stays to the byte, comments too, and so do the other files."""
    overridden(change if file == "params.yaml" else f"{file}:{change}")
    gone, come = changed_lines(file)
    if new:
        assert len(gone) == len(come) == 1 and gone[0].startswith(old) and come[0].startswith(new)
    else:
        assert come == [] and old in gone
    for other in TEXTS.keys() - {file}:
        assert changed_lines(other) == ([], [])


def test_a_key_of_the_method_at_hand_adds_one_line(overridden):
    overridden("method=vib", "+hparams.beta=0.3")
    gone, come = changed_lines("params.yaml")
    assert gone == ["method: vanilla # a name in conf/methods.yaml", "hparams: {}"]
    assert come == ["method: vib     # a name in conf/methods.yaml", "hparams:", "  beta: 0.3"]


def changed_lines(file):
    """The lines that went from a file, and those that came."""
    new = Path(file).read_text(encoding="utf-8")
    lines = list(difflib.ndiff(TEXTS[file].splitlines(), new.splitlines()))
    return tuple([line[2:] for line in lines if line.startswith(sign)] for sign in ("- ", "+ "))


@pytest.mark.parametrize("file", [file for file in TEXTS if not file.endswith("grid.yaml")])
def test_dvc_writes_the_whole_file_as_it_stands(overridden, file):
    """Also where all keys are set to the values that they have."""
    content = {
        key: value for key, value in parted(CONTENT)[file].items() if key not in ("hparams", "corpora")
    }
    same = {path: str(value) for path, value in leaves(content) if type(value) in (int, float)}
    changes = [f"{path}={value}" for path, value in same.items() if "e" not in value]  # 1e-05 is 1.0e-05
    overridden(*(change if file == "params.yaml" else f"{file}:{change}" for change in changes))
    assert Path(file).read_text(encoding="utf-8") == TEXTS[file]


def test_a_grid_keeps_its_values_and_its_comments(overridden):
    """Its lines are longer than DVC's, which breaks them anew: it is edited by hand (docs/experiments.md)."""
    settings = overridden("conf/paper/grid.yaml:defaults.seeds=[0,1,2]")
    text = Path("conf/paper/grid.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(text) == yaml.safe_load(TEXTS["conf/paper/grid.yaml"])
    assert text.count("#") == TEXTS["conf/paper/grid.yaml"].count("#") and settings.profile == "demo"


@pytest.mark.parametrize("file", TEXTS)
def test_no_file_is_longer_than_two_screens(file):
    longest = 60 if file == "params.yaml" else 200
    assert len(TEXTS[file].splitlines()) <= longest


@pytest.mark.parametrize("file", ["data/own/README.md"])
def test_the_printed_corpus_can_be_pasted_at_the_end(tmp_path, file):
    """For DVC's reader and for ours; `-S` leaves it as it is."""
    from dvc.utils.serialize import load_yaml

    text = Path(file).read_text(encoding="utf-8")
    _, _, block = text.partition("```yaml\n  mine:\n")
    block = "  mine:\n" + block.partition("```")[0]
    path = tmp_path / "params.yaml"
    copied(tmp_path)
    path.write_text(TEXTS["params.yaml"] + block, encoding="utf-8")
    assert load_yaml(path)["corpora"]["mine"]["label"] == "sentiment"
    assert params.load(root=tmp_path).corpora["mine"].classes == ("negative", "positive")
    apply_overrides(path, ["dataset=mine", "+hparams={}"])
    assert params.load(root=tmp_path).dataset == "mine" and path.read_text(encoding="utf-8").endswith(block)
