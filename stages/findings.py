"""What a profile's runs say together, on two screens with a picture, and what they cost."""

from pathlib import Path

import steady_attention.instructions  # noqa: F401  before numpy and torch: it says how to compute
from steady_attention.papers.headlines import HEADLINES
from steady_attention.report import committed
from steady_attention.report.findings import drawn, sources, text
from steady_attention.run import stage
from steady_attention.store import folders
from steady_attention.store.files import write_text


def main(arguments: stage.Arguments) -> None:
    """Answers, verdicts, effects and their causes; times and cost into a file that DVC does not hash."""
    name, folder = arguments.profile, Path("reports") / arguments.profile
    source, commit = sources.load(name), committed.commit_of(folders.evaluation(name))
    write_text(folder / "costs.md", text.costs(source))
    write_text(folder / "FINDINGS.md", text.findings(source, commit, HEADLINES.values()))
    write_text(folder / "causes.md", text.causes(source, HEADLINES.values()))
    write_text(folder / "findings.svg", drawn.svg(source))


if __name__ == "__main__":
    stage.run(main, __doc__, "profile")
