"""How a table or figure is called, by the name that its files have; what of a table is left out."""

from collections.abc import Sequence

from steady_attention.results.query import Heading

JAPANESE, STUDY = "ja", "study"  # begin the names of those of the version in Japanese, and of those of ours
VERSION = "(Japanese version)"


def named(kind: str, name: str) -> str:
    """`Table 3a`; of `ja2` `Table 2 (Japanese version)`, of `study1` `Our table 1`.

    kind: table or figure.
    """
    if name.startswith(STUDY):
        return f"Our {kind} {name.removeprefix(STUDY)}"
    if name.startswith(JAPANESE):
        return f"{kind.capitalize()} {name.removeprefix(JAPANESE)} {VERSION}"
    return f"{kind.capitalize()} {name}"


def absent(headings: Sequence[Heading], shown: Sequence[int]) -> list[str]:
    """The headings that are not shown, in few words: whole groups and labels once."""
    groups = {headings[n].group for n in shown}
    labels = {headings[n].label for n in shown}
    names = {}
    for number, heading in enumerate(headings):
        if number in shown:
            continue
        if heading.group not in groups:
            names[heading.group or heading.label] = None
        elif heading.label not in labels or not heading.group:
            names[heading.label] = None
        else:
            names[f"{heading.label} ({heading.group})"] = None
    return list(names)
