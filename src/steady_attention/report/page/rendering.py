"""Templates (beside this file) as text: everything put into them is escaped, a missing name is an error."""

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from steady_attention.report.page.packed import compressed, packed

TEMPLATES = Path(__file__).with_name("templates")


@cache
def environment() -> Environment:
    """The templates' environment."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {"packed": packed, "compressed": compressed}
    made.policies["json.dumps_kwargs"] = {"sort_keys": True, "separators": (",", ":")}  # no spaces
    return made


def render(template: str, **values: Any) -> str:
    """A template with its values."""
    return environment().get_template(template).render(**values)
