"""A user's own tables, and a params.yaml that names them."""

MINE = {
    "splits": {"file": "a.tsv", "dev": 0.2, "test": 0.2, "seed": 0},
    "text": "review",
    "second": None,
    "label": "mood",
    "classes": ["bad", "good"],
    "minimum_frequency": 1,
    "normalise": "qqq",
}


def rows(count, word="film"):
    return "review\tmood\n" + "".join(
        f"a {('bad', 'good')[n % 2]} {word} {n}\t{('bad', 'good')[n % 2]}\n" for n in range(count)
    )
