"""Where a profile's settings stand, and where each stage keeps what it makes."""

from pathlib import Path

METHODS = "conf/methods.yaml"


def settings(profile: str) -> str:
    """The file of a profile's settings, as messages name it before a key: `conf/demo/settings.yaml`."""
    return f"conf/{profile}/settings.yaml"


def suites(profile: str) -> str:
    """The file of the runs that a profile asks for."""
    return f"conf/{profile}/grid.yaml"


def raw(profile: str) -> Path:
    """Folder of the downloaded corpora and vectors."""
    return Path("data/raw") / profile


def processed(profile: str) -> Path:
    """Folder of the tokenized corpora and of the vectors of their words."""
    return Path("data/processed") / profile


def unlabeled(profile: str) -> Path:
    """Folder of the sentences drawn from the pool for each corpus."""
    return Path("data/unlabeled") / profile


def grid(profile: str) -> Path:
    """Folder of the runs that the profile asks for, one file a method; git keeps it."""
    return Path("reports") / profile / "grid"


def runs(profile: str, method: str) -> Path:
    """Folder of a method's trained runs."""
    return Path("data/runs") / profile / method


def evaluation(profile: str) -> Path:
    """Folder of all methods' evaluated runs, one archive a method (see archive.py); git keeps it."""
    return Path("reports") / profile / "evaluation"


def eraser(profile: str, method: str) -> Path:
    """Folder of a method's predictions in ERASER's JSONL, one file a run."""
    return Path("data/eraser") / profile / method


def report(profile: str, suite: str, kind: str) -> Path:
    """Folder of a suite's `tables` or `figures`."""
    return Path("reports") / profile / kind / suite


def scores(profile: str) -> Path:
    """Folder of the table of all runs' scores; git keeps it."""
    return Path("reports") / profile / "scores"


def corpora(profile: str) -> Path:
    """Folder of the statistics of the corpora, one file each; git keeps it."""
    return Path("reports") / profile / "corpora"


def timings(profile: str) -> Path:
    """Folder of the records of how items were computed."""
    return Path("reports") / profile / "timings"


def pretrained(profile: str) -> Path:
    """Folder of the BERT that the profile pretrains."""
    return Path("data/pretrained") / profile


def pretraining(profile: str) -> Path:
    """Folder of how that went; git keeps it."""
    return Path("reports") / profile / "pretraining"
