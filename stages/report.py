"""One page with all that a profile gave: reports/<profile>/index.html."""

from importlib import metadata
from pathlib import Path

from steady_attention import papers
from steady_attention.papers import frames
from steady_attention.pipeline import folders, params, runs, stage
from steady_attention.pipeline.files import read_json, write_text
from steady_attention.report import filled, gallery, grid, page, scores, setting, statistics

LIBRARIES = ("torch", "torchtext", "spacy", "scikit-learn", "numpy", "dvc")


def main(arguments: stage.Arguments) -> None:
    """Tables, figures, claims, heat maps, and what was run in which time."""
    profile, evaluations = params.load().at(arguments.profile), folders.evaluation(arguments.profile)
    known = statistics.load(folders.corpora(arguments.profile))
    shown = setting.of(arguments.profile, profile, known)
    declared = {suite: runs.of_profile(profile, suite) for suite in profile.suites}
    every = runs.of_profile(profile)
    html = page.index(
        shown,
        [section(arguments.profile, suite, declared[suite], shown, known) for suite in papers.SUITES],
        declared,
        groups=gallery.groups(evaluations, every, {name: of["classes"] for name, of in known.items()}),
        versions={name: metadata.version(name) for name in LIBRARIES},
        timings={
            path.stem: read_json(path) for path in sorted(folders.timings(arguments.profile).glob("*.json"))
        },
        fingerprints=scores.fingerprints(every, evaluations),
    )
    write_text(Path("reports") / arguments.profile / "index.html", html)


def section(
    name: str, suite: str, declared: list[runs.Run], shown: setting.Setting, known: statistics.Statistics
) -> page.Section:
    """A suite's part of the page, from the scores that its tables were made of."""
    paper, tables = papers.get(suite), folders.report(name, suite, "tables")
    frame = scores.read_csv(tables / "scores.csv")
    return page.Section(
        suite,
        paper.TITLE,
        tables=[
            filled.fill(table, frames.of(table, frame, known), shown, declared) for table in paper.TABLES
        ],
        figures=[page.drawn(figure, frame, shown, declared) for figure in paper.FIGURES],
        grids=[grid.of_csv("Claims", tables / "claims.csv")],
        links={"claims.csv": f"{suite}/tables/claims.csv"},
    )


if __name__ == "__main__":
    stage.run(main, __doc__, "profile")
