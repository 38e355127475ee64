"""Every table of a page is one that can be exported, and every record of the language stands in one of them."""

import re
from pathlib import Path

import pytest

import runbinder
from runbinder.macros import MACROS
from runbinder.model.binder import Entry
from runbinder.pages import pages
from runbinder.render import View
from runbinder.tables import FAMILIES, TABLES

TEMPLATES = {file.name.removesuffix(".html.j2"): file.read_text(encoding="utf-8") for file in (Path(runbinder.__file__).parent / "templates").glob("*.j2")}
# How many tables of a template are none of records, and why.
NOT_EXPORTED = {
    "_desk_paper": (2, "a form that is filled in by hand"),
    "incident_team": (1, "a form that is filled in by hand"),
    "changes": (1, "compared with the plans of another day, from git: `runbinder diff --format json`"),
    "document_control": (2, "what git says of files, which are no records"),
}
NAMED = re.compile(r'<table(?:[^>]*? data-table="([^"]+)")?')


@pytest.mark.parametrize("name", sorted(name for name, text in TEMPLATES.items() if "<table" in text))
def test_every_table_of_a_page_can_be_exported(name):
    """It says under which name, `data-table`, so that whoever sees it knows; or it is none of records."""
    found = NAMED.findall(TEMPLATES[name])

    assert found.count("") == NOT_EXPORTED.get(name, (0, ""))[0]
    assert set() == {one for one in found if one and "{{" not in one} - set(TABLES)


def test_a_name_that_a_page_puts_together_is_one_too(golden):
    """Some templates draw several tables by one rule."""
    drawn = "".join(str(MACROS[page.macro](View(golden, f"{page.path}.html"), *page.args[1:])) for page in pages(golden))

    assert set() == set(re.findall(r'<table[^>]* data-table="([^"]*)"', drawn)) - set(TABLES)


def test_no_exception_outlives_its_reason():
    assert set() == {name for name in NOT_EXPORTED if "<table" not in TEMPLATES[name]}


def test_every_record_of_the_language_is_in_a_table(golden):
    """In its first column, or beside the one that it belongs to; an amendment stands on the page of its contract."""
    shown = {cell.kind for table in TABLES.values() for row in table.rows(golden) for cell in row if isinstance(cell, Entry)}

    assert {"amendment"} >= set(golden.index) - shown


def test_every_table_has_rows_in_the_golden_binder(golden):
    """Which has every field in use, so that a table that is empty there is one that finds nothing."""
    assert [] == [name for name, table in TABLES.items() if not any(table.rows(golden))]


@pytest.mark.parametrize("name", TABLES)
def test_every_row_has_a_cell_for_each_column(golden, name):
    """And every column has its own name, by which JSON knows it."""
    table = TABLES[name]

    assert {len(table.columns)} == {len(row) for row in table.rows(golden)}
    assert len(set(table.columns)) == len(table.columns)
    assert "Id" not in table.columns


def test_every_table_is_of_a_page_that_there_is(golden):
    """Nothing is exported that is not shown."""
    there = {page.path for page in pages(golden)}

    assert [] == [table.name for table in TABLES.values() if table.page not in there]


def test_every_module_is_a_family():
    """A file beside the others that nobody imports would be a table that nobody finds."""
    files = {file.stem for file in (Path(runbinder.__file__).parent / "tables").glob("*.py")}

    assert set(FAMILIES) == files - {"__init__", "registry"}
