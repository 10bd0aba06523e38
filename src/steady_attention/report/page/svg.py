"""A figure's SVG as it stands inside a page: named, with names of its own, without what nobody sees."""

import re
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from markupsafe import Markup

SVG, XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
HREF = f"{{{XLINK}}}href"
PLACES = ("d", "points", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "cx", "cy", "r")
DECIMALS = re.compile(r"-?\d+\.\d{2,}")
REFERENCE = re.compile(r"url\(#([^)]+)\)")
ElementTree.register_namespace("", SVG)
ElementTree.register_namespace("xlink", XLINK)


def inline(svg: str, title: str, prefix: str, described: str) -> Markup:
    """The SVG for a page. title: for those who do not see it; prefix: of its names, which are the page's;
    described: the id of what is said of it.

    Places are rounded to a tenth of a point, less than a pixel; styles that return become classes.
    """
    root = ElementTree.fromstring(svg.encode())
    for element in root.iter():
        for child in [one for one in element if one.tag == f"{{{SVG}}}metadata" or _empty(one)]:
            element.remove(child)
    _round(root)
    _rename(root, prefix)
    root.insert(0, _styles(root, prefix))
    named = ElementTree.Element(f"{{{SVG}}}title")
    named.text = title
    root.insert(0, named)
    root.attrib.update({"role": "img", "aria-label": title, "aria-describedby": described})
    return Markup(ElementTree.tostring(root, encoding="unicode"))


def _empty(element: ElementTree.Element) -> bool:
    """Whether it is a group of nothing."""
    return element.tag == f"{{{SVG}}}g" and not len(element)


def _round(root: ElementTree.Element) -> None:
    """Shorter places, and no white space between elements."""
    for element in root.iter():
        for name in PLACES:
            if name in element.attrib and element is not root:
                text = DECIMALS.sub(_tenth, element.attrib[name])
                element.attrib[name] = " ".join(text.split())
        if not (element.text or "").strip():
            element.text = None
        if not (element.tail or "").strip():
            element.tail = None


def _tenth(match: re.Match[str]) -> str:
    return f"{float(match[0]) + 0.0:.1f}".removesuffix(".0")


def _rename(root: ElementTree.Element, prefix: str) -> None:
    """Ids that something refers to become short names that begin with the prefix; the others go."""
    used = {}
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
    """The styles that stand at several elements, as classes; marks in a row that have one share it."""
    _gather(root)
    counted = Counter(element.attrib["style"] for element in root.iter() if "style" in element.attrib)
    classes = {style: f"{prefix}-s{i}" for i, style in enumerate(s for s, n in counted.items() if n > 1)}
    for element in root.iter():
        name = classes.get(element.attrib.get("style", ""))
        if name:
            del element.attrib["style"]
            element.set("class", name)
    sheet = ElementTree.Element(f"{{{SVG}}}style")
    sheet.text = "".join(f".{name}{{{_short(style)}}}" for style, name in classes.items())
    for element in root.iter(f"{{{SVG}}}style"):  # matplotlib's own is of all elements: here of its figure's
        rule = re.fullmatch(r"\s*\*\s*\{(.*)\}\s*", element.text or "", re.DOTALL)
        if rule:
            root.set("style", _short(rule[1]))
            element.text = None
    return sheet


def _gather(root: ElementTree.Element) -> None:
    """Neighbouring marks of one style stand in a group that has it."""
    for parent in list(root.iter()):
        runs = [list(run) for _, run in groupby(parent, lambda one: (one.tag, one.attrib.get("style")))]
        for run in filter(_marks, runs):
            group = ElementTree.Element(f"{{{SVG}}}g", {"style": run[0].attrib["style"]})
            parent.insert(list(parent).index(run[0]), group)
            for one in run:
                parent.remove(one)
                del one.attrib["style"]
            group.extend(run)


def _marks(run: Sequence[ElementTree.Element]) -> bool:
    """Whether it is several marks, with a style."""
    return len(run) > 1 and run[0].tag == f"{{{SVG}}}use" and "style" in run[0].attrib


def _short(style: str) -> str:
    return re.sub(r"\s*([:;])\s*", r"\1", style.strip())
