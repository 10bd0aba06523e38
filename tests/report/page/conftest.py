"""A browser without a window, and the page of few runs in it."""

import os
import shutil

import pytest

from steady_attention.results.evaluated import folder_of
from tests.report.page.pages import WORDS, page_of, perturb
from tests.results.small import run, write

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
REQUIRED = os.environ.get("TESTS_BROWSER") == "required"  # as continuous integration says: nothing is skipped
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def lacking(what):
    """Skips the test; fails it where a browser is required."""
    (pytest.fail if REQUIRED else pytest.skip)(what)


@pytest.fixture(scope="module")
def browser():
    """A browser that is on this machine; none is fetched."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        lacking("playwright is not installed")
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        lacking(f"none of {', '.join(BROWSERS)} is installed (Debian: apt install chromium)")
    with sync_playwright() as started:
        yield started.chromium.launch(executable_path=path, args=QUIET)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    """The page of two methods on two corpora; on the first both keep a reading of a sentence with a word
    replaced, on the other one under noise.
    """
    folder = tmp_path_factory.mktemp("page")
    evaluations = folder / "evaluation"
    runs = [write(evaluations, run(method), 0.5) for method in ("vanilla", "attention_vat")]
    for one in runs:
        perturb(folder_of(one, evaluations))
    runs.append(write(evaluations, run(dataset="zoo"), 0.5))
    perturb(folder_of(runs[-1], evaluations), kind="embedding", words=WORDS)
    path = folder / "index.html"
    path.write_text(page_of(evaluations, runs), encoding="utf-8")
    return path


@pytest.fixture
def show(browser):
    """A function that opens a page; all that it asked for and complained of is checked in the end."""
    contexts, asked, said = [], [], []

    def opened(path, at="", **settings):
        context = browser.new_context(**settings)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(path.as_uri() + at)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert said == []
    assert [url for url in asked if not url.partition("#")[0].endswith("/index.html")] == []


@pytest.fixture
def page(show, file):
    return show(file)
