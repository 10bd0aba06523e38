from steady_attention.report.findings import times


def test_times_and_machines():
    a, b = {"seconds": 1800.0, "machine": "x"}, {"seconds": 3600.0, "machine": "y", "torch": "2"}
    grid = times.times({"train": {"a": a, "b": b, "c": {"machine": "x"}}, "none": {}, "lost": {"d": {}}})
    assert grid.rows == [
        ["train", "2 of 3 timed", "5,400.0", "2,700.0"],
        ["none", "0", "no item", "–"],
        ["lost", "0 of 1 timed", "not recorded", "–"],
    ]
    assert grid.notes[0] == "All items: 5,400 seconds (1.5 hours) of computing."
    assert list(grid.notes[2:]) == [
        "Machine and libraries of 2 items: machine x.",
        "Machine and libraries of 1 items: machine y, torch 2.",
        "Machine and libraries of 1 items: not recorded.",
    ]


def test_no_timings():
    assert times.times({}).notes == ("No timings were recorded.",)
