"""An SVG of matplotlib's in fewer bytes, which looks the same: few decimals, nothing said twice."""

import re

DECIMALS = 1  # of a point, 1/72 inch
INK = "#262626"  # of most texts
FAMILY = "'DejaVu Sans', Verdana, sans-serif"
NEEDLESS = re.compile(
    r"<\?xml.*?\?>\s*|<!DOCTYPE.*?>\s*|<metadata>.*?</metadata>\s*|<!--.*?-->\s*"
    r"""|font-family: 'DejaVu Sans';? ?| transform="rotate\(-0 [^"]*"|(?<=\d)(?:\s*\n)""",
    re.DOTALL,
)
GEOMETRY = re.compile(r'(\s(?:d|x|y|x1|y1|x2|y2|width|height|transform|points)=")([^"]*)(")')
NUMBER = re.compile(r"-?\d+\.\d+")
DOT = re.compile(r"(?<=M)(-?[\d.]+ -?[\d.]+)L\1(?=M|$)")
SPACES = re.compile(r"\s*([MLCQZz])\s*")
USES = re.compile(r'((?:\s*<use [^>]*style="[^"]*"/>){2,})')
STYLE = re.compile(r' style="([^"]*)"')
SIZE = re.compile(r"font-size: ([\d.]+)px;? ?")
GROUP = re.compile(r"<g>|<g [^>]*[^/]>|</g>")


def compact(svg: str) -> str:
    """The SVG with the same shapes and texts."""
    svg = GEOMETRY.sub(lambda found: found[1] + _geometry(found[2]) + found[3], NEEDLESS.sub("", svg))
    svg = USES.sub(lambda found: _shared(found[1]), svg)
    referred = set(re.findall(r'(?:href="#|url\(#)([^")]+)', svg))
    svg = re.sub(r' id="([^"]*)"', lambda found: found[0] if found[1] in referred else "", svg)
    svg = _ungrouped(_one_size(svg).replace(' style=""', ""))
    return re.sub(r">\s+<", ">\n<", svg).strip() + "\n"


def _geometry(text: str) -> str:
    """A path's or a transform's text, its numbers with DECIMALS and no spaces that are not needed."""
    short = SPACES.sub(r"\1", NUMBER.sub(lambda found: _short(found[0]), text).strip())
    return DOT.sub(r"\1h0", short)


def _short(number: str) -> str:
    text = f"{float(number):.{DECIMALS}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _shared(uses: str) -> str:
    """Marks of one look side by side, their style said once around them."""
    styles = set(STYLE.findall(uses))
    return f'\n<g style="{styles.pop()}">{STYLE.sub("", uses)}\n</g>' if len(styles) == 1 else uses


def _one_size(svg: str) -> str:
    """The font of all texts said once, and the size and colour that most have."""
    sizes = SIZE.findall(svg)
    most = max(sorted(set(sizes)), key=sizes.count, default="8")
    svg = re.sub(rf"font-size: {re.escape(most)}px;? ?", "", svg)
    svg = re.sub(rf"fill: {INK};? ?(?=[^<>]*>[^<>]*</text>)", "", svg)  # a shape names its own
    return svg.replace("<svg ", f'<svg font-family="{FAMILY}" font-size="{most}" fill="{INK}" ', 1)


def _ungrouped(svg: str) -> str:
    """Without groups that say nothing of what they hold."""
    kept: list[bool] = []

    def tag(found: re.Match) -> str:
        if found[0] == "</g>":
            return found[0] if kept.pop() else ""
        kept.append(found[0] != "<g>")
        return found[0] if kept[-1] else ""

    return GROUP.sub(tag, re.sub(r"<g/>|<defs/>", "", svg))
