"""The catalogue of checks: one file per family, imported in the order of the report."""

import importlib

from runbinder.checks.registry import LEVELS, REGISTRY, Check, Result, level_reached, run

FAMILIES = (
    "people", "fitness", "trees", "contacts", "channels", "services", "single_points", "credentials", "procedures", "library", "clarity", "schedules", "recovery", "recovery_proof",
    "transition", "declaration", "lockdown", "lockdown_steps", "successor", "handover", "closing", "team", "dispute", "communications",
    "clocks", "messages", "wording", "incidents", "alarms", "updates", "exercises", "audits", "documents", "dates", "holds", "twice", "sources", "controls", "general",
)
for _family in FAMILIES:
    importlib.import_module(f"runbinder.checks.{_family}")

__all__ = ["LEVELS", "REGISTRY", "Check", "Result", "level_reached", "run"]
