"""Raw corpora, word vectors and pretrained BERT of a profile, checksums checked, into data/raw/<profile>/."""

import steady_attention.instructions  # noqa: F401  before numpy and torch: it says how to compute
from steady_attention import corpora
from steady_attention.corpora.bert import checkpoints
from steady_attention.corpora.raw import listing
from steady_attention.corpora.user import checkpoint as user_checkpoint
from steady_attention.corpora.user import data as user_data
from steady_attention.corpora.vectors import sources as word_vectors
from steady_attention.run import beforehand, needs, raw, stage, text_items
from steady_attention.settings import params
from steady_attention.store import artifacts, folders

LIST = (
    "print all data sets, word vectors and checkpoints, of every profile and your own: examples, licence, "
    "whether their files are in data/mirror/, $STEADY_ATTENTION_MIRROR or data/own/; they are looked for by "
    "name, neither hashed nor downloaded"
)


def main(arguments: stage.Arguments) -> None:
    """Fetch, or generate, what the profile names."""
    name, settings = arguments.profile, params.load(arguments.profile)
    beforehand.check_vectors(settings, name)
    beforehand.check_bert(settings, name, needs.labeled(settings, name))
    done = raw.corpora(settings, name, needs.texts(settings, name))
    done += [*raw.vectors(settings, name), *raw.bert(settings, name, checkpoints.CHECKPOINTS)]
    done += raw.auto(settings, name)
    artifacts.fill(folders.raw(name), done)


def listed() -> str:
    """What there is to download, as a table."""
    settings, mirrors = params.load_every(), list(text_items.mirrors().values())
    known = checkpoints.CHECKPOINTS
    sources = [*map(corpora.get, corpora.NAMES), *word_vectors.VECTORS.values(), *known.values()]
    files = {name: section.files().values() for name, section in settings.corpora.items()}
    vectors = [profile.vectors for profile in settings.profiles.values()]
    files |= {name: [name] for name in vectors if user_data.is_vectors(name)}
    named = {profile.bert.checkpoint for profile in settings.profiles.values() if profile.bert}
    own = sorted(named - {None, *known})
    files |= {name: [f"{name}/{file}" for file in user_checkpoint.FILES] for name in own}
    rows = [listing.row(source, mirrors) for source in sources]
    folder = user_data.folder()
    rows += [listing.own_row(name, {file: folder / file for file in found}) for name, found in files.items()]
    return listing.table(rows)


if __name__ == "__main__":
    stage.run(main, __doc__, "profile", prints={"list": (listed, LIST)})
