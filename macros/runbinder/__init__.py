"""Runbinder: structured YAML plans become a runbook binder that opens from a USB stick."""

__version__ = "0.1.0"
