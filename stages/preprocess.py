"""Tokens, vocabularies, splits and word vectors after Jain & Wallace, and the word pieces for BERT, into
data/processed/<profile>/; the corpora's statistics into reports/<profile>/corpora/.
"""

import sys

import steady_attention.instructions  # noqa: F401  before numpy and torch: it says how to compute
from steady_attention.corpora.user import data as user_data
from steady_attention.run import needs, processed, stage
from steady_attention.settings import params
from steady_attention.settings.suites import AUTO, BERT
from steady_attention.store import artifacts, folders
from steady_attention.store.files import replacing
from steady_attention.text import remarks


def main(arguments: stage.Arguments) -> None:
    """Tokenize every corpus, then read the vectors of all their words in one pass."""
    name, settings = arguments.profile, params.load(arguments.profile)
    raw, profile = folders.raw(name), settings.at(name)
    files = {text: raw / text for text in needs.texts(settings, name)}
    corpora = processed.tokenized(settings, name, files)
    made = artifacts.folders(corpora)
    labeled = {text: made[text] for text in needs.labeled(settings, name)}
    for text, folder in labeled.items():
        for line in remarks.warnings(
            text, folder, f"{user_data.FOLDER}/" if text in settings.corpora else ""
        ):
            print(line, file=sys.stderr)
    done = processed.vectors(settings, name, labeled, raw / "vectors")
    vectors = artifacts.folders(done)
    done += processed.other_vectors(settings, name, labeled, raw)
    if profile.bert is not None:
        declared = {text: made[text] for text in profile.corpora}
        built = processed.bert(settings, name, declared, raw / BERT)
        (bert,) = artifacts.folders(built).values()
        done += [*built, *processed.pieces(settings, name, labeled, bert)]
    if profile.auto is not None:
        raws = {text: raw / text for text in labeled}
        done += processed.auto(settings, name, labeled, raws, raw / AUTO)
    artifacts.fill(folders.processed(name), [*corpora, *done])
    with replacing(folders.corpora(name)) as fresh:
        for text, folder in made.items():
            of_words = vectors.get(f"{text}-vectors")
            (fresh / f"{text}.json").write_bytes(remarks.with_coverage(folder, of_words))
            if of_words:
                print(remarks.coverage(text, of_words), file=sys.stderr)


if __name__ == "__main__":
    stage.run(main, __doc__, "profile")
