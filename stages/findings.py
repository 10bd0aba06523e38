"""What the runs of all profiles say together, on two screens: reports/FINDINGS.md."""

from pathlib import Path

from steady_attention.pipeline import stage
from steady_attention.pipeline.files import write_text
from steady_attention.report.findings import sources, text

PROFILES = ("small", "demo")  # real corpora, and synthetic ones for what these have no run of


def main(arguments: stage.Arguments) -> None:
    """Verdicts, identities, selection and cost, of the reports that git keeps of these profiles."""
    write_text(Path("reports/FINDINGS.md"), text.findings([sources.load(name) for name in PROFILES]))


if __name__ == "__main__":
    stage.run(main, __doc__)
