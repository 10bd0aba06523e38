"""Subjects of measures made by hand."""

from pathlib import Path

import numpy as np
import torch

from steady_attention.evaluation.settings import Evaluate
from steady_attention.evaluation.subject import Subject
from steady_attention.models.classifier import build
from steady_attention.models.predict import Predictions, predict
from tests.tiny import ATTENTION_HIDDEN, HIDDEN, VOCABULARY, WIDTH

SETTINGS = {
    "encoder": "bilstm",
    "sizes": {"hidden": HIDDEN},
    "attention_hidden": ATTENTION_HIDDEN,
    "dropout": 0.0,
}
EVALUATE = dict(
    stored_texts=1000,
    correlated_texts=1000,
    measured_texts=1000,
    deltas=(0.01,),
    draws=1,
    replaced_words=(1,),
    rationale_words=5,
    rationale_shares=(0.5,),
    sensitivity_texts=1,
    sensitivity_steps=1,
    deleted_words=3,
    tsne_texts=100,
    integration_steps=3,
    explanation_texts=5,
    bounded_texts=3,
    bounded_words=7,
    beam=2,
    retrained_shares=(0.5,),
    retrained_texts=1000,
)


def random_model(scorer="additive", classes=2, pair=False, seed=0):
    """A model of random weights; scorer "max" for the one without attention."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        vectors = torch.randn(VOCABULARY, WIDTH)
        return build(vectors, scorer=scorer, classes=classes, pair=pair, **SETTINGS).eval()


def make_subject(test, model=None, base=None, attention=None, corpus=Path(), run=Path(), seed=0, **settings):
    """A subject; the attention given stands in for the model's own."""
    if attention is not None:
        chances = np.full((len(test), 2), 0.5)
        predictions = Predictions(chances, [np.array(row, np.float32) for row in attention])
    else:
        predictions = predict(model, test)
    return Subject(
        model=model,
        test=test,
        predictions=predictions,
        corpus=corpus,
        words=corpus,
        vectors=corpus,
        settings=Evaluate(**(EVALUATE | settings)),
        seed=seed,
        base=base,
        run=run,
    )
