"""One page with all that a profile gave: reports/<profile>/index.html."""

from importlib import metadata
from pathlib import Path

from steady_attention import papers
from steady_attention.papers import frames
from steady_attention.report import committed
from steady_attention.report.page import lacking, page, sections
from steady_attention.report.page.exhibits import Section
from steady_attention.report.tables.cross import WITHOUT
from steady_attention.results import evaluated, scores, setting, statistics
from steady_attention.run import grid, needs, stage
from steady_attention.settings import params
from steady_attention.store import folders
from steady_attention.store.files import write_text

LIBRARIES = ("torch", "torchtext", "spacy", "scikit-learn", "numpy", "dvc")


def of_paper(section: Section) -> bool:
    """Whether a section is a paper's, whose cells can lack."""
    return papers.of_paper(section.id)


def main(arguments: stage.Arguments) -> None:
    """Tables, figures, claims, cross table, search, heat maps; what was run, in which time; what was not."""
    name, settings = arguments.profile, params.load(arguments.profile)
    profile, evaluations, folder = settings.at(name), folders.evaluation(name), Path("reports") / name
    known = statistics.load(folders.corpora(name))
    asked = grid.suites(name)
    table = scores.load(name, asked)
    shown, declared, every = setting.setting_of(name, asked, known), asked.runs, asked.every
    attended = [run for run in every if run.attention != WITHOUT]
    suites = [
        sections.paper(suite, papers.get(suite), frames, shown, frames.runs(suite, asked), table)
        for suite in papers.SUITES
    ]
    html = page.index(
        shown,
        [
            *suites,
            sections.crossed(name, folder),
            sections.searched(name, folder / "search"),
            sections.pretrained(name, folders.pretraining(name)),
            lacking.section(name, profile, needs.labeled(settings, name), declared, filter(of_paper, suites)),
            sections.INTEGRITY,
        ],
        declared,
        groups=page.groups(evaluations, attended, {name: of["classes"] for name, of in known.items()}),
        versions={name: metadata.version(name) for name in LIBRARIES},
        fingerprints=evaluated.fingerprints(every, evaluations),
        commit=committed.commit_of(evaluations),
    )
    write_text(folder / "index.html", html)


if __name__ == "__main__":
    stage.run(main, __doc__, "profile")
