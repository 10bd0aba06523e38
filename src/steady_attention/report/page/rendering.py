"""Templates (beside this file) as text: everything put into them is escaped, a missing name is an error."""

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

TEMPLATES = Path(__file__).with_name("templates")


@cache
def environment() -> Environment:
    """The templates' environment."""
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def render(template: str, **values: Any) -> str:
    """A template with its values."""
    return environment().get_template(template).render(**values)


def inline_svg(svg: str, label: str, prefix: str) -> Markup:
    """A figure's SVG to stand inside a page: named for those who do not see it, its ids made unique."""
    body = svg[svg.index("<svg") :]
    body = re.sub(r"<metadata>.*?</metadata>", "", body, flags=re.DOTALL)
    body = re.sub(r'(\bid="|url\(#|href="#)', rf"\g<1>{prefix}-", body)
    head = Markup('<svg role="img" aria-label="{}"').format(label)
    return Markup(body.replace("<svg", head, 1))
