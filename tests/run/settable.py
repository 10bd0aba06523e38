"""Every key that `-S key=value` can set, with another value that is valid."""

from tests.settings.params_file import CONTENT, leaves, parted

SETTINGS, METHODS = "conf/demo/settings.yaml", "conf/methods.yaml"
OF_OTHERS = ("profile", "hparams", "corpora")  # keys of params.yaml that others must fit
OTHER = {  # another value of a key that is no number and no switch, or that others must fit
    "dataset": "synthetic_topic",
    "encoder": "bert",
    "attention": "dot",
    "method": "attention_vat",
    "jobs": 3,
    "backend": "dask",
    "scheduler": "tcp://host:8786",
    "device": "cpu",
    "selection": "accuracy",
    "precision": "bf16",
    "direction": "raw",
    "start": "uniform",
    f"{METHODS}:methods.seat.start": "random",
    "descent": "none",
    "decayed": "all",
    f"{SETTINGS}:other_vectors": ["glove_6b_50d_part"],
    "mode": "released_code",
    "trainable": "all",
    "ablation": "none",
    "closeness": "tvd",
    "stability": "tvd",
    "norm": "l2",
    "vectors": "my.vec",
    f"{SETTINGS}:model.embedding": 101,
    "pool": "one_billion_word",
    "subpool": 4001,
    "weighting": "idf",
    "texts": "[imdb]",
    "warmup": 0.3,
    f"{SETTINGS}:unlabeled.backend": "annoy",
}
FIXED = (
    f"{SETTINGS}:bert.checkpoint",  # null beside `random`: one of the two
    *(f"{METHODS}:{key}" for key in ("start", "scorer")),  # names for dvc.yaml
)


def other(path, value):
    """Another valid value."""
    key = path.rpartition(".")[2]
    if path in OTHER or key in OTHER:
        return OTHER.get(path, OTHER.get(key))
    if "counterparts" in path:
        return "synthetic_topic" if value != "synthetic_topic" else "synthetic_nli"
    if isinstance(value, list):
        return value[::-1]
    if isinstance(value, bool):
        return not value
    return (value / 2 or 0.25) if isinstance(value, float) else (2 * value or 1)


def settable():
    """`-S`'s key -> another value, of all keys but the grid's, for one profile."""
    files = parted(CONTENT)
    found = {key: value for key, value in leaves(files["params.yaml"]) if key not in OF_OTHERS}
    for file in (METHODS, SETTINGS):
        found |= {f"{file}:{key}": value for key, value in leaves(files[file])}
    found = {key: value for key, value in found.items() if key not in FIXED and ":same." not in key}
    return {key: other(key, value) for key, value in found.items()}


def written(value):
    """A value as `-S` takes it."""
    words = {True: "true", False: "false"} if isinstance(value, bool) else {}
    return f"[{','.join(map(str, value))}]" if isinstance(value, list) else words.get(value, str(value))


def said(path):
    """A key as messages name it."""
    return path.replace(":", ": ")
