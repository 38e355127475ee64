"""Every statement of the source texts, and every item of a transition plan, has a field that holds it and a page that shows it."""

import html
import re
from functools import cache
from pathlib import Path

import pytest

from runbinder import handbook
from runbinder.asof import judged_as_of
from runbinder.checks import REGISTRY
from runbinder.load import read_file
from runbinder.macros import MACROS
from runbinder.model.common import Part
from runbinder.model.values import Ref
from runbinder.pages import pages
from runbinder.read import read
from runbinder.render import View

ROOT = Path(__file__).parents[1]
LATER = {"Completeness", "Gone tomorrow", "When it happens", "Evidence"}
STATEMENTS = [f"S{text}-{number}" for text, last in enumerate((39, 28, 31, 42)) for number in range(1, last + 1)]


def _listed(name):
    document, findings = read_file(ROOT / "tests" / name, name)
    assert not findings, findings
    return document.data


REQUIREMENTS, EXIT_ITEMS = _listed("requirements.yml"), _listed("exit_items.yml")
CLASSES = {one.cls.__name__: one for chapter in handbook.chapters() for one in chapter.entities}
SHOWN = [name for name, one in REQUIREMENTS.items() if "later" not in one]


@cache
def shelf():
    return read(ROOT)


@cache
def binder(client):
    return shelf().binder(client, judged_as_of("", shelf().settings))


def view(client, here="index"):
    return View(binder(client), f"{here}.html")


@cache
def page_text(address):
    """What a reader sees of a page: rendered by its macro, or read from the handbook's own file."""
    client, _, path = address.partition(":")
    if client == "handbook":
        return words((ROOT / "docs" / "handbook" / f"{path}.md").read_text(encoding="utf-8"))
    page = next((one for one in pages(binder(client)) if one.path == path), None)
    assert page, f"{client} has no page {path}"
    return words(f"{page.title} {MACROS[page.macro](view(client, path), *page.args[1:])}")


def words(markup):
    """Text without tags and without spaces, which tags put in and take away."""
    return "".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).casefold().split())


def value_at(route):
    """The value in the plans that a dotted route of keys leads to."""
    first, *keys = route.split(".")
    value = shelf().provider if first == "provider" else shelf().clients[keys.pop(0)]
    for key in keys:
        if isinstance(value, Part):
            value = getattr(value, next(name for name, field in type(value).model_fields.items() if (field.alias or name) == key))
        else:
            value = value[int(key) if isinstance(value, tuple) else key]
    return value


def as_shown(value, client):
    if isinstance(value, Ref):
        return words(binder(client).find(value).title)
    return words(str(view(client).show(value)))


def is_shown(shows, page, below=""):
    """The value at a route, below a folder of the plans, or the words in quotes stand on a page."""
    shown = words(shows.strip('"')) if shows.startswith('"') else as_shown(value_at(below + shows), page.partition(":")[0])

    assert shown and shown in page_text(page)


def test_every_statement_is_there_once():
    """None of the 140 statements is missing, and there are no others; a duplicate can not be read."""

    assert STATEMENTS == list(REQUIREMENTS)


@pytest.mark.parametrize("name", STATEMENTS)
def test_a_statement_has_a_field(name):
    """The field that a statement names is in the model, through all its parts."""
    first, *keys = REQUIREMENTS[name]["field"].split(".")
    entity = CLASSES[first]
    for number, key in enumerate(keys):
        rows = {row.key: row for row in (*entity.rows, *entity.common)}

        assert key in rows, f"{entity.cls.__name__} has no field {key}"

        if number < len(keys) - 1:
            entity = CLASSES[rows[key].part.__name__]


@pytest.mark.parametrize("name", SHOWN)
def test_a_statement_is_shown(name):
    """The page that a statement names shows the value of the demo that it names."""
    one = REQUIREMENTS[name]
    is_shown(one["shows"], one["page"])


def test_what_comes_later_names_its_issue():
    """A statement that no page shows yet says which issue will show it."""

    assert {one["later"] for one in REQUIREMENTS.values() if "later" in one} <= LATER


# The 65 items of a transition plan


def test_every_exit_item_is_there_once():
    """From the first trigger to the time that was measured."""

    assert [str(number) for number in range(1, 66)] == list(EXIT_ITEMS)


@pytest.mark.parametrize("number", EXIT_ITEMS)
def test_an_exit_item_is_in_the_plan(number):
    """Every field that an item names is filled in the plans of the demo client that relies on its provider for everything."""
    one = EXIT_ITEMS[number]

    assert one["fields"]
    assert [] == [route for route in one["fields"] if value_at(f"clients.northgate.{route}") in (None, (), {}, "")]


@pytest.mark.parametrize("number", EXIT_ITEMS)
def test_an_exit_item_is_shown(number):
    """Its page says it in the plan's own words."""
    is_shown(EXIT_ITEMS[number]["shows"], f"northgate:{EXIT_ITEMS[number]['page']}", "clients.northgate.")


@pytest.mark.parametrize("number", EXIT_ITEMS)
def test_an_exit_item_is_judged(number):
    """By checks that exist; where there is none it is said what a person looks at."""
    one = EXIT_ITEMS[number]

    assert [] == [code for code in one["checks"] if code not in REGISTRY]
    assert one["checks"] or one["person"]
