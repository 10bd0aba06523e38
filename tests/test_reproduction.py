"""Things can be looked up in REPRODUCTION.md: each item has its number, its title and four parts, and what
points to an item finds it.
"""

import re
from pathlib import Path

import pytest

PAGE = Path("REPRODUCTION.md").read_text(encoding="utf-8")
PARTS = ("Paper", "Published code", "Here", "Effect measured")
ITEMS = {int(number): title for number, title in re.findall(r"^### (\d+)\. (.+)$", PAGE, re.MULTILINE)}
POINTER = re.compile(r"REPRODUCTION(?:\.md)?[`,]*\s+(\d+)(?:(?:-| and | to |, )(\d+))?")
POINTING = (
    "src/**/*.py",
    "src/**/*.yaml",
    "conf/**/*.yaml",
    "tests/**/*.py",
    "stages/*.py",
    "*.md",
    "benchmarks/*.md",
)


def bodies():
    """Each item's text by its number."""
    parts = re.split(r"^### (\d+)\. .+$", PAGE, flags=re.MULTILINE)
    return {
        int(number): body.split("\n## ")[0] for number, body in zip(parts[1::2], parts[2::2], strict=True)
    }


def test_numbers_are_given_once_and_none_is_lost():
    assert len(ITEMS) == PAGE.count("\n### ") and sorted(ITEMS) == list(range(1, len(ITEMS) + 1))
    assert len(ITEMS) >= 84


@pytest.mark.parametrize("number", ITEMS)
def test_an_item_has_its_four_parts_in_order(number):
    found = re.findall(r"^- \*([A-Z][a-z ]+):\*(.*)$", bodies()[number], re.MULTILINE)
    assert [name for name, _ in found] == list(PARTS)
    assert all(text.strip() for _, text in found)
    assert len(ITEMS[number]) <= 60


def test_the_contents_list_every_group_and_item_in_its_place():
    head = PAGE[PAGE.index("## Contents") : PAGE.index("\n## ", PAGE.index("## Contents") + 5)]
    listed = re.findall(r"^ *- \[(.+)\]\(#(.+)\)$", head, re.MULTILINE)
    rest = PAGE[PAGE.index(head) + len(head) :]
    assert [title for title, _ in listed] == re.findall(r"^##+ (.+)$", rest, re.MULTILINE)
    for title, anchor in listed:
        assert anchor == re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def test_what_points_to_an_item_finds_it():
    pointers = [
        (path, int(number))
        for pattern in POINTING
        for path in Path().glob(pattern)
        for found in POINTER.findall(path.read_text(encoding="utf-8"))
        for number in found
        if number
    ]
    assert len({number for _, number in pointers}) > 5
    assert [(path, number) for path, number in pointers if number not in ITEMS] == []
    within = {int(number) for number in re.findall(r"\bitems? (\d+)", PAGE)}
    assert within <= set(ITEMS)
