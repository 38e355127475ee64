"""The catalogue of checks: one file per family, imported in the order of the report."""

import importlib

from runbinder.checks.registry import LEVELS, REGISTRY, Check, Result, level_reached, run

FAMILIES = (
    "people", "exercises", "audits", "documents", "controls", "general", "fitness",
)
for _family in FAMILIES:
    importlib.import_module(f"runbinder.checks.{_family}")

__all__ = ["LEVELS", "REGISTRY", "Check", "Result", "level_reached", "run"]
