"""Methods that are one by mathematics stand in two places, for planning runs and for reading results."""

from steady_attention.results.twins import TWINS
from steady_attention.settings.methods import known


def test_the_same_methods_are_one_in_results_and_in_the_settings():
    assert TWINS == {name: same.method for name, same in known().same.items()}
