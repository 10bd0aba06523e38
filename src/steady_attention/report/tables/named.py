"""How a table or figure is called, by the name that its files have."""

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
