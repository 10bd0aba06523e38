"""A paper's tables beside the printed numbers, and its claims, judged."""

import steady_attention.instructions  # noqa: F401  before numpy and torch: it says how to compute
from steady_attention import papers
from steady_attention.claims.written import write
from steady_attention.papers import frames
from steady_attention.report.tables import comparison, filling
from steady_attention.results import scores, setting, statistics
from steady_attention.run import grid, stage
from steady_attention.store import folders
from steady_attention.store.files import replacing, write_text


def main(arguments: stage.Arguments) -> None:
    """reports/<profile>/tables/<suite>: table<N>.md and .csv; their twins at the last epoch, table<N>.last.md
    and .csv, where runs have numbers of it; of a paper claims.md and .csv.
    """
    profile, suite = arguments.profile, arguments.suite
    suites = grid.suites(profile)
    paper, declared = papers.get(suite), frames.runs(suite, suites)
    table = scores.load(profile, suites)
    corpora = scores.of_corpora(table)
    selected = {name: frames.scored(suite, table, name) for name in scores.SELECTIONS}
    shown = setting.setting_of(profile, suites, statistics.load(folders.corpora(profile)))
    with replacing(folders.report(profile, suite, "tables")) as folder:
        for one in paper.TABLES:
            made = filling.fill(one, frames.frame_of(one, selected[scores.BEST], corpora), shown, declared)
            write_text(folder / f"table{one.name}.md", made.markdown())
            write_text(folder / f"table{one.name}.csv", made.csv())
            if one.numbers == "runs":
                at = shown.at(scores.LAST)
                twin = filling.fill(one, selected[scores.LAST], at, declared, chosen=selected[scores.BEST])
                if twin.measured:
                    write_text(folder / f"table{one.name}.last.md", twin.markdown())
                    write_text(folder / f"table{one.name}.last.csv", twin.csv_of_runs())
        for one in paper.COMPARISONS:
            made = comparison.fill(one, selected, shown, declared)
            if made.shown:
                write_text(folder / f"table{one.name}.md", made.markdown())
                write_text(folder / f"table{one.name}.csv", made.csv())
        if papers.of_paper(suite):
            both = scores.of_both(table, suite)
            write(folder, both, suite, suites.counterparts, suites.looks)


if __name__ == "__main__":
    stage.run(main, __doc__, "profile", "suite")
