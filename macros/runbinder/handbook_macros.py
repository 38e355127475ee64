"""The macros of the handbook's reference pages: what the code says of itself."""

from markupsafe import Markup

from runbinder import handbook
from runbinder.calls import MACROS, macro
from runbinder.checks import LEVELS
from runbinder.model.common import Record
from runbinder.render import View
from runbinder.tables import TABLES


@macro
def fields(view: View) -> Markup:
    """Every record and part of the language with its fields."""
    return view.render("fields", chapters=handbook.chapters(), common=Record, slug=handbook.slug, title=handbook.title)


@macro
def macro_list(view: View) -> Markup:
    """Every macro with a call of it."""
    return view.render("macro_list", macros=handbook.macros(MACROS))


@macro
def command_list(view: View) -> Markup:
    """Every command with its options."""
    from runbinder.main import cli  # only here: the command line stands above all rooms

    return view.render("command_list", commands=handbook.commands(cli))


@macro
def check_list(view: View) -> Markup:
    """Every check: its rule, why, and what to do."""
    return view.render("check_list", levels=LEVELS, parts=handbook.checks())


@macro
def table_list(view: View) -> Markup:
    """Every table that can be exported, with its columns and the page that shows it."""
    return view.render("table_list", tables=TABLES.values())
