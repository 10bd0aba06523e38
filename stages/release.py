"""All results of a profile as one archive for others: release/steady-attention-<profile>.zip.

Scores as CSV and Parquet, runs, measures, corpora, claims with their verdicts, a data sheet with every
column, versions, and a reader that needs pandas alone (docs/release.md). It takes what the stages wrote into
reports/ and computes nothing. No stage of DVC runs it: `make release` does.
"""

import sys
from importlib import metadata
from pathlib import Path

import steady_attention.instructions  # noqa: F401  before numpy and torch: it says how to compute
from steady_attention.printed import SUITES
from steady_attention.report import committed
from steady_attention.report.release import archive, tables
from steady_attention.results import scores, statistics
from steady_attention.run import grid, stage
from steady_attention.settings import methods
from steady_attention.store import folders
from steady_attention.store.files import read_json

FOLDER = Path("release")
LIBRARIES = ("torch", "numpy", "scipy", "scikit-learn", "torchtext", "spacy", "pandas", "pyarrow")


def main(arguments: stage.Arguments) -> None:
    """Write the archive."""
    name = arguments.profile
    asked, known = grid.suites(name), statistics.load(folders.corpora(name))
    table = scores.load(name, asked)
    of_methods = {method: grid.read(name, method) for method in methods.known().methods}
    timings = {path.stem: read_json(path) for path in sorted(folders.timings(name).glob("*.json"))}
    found = {
        "scores": tables.shaped("scores", table.to_dict("records")),
        "runs": tables.runs(of_methods, timings, asked.runs),
        "metrics": tables.metrics(table),
        "corpora": tables.corpora(known),
        "claims": tables.claims(folders.report(name, suite, "tables") / "claims.csv" for suite in SUITES),
    }
    told = archive.description(name, found, _versions(name))
    notes = [f"Model selection: the epoch with the best dev {asked.selection}, and beside it the last one."]
    for corpus, one in known.items():
        notes.append(f"Corpus {corpus}: {statistics.description(one)}; licence: {one['licence']}.")
    path = FOLDER / archive.name_of(name)
    archive.write(path, told, archive.readme(name, told, notes), found)
    print(f"release: {path}, {path.stat().st_size / 1e6:.1f} MB", file=sys.stderr)


def _versions(profile: str) -> dict[str, str]:
    """What made the numbers, and the archive."""
    commit = committed.commit_of(folders.evaluation(profile)) or "not that of a commit"
    there = {name: metadata.version(name) for name in LIBRARIES if any(metadata.distributions(name=name))}
    return {"evaluations": commit, "python": sys.version.split()[0], **there}


if __name__ == "__main__":
    stage.run(main, __doc__, "profile")
