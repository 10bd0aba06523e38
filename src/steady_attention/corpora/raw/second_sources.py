"""Addresses of public archives that keep what others publish: second sources, each held to a checksum."""

BABILONG = (  # the benchmark's own copy of the bAbI tasks
    "https://raw.githubusercontent.com/booydar/babilong/7a6efee29f5cac03c3c410e6799c80fd2ffe3610/data"
)
NLTK = (  # NLTK's corpora; its index.xml has an MD5 of each
    "https://raw.githubusercontent.com/nltk/nltk_data/"
    "005569f5d91002697c5dfd5bced624209af0b3bb/packages/corpora"
)


def internet_archive(address: str, year: int) -> str:
    """The file of an address as the Internet Archive captured it, unchanged (`id_`), nearest to a year."""
    return f"https://web.archive.org/web/{year}id_/{address}"


def software_heritage(sha256: str) -> str:
    """The content of that sha256 in Software Heritage, which archives the public repositories of code."""
    return f"https://archive.softwareheritage.org/api/1/content/sha256:{sha256}/raw/"


def jsdelivr(repository: str, commit: str, path: str) -> str:
    """A file of a GitHub repository ("owner/name") at a commit, in jsDelivr's permanent copy."""
    return f"https://cdn.jsdelivr.net/gh/{repository}@{commit}/{path}"


def google_drive(identifier: str) -> str:
    """A file of Google Drive; `confirm` answers its page on large files, which no virus scan has seen."""
    return f"https://drive.google.com/uc?export=download&id={identifier}&confirm=t"
