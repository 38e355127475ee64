"""Text from plans is text wherever it is shown: it is neither HTML, nor Markdown source, nor Jinja."""

import re
import shutil

import pytest
from selectolax.lexbor import LexborHTMLParser

pytestmark = pytest.mark.build

HOSTILE = """</title><script>alert(1)</script><i onclick=alert(1)> "&' {{ 7*7 }} {% raw %} {# x #} `*_[a](javascript:x)"""
QUOTED = "'" + HOSTILE.replace("'", "''") + "'"
# Where a plan's text comes into the frame of a page: titles, names, the band, the printed margins, the shelf's cards.
EDITS = [
    ("plans/settings.yml", "title: Fixture binders", f"title: {QUOTED}"),
    ("plans/settings.yml", "banner: Test data", f"banner: {QUOTED}"),
    ("plans/clients/orchard/client.yml", "name: Orchard Press <Ltd>", f"name: {QUOTED}\nsector: {QUOTED}"),
    ("plans/clients/orchard/client.yml", "{status: draft}", f"{{status: draft, version: {QUOTED}}}"),
    ("plans/clients/orchard/client.yml", "summary: Prints books.", f"summary: {QUOTED}"),
    ("plans/clients/orchard/plans.yml", "name: Lou Penn", f"name: {QUOTED}"),
    ("plans/clients/orchard/plans.yml", "name: Printing", f"name: {QUOTED}"),
    ("plans/clients/orchard/plans.yml", "The press stands", QUOTED),
    ("plans/clients/orchard/procedures/start-press.yml", "title: Start the press", f"title: {QUOTED}"),
    ("plans/clients/orchard/procedures/start-press.yml", "Turn the key.", QUOTED),
    ("plans/provider/provider.yml", "name: Beacon IT Ltd", f"name: {QUOTED}"),
]


@pytest.fixture(scope="module")
def hostile(project, tmp_path_factory):
    """Every page of a site in which each name, title and sentence means harm."""
    from runbinder.commands.build import build

    root = tmp_path_factory.mktemp("hostile") / "project"
    shutil.copytree(project, root)
    shutil.rmtree(root / "plans/clients/harbour")
    for path, old, new in EDITS:
        file = root / path
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")
    assert 0 == build(root, jobs=1)
    return {path.relative_to(root / "site").as_posix(): path.read_text(encoding="utf-8") for path in (root / "site").rglob("*.html")}


def test_no_element_comes_from_a_plan(hostile):
    """No page has a script, an element or a handler that the plans wrote."""
    for page, text in hostile.items():
        tree = LexborHTMLParser(text)
        assert [] == [node.text() for node in tree.css("script") if node.text().strip() == "alert(1)"], page
        assert [] == tree.css("[onclick]"), page
        assert [] == tree.css("a[href^='javascript:']"), page


def test_braces_stay_braces(hostile):
    """Jinja in a plan is shown, not run."""
    text = hostile["clients/orchard/procedures/start-press.html"]

    assert "{{ 7*7 }}" in LexborHTMLParser(text).body.text()
    for page, text in hostile.items():
        assert " 49 " not in LexborHTMLParser(text).body.text(), page


def test_titles_say_what_the_plan_says(hostile):
    """The title, the heading and the sidebar show the text as it was written."""
    tree = LexborHTMLParser(hostile["clients/orchard/procedures/start-press.html"])
    shown = re.sub(r"\s+", " ", HOSTILE)

    assert f"{shown} - {shown}" == re.sub(r"\s+", " ", tree.css_first("title").text()).strip()
    assert shown == re.sub(r"\s+", " ", tree.css_first("h1").text(strip=True)).strip().removesuffix("¶")
    assert shown in {re.sub(r"\s+", " ", node.text()).strip() for node in tree.css(".rb-nav a")}
    assert shown == re.sub(r"\s+", " ", tree.css_first(".rb-foot__binder").text()).strip()
