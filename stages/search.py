"""What a search over a key of a method found on dev, into reports/<profile>/search/: the suite `search` of a
profile names the runs, `tuned` holds what was chosen.
"""

from pathlib import Path

from steady_attention.pipeline import folders, params, runs, stage
from steady_attention.pipeline.files import replacing, write_text
from steady_attention.report import scores
from steady_attention.report.tables import search
from steady_attention.report.tables.grid import bullets

SUITE = "search"


def main(arguments: stage.Arguments) -> None:
    """search.csv, a row a value that was tried; search.md, a row a search, and what else is chosen."""
    settings = params.load()
    declared = runs.of_profile(settings.at(arguments.profile), SUITE)
    frame = scores.collect(SUITE, declared, folders.evaluation(arguments.profile))
    found = search.results(frame, settings, arguments.profile)
    table, differing = search.grid(found), search.differing(found)
    notes = [*table.notes, *(f"Not the chosen one: {line}." for line in differing)]
    with replacing(Path("reports") / arguments.profile / SUITE) as folder:
        write_text(folder / "search.csv", found.to_csv(index=False, lineterminator="\n"))
        text = f"# {table.title}\n\n{table.markdown()}\n{bullets(notes)}"
        write_text(folder / "search.md", text)
    print(f"{len(declared)} runs; " + ("; ".join(differing) or "every chosen value is the best one tried"))


if __name__ == "__main__":
    stage.run(main, __doc__, "profile")
