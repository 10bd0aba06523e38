"""How many words of a data set have a vector, as `vectors_of` counted them, in words and in statistics."""

import json
from pathlib import Path


def told(corpus: str, vectors: Path) -> str:
    """The coverage of a data set, by its vectors' folder, in words."""
    known = json.loads((vectors / "statistics.json").read_bytes())
    words = f"{known['found']:,} of its {known['vocabulary']:,} words have a vector"
    share = 100 * known["tokens_found"] / max(1, known["tokens"])
    if not known["found"]:
        return f"{corpus}: coverage 0: {words}; all begin at random numbers"
    return f"{corpus}: {words}, {share:.1f} % of its training texts' words"


def reported(corpus: Path, vectors: Path | None) -> bytes:
    """The statistics of a data set's folder, with the coverage by its vectors' folder as `vectors`."""
    statistics = (corpus / "statistics.json").read_bytes()
    if vectors is None:
        return statistics
    known = json.loads(statistics) | {"vectors": json.loads((vectors / "statistics.json").read_bytes())}
    return (json.dumps(known, indent=2, ensure_ascii=False) + "\n").encode("utf-8")
