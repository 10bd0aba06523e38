import pytest

from steady_attention.report.figures import texts
from steady_attention.report.figures.examples import Examples, Pair, chosen
from steady_attention.results.evaluated import folder_of
from steady_attention.results.query import Heading
from steady_attention.results.setting import Material, Setting
from steady_attention.run.runs import Run, variant
from steady_attention.store.errors import UserError
from tests.results.evaluated import put, write
from tests.results.small import scored

METHODS = (Heading("Vanilla", {"method": "vanilla"}), Heading("SEAT", {"method": "seat"}))
PLACES = tuple({"dataset": name, "encoder": "rnn", "attention": "additive"} for name in ("imdb", "sst"))
WORDS = ["a", "dull", "film", "for", "$5", "$6"]
REST = {"name": "1", "title": "T", "source": "A paper, Figure 1", "methods": METHODS, "places": PLACES}


def state(words, attention, probabilities):
    return {"words": words, "attention": attention, "probabilities": probabilities}


def perturbed(kind="words", words=WORDS, jsd=3.81e-8):
    before = state(WORDS, [0.5, 0.1, 0.1, 0.1, 0.1, 0.1], [0.999, 0.001])
    after = state(words, [0.0, 0.2, 0.2, 0.2, 0.2, 0.2], [0.408, 0.592])
    return {
        "id": "test-0",
        "label": 0,
        "kind": kind,
        "benign": before,
        "perturbed": after,
        "jsd": jsd,
        "tvd": 0.591,
    }


def example(seed, words=WORDS):
    attention = [1.0, 0, 0, 0, 0, 0] if seed else [0, 0, 0, 0, 0, 1.0]
    read = state(words, attention, [0.25 * seed, 1 - 0.25 * seed])
    return [{"id": "test-0", "label": 1, "importance": [0.0] * 6, **read}]


def run(method, seed, dataset="sst", **changes):
    return Run(dataset, "rnn", "additive", method, variant(changes), seed)


@pytest.fixture
def material(tmp_path):
    new = ["a", "boring", *WORDS[2:]]
    runs = [
        write(
            tmp_path,
            run(method, seed),
            {"f1": 0.5},
            examples=example(seed),
            perturbed=[perturbed("words", new), perturbed("embedding", jsd=0.25)],
        )
        for method in ("vanilla", "seat")
        for seed in (0, 1)
    ]
    return Material(scored(runs, tmp_path), Setting("small"), runs, tmp_path)


def test_a_row_a_word(material):
    points = Examples(kind="words", **REST).points(material)
    assert tuple(points.columns) == Examples.COLUMNS and len(points) == 2 * 2 * 6
    assert points.iloc[7].to_dict() == {
        "method": "Vanilla",
        "dataset": "sst",
        "corpus": "sst",
        "encoder": "rnn",
        "seed": 0,
        "text": "test-0",
        "label": 0,
        "jsd": 3.81e-8,
        "tvd": 0.591,
        "state": "perturbed",
        "predicted": 1,
        "probability": 0.592,
        "place": 1,
        "word": "boring",
        "attention": 0.2,
    }


def test_the_kind_of_perturbation(material):
    assert set(Examples(kind="embedding", **REST).points(material)["jsd"]) == {0.25}


def test_two_seeds_of_one_method(material):
    points = Examples(kind="seeds", **REST).points(material)
    assert set(points["state"]) == {"seed 0", "seed 1"}
    assert set(points["jsd"]) == {0.693147}  # from the last word to the first: ln 2
    assert set(points["tvd"]) == {0.25} and set(points["seed"]) == {0}


@pytest.mark.parametrize("kind", ["words", "seeds"])
def test_without_a_place_that_has_every_method(material, kind):
    fewer = [one for one in material.runs if one.seed == 0 and one.method == "vanilla"]
    figure = Examples(kind=kind, **REST)
    points = figure.points(Material(material.scores, material.setting, fewer, material.evaluations))
    assert len(points) == 0
    captions = figure.captions(points, material.setting)
    assert "No data set of this profile has a run of every method." in captions


def test_a_run_of_another_variant_has_no_part(material, tmp_path):
    other = write(tmp_path, run("seat", 0, ablation="l3"), {}, perturbed=[perturbed(jsd=0.5)])
    mixed = Material(material.scores, material.setting, [other, *material.runs], tmp_path)
    assert set(Examples(kind="words", **REST).points(mixed)["jsd"]) == {3.81e-8}


def test_the_text_is_chosen_by_its_length_alone():
    def pair(name, length):
        return Pair(name, 0, {"benign": {"words": ["w"] * length}}, 0.0, 0.0)

    assert chosen([pair("a", 4), pair("b", 15), pair("c", 14), pair("d", 5)]) == "c"
    assert chosen([pair("a", 4), pair("d", 5)]) == "d"
    assert chosen([pair("a", 4), pair("b", 15)]) == "a"


def test_other_texts_are_refused(material, tmp_path):
    other = '[{"id": "test-9", "label": 0, "words": [], "attention": [], "probabilities": [1.0]}]'
    put(folder_of(run("seat", 1), tmp_path), examples=other)
    with pytest.raises(UserError, match=r"different texts \(test-0, test-9\): evaluate both again"):
        Examples(kind="seeds", **REST).points(material)


def test_drawn(material):
    points = Examples(kind="words", **REST).points(material)
    layout = Examples(kind="words", **REST).layout(points, material.setting)
    boxes, height = layout.boxes, -layout.y
    assert [box.text for box in boxes[6:12]] == ["a", "boring", "film", "for", r"\$5", r"\$6"]
    assert [box.colour for box in boxes[6:12]] == ["orange", "green", *["orange"] * 4]
    assert [box.strength for box in boxes[:2]] == [1.0, 0.2]  # shares of the largest, 0.5
    assert ("JSD 3.81E-08, TVD 0.591") in [text for text, *_ in layout.texts]
    assert [text for text, *_ in layout.texts].count("class 1 59.2%") == 2
    for one, other in zip(boxes, boxes[1:], strict=False):
        assert one.y > other.y or one.across[1] < other.across[0]
    assert all(-height < box.upwards[0] and box.upwards[1] < 0 for box in boxes)


def test_lines_break_and_long_words_are_cut(material):
    figure = Examples(kind="words", **REST)
    first = figure.points(material).iloc[:5]
    boxes = figure.layout(first.assign(word="x" * 30), material.setting).boxes
    assert [boxes[0].y - box.y for box in boxes] == pytest.approx(
        [0, 0, texts.LINE, texts.LINE, 2 * texts.LINE]
    )
    assert all(box.across[1] <= texts.RIGHT for box in boxes)
    boxes = figure.layout(first.assign(word="x" * 90), material.setting).boxes
    assert {box.text for box in boxes} == {"x" * 39 + "…"}


def test_equal_bytes_on_every_redraw(material):
    figure = Examples(kind="words", **REST)
    first, second = (figure.svg(figure.points(material), material.setting) for _ in range(2))
    assert first == second and "<dc:date>" not in first and ">$5</text>" in first


def test_captions(material):
    figure = Examples(kind="words", notes=("A note.",), **REST)
    captions = figure.captions(figure.points(material), material.setting)
    assert "Shown is the first kept test text of 5 to 14 words" in captions[0]
    assert captions[1] == "Encoder rnn; the label is class 0." and captions[-1] == "A note."
