"""The desk of a client as a page of its own, and what a person does at it; for the tests of the desk."""

import datetime
from pathlib import Path

import pytest

from runbinder.desk_macros import desk as drawn
from runbinder.read import read
from runbinder.render import View

ROOT = Path(__file__).parents[2]
CSS = ("tokens", "content", "marks", "table", "time", "desk")
JS = ("keep-merge", "keep-disk", "keep", "desk-time", "desk-due", "desk-state", "desk-yaml", "desk-file", "desk-report", "desk-message", "desk-steps", "desk-lists", "desk-work", "desk")
# A Tuesday without a holiday, three in the morning in Manchester.
NIGHT = datetime.datetime(2026, 11, 24, 3, 0, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def sheet(tmp_path_factory):
    """The desk of a client as a page of its own: what the macro draws, our styles, our scripts, and nothing of the engine."""
    shelf = read(ROOT, ["tessera"])
    html = drawn(View(shelf.binder("tessera", shelf.settings.as_of), "incidents/desk.html"))
    home = ROOT / "overrides" / "assets"
    links = "".join(f'<link rel="stylesheet" href="{(home / "css" / name).as_uri()}.css">' for name in CSS)
    scripts = "".join(f'<script src="{(home / "js" / name).as_uri()}.js"></script>' for name in JS)
    file = tmp_path_factory.mktemp("desk") / "Desk & 100 %.html"
    body = f'<main><article class="md-typeset"><h1>Incident desk</h1>{html}</article></main>{scripts}'
    file.write_text(f'<!doctype html><html lang="en" data-md-color-scheme="default"><meta charset="utf-8"><title>Incident desk</title>{links}{body}</html>', encoding="utf-8")
    return file.as_uri()


@pytest.fixture
def desk(page, sheet):
    """The page at three in the morning, with somebody at it."""
    page.clock.install(time=NIGHT)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(sheet)
    page.get_by_label("I am").select_option("sofia-lindqvist")
    return page


def begin(page, title="Nobody can publish a rota"):
    form = page.locator("[data-desk=new]")
    if not form.get_attribute("open") == "":
        form.locator("summary").click()
    form.get_by_label("What is wrong").fill(title)
    form.get_by_label("Service").select_option("rota-api")
    form.get_by_label("Ticket").fill("INC-2026-1200")
    form.get_by_label("Reported by").select_option("grace-adeyemi")
    form.get_by_role("button", name="Open it").click()


def acknowledge(page):
    page.get_by_role("button", name="Write to the client").click()
    page.get_by_role("button", name="It has been sent").click()


def rate(page, *answers):
    """The answers to the questions in order; the others stay open."""
    page.locator("[data-stage=assessing]").click()
    for number, answer in enumerate(answers):
        page.locator(".rb-desk__ask").nth(number).get_by_label(answer).check()


def later(page, **much):
    page.clock.fast_forward(int(datetime.timedelta(**much).total_seconds() * 1000))
    page.clock.run_for(1000)


def due(page):
    return page.locator("[data-part=due]").get_attribute("data-state"), page.locator("[data-part=count]").text_content()


def exported(page, name="Export (YAML)"):
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    return download.value.suggested_filename, Path(download.value.path()).read_text(encoding="utf-8")


def log(page, words, kind="done"):
    form = page.locator("form[data-add=log]")
    form.get_by_label("What was done").fill(words)
    form.get_by_label("It was").select_option(kind)
    form.get_by_role("button", name="Write it down").click()


def close(page):
    """From the acknowledgement to the report."""
    begin(page)
    acknowledge(page)
    rate(page, "Yes")
    page.get_by_label("Severity, for the report").select_option("high")
    page.get_by_role("button", name="On to: See the fault").click()
    page.get_by_role("button", name="Note the attempt").click()
    log(page, "The pool of connections is full.", "found")
    page.get_by_role("button", name="On to: Isolate the cause").click()
    later(page, minutes=20)
    page.locator("[data-now=isolated_at]").click()
    page.locator("[data-stage=resolved]").click()
    page.get_by_role("button", name="We are at this stage now").locator("visible=true").click()
    steps = page.locator("[data-step]")
    for number in range(5):
        later(page, minutes=2)
        if number == 1:
            steps.nth(1).get_by_label("Cause").fill("A step of the release held connections.\n\nIt was not tested under load.")
            steps.nth(1).get_by_label("Resolution").fill("Rolled back: the release of last week runs.")
        if number == 2:
            steps.nth(2).get_by_label("Measure").fill("Checklist asks what runs inside a transaction")
            steps.nth(2).get_by_label("Owner").select_option("owen-pritchard")
            steps.nth(2).get_by_label("Due").fill("2026-12-01")
            steps.nth(2).get_by_role("button", name="Add it").click()
        if number == 3:
            steps.nth(3).get_by_label("Documents updated").fill("none needed")
        steps.nth(number).get_by_role("button", name="Now").click()
    page.get_by_text("The incident report", exact=True).click()
    page.get_by_label("Exposure / impacts").fill("Planners of 61 customers, for half an hour.")
    page.get_by_label("Mitigation steps").fill("See the measures.")
