import pytest

from steady_attention.report.figures.case_study import CaseStudy
from steady_attention.results.query import Heading
from steady_attention.results.setting import Material, Setting
from steady_attention.run.runs import Run
from steady_attention.store.errors import UserError
from tests.results import evaluated
from tests.results.small import scored

SETTING = Setting("demo")
STUDY = CaseStudy(
    name="7",
    title="Two texts",
    source="A paper, Figure 7",
    methods=(
        Heading("ATT", {"method": "vanilla", "attention": "additive"}),
        Heading("VAT", {"method": "vib", "attention": "additive"}),
    ),
    places=({"dataset": "twitter", "encoder": "lstm"}, {"dataset": "sst", "encoder": "lstm"}),
)
WORDS = ["I", "$admired", "this", "<work>", "a", "lot", "\N{HOT BEVERAGE}", "."]


def example(number, attention, right=True):
    probabilities = [0.25, 0.75] if right else [0.75, 0.25]
    words = [WORDS[n % len(WORDS)] for n in range(len(attention))]
    return {
        "id": f"$t-{number}$",
        "words": words,
        "label": 1,
        "probabilities": probabilities,
        "attention": attention,
    }


def peak(place, length=5):
    return [float(n == place) for n in range(length)]


ATT = [peak(0), peak(0), [0.5, 0.5, 0.0, 0.0, 0.0], peak(0, 4), peak(0, 21), peak(2)]
VAT = [peak(0), peak(1), [0.0, 0.5, 0.5, 0.0, 0.0], peak(1, 4), peak(1, 21), peak(3)]


def write(folder, method, readings, dataset="sst", seed=3):
    examples = [example(n, reading, method == "vib") for n, reading in enumerate(readings)]
    run = Run(dataset, "lstm", "additive", method, (), seed)
    return evaluated.write(folder, run, {"f1": 0.5}, examples=examples)


@pytest.fixture
def material(tmp_path):
    """sst has both methods with seeds 3 and 7, vib alone with seed 2; twitter has vanilla alone."""
    runs = [
        write(tmp_path, "vanilla", ATT, seed=7),
        write(tmp_path, "vib", VAT, seed=7),
        write(tmp_path, "vanilla", ATT),
        write(tmp_path, "vib", VAT),
        write(tmp_path, "vib", VAT, seed=2),
        write(tmp_path, "vanilla", ATT, "twitter"),
    ]
    return Material(scored(runs, tmp_path), SETTING, runs, tmp_path)


def test_the_two_texts_that_differ_most_of_those_that_fit(material):
    """Distances 0, 1, 0.5, then too short, too long, and 1 again: the earlier of the two comes first."""
    points = STUDY.points(material)
    assert tuple(points.columns) == CaseStudy.COLUMNS
    heads = points.drop_duplicates(["text", "method"])
    assert heads[["text", "id", "distance", "method"]].to_numpy().tolist() == [
        [1, "$t-1$", 1.0, "ATT"],
        [1, "$t-1$", 1.0, "VAT"],
        [2, "$t-5$", 1.0, "ATT"],
        [2, "$t-5$", 1.0, "VAT"],
    ]
    assert set(points["dataset"]) == {"sst"} and set(points["seed"]) == {3}
    assert points["attention"].tolist()[:10] == [1, 0, 0, 0, 0, 0, 1, 0, 0, 0]


def test_words_stay_as_they_are_and_predictions_are_judged(material):
    svg = STUDY.svg(STUDY.points(material), SETTING)
    assert svg.count(">$admired</text>") == 4 and svg.count("&lt;work&gt;") == 4
    assert svg.count(">class 1 75%, right</text>") == svg.count(">class 0 75%, wrong</text>") == 2
    named = Setting("demo", classes={"sst": ("negative", "positive")})
    assert ">positive 75%, right</text>" in STUDY.svg(STUDY.points(material), named)
    assert ">Text 1 ($t-1$), class 1; distance 1.00</text>" in svg


def test_shades_are_shares_of_the_largest_attention(tmp_path):
    half = [0.2, 0.4, 0.0, 0.0, 0.4]
    runs = [write(tmp_path, "vanilla", [half]), write(tmp_path, "vib", [peak(1)])]
    material = Material(scored(runs, tmp_path), SETTING, runs, tmp_path)
    svg = STUDY.svg(STUDY.points(material), SETTING)
    assert svg.count("fill: #ffffff") >= 6  # two words of the first reading, four of the second


def test_a_word_without_a_glyph_warns_of_nothing(tmp_path):
    readings = [[0.1] * 9 + [0.1]]
    runs = [write(tmp_path, method, readings) for method in ("vanilla", "vib")]
    material = Material(scored(runs, tmp_path), SETTING, runs, tmp_path)
    points = STUDY.points(material).replace({"word": {"\N{HOT BEVERAGE}": "\U0001f600\u65e5"}})
    assert "\U0001f600\u65e5" in STUDY.svg(points, SETTING)


def test_captions_state_the_rule(material):
    captions = STUDY.captions(STUDY.points(material), SETTING)
    assert "5 to 20 words the 2 with the largest total variation distance" in captions[0]
    assert "Seeds: 3." in captions


def test_other_texts_are_an_error(tmp_path):
    runs = [write(tmp_path, "vanilla", [peak(0)]), write(tmp_path, "vib", [peak(0, 6)])]
    material = Material(scored(runs, tmp_path), SETTING, runs, tmp_path)
    with pytest.raises(UserError, match="hold different texts: evaluate both again"):
        STUDY.points(material)


def test_a_profile_without_both_methods(material):
    alone = [run for run in material.runs if run.method == "vanilla"]
    points = STUDY.points(Material(material.scores, SETTING, alone, material.evaluations))
    assert len(points) == 0 and tuple(points.columns) == CaseStudy.COLUMNS
    assert "Seeds: no run in this profile." in STUDY.captions(points, SETTING)
