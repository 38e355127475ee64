"""A macro, its template, its golden file: one name, and HTML that changes only on purpose.

After a change that is meant: `pytest tests/test_macros.py --update-golden`, then read the diff.
"""

from pathlib import Path

import pytest
from markupsafe import Markup

import runbinder
from runbinder.errors import Fixable
from runbinder.macros import MACROS, define_env
from runbinder.pages import pages
from runbinder.render import View

GOLDEN = Path(__file__).with_name("golden")
TEMPLATES = {file.name.removesuffix(".html.j2") for file in (Path(runbinder.__file__).parent / "templates").glob("*.html.j2")}
# What the code says of itself, and what every new check adds a line to: tests of their own are for that.
CHANGING = {name for name, function in MACROS.items() if function.__module__ == "runbinder.handbook_macros"} | {"audit_start", "controls", "readiness"}
DRAWN = sorted(set(MACROS) - CHANGING)


def test_every_macro_has_a_template_of_its_name():
    """And every template that stands for a page has its macro; the shelf is drawn from all binders together."""
    assert TEMPLATES - {"shelf"} == set(MACROS) | {name for name in TEMPLATES if name.startswith("_")}


def test_every_macro_says_what_it_shows():
    """In one line: its row in the handbook."""
    assert [] == [name for name, function in MACROS.items() if not (function.__doc__ or "").endswith(".")]


def test_every_piece_of_a_template_is_used():
    """What begins with an underscore is a piece, of which some template or the view makes a page."""
    home = Path(runbinder.__file__).parent
    text = "".join(file.read_text() for file in [*home.glob("templates/*.j2"), home / "render.py"])

    assert [] == [name for name in TEMPLATES if name.startswith("_") and f'"{name}.html.j2"' not in text and f'"{name}"' not in text]


@pytest.mark.parametrize("name", DRAWN)
def test_a_macro_draws_what_it_drew(golden, name, request):
    """The first page that calls it, in the golden binder, letter by letter."""
    page = next(page for page in pages(golden) if page.macro == name)
    html = str(MACROS[name](View(golden, f"{page.path}.html"), *page.args[1:]))
    file = GOLDEN / f"{name}.html"
    if request.config.getoption("--update-golden"):
        file.write_text(html, encoding="utf-8")

    assert file.read_text(encoding="utf-8") == html


def test_there_is_no_golden_file_too_many():
    """A macro that is gone takes its file with it."""
    assert DRAWN == sorted(file.stem for file in GOLDEN.glob("*.html"))


@pytest.mark.parametrize(("name", "id_"), [("person", "ana"), ("procedure", "restor"), ("contact_tree", "invocatoin")])
def test_a_call_with_an_unknown_id_says_what_may_be_meant(golden, name, id_):
    """An author wrote it into a page."""
    with pytest.raises(Fixable, match=f"there is no .* '{id_}' in the binder of quay") as caught:
        MACROS[name](View(golden), id_)

    assert caught.value.hint.startswith(("did you mean", "known"))


def test_macros_can_be_called_without_our_plugin():
    """`define_env` gives mkdocs-macros every one of them, under its name."""
    class Env:
        macros: dict = {}

        def macro(self, function, name):
            self.macros[name] = function

    define_env(Env())

    assert set(MACROS) == set(Env.macros)


def test_a_macro_returns_html(golden):
    """Which a template of an author's may put into a page without escaping it twice."""
    assert isinstance(MACROS["front"](View(golden)), Markup)
