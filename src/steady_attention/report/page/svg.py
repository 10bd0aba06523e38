"""A figure's SVG as it stands inside a page: named, its ids and styles its own."""

import re
import xml.etree.ElementTree as ElementTree
from collections import Counter

from markupsafe import Markup

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
HREF, STYLE = f"{{{XLINK}}}href", f"{{{SVG}}}style"
REFERENCE = re.compile(r"url\(#([^)]+)\)")
OF_ALL = re.compile(r"\s*\*\s*\{(.*)\}\s*", re.DOTALL)  # matplotlib's own rule
ElementTree.register_namespace("", SVG)
ElementTree.register_namespace("xlink", XLINK)


def inline(svg: str, title: str, prefix: str, described: str) -> Markup:
    """The SVG for a page. title: for those who do not see it; prefix: of its ids and classes, which are the
    page's; described: the id of what is said of it. Styles that return become classes: fewer bytes.
    """
    root = ElementTree.fromstring(svg.encode())
    for said in root.findall(f"{{{SVG}}}metadata"):
        root.remove(said)
    _rename(root, prefix)
    root.insert(0, _styles(root, prefix))
    named = ElementTree.Element(f"{{{SVG}}}title")
    named.text, root.text = title, None
    root.insert(0, named)
    root.attrib.update({"role": "img", "aria-label": title, "aria-describedby": described})
    return Markup(ElementTree.tostring(root, encoding="unicode"))


def _rename(root: ElementTree.Element, prefix: str) -> None:
    """Ids that something refers to become short names that begin with the prefix; the others go."""
    used: dict[str, str] = {}
    for element in root.iter():
        texts = " ".join(element.attrib.values())
        for name in [*REFERENCE.findall(texts), element.attrib.get(HREF, "").removeprefix("#")]:
            if name:
                used.setdefault(name, f"{prefix}-{len(used)}")
    for element in root.iter():
        new = used.get(element.attrib.pop("id", ""))
        if new:
            element.set("id", new)
        for name, value in element.attrib.items():
            if name == HREF:
                element.set(HREF, f"#{used[value.removeprefix('#')]}")
            elif "url(#" in value:
                element.set(name, REFERENCE.sub(lambda match: f"url(#{used[match[1]]})", value))


def _styles(root: ElementTree.Element, prefix: str) -> ElementTree.Element:
    """The styles that stand at several elements, with their clipping paths, as classes. A rule of all
    elements becomes the figure's own.
    """
    for element in root.iter():
        if "style" in element.attrib and "clip-path" in element.attrib:
            element.attrib["style"] += f"; clip-path: {element.attrib.pop('clip-path')}"
    counted = Counter(element.attrib["style"] for element in root.iter() if "style" in element.attrib)
    several = (style for style, times in counted.items() if times > 1)
    classes = {style: f"{prefix}-s{n}" for n, style in enumerate(several)}
    for element in root.iter():
        if name := classes.get(element.attrib.get("style", "")):
            del element.attrib["style"]
            element.set("class", name)
    for element in root.iter(STYLE):
        if rule := OF_ALL.fullmatch(element.text or ""):
            root.set("style", _short(rule[1]))
            element.text = None
    sheet = ElementTree.Element(STYLE)
    sheet.text = "".join(f".{name}{{{_short(style)}}}" for style, name in classes.items())
    return sheet


def _short(style: str) -> str:
    return re.sub(r"\s*([:;])\s*", r"\1", style.strip())
