"""What a page's script shows later stands compressed in the page: what is folded, and the heat maps' data."""

import base64
import gzip

from markupsafe import Markup, escape

LEVEL = 9  # gzip's smallest


def packed(html: Markup, file: str = "") -> Markup:
    """A fragment of HTML, compressed (gzip, base64): a box that templates/packed.js.j2 fills when
    it is needed.

    file: what to read where no script runs, from the page; a link to it stands in the box. A fragment that
    does not become smaller stays as it is. The same fragment gives the same bytes.
    """
    read = f' Without scripts: <a href="{escape(file)}">{escape(file)}</a>.' if file else ""
    soft = f'<p class="soft">Unfolded by this page\'s script.{read}</p>'
    box = f'<div data-packed="{compressed(html)}">\n{soft}\n</div>'
    return Markup(box) if len(box) < len(html) else html


def compressed(text: str) -> str:
    """The text by gzip, as base64, for templates/unzipped.js.j2; the same text gives the same bytes."""
    return base64.b64encode(gzip.compress(text.encode(), LEVEL, mtime=0)).decode()
