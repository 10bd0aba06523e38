"""What the scratch repositories run: one synthetic corpus, small models, every stage with work to do."""

from steady_attention import methods
from tests.run.scratch import BLOCK, PRETRAIN

MEASURES = ["stability", "erasure", "deletion"]
BASE = {"methods": ["base"], "attentions": ["max"], "measures": ["deletion"]}
ONLY = {"word_vat", "word_ivat", "attention_vat", "attention_ivat"}  # take unlabeled texts


def tiny(params: dict) -> None:
    """Two runs of vanilla and of attention_vat, with what these stand on and what stands on them (base,
    seat), so that every stage has items for two workers; dropout, VAT's start, shuffling, unlabeled texts.
    """
    demo = params["profiles"]["demo"]
    block = BLOCK | {"seeds": [0, 1], "measures": MEASURES}
    demo["suites"]["attention_vat"] = {
        "supervised": block | {"methods": ["vanilla"]},
        "semi_supervised": block | {"methods": ["attention_vat"], "variants": [{"unlabeled": 101}]},
        "seat": block | {"methods": ["seat"]},
        "base": block | BASE,
    }
    _small(params, epochs=3, jobs=2)
    demo["pretrain"] = PRETRAIN
    params["seed"] = 2  # of the experiment: a run that the grid has not trained


def every(params: dict) -> None:
    """One run of every method, with unlabeled texts where it takes them."""
    demo = params["profiles"]["demo"]
    block = BLOCK | {"measures": MEASURES}
    taking = {"methods": sorted(ONLY), "variants": [{"unlabeled": 101}]}
    demo["suites"]["attention_vat"] = {
        "supervised": block | {"methods": [name for name in methods.NAMES if name not in ONLY | {"base"}]},
        "semi_supervised": block | taking,
        "base": block | BASE,
    }
    _small(params, epochs=2, jobs=1)


def jobs(number: int):
    """A change of params.yaml: so many worker processes."""
    return lambda params: params["execution"].update(jobs=number)


def _small(params: dict, epochs: int, jobs: int) -> None:
    demo = params["profiles"]["demo"]
    demo["train"]["epochs"] = epochs
    demo["model"]["dropout"] = 0.3
    params["methods"]["seat"]["epochs"] = params["methods"]["vib"]["iterations"] = 2
    demo["evaluate"]["sensitivity_texts"] = 5
    params["execution"]["jobs"] = jobs
