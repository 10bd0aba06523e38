"""What a profile's runs say together, on two screens, and what they cost: FINDINGS.md and costs.md."""

from pathlib import Path

from steady_attention.papers.headlines import HEADLINES
from steady_attention.report import committed
from steady_attention.report.findings import sources, text
from steady_attention.run import stage
from steady_attention.store import folders
from steady_attention.store.files import write_text


def main(arguments: stage.Arguments) -> None:
    """Verdicts, identities and selection; times and cost into a file that DVC does not hash."""
    name, folder = arguments.profile, Path("reports") / arguments.profile
    source, commit = sources.load(name), committed.commit_of(folders.evaluation(name))
    write_text(folder / "costs.md", text.costs(source))
    write_text(folder / "FINDINGS.md", text.findings(source, commit, HEADLINES.values()))


if __name__ == "__main__":
    stage.run(main, __doc__, "profile")
