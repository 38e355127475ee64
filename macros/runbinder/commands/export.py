"""`runbinder export`: what a binder shows, for other programs: tables as CSV or JSON, and assessment results in OSCAL."""

import csv
import io
import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast

import click

from runbinder.asof import judged_as_of
from runbinder.edition import narrowed
from runbinder.errors import Fixable
from runbinder.model.binder import Binder, Entry
from runbinder.model.common import Edition
from runbinder.oscal import assessment_results
from runbinder.read import read
from runbinder.tables import TABLES, Table
from runbinder.validate import did_you_mean

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula."""


def export(root: Path, client: str, table: str = "", oscal: bool = False, format: str = "csv", edition: str = "internal", out: Path | None = None, as_of: str = "") -> int:
    """Writes one table of a client's binder, or its assessment results, to a file or to the screen. Raises Fixable."""
    if oscal == bool(table):
        raise Fixable("say what to export: --oscal, or one table", "`runbinder export --list` names the tables")
    if table and table not in TABLES:
        raise Fixable(f"there is no table '{table}'", did_you_mean(table, TABLES))
    binder = _binder(root, client, cast(Edition, edition), as_of)
    if oscal:
        text = json.dumps(assessment_results(binder), indent=1, ensure_ascii=False) + "\n"
    else:
        text = as_json(TABLES[table], binder) if format == "json" else as_csv(TABLES[table], binder)
    if out is None:
        click.echo(text, nl=False)
        return 0
    try:
        # Spreadsheets take a file without this mark for whatever the country once used.
        out.write_text(text, encoding="utf-8-sig" if table and format == "csv" else "utf-8", newline="")
    except OSError as error:
        raise Fixable(f"{out} can not be written: {error.strerror}", "name another file with --out") from None
    click.echo(f"{out}: {'OSCAL assessment results' if oscal else TABLES[table].title}, {edition} edition, as of {binder.as_of}", err=True)
    return 0


def list_tables() -> int:
    """Every table that can be exported, with the page it is shown on and its columns."""
    width = max(map(len, TABLES))
    for one in TABLES.values():
        click.echo(f"{one.name:<{width}}  {one.title}: {', '.join(one.columns)}")
    return 0


def as_csv(table: Table, binder: Binder) -> str:
    """RFC 4180, one line for each row; nothing in it is a formula to a spreadsheet."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(_heads(table, binder))
    for row in table.rows(binder):
        writer.writerow([harmless(" ".join(_text(cell).split())) for cell in _with_id(row)])
    return file.getvalue()


def as_json(table: Table, binder: Binder) -> str:
    """What it is, as of when, and a row as one object by the names of its columns."""
    heads = [head.lower().replace(" ", "_") for head in _heads(table, binder)]
    rows = [dict(zip(heads, map(_value, _with_id(row)), strict=True)) for row in table.rows(binder)]
    what = {"client": binder.id, "table": table.name, "title": table.title, "edition": binder.edition, "as_of": binder.as_of.isoformat(), "digest": binder.digest}
    return json.dumps({**what, "rows": rows}, indent=1, ensure_ascii=False) + "\n"


def harmless(text: str) -> str:
    """Text that a spreadsheet shows and does not run: an apostrophe before what looks like a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _binder(root: Path, client: str, edition: Edition, as_of: str) -> Binder:
    shelf = read(root, [client])
    if shelf.findings:
        raise Fixable(f"the plans can not be read: {shelf.findings[0]}", "`runbinder check` shows everything that is wrong with them")
    when = judged_as_of(as_of, shelf.settings)
    whole = shelf.binder(client, when)
    return whole if edition == "internal" else replace(narrowed(shelf, edition).binder(client, when), edition=edition, whole=whole)


def _heads(table: Table, binder: Binder) -> list[str]:
    """The columns; before a record's title its id, by which programs know it."""
    first = next(table.rows(binder), ())
    return ["Id", *table.columns] if first and isinstance(first[0], Entry) else list(table.columns)


def _with_id(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return (f"{row[0].kind}:{row[0].id}", *row) if isinstance(row[0], Entry) else row


def _text(cell: Any) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case list() | tuple():
            return "; ".join(_text(one) for one in cell)
        case Entry():
            return cell.title
        case _:
            return str(cell)


def _value(cell: Any) -> Any:
    match cell:
        case None | bool() | int():
            return cell
        case list() | tuple():
            return [_value(one) for one in cell]
        case date():
            return cell.isoformat()
        case timedelta():
            return str(cell)
        case _:
            return " ".join(_text(cell).split())
