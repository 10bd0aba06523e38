from steady_attention.report.findings import costs
from tests.report.findings.profiles import row, sources


def timed(*seconds, attention="additive"):
    names = (f"sst-bilstm-{attention}-default-{seed}" for seed in range(len(seconds)))
    return {name: {"seconds": s} for name, s in zip(names, seconds, strict=True)}


ROWS = [
    row("vanilla", 0, 0.80),
    row("vanilla", 1, 0.82),
    row("vanilla", 0, 0.5, "pearson"),
    row("seat", 0, 0.81),
    row("seat", 1, 0.85),
    row("seat", 0, 0.001, "jsd@delta=0.01"),
    row("base", 0, 0.70, place=("sst", "bilstm", "max")),
    row("vib", 0, 0.9, variant="beta=1"),
    row("random", 0, 0.1),
    row("word_at", 0, 0.9, place=("imdb", "bilstm", "additive")),
]
TIMINGS = {
    "train-vanilla": timed(10.0, 20.0),
    "train-seat": timed(30.0, 40.0),
    "train-base": timed(5.0, attention="max"),
}


def test_cost_and_gain_by_seed():
    grid = costs.table(sources(rows=ROWS, timings=TIMINGS))
    assert [row[0] for row in grid.rows] == ["vanilla", "base", "seat"]
    by_method = {row[0]: row[1:] for row in grid.rows}
    assert by_method["seat"] == ["2.50 ± 0.71 (2)", "83.00 ± 2.83 (2)", "2.00 ± 1.41 (2)", "–", "0.00100 (1)"]
    assert by_method["base"] == ["0.50 (1)", "70.00 (1)", "-10.00 (1)", "–", "–"]
    assert by_method["vanilla"][3] == "0.500 (1)"


def test_no_times_and_no_vanilla():
    (only,) = costs.table(sources(rows=[row("seat", 0, 0.5)])).rows
    assert only == ["seat", "–", "50.00 (1)", "–", "–", "–"]


def test_times_and_machines():
    a, b = {"seconds": 1800.0, "machine": "x"}, {"seconds": 3600.0, "machine": "y", "torch": "2"}
    grid = costs.times({"train": {"a": a, "b": b, "c": {"machine": "x"}}, "none": {}, "lost": {"d": {}}})
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


def test_an_item_of_two_methods_by_mathematics_counts_once():
    shared, own = {"seconds": 1800.0}, {"seconds": 900.0}
    grid = costs.times(
        {
            "train-attention_at": {"a": shared},
            "train-attention_iat": {"a": shared, "b": own},
            "train": {"a": shared},
            "train-attention_vat": {"a": shared},
            "train-attention_ivat": {"a": shared},
        }
    )
    assert [row[1:3] for row in grid.rows] == [
        ["1", "1,800.0"],
        ["1, 1 more of train-attention_at", "900.0"],
        ["1", "1,800.0"],
        ["1", "1,800.0"],
        ["1 of train-attention_vat", "–"],
    ]
    assert grid.notes[0] == "All items: 6,300 seconds (1.8 hours) of computing."


def test_no_timings():
    assert costs.times({}).notes == ("No timings were recorded.",)


def test_the_sentence_has_every_methods_time():
    rows = [row(method, 0, 0.8) for method in ("vanilla", "seat", "word_at", "uniform")]
    name = "sst-bilstm-additive-default-0"
    times = {"vanilla": 10.0, "seat": 12.5, "word_at": 5.0, "uniform": 1.0}
    timings = {f"train-{method}": {name: {"seconds": seconds}} for method, seconds in times.items()}
    assert costs.sentence(sources(rows=rows, timings=timings)) == (
        "Training time over vanilla's, roughly, since other work ran beside the runs "
        "(benchmarks/training_step.md times steps alone; of seat on top of vanilla's own): word_at 0.5, seat "
        "1.2."
    )
