"""`runbinder export`: what a binder shows, for other programs: tables as CSV or JSON, and assessment results in OSCAL."""

import csv
import io
import json
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast

import click

from runbinder.asof import judged_as_of
from runbinder.edition import as_read
from runbinder.errors import Fixable
from runbinder.model.binder import Binder, Entry
from runbinder.model.common import Edition
from runbinder.oscal import assessment_results
from runbinder.read import read
from runbinder.references import MENTION
from runbinder.tables import TABLES, Row, Table
from runbinder.validate import did_you_mean

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a spreadsheet takes for the beginning of a formula; the last four are the first four in full width."""


def export(root: Path, client: str, table: str = "", oscal: bool = False, format: str = "csv", edition: str = "internal", out: Path | None = None, as_of: str = "") -> int:
    """Writes one table, of a client's binder or of all clients', or a client's assessment results, to a file or to the screen. Raises Fixable."""
    if oscal == bool(table):
        raise Fixable("say what to export: --oscal, or one table", "`runbinder export --list` names the tables")
    if table and table not in TABLES:
        raise Fixable(f"there is no table '{table}'", did_you_mean(table, TABLES))
    binders = _binders(root, client, cast(Edition, edition), as_of)
    if oscal:
        text = json.dumps(assessment_results(binders[0]), indent=1, ensure_ascii=False) + "\n"
    elif format == "json":
        text = as_json(TABLES[table], binders[0]) if client else "[\n" + ",\n".join(as_json(TABLES[table], one).rstrip() for one in binders) + "\n]\n"
    else:
        text = as_csv(TABLES[table], *binders, named=not client)
    if out is None:
        click.echo(text, nl=False)
        return 0
    try:
        # Spreadsheets take a file without this mark for whatever the country once used.
        out.write_text(text, encoding="utf-8-sig" if table and format == "csv" else "utf-8", newline="")
    except OSError as error:
        raise Fixable(f"{out} can not be written: {error.strerror}", "name another file with --out") from None
    click.echo(f"{out}: {'OSCAL assessment results' if oscal else TABLES[table].title}, {edition} edition, as of {binders[0].as_of}", err=True)
    return 0


def list_tables() -> int:
    """Every table that can be exported, with the page it is shown on and its columns."""
    width = max(map(len, TABLES))
    for one in TABLES.values():
        click.echo(f"{one.name:<{width}}  {one.title}: {', '.join(one.columns)}")
    return 0


def as_csv(table: Table, *binders: Binder, named: bool = False) -> str:
    """RFC 4180, one line for each row; nothing in it is a formula to a spreadsheet.

    Every cell is in quotes, so that one which takes `;` for the end of a cell does not cut a list in two. `named` puts the
    client before each row.
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    found = [(binder, row) for binder in binders for row in table.rows(binder)]
    records = _of_records(row for _, row in found)
    writer.writerow([*(["Client"] if named else []), *_heads(table, records)])
    for binder, row in found:
        cells = [harmless(" ".join(_text(_spoken(binder, cell)).split())) for cell in _with_id(row, records)]
        writer.writerow([*([binder.id] if named else []), *cells])
    return file.getvalue()


def as_json(table: Table, binder: Binder) -> str:
    """What it is, as of when, and a row as one object by the names of its columns."""
    found = list(table.rows(binder))
    records = _of_records(found)
    heads = [head.lower().replace(" ", "_") for head in _heads(table, records)]
    rows = [dict(zip(heads, (_value(_spoken(binder, cell)) for cell in _with_id(row, records)), strict=True)) for row in found]
    what = {"client": binder.id, "table": table.name, "title": table.title, "edition": binder.edition, "as_of": binder.as_of.isoformat(), "digest": binder.digest}
    return json.dumps({**what, "rows": rows}, indent=1, ensure_ascii=False) + "\n"


def harmless(text: str) -> str:
    """Text that a spreadsheet shows and does not run: an apostrophe before what looks like a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _binders(root: Path, client: str, edition: Edition, as_of: str) -> list[Binder]:
    """The client's binder, or all of them in the order of the shelf."""
    shelf = read(root, [client] if client else None)
    if shelf.findings:
        raise Fixable(f"the plans can not be read: {shelf.findings[0]}", "`runbinder check` shows everything that is wrong with them")
    when = judged_as_of(as_of, shelf.settings)
    return [as_read(shelf, name, when, edition) for name in shelf.clients]


def _of_records(rows: Iterable[Row]) -> bool:
    return any(row and isinstance(row[0], Entry) for row in rows)


def _heads(table: Table, records: bool) -> list[str]:
    """The columns; before a record's title its id, by which programs know it."""
    return ["Id", *table.columns] if records else list(table.columns)


def _with_id(row: Row, records: bool) -> Row:
    return (f"{row[0].kind}:{row[0].id}" if isinstance(row[0], Entry) else None, *row) if records else row


def _spoken(binder: Binder, cell: Any) -> Any:
    """Text without the marks of a plan: a record that is named in it by its title."""
    if isinstance(cell, (list, tuple)):
        return [_spoken(binder, one) for one in cell]
    return MENTION.sub(lambda found: found[3] or _title(binder, found[1], found[2]), cell) if isinstance(cell, str) and "[[" in cell else cell


def _title(binder: Binder, kind: str, name: str) -> str:
    entry = binder.find(name, (kind,))
    return entry.title if entry else name


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
