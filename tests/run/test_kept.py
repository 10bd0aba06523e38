"""Which texts of which runs the stage `evaluate` leaves to git."""

from steady_attention.run import kept
from steady_attention.run.runs import Run


def run(seed, method="vanilla", **variant):
    return Run("sst", "rnn", "dot", method, tuple(variant.items()), seed)


def test_the_two_smallest_seeds_of_a_place_keep_their_texts():
    """A figure shows the smallest seed, or two; a variant is a place of its own."""
    runs = [run(5), run(3), run(7), run(11, epsilon=1.0)]
    assert kept.with_texts(runs) == {run(3).name, run(5).name, run(11, epsilon=1.0).name}
