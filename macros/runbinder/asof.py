"""The date that everything is judged by: said, or set, or today."""

import os
from datetime import UTC, date, datetime

from runbinder.errors import Fixable
from runbinder.model.control import Settings


def judged_as_of(said: str, settings: Settings) -> date:
    """`said` (an ISO date), then the settings' own date (a demo's), then SOURCE_DATE_EPOCH, then today."""
    if said:
        try:
            return date.fromisoformat(said)
        except ValueError:
            raise Fixable(f"'{said}' is not a date", "write it as 2026-03-31") from None
    if settings.as_of:
        return settings.as_of
    if epoch := os.environ.get("SOURCE_DATE_EPOCH"):
        try:
            return datetime.fromtimestamp(int(epoch), UTC).date()
        except (ValueError, OverflowError, OSError):
            raise Fixable(f"SOURCE_DATE_EPOCH is '{epoch}', which is not a number of seconds", "unset it, or set it to `date +%s`") from None
    return date.today()
