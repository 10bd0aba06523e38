"""docs/encoders.md: its section is valid, and every encoder is in it."""

import re
from pathlib import Path

import yaml

from steady_attention.settings.sections import Auto
from steady_attention.store import sections
from steady_attention.store.registry import ENCODERS

TEXT = Path("docs/encoders.md").read_text(encoding="utf-8")


def test_the_printed_section_is_valid():
    (example,) = re.findall(r"```yaml\n(.*?)   ```", TEXT, re.DOTALL)
    found = sections.read("auto", yaml.safe_load(example)["auto"], Auto)
    assert found.checkpoint == "my_roberta" and found.train.word_dropout == 0.0


def test_every_encoder_is_told():
    assert all(f"`{name}`" in TEXT for name in ENCODERS.names)
