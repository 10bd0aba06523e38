"""What the runs of all profiles say together, on two screens: reports/FINDINGS.md."""

from pathlib import Path

from steady_attention.pipeline import stage
from steady_attention.pipeline.files import write_text
from steady_attention.report.findings import sources, text


def main(arguments: stage.Arguments) -> None:
    """Verdicts, identities, selection and cost, of this profile's reports and of the others that are here."""
    write_text(Path("reports/FINDINGS.md"), text.findings(sources.every(arguments.profile)))


if __name__ == "__main__":
    stage.run(main, __doc__, "profile")
