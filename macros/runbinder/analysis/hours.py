"""Which hours of the week are covered by hours as people write them: `24x7`, `Mon-Fri 08:00-18:00, Sat 09:00-13:00`."""

import re
from collections.abc import Iterable

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_DAY = 24 * 60
_WEEK = 7 * _DAY


def minutes(hours: str) -> set[int]:
    """The minutes of the week that are covered, from 0 (Monday 00:00). Hours that end before they begin end the next day."""
    if hours == "24x7":
        return set(range(_WEEK))
    covered: set[int] = set()
    for first, last, begin, end in re.findall(r"(?:(\w{3})(?:-(\w{3}))? )?(\d\d:\d\d)-(\d\d:\d\d)", hours):
        start = DAYS.index(first) if first else 0
        count = (DAYS.index(last or first) - start) % 7 + 1 if first else 7
        opens, closes = _minute(begin), _minute(end)
        long = closes - opens if closes > opens else closes - opens + _DAY
        for day in range(start, start + count):
            covered.update((day * _DAY + opens + minute) % _WEEK for minute in range(long))
    return covered


def uncovered(several: Iterable[str]) -> str:
    """The first stretch of the week that none of these hours covers, as `from Sat 12:00 to Mon 08:00`; empty if there is none."""
    covered = set().union(*map(minutes, several))
    if len(covered) == _WEEK:
        return ""
    if not covered:
        return "at any time"
    # A gap over the weekend's end begins in this week: looked for from an hour that is covered.
    known = min(covered)
    begin = next(one % _WEEK for one in range(known, known + _WEEK) if one % _WEEK not in covered)
    end = next(one % _WEEK for one in range(begin, begin + _WEEK) if one % _WEEK in covered)
    return f"from {_name(begin)} to {_name(end)}"


def _minute(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def _name(minute: int) -> str:
    return f"{DAYS[minute // _DAY]} {minute % _DAY // 60:02}:{minute % 60:02}"
