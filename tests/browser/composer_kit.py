"""Messages of the demo with their composers, each a page of its own, and what a person does there; for the tests of the composer."""

import datetime
from pathlib import Path

import pytest

from runbinder.macros import MACROS
from runbinder.read import read
from runbinder.render import View

ROOT = Path(__file__).parents[2]
CSS = ("tokens", "content", "marks", "table", "desk", "composer", "print")
JS = ("keep-merge", "keep-disk", "keep", "desk-time", "desk-due", "desk-state", "composer-sms", "composer-phrases", "composer-when", "composer-text", "composer-send", "composer-judge", "composer")
# A Tuesday, ten to ten in Manchester.
NOW = datetime.datetime(2026, 11, 24, 9, 50, tzinfo=datetime.UTC)
ANSWERS = {"service_name": "Tessera Rota", "incident_ref": "INC-7", "actions": "moved the queue", "next_steps": "watch it", "impact": "rotas are late",
           "status": "fixing", "sender_name": "Gwen Hughes", "sender_role": "Communications lead", "sent_at": "10:00"}


@pytest.fixture(scope="module")
def sheets(tmp_path_factory):
    """Messages of the demo as pages of their own: what the macro draws, our styles, our scripts, and nothing of the engine."""
    shelf = read(ROOT, ["tessera"])
    binder, home, folder = shelf.binder("tessera", shelf.settings.as_of), ROOT / "overrides" / "assets", tmp_path_factory.mktemp("Nachrichten & 100 %")
    links = "".join(f'<link rel="stylesheet" href="{(home / "css" / name).as_uri()}.css">' for name in CSS)
    scripts = "".join(f'<script src="{(home / "js" / name).as_uri()}.js"></script>' for name in JS)

    def sheet(name, **swap):
        html = str(MACROS["message"](View(binder, f"messages/{name}.html"), name))
        for old, new in swap.get("swap", ()):
            assert old in html
            html = html.replace(old, new)
        body = f'<main><article class="md-typeset"><h1>Message</h1>{html}</article></main>{scripts}'
        file = folder / f"{name}.html"
        file.write_text(f'<!doctype html><html lang="en" data-md-color-scheme="default"><meta charset="utf-8"><title>Message</title>{links}{body}</html>', encoding="utf-8")
        return file.as_uri()

    return sheet


@pytest.fixture
def composer(page, sheets):
    """Opens a message on the morning of NOW. What the page asks and copies is written down; `page.yes` is the answer."""
    page.clock.install(time=NOW)
    page.asked, page.yes, page.errors = [], True, []
    page.on("dialog", lambda dialog: (page.asked.append(dialog.message), dialog.accept() if page.yes else dialog.dismiss()))
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.add_init_script("window.copied = []; Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { copied.push(text); } }, configurable: true });")

    def opened(name="update", anchor="", **swap):
        page.goto(sheets(name, **swap) + anchor)
        return page

    yield opened
    assert [] == page.errors
    assert [] == page.outside


def answer(page, **answers):
    for name, words in answers.items():
        page.locator(f"[data-answer={name}]").fill(words)


def words(page, part="words"):
    return page.locator(f"[data-part={part}]").text_content()


def said(page):
    return page.locator("[data-part=said] li").all_text_contents()


def complete(page):
    answer(page, **ANSWERS)
    page.locator("[data-offers=next_update_at] button").first.click()
