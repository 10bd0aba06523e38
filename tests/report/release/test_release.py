"""A release: what the stages wrote, as tables that pandas alone reads."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from random import Random

import pandas as pd
import pytest

from steady_attention import reader
from steady_attention.report.release import archive, columns, tables
from steady_attention.report.release.columns import TABLES
from steady_attention.run.grid import Method, Planned
from steady_attention.run.runs import Run
from steady_attention.store.errors import UserError

RUN = Run("sst", "bilstm", "additive", "attention_iat", (("epsilon", 0.5),), 3)
SECTIONS = {"model": {"hidden": 7}, "train": {"epochs": 2}, "hparams": {"epsilon": 0.5}}
SCORES = [
    ("sst", "bilstm", "additive", "vanilla", "default", 0, "best", "test", "f1", 0.8125, "seat"),
    ("sst", "bilstm", "additive", "vanilla", "default", 1, "last", "test", "jsd@delta=0.01", 3.1e-09, ""),
    ("sst", "bilstm", "additive", "uniform", "default", 0, "best", "test", "pearson", float("nan"), "seat"),
]
CORPUS = {
    "splits": {"train": {"examples": 11, "mean_length": 7.5, "labels": {"no": 4, "é": 7}}},
    **{"vocabulary": 17, "pair": False, "sha256": {"train": "ab"}, "normalise": "qqq", "copy": "complete"},
    **{"left_out": 'rows, "three"', "licence": "CC BY 4.0"},
}
CLAIM = {name: "" for name in TABLES["claims"][1]} | {"id": "a-b", "claim": 'x, "y"\nz', "margin": "-0.25"}
BLOCK = """
import sys
KEPT = {"pandas", "numpy", "dateutil", "pytz", "six", "tzdata", "reader"}
class Blocked:
    def find_spec(self, name, path=None, target=None):
        first = name.split(".")[0]
        if first not in KEPT and first not in sys.stdlib_module_names and not first.startswith("_sysconfig"):
            raise ImportError(name + " is blocked")
sys.meta_path.insert(0, Blocked())
sys.path.insert(0, sys.argv[1])
import reader
found = reader.load(sys.argv[2])
assert sorted(found) == ["claims", "corpora", "metrics", "runs", "scores"], sorted(found)
scores = found["scores"]
assert scores["value"].isna().tolist() == [False, False, True] and scores["seed"].sum() == 1
print(float(scores["value"][1]), found.versions["python"], len(found["claims"]["claim"][0]))
"""


@pytest.fixture
def made(tmp_path, monkeypatch):
    """The tables of a release, and the archive; without pyarrow its Parquet files are empty."""
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        monkeypatch.setattr(archive, "parquet", lambda frame: b"")
    path = tmp_path / "claims.csv"
    pd.DataFrame([CLAIM]).to_csv(path, index=False)
    frame = pd.DataFrame(SCORES, columns=list(TABLES["scores"][1]))
    asked = {"attention_iat": Method([Planned(RUN, (), "attention_at")], {RUN: SECTIONS}, {})}
    timings = {"attention_iat": {"train": {RUN.name: {"seconds": 12.5}}}}
    found = {
        "scores": tables.shaped("scores", frame.to_dict("records")),
        "runs": tables.runs(asked, timings, {"seat": [RUN], "vib_attention": []}),
        "metrics": tables.metrics(frame),
        "corpora": tables.corpora({"sst": CORPUS}),
        "claims": tables.claims([path]),
    }
    told = archive.description("small", found, {"python": "3.11"})
    written = tmp_path / "release" / archive.name_of("small")
    archive.write(written, told, archive.readme("small", told, ["A {note}"]), found)
    return found, written


def test_what_is_read_is_what_was_written(made):
    found, path = made
    read = reader.load(path)
    assert read.profile == "small" and list(read) == list(found) and len(read) == 5
    for name, frame in found.items():
        pd.testing.assert_frame_equal(read[name], frame, check_dtype=False)
    assert read["scores"]["value"].dtype == "float64" and read["scores"]["seed"].dtype == "int64"


def test_the_tables_by_hand(made):
    found, _ = made
    run = found["runs"].iloc[0]
    assert (run["variant"], run["seed"], run["suites"], run["computed_as"]) == (
        "epsilon=0.5",
        3,
        "seat",
        "attention_at",
    )
    assert json.loads(run["train"]) == {"epochs": 2} and run["train_seconds"] == 12.5
    assert pd.isna(run["evaluate_seconds"])
    metrics = found["metrics"].set_index("metric")
    assert list(metrics.index) == ["f1", "jsd", "pearson"]
    assert (metrics.loc["f1", "factor"], metrics.loc["jsd", "better"]) == (100, -1)
    assert found["corpora"]["labels"][0] == '{"no": 4, "é": 7}'
    assert found["claims"]["margin"][0] == -0.25 and pd.isna(found["claims"]["low"][0])


def test_it_loads_where_all_packages_but_pandas_are_blocked(made, tmp_path):
    _, path = made
    with zipfile.ZipFile(path) as file:
        file.extract("reader.py", tmp_path / "alone")
    command = [sys.executable, "-c", BLOCK, str(tmp_path / "alone"), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["3.1e-09", "3.11", str(len(CLAIM["claim"]))]


def test_every_column_is_documented_in_the_archive_and_the_page_names_every_table(made):
    _, path = made
    text = reader.load(path).text
    page = Path("docs/release.md").read_text(encoding="utf-8")
    for name, (_, own) in TABLES.items():
        assert all(f"| `{key}` | {one.kind} | {one.holds} |" in text for key, one in own.items())
        assert f"### {name}: " in text and f"| `{name}` |" in page
    assert "- A {note}" in text and columns.documented() in text
    from steady_attention.claims.judged import COLUMNS
    from steady_attention.results.scores import TABLE

    assert tuple(TABLES["scores"][1]) == TABLE and tuple(TABLES["claims"][1]) == tuple(COLUMNS)


def test_parquet_has_the_same_rows(made, tmp_path):
    found, path = made
    with zipfile.ZipFile(path) as file:
        file.extractall(tmp_path / "out")
    for name, frame in found.items():
        pd.testing.assert_frame_equal(
            pd.read_parquet(tmp_path / "out" / f"{name}.parquet"), frame, check_dtype=False
        )


def test_equal_results_give_equal_bytes_and_a_failure_leaves_what_was_there(made, monkeypatch):
    found, path = made
    before, told = path.read_bytes(), archive.description("small", found, {"python": "3.11"})
    archive.write(path, told, archive.readme("small", told, ["A {note}"]), found)
    assert path.read_bytes() == before

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    with pytest.raises(OSError):
        archive.write(path, told, "", found)
    assert path.read_bytes() == before and list(path.parent.iterdir()) == [path]


def test_parquet_without_pyarrow_says_what_to_do(monkeypatch):
    def lacking(*_, **__):
        raise ImportError("no pyarrow")

    monkeypatch.setattr(pd.DataFrame, "to_parquet", lacking)
    with pytest.raises(UserError, match="by pyarrow, which is not installed: `make install` brings it"):
        archive.parquet(pd.DataFrame())


def spoilt(path, **members):
    """The archive with other members; None: without."""
    with zipfile.ZipFile(path) as file:
        content = {name: file.read(name) for name in file.namelist()}
    content |= {name.replace("_", "."): text for name, text in members.items()}
    with zipfile.ZipFile(path, "w") as file:
        for name, text in content.items():
            if text is not None:
                file.writestr(name, text)


def test_the_reader_refuses_what_is_no_whole_release(made, tmp_path):
    _, path = made
    whole = path.read_bytes()
    with pytest.raises(FileNotFoundError):
        reader.load(tmp_path / "none.zip")
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(ValueError, match="small.zip is no whole archive .*; get the file anew"):
        reader.load(path)
    for members, said in (
        ({"release_json": None}, "has no release.json, expected an archive of `make release`"),
        (
            {"release_json": json.dumps({"format": 2})},
            "is of form 2, expected 1: take the reader.py inside it",
        ),
        (
            {"scores_csv": "dataset\nsst\n"},
            "scores.csv has 1 rows and the columns dataset; expected 3 rows and",
        ),
        ({"scores_csv": None}, "is no whole archive"),
        ({"release_json": "{"}, "small.zip is no whole archive"),
        ({"release_json": "[]"}, "small.zip is no whole archive"),
        ({"README_md": b"\xff"}, "small.zip is no whole archive"),
    ):
        path.write_bytes(whole)
        spoilt(path, **members)
        with pytest.raises(ValueError, match=said):
            reader.load(path)


def test_a_flipped_bit_is_refused_by_the_files_name_or_changes_nothing(made):
    """Of a fixed set, half of it in the directory at the archive's end."""
    found, path = made
    whole, draw = path.read_bytes(), Random(7)
    with zipfile.ZipFile(path) as file:
        directory = file.start_dir
    places = [draw.randrange(first, len(whole)) for first in (0, directory) for _ in range(100)]
    refused = 0
    for place in places:
        flipped = bytearray(whole)
        flipped[place] ^= 1 << draw.randrange(8)
        path.write_bytes(flipped)
        try:
            read = reader.load(path)
        except ValueError as error:
            assert str(path) in str(error), (place, error)
            refused += 1
        else:
            assert [list(frame.columns) for frame in read.values()] == [list(one) for one in found.values()]
            for name, frame in found.items():
                pd.testing.assert_frame_equal(read[name], frame, check_dtype=False)
    assert 0 < refused < len(places)


def test_claims_that_are_not_there_name_their_stage(tmp_path):
    with pytest.raises(UserError, match="claims.csv not found: make it with `dvc repro tables@"):
        tables.claims([tmp_path / "claims.csv"])


def test_smalls_release_is_of_what_git_keeps(tmp_path):
    """The stage on the committed reports; the archive goes into a folder of the test."""
    program = (
        "import sys; sys.path[:0] = ['src', 'stages']; from argparse import Namespace; "
        "from pathlib import Path; "
        "import release; from steady_attention.report.release import archive; "
        "archive.parquet = lambda frame: b''; "
        f"release.FOLDER = Path({str(tmp_path)!r}); release.main(Namespace(profile='small'))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found = reader.load(tmp_path / "steady-attention-small.zip")
    scores, runs = found["scores"], found["runs"]
    trained = set(runs[["dataset", "method", "seed"]].itertuples(index=False, name=None))
    of_runs = scores[~scores["method"].isin(["data", "random"])]
    assert set(of_runs[["dataset", "method", "seed"]].itertuples(index=False, name=None)) == trained
    assert set(found["claims"]["paper"]) >= {"attention_at", "attention_vat", "seat", "vib"}
    assert set(scores["metric"].str.partition("@")[0]) == set(found["metrics"]["metric"])
