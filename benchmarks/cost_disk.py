"""What a profile leaves on the disk: bytes by kind."""

from collections.abc import Iterable

from benchmarks.cost_rates import LAYERS, MATRICES, WIDTH, is_pair, weights
from benchmarks.cost_work import POOL, TEXTS, Work, examples, texts_of
from steady_attention.corpora.one_billion_word_full import SENTENCES
from steady_attention.settings.sections import Profile

FLOAT, INTEGER = 4, 4  # bytes
BERT_TABLES = (30_522 + 512 + 2) * WIDTH  # words, positions, segments
PREPARED = 16  # bytes a word of a processed corpus: arrays and words.txt (measured: 9 bAbI, 15 to 17 demo)
SCORED = 2.3  # bytes a test word of a run's evaluation in git (measured: small, SST, predictions.npz)
FOLDER = 40_000  # bytes of the evaluation's other files (measured: the same)
KEPT = 2  # vib keeps weights of every iteration: those, the start and the chosen ones


def weights_of(work: Work) -> float:
    """Bytes of a run's weights. A table of word vectors is trained, so every run has its own."""
    model, run = work.sections["model"], work.run
    behind = weights(run.encoder, model, is_pair(run.dataset))
    if work.bert:
        table = BERT_TABLES
        behind = LAYERS * MATRICES * WIDTH**2
    else:
        table = texts_of(run.dataset).vocabulary * model["embedding"]
    copies = work.sections["hparams"]["iterations"] + KEPT if run.method == "vib" else 1
    return copies * FLOAT * (table + behind)


def evaluation(work: Work) -> float:
    """Bytes of a run's evaluation, which git keeps."""
    return FOLDER + SCORED * examples(work.run.dataset)["test"] * texts_of(work.run.dataset).words


def kept(work: Work) -> float:
    """Bytes that a run leaves: its weights, and its evaluation."""
    return weights_of(work) + evaluation(work)


def prepared(profile: Profile) -> float:
    """Bytes of the processed corpora."""
    words = (sum(examples(name).values()) * texts_of(name).words for name in profile.corpora)
    return PREPARED * sum(words)


def pool() -> float:
    """Bytes of the whole processed pool."""
    return PREPARED * SENTENCES * TEXTS[POOL].words


def selected(profile: Profile) -> float:
    """Bytes of what is drawn for every labeled corpus of single texts by every strategy."""
    single = [name for name in profile.corpora if not is_pair(name)]
    drawn = profile.unlabeled
    return INTEGER * TEXTS[POOL].words * drawn.amount * len(drawn.strategies) * len(single)


def by_kind(profile: Profile, works: Iterable[Work]) -> dict[str, float]:
    """Bytes of everything but raw files, checkpoints of runs in progress and DVC's copies."""
    works = list(works)
    return {
        "processed corpora": prepared(profile),
        "processed pool, 30 million sentences": pool(),
        "selected sentences": selected(profile),
        "weights, recurrent encoders": sum(weights_of(one) for one in works if not one.bert),
        "weights, BERT": sum(weights_of(one) for one in works if one.bert),
        "evaluations (in git)": sum(map(evaluation, works)),
    }
