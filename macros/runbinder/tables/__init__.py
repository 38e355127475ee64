"""The tables of a binder, once: one file per family, imported in the order of the list."""

import importlib

from runbinder.tables.registry import TABLES, Row, Table, covered, ref, refs, table

FAMILIES = ("portfolio", "services", "loss", "people", "procedures", "holdings", "transition", "communications", "incidents", "assurance", "rehearsed")
for _family in FAMILIES:
    importlib.import_module(f"runbinder.tables.{_family}")

__all__ = ["TABLES", "Row", "Table", "covered", "ref", "refs", "table"]
