"""The part of README that says what was found, from the reports of `small`; quoted.py writes it."""

import textwrap
from pathlib import Path

from steady_attention.report.findings import answers, sentences, verdicts
from steady_attention.report.findings.sources import Sources

README, PROFILE = Path("README.md"), "small"
NAMES = f"Names: {sentences.NAMES}"
BEGIN, END = "<!-- found: by steady_attention.report.findings.quoted -->\n", "<!-- end -->\n"
WIDTH = 120


def found(source: Sources) -> str:
    """Which method to use and a bullet a question, then the claims."""
    which = sentences.which(source)
    bullets = [f"- **Which method**: {which}"] if which else []
    for sentence in sentences.sentences(source):
        aim, said = sentence.split(": ", 1)
        bullets.append(f"- **{aim}**: {said}")
    claims = verdicts.said(source.claims)
    lines = [f"On real data ({answers.where(source).removesuffix('.')}):", "", *map(_wrapped, bullets), ""]
    return "\n".join([*lines, _wrapped(f"{claims[0].upper()}{claims[1:]} {NAMES}")]) + "\n"


def _wrapped(text: str) -> str:
    indent = "  " if text.startswith("- ") else ""
    return textwrap.fill(text, WIDTH, subsequent_indent=indent, break_on_hyphens=False)


def renewed(text: str, source: Sources) -> str:
    """README's text with the part as it is now."""
    head, rest = text.split(BEGIN)
    return head + BEGIN + found(source) + END + rest.split(END, 1)[1]
