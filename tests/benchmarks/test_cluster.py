"""The record of a run on a cluster: shares by hand, and what Dask's own words are taken for."""

import pytest

from benchmarks import cluster
from benchmarks import cluster_record as record
from benchmarks.cluster_record import Stay, Task

STAYS = [Stay("a", 0), Stay("b", 7), Stay("c", 0, 17, lost=True)]
DONE = [Task("a", "one", 2, 13), Task("b", "two", 11, 23), Task("a", "three", 13, 19)]


def test_shares_by_hand():
    """From 2 to 23: a is there for 21, b for 16, c for 15; c has worked since another began, at 2, to 17."""
    one = record.share("train", DONE, record.worked(DONE, STAYS), STAYS)
    assert (one.items, one.busy, one.span, one.there) == (3, 11 + 12 + 6 + 15, 21, 21 + 16 + 15)
    assert one.idle == pytest.approx(8 / 52)
    assert (one.tail_busy, one.tail_there) == (10 + 6 + 4, 10 + 10 + 4), "after 13, when the last has begun"
    assert one.idle_at_end == pytest.approx(4 / 52)


def test_a_lost_item_begins_after_the_one_before_it():
    lost = record.worked(DONE, [Stay("a", 0, 29, lost=True), Stay("b", 7, 31)])[len(DONE) :]
    assert lost == [], "no item began after a's last one had ended, so nothing is known"
    assert record.worked(DONE, [Stay("c", 5, 17, lost=True)])[-1] == Task("c", "", 11, 17)


def test_items_are_of_the_stage_that_began_last_before_them():
    began = [(0, "download"), (1, "grid"), (2, "train@demo-vanilla"), (12, "evaluate")]
    rows = record.by_stage(DONE, STAYS, began)
    assert [(row.name, row.items) for row in rows] == [("train@demo-vanilla", 2), ("evaluate", 1)]
    both = record.together("both", rows)
    assert both.items == 3 and both.there == sum(row.there for row in rows)
    lines = record.table(rows, both).splitlines()
    assert lines[2].startswith("| train@demo-vanilla | 2 | ") and len(lines) == 2 + 2 + 2


def test_what_dask_says_is_read():
    stream = [
        {
            "key": "vanilla sst-0-" + "0" * 32,
            "worker": "a",
            "startstops": ({"action": "deserialize", "start": 1, "stop": 2},)
            + ({"action": "compute", "start": 2, "stop": 5},),
        }
    ]
    assert record.tasks(stream) == [Task("a", "vanilla sst-0", 2, 5)]
    events = [
        (1, {"action": "add-client", "client": "x"}),
        (2, {"action": "add-worker", "worker": "a"}),
        (3, {"action": "add-worker", "worker": "b"}),
        (5, {"action": "remove-worker", "worker": "a", "processing-tasks": {"one"}}),
    ]
    assert record.stays(events) == [Stay("a", 2, 5, lost=True), Stay("b", 3)]


def test_a_file_that_differs_is_named():
    weights = {"data/runs/demo/a/weights.safetensors": "0", "reports/demo/index.html": "1"}
    assert cluster.compared(weights, weights).startswith("All 2 files")
    assert "1 trained models" in cluster.compared(weights, weights)
    words = cluster.compared(weights | {"reports/demo/index.html": "2"}, weights)
    assert words.startswith("**1 of 2 files differ") and "reports/demo/index.html differs" in words
