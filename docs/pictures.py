"""The pictures of results.md, of a page in an installed Chromium: python docs/pictures.py [page]."""

import shutil
import sys
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

PAGE, FOLDER = Path("reports/small/index.html"), Path("docs")
WIDE, PHONE = {"width": 1400, "height": 900}, {"width": 390, "height": 844}
FAILS, WORDS = "#verdicts input[value=fails]", "#kind input[value=words]"
PICTURES: dict[str, dict[str, Any]] = {
    "page": {"viewport": WIDE},
    "page-dark": {"viewport": WIDE, "color_scheme": "dark"},
    "page-claims": {"viewport": WIDE, "at": "#claims", "check": FAILS},
    "page-cross": {"viewport": WIDE, "at": "#cross"},
    "page-heatmaps": {"viewport": WIDE, "color_scheme": "dark", "at": "#heatmaps", "check": WORDS},
    "page-phone": {"viewport": PHONE},
}


def take(browser: Browser, page: Path, folder: Path) -> None:
    """Each of PICTURES as a PNG in the folder; at: a place of the page; check: a box to be checked."""
    for name, settings in PICTURES.items():
        settings = dict(settings)
        at, check = settings.pop("at", ""), settings.pop("check", "")
        context = browser.new_context(**settings)
        opened = context.new_page()
        opened.goto(page.resolve().as_uri() + at)
        if check:
            opened.check(check)
            opened.locator(at).evaluate("place => place.scrollIntoView()")
        path = folder / f"{name}.png"
        opened.screenshot(path=path)
        Image.open(path).convert("RGB").quantize(256).save(path, optimize=True)  # of a third of the bytes
        context.close()


if __name__ == "__main__":
    with sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        take(chromium, Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE, FOLDER)
