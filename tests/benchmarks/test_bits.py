"""What equal bits cost: the table follows from the seconds, and a choice changes what libraries will read."""

import os

from benchmarks import bits
from steady_attention import instructions


def test_the_ratios_are_within_a_round():
    """Both rounds are twice as slow, the second on a machine that is busy: the ratio is 2 in each."""
    found = {
        bits.OURS: [{"a step": [0.2, 0.4, 0.6]}, {"a step": [2.0, 4.0, 6.0]}],
        bits.AVX2: [{"a step": [0.1, 0.3, 0.3]}, {"a step": [3.0, 3.0, 3.0]}],
        bits.OWN: [{"a step": [0.1, 0.2, 0.3]}, {"a step": [1.0, 2.0, 3.0]}],
    }
    lines = bits.page(found).splitlines()
    assert f"| a step | {bits.OURS} | 2,200.0 | 2.00 (2.00 to 2.00) |" in lines
    assert f"| a step | {bits.AVX2} | 1,650.0 | 1.50 (1.50 to 1.50) |" in lines
    assert "of 2 processes of" in bits.page(found)


def test_a_choice_is_what_the_libraries_read(monkeypatch):
    for name, value in instructions.INSTRUCTIONS.items():
        monkeypatch.setenv(name, value)
    bits.change(bits.AVX2)
    assert os.environ["MKL_CBWR"] == "AVX2" and os.environ["ATEN_CPU_CAPABILITY"] == "avx2"
    bits.change(bits.OWN)
    assert not set(instructions.INSTRUCTIONS) & set(os.environ)
