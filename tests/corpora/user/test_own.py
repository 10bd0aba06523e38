"""A user's own corpus: splits as given or drawn, labels in the order of the classes, no row left out."""

import pytest

from steady_attention import corpora
from steady_attention.corpora.user import section as user_section
from steady_attention.store import sections
from steady_attention.store.errors import UserError
from tests.corpora.loaded import loaded
from tests.settings.user_data import MINE

FORM = MINE | {
    "splits": {"file": "a.tsv", "column": "part"},
    "minimum_frequency": 3,
    "normalise": "words",
}
TABLE = (
    "part\treview\tmood\ntrain\ta film\tgood\ndev\tno film\tbad\ntest\tfilm\tgood\ntrain\tfilms\tbad\n"
    "dev\tyes\tgood\ntest\tno\tbad\n"
)
BLANK, WIDE, MARK, ACCENT = "\xa0", "\u3000", "\u200b", "e\u0301"
GIVEN = {"train": "a.tsv", "dev": "b.jsonl", "test": "c.csv"}
DRAWN = {"file": "a.tsv", "dev": 0.1, "test": 0.3, "seed": 0}


def corpus(**changes):
    return corpora.from_arguments({"corpus": "mine", "own": FORM | changes})


def params_check(**changes):
    given = FORM | {k: list(v) for k, v in changes.items()}
    user_section.check("mine", sections.read("corpora.mine", given, user_section.Own))


def read(folder, content=TABLE, **changes):
    (folder / "a.tsv").write_text(content, encoding="utf-8", newline="")
    return loaded(corpus(**changes).examples(folder))


def test_the_section_says_how_it_is_preprocessed():
    found = corpus()
    assert (found.name, found.classes, found.minimum_frequency) == ("mine", ("bad", "good"), 3)
    assert found.normalise == "words" and found.expected is None and found.files == ()


def test_splits_named_in_a_column_by_hand(tmp_path):
    splits = read(tmp_path)
    found = {split: [(e.id, e.text, e.label, e.second) for e in splits[split]] for split in splits}
    assert found == {
        "train": [("a.tsv:2", "a film", 1, None), ("a.tsv:5", "films", 0, None)],
        "dev": [("a.tsv:3", "no film", 0, None), ("a.tsv:6", "yes", 1, None)],
        "test": [("a.tsv:4", "film", 1, None), ("a.tsv:7", "no", 0, None)],
    }


def test_a_file_a_split_each_of_its_own_format(tmp_path):
    objects = '{"review": "b", "mood": 2, "more": [1]}\n{"mood": "1", "review": "B"}\n'
    (tmp_path / "b.jsonl").write_text(objects, encoding="utf-8")
    (tmp_path / "c.csv").write_text('mood,review\n"1","c, d"\n2,e\n', encoding="utf-8")
    splits = read(tmp_path, "review\tmood\na\t1\ne\t2\n", splits=GIVEN, classes=["2", "1"])
    assert {split: [(e.text, e.label) for e in splits[split]] for split in splits} == {
        "train": [("a", 1), ("e", 0)],
        "dev": [("b", 0), ("B", 1)],
        "test": [("c, d", 1), ("e", 0)],
    }


def test_pairs_have_their_second_text(tmp_path):
    table = (
        TABLE.replace("mood\n", "mood\tasked\n")
        .replace("good\n", "good\twhy?\n")
        .replace("bad\n", "bad\twho?\n")
    )
    splits = read(tmp_path, table, second="asked")
    assert [example.second for example in splits["train"]] == ["why?", "who?"]


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        (
            "review",
            "reviews",
            r"a.tsv:1: no column 'review', found 'part', 'reviews', 'mood'; did you mean "
            r"'reviews'\? \(params.yaml corpora.mine.text\)",
        ),
        ("no film", " ", "a.tsv:3: 'review' is empty, expected a text"),
        ("film\tgood\ntrain", "film\tgod\ntrain", "a.tsv:4: unknown label 'god', expected one of bad, good"),
        ("dev\t", "valid\t", "a.tsv:3: unknown split 'valid', expected one of train, dev, test"),
        ("dev\t", "train\t", "corpora.mine: the split dev is empty"),
        ("films\tbad", "films\tgood", "no row of train has the label 'bad', one"),
        ("yes\tgood", "yes\tbad", "no row of dev has the label 'good', F1 needs both; add some"),
        ("no film\tbad", "no film\tgood", "no row of dev has the label 'bad', F1 needs both"),
        ("test\tfilm\tgood", "test\tfilm\tbad", "no row of test has the label 'good', F1 needs"),
    ],
)
def test_a_broken_table_is_named(tmp_path, old, new, text):
    assert old in TABLE
    with pytest.raises(UserError, match=f"^(data/own/|corpora.mine: )?{text}"):
        read(tmp_path, TABLE.replace(old, new))


def test_of_three_classes_dev_and_test_may_lack_one(tmp_path):
    table = TABLE + "train\tfine\tso\n"
    splits = read(tmp_path, table, classes=["bad", "so", "good"])
    assert {split: [e.label for e in splits[split]] for split in splits} == {
        "train": [2, 0, 1],
        "dev": [0, 2],
        "test": [2, 0],
    }


def test_twenty_bad_lines_are_named_and_the_rest_counted(tmp_path):
    """One of each kind, once each, and the good rows between them are no matter."""
    bad = ["valid\ta\tbad", "dev\t \tbad", "dev\ta\tgod", "dev\ta", "", "valid\t\tgod", "dev\tB\t\xff"]
    lines = [line for number in range(8) for line in (*bad, "train\tfine\tgood")]
    (tmp_path / "a.tsv").write_bytes((TABLE + "\n".join(lines) + "\n").encode("latin-1"))
    with pytest.raises(UserError) as caught:
        corpus().examples(tmp_path)
    found = str(caught.value).split("\n")
    assert found[:7] == [
        "data/own/a.tsv:8: unknown split 'valid', expected one of train, dev, test",
        "data/own/a.tsv:9: 'review' is empty, expected a text, or `blank: skip` in the section",
        "data/own/a.tsv:10: unknown label 'god', expected one of bad, good; did you mean 'good'?",
        "data/own/a.tsv:11: 2 fields, expected 3, as in the header",
        "data/own/a.tsv:12: an empty line, expected a row",
        "data/own/a.tsv:13: 'review' is empty, expected a text, or `blank: skip` in the section",
        "data/own/a.tsv:14: not UTF-8 (invalid start byte at byte 6); save the file as UTF-8",
    ]
    assert found[7].startswith("data/own/a.tsv:16: ") and len(found) == 21
    assert found[20] == "and 36 more lines"


def test_lines_of_several_files_and_what_ends_one(tmp_path):
    (tmp_path / "b.jsonl").write_text('{"review": "b"}\n', encoding="utf-8")
    (tmp_path / "c.csv").write_text('mood,review\nx,e\n2,"e\n', encoding="utf-8")
    with pytest.raises(UserError) as caught:
        read(tmp_path, "review\tmode\na\t1\n", splits=GIVEN, classes=["2", "1"])
    assert str(caught.value).split("\n") == [
        "data/own/a.tsv:1: no column 'mood', found 'review', 'mode'; did you mean 'mode'? "
        "(params.yaml corpora.mine.label)",
        "data/own/b.jsonl:1: no column 'mood', found 'review' (params.yaml corpora.mine.label)",
        "data/own/c.csv:2: unknown label 'x', expected one of 2, 1",
        "data/own/c.csv:3: the row that begins here is not CSV: a quote is opened and not closed before "
        "the end of the file",
    ]


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("review,mood\n" + 'a,"b" c\n' * 3, [2, 3, 4]),
        ('review,"mood" x\na,bad\n', [1]),
        ('review,"mood\n', [1]),
    ],
)
def test_a_csv_of_refused_rows_alone_is_not_called_empty(tmp_path, content, lines):
    (tmp_path / "a.csv").write_text(content, encoding="utf-8")
    with pytest.raises(UserError) as caught:
        corpus(splits={"file": "a.csv", "dev": 0.1, "test": 0.1, "seed": 0}).examples(tmp_path)
    found = str(caught.value).split("\n")
    assert [line.split(": ")[0] for line in found] == [f"data/own/a.csv:{number}" for number in lines]
    assert all("is not CSV" in line for line in found)


@pytest.mark.parametrize("around", [" ", BLANK, WIDE, MARK, "\ufeff", " \u200e", "\u2003\xad"])
def test_blanks_and_marks_around_names_are_none(tmp_path, around):
    names = ["part", "review", "mood", "train", "dev", "test", "good", "bad"]
    table = TABLE
    for name in names:
        table = table.replace(name, f"{around}{name}{around}")
    (tmp_path / "a.tsv").write_text(table, encoding="utf-8")
    found = {split: [e.label for e in rows] for split, rows in corpus().examples(tmp_path).items()}
    assert found == {"train": [1, 0], "dev": [0, 1], "test": [1, 0]}
    with pytest.raises(UserError, match="a.tsv:6: 'review' is empty, expected a text"):
        read(tmp_path, TABLE.replace("yes", around))


def test_names_and_texts_are_in_one_normal_form(tmp_path):
    """An accent after its letter, and a letter with it, in the table, the section and the texts."""
    table = TABLE.replace("bad", ACCENT).replace("review", f"r{ACCENT}view").replace("yes", f"caf{ACCENT}")
    for word in ("é", ACCENT):
        splits = read(tmp_path, table, classes=[word, "good"], text=f"r{word}view")
        assert [(e.text, e.label) for e in splits["dev"]] == [("no film", 0), ("café", 1)]
    with pytest.raises(UserError, match="corpora.mine.classes: the class 'é' stands twice"):
        params_check(classes=("é", ACCENT))


@pytest.mark.parametrize(
    "content, text",
    [
        ("", " is empty, expected a header and rows below it"),
        ("\ufeff", " is empty, expected a header and rows below it"),
        ("part\treview\tmood\n", " holds no row, only a header"),
        ("part\treview\tmood", " holds no row, only a header"),
        ("\n", ": no header, expected one above the rows"),
    ],
)
def test_a_file_without_rows_is_refused(tmp_path, content, text):
    with pytest.raises(UserError, match=f"^data/own/a.tsv{text}$"):
        read(tmp_path, content)


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ('"review": 3, "mood": "bad"', "expected a text as 'review', found 3"),
        ('"review": null, "mood": "bad"', "expected a text as 'review', found None"),
        ('"review": "a", "mood": true', "expected a text or a whole number as 'mood', found True"),
        ('"review": "a", "mood": 1.0', "expected a text or a whole number as 'mood', found 1.0"),
        ('"review": "a\\u0000", "mood": "bad"', "'review' holds a NUL"),
        ('"review": "a\\ud800", "mood": "bad"', "'review' holds a NUL or half a surrogate pair"),
        ('"review": "a"', "no column 'mood', found 'review'"),
    ],
)
def test_json_values_that_are_no_text_are_refused(tmp_path, fields, text):
    (tmp_path / "b.jsonl").write_text(f"{{{fields}}}\n", encoding="utf-8")
    (tmp_path / "c.csv").write_text("review,mood\na,good\n", encoding="utf-8")
    with pytest.raises(UserError, match=f"data/own/b.jsonl:1: {text}"):
        read(tmp_path, "review\tmood\na\tgood\n", splits=GIVEN)


def test_a_name_of_this_project_is_refused():
    with pytest.raises(UserError, match="corpora.sst: sst is a data set of this project"):
        corpora.from_arguments({"corpus": "sst", "own": FORM})
    assert corpora.from_arguments({"corpus": "sst"}).name == "sst"
