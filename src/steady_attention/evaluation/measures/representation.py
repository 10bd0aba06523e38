"""How far a run's representations of texts lie apart by class (Zhou et al. 2021, sections 5.1 and 5.4)."""

import re
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sklearn.manifold import TSNE

from steady_attention.evaluation import arrays
from steady_attention.evaluation.subject import Subject, once
from steady_attention.evaluation.undefined import or_none
from steady_attention.metrics import separation
from steady_attention.metrics.classification import accuracy
from steady_attention.models import checkpoint
from steady_attention.models.classifier import Classifier
from steady_attention.models.predict import BATCH, predict
from steady_attention.models.texts import Texts, by_length
from steady_attention.training import seeds

PERPLEXITY = 30.0  # scikit-learn's own; the paper names none
EVERY_TEXT = True  # it draws its texts itself, and an iteration's accuracy is of all
ITERATION = re.compile(r"iteration(\d+)\.safetensors")  # the weights that method vib keeps


def measured(subject: Subject, work: Path | None) -> dict[str, Any]:
    """silhouette and distance_ratio (metrics.separation) of up to tsne_texts test texts, and tsne.npz: points
    (m, 2) and labels (m,).

    Of a run with iterations also "accuracy@iteration=0" of the whole test split, "silhouette@iteration=0" and
    so on, and tsne_iterations.npz with points_<iteration> of the same texts. Empty of a model without
    attention. No pictures where `work` is None.
    """
    if subject.predictions.attention is None:
        return {}
    texts = subject.test.take(_chosen(subject))
    rows = representations(subject.model, texts)
    if work is not None:
        points = projected(rows, subject.seed)
        arrays.save(work / "tsne.npz", points=points, labels=texts.labels.astype(np.int16))
    iterations = once(subject.shared, "iterations", lambda: _iterations(subject, texts, work))
    return _separation(rows, texts.labels) | iterations


@torch.no_grad()
def representations(model: Classifier, texts: Texts) -> np.ndarray:
    """R = sum_t a_t h_t (n, H) of every text, a the attention and h the encoder's states (Eq. 2)."""
    model.eval()
    unused = torch.Generator()  # no dropout in evaluation
    found: dict[int, np.ndarray] = {}
    for indices in by_length(texts, BATCH):
        batch = texts.batch(indices).to(model.device)
        encoded = model.encoder(model.embed(batch, unused), batch)
        attention = model.read_encoded(encoded, batch).attention()
        rows = torch.einsum("bt,bth->bh", attention, encoded.states).cpu().numpy()
        found |= dict(zip(indices.tolist(), rows, strict=True))
    return np.stack([found[index] for index in range(len(texts))])


def projected(rows: np.ndarray, seed: int) -> np.ndarray:
    """t-SNE of representations (m, H) in the plane: (m, 2), half precision. Texts that are all alike are one
    point.
    """
    if (rows == rows[0]).all():
        return np.zeros((len(rows), 2), np.float16)
    state = seeds.number(seed, "t-SNE") % 2**32
    perplexity = min(PERPLEXITY, (len(rows) - 1) / 3)
    found = TSNE(2, perplexity=perplexity, init="pca", random_state=state).fit_transform(rows)
    return found.astype(np.float16)


def _chosen(subject: Subject) -> np.ndarray:
    """The indices of the test texts that are drawn, the same ones for all runs of a seed."""
    amount, largest = len(subject.test), subject.settings.tsne_texts
    if amount <= largest:
        return np.arange(amount)
    random = seeds.numpy_generator(subject.seed, "t-SNE texts")
    return np.sort(random.choice(amount, largest, replace=False))


def _separation(rows: np.ndarray, labels: np.ndarray) -> dict[str, float | None]:
    """Both measures, None where undefined."""
    measures = (separation.silhouette, separation.distance_ratio)
    return {measure.__name__: or_none(measure(rows, labels)) for measure in measures}


def _iterations(subject: Subject, texts: Texts, work: Path | None) -> dict[str, float | None]:
    """The numbers of each iteration whose weights the run keeps, and their picture."""
    matches = filter(None, (ITERATION.fullmatch(path.name) for path in subject.run.iterdir()))
    scores: dict[str, float | None] = {}
    points = {}
    for match in sorted(matches, key=lambda match: int(match[1])):
        model = checkpoint.load(subject.run, match[0], subject.model.device)
        rows = representations(model, texts)
        if work is not None:
            points[f"points_{match[1]}"] = projected(rows, subject.seed)
        right = accuracy(predict(model, subject.test).probabilities, subject.test.labels)
        own = {"accuracy": right} | _separation(rows, texts.labels)
        scores |= {f"{name}@iteration={match[1]}": value for name, value in own.items()}
    if points:
        arrays.save(work / "tsne_iterations.npz", **points)
    return scores
