"""Which commit the reports of a profile are of, where git keeps them."""

import subprocess
from pathlib import Path

DIGITS = 12  # of a commit; git's own choice grows with the repository, so that clones would differ


def commit_of(folder: Path) -> str | None:
    """The last commit that changed a folder, with its day: `58e6142c0f1a of 2026-11-27`. None where the
    folder is not as that commit has it, where git keeps no file of it, and where there is no git.
    """
    if not _git("ls-files", "--", str(folder)) or _git("status", "--porcelain", "--", str(folder)):
        return None
    return _git("log", "-1", f"--abbrev={DIGITS}", "--format=%h of %cs", "--", str(folder)) or None


def _git(*words: str) -> str:
    """What a command of git prints; nothing outside a repository, and without git."""
    try:
        return subprocess.run(["git", *words], capture_output=True, text=True).stdout.strip()
    except FileNotFoundError:  # no git
        return ""
