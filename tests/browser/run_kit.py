"""A procedure as a page of its own with a clock in our hands, and what a person does at it; for the tests of runs."""

from datetime import date
from pathlib import Path

import pytest

from runbinder.macros import MACROS
from runbinder.read import read
from runbinder.render import View

PLANS = Path(__file__).parents[1] / "build"
START = "2026-11-24T09:00:00"


CSS = ("tokens", "content", "marks", "table", "steps", "people", "run", "desk", "print", "run-small", "run-try")
JS = ("keep-merge", "keep-disk", "keep", "desk-yaml", "run-clock", "run-record", "run-procedure")


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The procedure as a page of its own: what the macro draws, our styles, our scripts, and nothing of the engine."""
    shelf = read(PLANS, ["harbour"])
    html = MACROS["procedure"](View(shelf.binder("harbour", shelf.settings.as_of or date(2026, 3, 31)), "procedures/restore-server.html"), "restore-server")
    home = PLANS.parents[1] / "overrides" / "assets"
    links = "".join(f'<link rel="stylesheet" href="{(home / "css" / name).as_uri()}.css">' for name in CSS)
    scripts = "".join(f'<script src="{(home / "js" / name).as_uri()}.js"></script>' for name in JS)
    file = tmp_path_factory.mktemp("run") / "Run & 100 %.html"
    body = f'<main><article class="md-typeset"><h1>Restore the dispatch server</h1>{html}</article></main>{scripts}'
    file.write_text(f'<!doctype html><html lang="en" data-md-color-scheme="default"><meta charset="utf-8"><title>Run</title>{links}{body}</html>', encoding="utf-8")
    return file.as_uri()


def opened(page, address):
    page.set_default_timeout(5000)
    page.clock.install(time=START)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(address)
    return page


@pytest.fixture
def tab(page, address):
    """A tab on the same page at nine o'clock, as many as wanted, in one browser profile."""
    return lambda: opened(page.context.new_page(), address)


@pytest.fixture
def run(page, address):
    """A run by Sam, just begun."""
    return begun(opened(page, address))


def begun(page):
    page.get_by_role("button", name="Run this procedure").click()
    page.get_by_label("Done by").select_option("sam-reed")
    return page


def later(page, minutes):
    page.clock.fast_forward(minutes * 60000)
    page.clock.run_for(1000)


def tick(page, number):
    page.get_by_label(f"Done: step {number}", exact=True).check()


def step(page, number):
    return page.locator(f"#step-{number} .rb-try__step").inner_text()


def said(page, part):
    return page.locator(f"[data-try={part}]").inner_text()


def finish(page, result="passed", how="live"):
    page.get_by_role("button", name="Finish").click()
    page.get_by_label("Result").select_option(result)
    page.get_by_label("How").select_option(how)


def saved(page):
    """The name of the record's file, and its text."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save the run record").click()
    return waiting.value.suggested_filename, waiting.value.path().read_text(encoding="utf-8")
