"""What a table is: which columns it has and what stands in them, for pages, for CSV and for JSON.

A cell is a plain value: text, a number, a date, yes or no, several of them, or the record it names. Whoever shows a table
decides what becomes of it: a page makes a link of a record, a file its title. No table says where a secret is kept.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from runbinder.analysis.coverage import Coverage, coverage as computed
from runbinder.assess import results
from runbinder.edition import WITHHELD
from runbinder.model.binder import Binder

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Table:
    """A table: what it is called, the page it is shown on, its columns, and its rows for a binder."""

    name: str
    title: str
    page: str
    columns: tuple[str, ...]
    rows: Callable[[Binder], Iterator[Row]]


TABLES: dict[str, Table] = {}


def table(title: str, page: str, *columns: str) -> Callable[[Callable[[Binder], Iterator[Row]]], Callable[[Binder], Iterator[Row]]]:
    """Registers a function that yields rows; its name is the table's."""

    def register(rows: Callable[[Binder], Iterator[Row]]) -> Callable[[Binder], Iterator[Row]]:
        name = rows.__name__.replace("_", "-")
        TABLES[name] = Table(name, title, page, columns, rows)
        return rows

    return register


def ref(binder: Binder, value: Any, *kinds: str) -> Any:
    """The record that a reference names; an id that leads nowhere says too much in an edition."""
    if not value:
        return None
    return binder.find(value, kinds) or (str(value) if binder.edition == "internal" else WITHHELD)


def refs(binder: Binder, values: Any) -> list[Any]:
    return [ref(binder, one) for one in values]


@lru_cache(maxsize=4)
def covered(binder: Binder) -> list[Coverage]:
    """The coverage of every framework, by what the checks say of the whole binder."""
    said = results(binder.whole or binder)
    return computed(binder, [(one.route, one.check.code) for one in said if one.severity != "info" and not one.waiver])
