"""SEAT's predictions beside those of its teacher."""

from steady_attention.results import collect
from tests.results.evaluated import write
from tests.results.test_derived import run


def test_seat_is_compared_with_the_vanilla_run_of_its_seed_and_data(tmp_path):
    """Not with one of another suite's that is lacking; other methods are not compared."""
    runs = [
        write(tmp_path, run("vanilla", seed), {}, [[1, 0]], [[chance, 1 - chance]])
        for seed, chance in enumerate((0.5, 0.25))
    ]
    runs += [write(tmp_path, run(method, 1), {}, [[1, 0]], [[1.0, 0.0]]) for method in ("seat", "word_at")]
    runs.append(write(tmp_path, run("seat", 1, labeled="half"), {}, [[1, 0]], [[1.0, 0.0]]))
    table = collect.collect({"one": runs[:3], "other": runs[1:]}, tmp_path, {})
    found = table.query("metric == 'tvd@vanilla' and variant == 'default'")
    ((method, value, suites),) = found[["method", "value", "suites"]].values
    assert (method, value, sorted(suites.split())) == ("seat", 0.75, ["one", "other"])
