"""What is folded stands compressed in the page, until the page's script puts it in place."""

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
    data = base64.b64encode(gzip.compress(html.encode(), LEVEL, mtime=0)).decode()
    read = f' Without scripts: <a href="{escape(file)}">{escape(file)}</a>.' if file else ""
    box = f'<div data-packed="{data}">\n<p class="soft">Unfolded by this page\'s script.{read}</p>\n</div>'
    return Markup(box) if len(box) < len(html) else html
