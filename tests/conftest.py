"""What needs a browser: where Chromium is looked for, and what happens to the tests when there is none."""

import os
import shutil
from pathlib import Path

import pytest

PLACES = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
]
# Chromium as root needs --no-sandbox; the other switches keep it from reaching for the network by itself.
SWITCHES = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
INSIDE = ("file:", "data:", "blob:")
DESELECTED = pytest.StashKey[int]()


def find_chromium(environ=os.environ, which=shutil.which):
    """The path of a Chromium, or None. A place named by RUNBINDER_CHROMIUM is the only one that counts."""
    chosen = environ.get("RUNBINDER_CHROMIUM")
    found = (which(place) for place in ([chosen] if chosen else PLACES))
    return next((path for path in found if path), None)


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true", help="write tests/golden/*.html anew; look at the diff before it is committed")


def pytest_configure(config):
    # Where a browser is promised, as in CI, tests must not drop out in silence.
    if os.environ.get("RUNBINDER_BROWSER") == "required" and find_chromium() is None:
        raise pytest.UsageError("RUNBINDER_BROWSER=required, and no Chromium was found")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    # Last, so that only tests which -k and -m have left are counted.
    if find_chromium() is not None:
        return
    needing = [item for item in items if item.get_closest_marker("browser")]
    if needing:
        items[:] = [item for item in items if not item.get_closest_marker("browser")]
        config.hook.pytest_deselected(items=needing)
        config.stash[DESELECTED] = len(needing)


def pytest_terminal_summary(terminalreporter, config):
    count = config.stash.get(DESELECTED, 0)
    if count:
        terminalreporter.write_line(f"{count} browser tests deselected: no Chromium found", yellow=True)


@pytest.fixture(scope="session")
def golden():
    """The binder in tests/golden: small, and at least one record of every kind and every part of every plan."""
    from runbinder.read import read

    shelf = read(Path(__file__).with_name("golden"))
    assert [] == shelf.findings
    return shelf.binder("quay", shelf.settings.as_of)


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=SWITCHES)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser):
    """A page with nothing remembered. `page.outside` lists every request that left the binder; none gets out."""
    context = browser.new_context()
    page = context.new_page()
    page.outside = []

    def record(request):
        if not request.url.startswith(INSIDE):
            page.outside.append(request.url)

    context.on("request", record)
    context.set_offline(True)
    yield page
    context.close()
