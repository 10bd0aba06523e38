"""One page with all that a profile gave: reports/<profile>/index.html."""

from importlib import metadata
from pathlib import Path

import steady_attention.instructions  # noqa: F401  before numpy and torch: it says how to compute
from steady_attention import papers
from steady_attention.papers import frames
from steady_attention.papers.headlines import HEADLINES
from steady_attention.report import committed
from steady_attention.report.findings import answers, sources
from steady_attention.report.page import answered, glance, judged, lacking, page, sections
from steady_attention.report.page.exhibits import Section
from steady_attention.results import evaluated, scores, setting, statistics
from steady_attention.run import grid, needs, stage
from steady_attention.run.runs import NO_ATTENTION
from steady_attention.settings import params
from steady_attention.store import folders
from steady_attention.store.files import write_text

LIBRARIES = ("torch", "torchtext", "spacy", "scikit-learn", "numpy", "dvc")


def of_paper(section: Section) -> bool:
    """Whether a section is a paper's, whose cells can lack."""
    return papers.of_paper(section.id)


def main(arguments: stage.Arguments) -> None:
    """What was found, claims, cross table, heat maps, each paper's tables and figures, and what was run."""
    name, settings = arguments.profile, params.load(arguments.profile)
    profile, evaluations, folder = settings.at(name), folders.evaluation(name), Path("reports") / name
    known = statistics.load(folders.corpora(name))
    asked = grid.suites(name)
    table = scores.load(name, asked)
    shown, declared, every = setting.setting_of(name, asked, known), asked.runs, asked.every
    attended = [run for run in every if run.attention != NO_ATTENTION]
    suites = [
        sections.paper(suite, papers.get(suite), frames, shown, frames.runs(suite, asked), table)
        for suite in papers.SUITES
    ]
    claims = [
        judged.read(name, one.id, one.title, folders.report(name, one.id, "tables"))
        for one in filter(of_paper, suites)
    ]
    source = sources.load(name)
    html = page.index(
        shown,
        glance.glance(source, HEADLINES, claims, asked.counterparts),
        list(answered.aims(source)),
        claims,
        sections.crossed(name, folder),
        [
            one.with_last(answered.causes(source, one.id, HEADLINES[one.id])) if of_paper(one) else one
            for one in suites
        ],
        [
            sections.searched(name, folder / "search"),
            sections.pretrained(name, folders.pretraining(name)),
            lacking.section(name, profile, needs.labeled(settings, name), declared, filter(of_paper, suites)),
            sections.INTEGRITY,
        ],
        declared,
        page.groups(
            evaluations,
            attended,
            {name: of["classes"] for name, of in known.items()},
            answers.main_place(source),
        ),
        page.Made(
            versions={name: metadata.version(name) for name in LIBRARIES},
            commit=committed.commit_of(evaluations),
            fingerprints=evaluated.fingerprints(every, evaluations),
        ),
    )
    write_text(folder / "index.html", html)


if __name__ == "__main__":
    stage.run(main, __doc__, "profile")
