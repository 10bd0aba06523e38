"""From a file of texts, and a model, to a folder of scores."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from steady_attention.evaluation.subject import evenly
from steady_attention.evaluation.word_deletions import WordLosses
from steady_attention.metrics.classification import decided
from steady_attention.score import beside, eraser_files, explainers, measured, needs, report, shown, stability
from steady_attention.score import texts as of_texts
from steady_attention.score.attention import HEADS, MEAN, ROLLOUT
from steady_attention.score.classifier import Classifier, longest
from steady_attention.score.progress import Progress
from steady_attention.score.shown import Scored
from steady_attention.score.stability import Stability
from steady_attention.score.subject import Rows, Subject
from steady_attention.score.texts import Text
from steady_attention.store.errors import UserError
from steady_attention.store.messages import one_of

MADE_OF = 200  # texts, where explanations are made: of each some 75 passes; our choice
MOST = 7  # explanations that a terminal shows
ATTENTION = (MEAN, ROLLOUT, HEADS)
GIVEN = "scores"  # names an explanation that the file brings


@dataclass(frozen=True)
class Asked:
    """What is asked for. explain: names of explainers, None for the usual ones where the file has no scores;
    amount: texts at most, None for MADE_OF where explanations are made, else all.
    """

    file: Path
    out: Path
    model: Path | None = None
    annotations: Path | None = None
    explain: Sequence[str] | None = None
    amount: int | None = None
    cut: bool = False
    share: float | None = None
    beside: Path | None = None
    seed: int = 0


def score(asked: Asked, progress: Progress) -> Scored:
    """Read, explain, measure, and write the folder. Raises UserError for whatever does not fit; then nothing
    is written.
    """
    report.free(asked.out, asked.file)
    for name in asked.explain or ():
        one_of("--explain", name, explainers.NAMES)
    others = None if asked.beside is None else beside.read(asked.beside)
    annotations = asked.annotations or (asked.file if eraser_files.is_annotations(asked.file) else None)
    texts = eraser_files.read(asked.file, annotations) if annotations else of_texts.read(asked.file)
    given = texts[0].scores is not None
    if asked.model is None and (asked.explain or not given):
        raise UserError(
            f"{asked.file}: no scores, and no model to make explanations of: name its folder by --model"
            if not given
            else "--explain: explanations are made of a model: name its folder by --model"
        )
    explain = asked.explain if asked.explain is not None else () if given else explainers.USUAL
    amount = asked.amount or (MADE_OF if explain else len(texts))
    every = texts
    texts = [every[number] for number in evenly(len(every), amount)]
    classifier = None if asked.model is None else Classifier(asked.model)
    names = of_texts.classes(texts, classifier and classifier.classes)
    texts, shortened = fitting(texts, classifier, asked.cut)
    explained = _explained(asked, texts, every, classifier, explain, progress)
    scored, subject, predictions = _measured(asked, texts, names, explained, progress)
    facts = _facts(asked, explain, texts, len(every), names, subject, predictions, shortened)
    labels = [None] * len(texts) if predictions is None else [names[number] for number in predictions]
    probabilities = None if subject.losses is None else subject.losses.full
    share = subject.rationale_share
    report.write(asked.out, facts, texts, scored, others, share, names, labels, probabilities)
    return scored


def fitting(texts: list[Text], classifier: Classifier | None, cut: bool) -> tuple[list[Text], int]:
    """The texts, those that are too long for the model cut off; and how many these are. Raises UserError for
    one, unless they are to be cut.
    """
    if classifier is None:
        return texts, 0
    encoded = classifier.encode([text.tokens for text in texts])
    too_long = longest(encoded, classifier.limit)
    for number, fit in too_long:
        text, pieces = texts[number], len(encoded[number].ids)
        if not cut or not fit:
            letters = len(" ".join(text.tokens))
            raise UserError(
                f"{text.where}: the text is too long: {letters:,} characters, {pieces:,} pieces of the "
                f"tokenizer, expected {classifier.limit:,} at most; shorten it, or let --cut leave the "
                "rest out" + ("" if fit else ", which here would leave no word")
            )
        texts = [*texts[:number], of_texts.cut(text, fit), *texts[number + 1 :]]
    return texts, len(too_long)


@dataclass(frozen=True)
class _Explained:
    """rows: explanations by name; lost: why others could not be made. Of the model, if there is one: losses;
    importance, gradient x input; stability.
    """

    rows: dict[str, Rows]
    lost: Mapping[str, str] = field(default_factory=dict)
    losses: WordLosses | None = None
    importance: Rows | None = None
    stability: Stability | None = None


def _explained(
    asked: Asked,
    texts: Sequence[Text],
    every: Sequence[Text],
    classifier: Classifier | None,
    explain: Sequence[str],
    progress: Progress,
) -> _Explained:
    """The explanations of the file and of the model. Raises UserError where there is none."""
    rows: dict[str, Rows] = {}
    if texts[0].scores is not None:
        rows[GIVEN] = [text.scores for text in texts]
    if classifier is None:
        return _Explained(rows)
    tokens = [list(text.tokens) for text in texts]
    classifier.progress = progress.advance
    progress.phase("predicting", len(texts))
    losses = WordLosses(classifier.predict, tokens)
    wanted = [*explain, *([] if explainers.GRADIENT in explain else [explainers.GRADIENT])]
    made, lost = explainers.explain(
        classifier,
        losses,
        wanted,
        asked.seed,
        lambda name: progress.phase(f"explaining: {name}", _passes(name, losses)),
    )
    importance, stable = made.get(explainers.GRADIENT), None
    rows |= {name: of for name, of in made.items() if name != explainers.GRADIENT or name in explain}
    if importance is not None:
        attended = [name for name in ATTENTION if name in explain and name not in lost]
        words = (text.tokens for text in every)
        stable = stability.measured(classifier, tokens, words, attended, asked.seed, progress.phase)
    not_made = {name: why for name, why in lost.items() if name in explain}
    if not rows:
        raise UserError(
            f"no explanation could be made: {'; '.join(f'{a}: {b}' for a, b in not_made.items())}"
        )
    return _Explained(rows, not_made, losses, importance, stable)


def _measured(
    asked: Asked, texts: Sequence[Text], names: Sequence[str], explained: _Explained, progress: Progress
) -> tuple[Scored, Subject, np.ndarray | None]:
    """What the explanations score, what they are judged by, and the predictions that they are of: the
    model's, else the file's.
    """
    rows, losses = explained.rows, explained.losses
    subject = Subject(
        lengths=[len(text.tokens) for text in texts],
        classes=len(names),
        labels=of_texts.numbers(texts, "label", names),
        predictions=of_texts.numbers(texts, "prediction", names),
        rationales=[text.rationale for text in texts],
        losses=losses,
        importance=explained.importance,
        stability=explained.stability,
        share=asked.share,
    )
    if losses is not None:
        sets = [one for one in measured.wanted(list(rows.values())) if one not in losses.known]
        progress.phase("erasing words", len(sets))
        losses.of(sets)
        progress.phase("bounds of short texts")
    results = {name: needs.measured(subject, name, of) for name, of in rows.items()}
    progress.close()
    predictions = decided(losses.full) if losses is not None else subject.predictions
    scored = Scored(
        {name: values for name, (values, _) in results.items()},
        {name: reasons for name, (_, reasons) in results.items()},
        rows,
        explained.lost,
    )
    return scored, subject, predictions


def _passes(name: str, losses: WordLosses) -> int:
    """Texts that go through the model for an explanation."""
    if name == "occlusion":
        return sum(min(length, explainers.PARTS) for length in losses.lengths)
    return len(losses.lengths)


def _facts(
    asked: Asked,
    explain: Sequence[str],
    texts: Sequence[Text],
    whole: int,
    names: Sequence[str],
    subject: Subject,
    predictions: np.ndarray | None,
    shortened: int,
) -> dict[str, str]:
    """What was scored, in words."""
    some = f", evenly spaced of {whole:,}" if whole > len(texts) else ""
    facts = {"Texts": f"{len(texts):,} of {asked.file.name}{some}", "Classes": ", ".join(names)}
    if asked.model is not None:
        facts["Model"] = asked.model.name
    if shortened:
        facts["Cut off"] = f"{shortened:,} texts that are too long for the model"
    if subject.losses is not None and subject.predictions is not None:
        other = int((subject.predictions != predictions).sum())
        if other:
            facts["Predictions"] = (
                f"{other:,} of the file's are not the model's, which is explained here: is it another model?"
            )
    if subject.annotated:
        facts["Rationales"] = (
            f"{len(subject.annotated):,} texts; a hard rationale is {subject.rationale_share:.2%} of a text"
        )
    drawn = ["random"] * ("random" in explain)
    if (stable := subject.stability) is not None:
        drawn += ["noise", "replaced words"]
        facts["Replaced words"] = stability.description(stable)
    if drawn:
        facts["Seed"] = f"{asked.seed}, of {', '.join(drawn)}"
    return facts


def summary(scored: Scored) -> str:
    """The measures for a terminal: a line each, a column an explanation, at most MOST."""
    names = list(scored.values)[:MOST]
    rows = [["", *names]]
    for metric, unit in shown.columns(scored).items():
        rows.append(
            [
                shown.heading(metric, unit),
                *(shown.entry(metric, scored.values[name], unit).text for name in names),
            ]
        )
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = ["  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]) for row in rows]
    more = len(scored.values) - len(names)
    return "\n".join([*lines, *([f"and {more} more explanations"] if more else [])])
