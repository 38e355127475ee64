"""GEN: what stands in a text as it was written: what is fetched, what changes with the build, what YAML cuts off."""

import pytest

from runbinder.checks import REGISTRY
from runbinder.secrets import Source


def said(code, text, path="docs/clients/harbour/index.md"):
    """`line:column message` for everything that a check says of a text."""
    return [f"{line}:{column} {message}" for (line, column), message in REGISTRY[code].function(Source(path, text))]


@pytest.mark.parametrize(("text", "place"), [
    ("One\n\n![Plan](https://cdn.example/plan.png)", "3:9"), ('<img alt="x"\n  src="//cdn.example/x.png">', "2:8"), ("<script src=https://cdn.example/a.js></script>", "1:13"),
    ('<iframe title="map" src="http://maps.example/1">', "1:26"), ("<style>@import 'https://fonts.example/css';</style>", "1:17"), ("<p style='background: url(https://cdn.example/b.png)'>", "1:27"),
])
def test_what_is_fetched_is_found(text, place):
    """GEN-03: at the address, however the page asks for it."""
    (one,) = said("GEN-03", text)

    assert one.startswith(f"{place} this is fetched from the network when the page is opened: ")


@pytest.mark.parametrize("text", [
    "![Plan](img/plan.png)", "[The vendor](https://vendor.example/manual)", "<a href='https://vendor.example'>", "`![x](https://cdn.example/x.png)`",
    "```html\n<img src='https://cdn.example/x.png'>\n```", "Write to https://vendor.example", "",
])
def test_a_link_and_an_example_fetch_nothing(text):
    """GEN-03: what is clicked may lead anywhere, and code is shown, not run."""
    assert [] == said("GEN-03", text)


def test_pictures_in_plans_are_no_pages():
    """GEN-03: prose of a plan shows no pictures at all; a style sheet in docs/ fetches as a page does."""
    assert [] == said("GEN-03", "notes: '![x](https://cdn.example/x.png)'", "plans/clients/harbour/sites.yml")
    assert said("GEN-03", "@import url(https://fonts.example/a.css);", "docs/assets/own.css")


@pytest.mark.parametrize(("text", "words"), [
    ("Built {{ now() }}", "1:10 'now' shows the time"), ("{{ git.short_commit }}", "1:4 'git' shows the commit"),
    ("\n{% if environment.system %}x{% endif %}", "2:7 'environment' shows the machine"), ("{{ config.build_date_utc }}", "'build_date' shows the time"),
])
def test_what_differs_in_every_build_is_found(text, words):
    """GEN-07: time, machine and commit of the build."""
    (one,) = said("GEN-07", text)

    assert words in one


@pytest.mark.parametrize("text", ["{% raw %}{{ now() }}{% endraw %}", "Call now (by radio).", "{{ people('harbour') }}", "git.example is the host", "{{ renow(1) }}"])
def test_what_is_the_same_in_every_build_is_fine(text):
    """GEN-07: prose, other macros, and what is shown to the letter."""
    assert [] == said("GEN-07", text)


@pytest.mark.parametrize(("text", "words"), [
    ("title: Open ticket #4417\n", "1:20 only 'Open ticket' is read: '#4417' is a comment"),
    ("steps:\n  - Open #44 now\n  - Wait.\n", "2:10 only 'Open' is read: '#44 now' is a comment"),
    ("ticket: #4417\nby: ada\n", "1:9 nothing is read here: '#4417' is a comment"),
    ("a:\n- #4\n- b\n", "2:3 nothing is read here: '#4' is a comment"),
    ("a:\n  - title: Room #3\n", "2:17 only 'Room' is read: '#3' is a comment"),
    ("does: Reads the\n  meters on floor #2\n", "2:19 only 'meters on floor' is read: '#2' is a comment"),
])
def test_a_text_that_is_cut_off_is_found(text, words):
    """GEN-20: what YAML drops without a word, in a value, in a list, where nothing is left, and in a text of several lines."""
    assert [words] == said("GEN-20", text, "plans/clients/harbour/procedures.yml")


@pytest.mark.parametrize("text", [
    "days: 3   # working days\n", "# all of it\na: b\n", "a: 'Open #4417'\n", 'a: "Open #4417"\n', "a: 'Open\n  b: c #4417'\n", "a: |\n  see: Open #4417\n  - a #4\n",
    "a: >\n  b: c #3 d\n", "a: b#4\n", "a: 'x' #y\n", "a: [x, y] #z\n", "steps: #first\n  - x\n", "a: {b: c} #d\n", "a: [x\n",
])
def test_a_comment_is_a_comment(text):
    """GEN-20: with a space after the sign, after what is complete, or before a list; in quotes and blocks it is text."""
    assert [] == said("GEN-20", text, "plans/clients/harbour/procedures.yml")


def test_other_files_may_say_what_they_like():
    """GEN-20: a page is no plan, and an attachment is nobody's."""
    assert [] == said("GEN-20", "title: Open ticket #4417\n")
    assert [] == said("GEN-20", "title: Open ticket #4417\n", "plans/clients/harbour/attachments/list.txt")
