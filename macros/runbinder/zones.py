"""A time zone as a calendar file tells it (VTIMEZONE), read off the zone itself: offsets, and the rule by which they change.

Libraries that write these name the moment of the change by the wrong clock; a calendar that believes the file is then an
hour off for a night.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

_YEARS = 10
"""So far a zone's changes are looked up; what is regular for that long becomes a rule."""
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MINUTE = timedelta(minutes=1)


def timezone(name: str, day: date) -> list[str]:
    """The lines of a VTIMEZONE that holds from the year before a day on."""
    zone, first = ZoneInfo(name), datetime(max(day.year - 1, 2), 1, 1, tzinfo=UTC)
    groups: dict[tuple[timedelta, timedelta, str], list[datetime]] = {}
    for moment in _changes(zone, first):
        before, after = (moment - _MINUTE).astimezone(zone), moment.astimezone(zone)
        offset = before.utcoffset() or timedelta()
        groups.setdefault((offset, after.utcoffset() or timedelta(), after.tzname() or ""), []).append((moment + offset).replace(tzinfo=None))
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}"]
    start = first.astimezone(zone)
    offset = start.utcoffset() or timedelta()
    lines += _observance(bool(start.dst()), offset, offset, start.tzname() or "", [start.replace(tzinfo=None)])
    for (before, after, short), times in groups.items():
        lines += _observance(after > before, before, after, short, times)
    return [*lines, "END:VTIMEZONE"]


def _changes(zone: ZoneInfo, first: datetime) -> Iterator[datetime]:
    """The moments at which the offset changes, to the minute."""
    moment, end = first, first.replace(year=min(first.year + _YEARS, 9998))
    while moment < end:
        after = moment + timedelta(days=1)
        if zone.utcoffset(moment.astimezone(zone)) != zone.utcoffset(after.astimezone(zone)):
            low, high = moment, after
            while high - low > _MINUTE:
                middle = low + (high - low) // 2 // _MINUTE * _MINUTE
                low, high = (middle, high) if zone.utcoffset(middle.astimezone(zone)) == zone.utcoffset(moment.astimezone(zone)) else (low, middle)
            yield high
        moment = after


def _observance(summer: bool, before: timedelta, after: timedelta, short: str, times: list[datetime]) -> list[str]:
    kind = "DAYLIGHT" if summer else "STANDARD"
    regular = _rule(times)
    more = [f"RRULE:{regular}"] if regular else [f"RDATE:{','.join(f'{one:%Y%m%dT%H%M%S}' for one in times[1:])}"] if times[1:] else []
    return [f"BEGIN:{kind}", f"DTSTART:{times[0]:%Y%m%dT%H%M%S}", *more, f"TZOFFSETFROM:{_offset(before)}", f"TZOFFSETTO:{_offset(after)}", f"TZNAME:{short}", f"END:{kind}"]


def _rule(times: list[datetime]) -> str:
    """`FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU`, where every year has one of them on such a day at that hour."""
    if len(times) < _YEARS - 1 or len({(one.month, one.weekday(), one.time()) for one in times}) > 1 or [one.year - times[0].year for one in times] != [*range(len(times))]:
        return ""
    last = all(one.day + 7 > monthrange(one.year, one.month)[1] for one in times)
    weeks = {(one.day + 6) // 7 for one in times}
    if not last and len(weeks) > 1:
        return ""
    return f"FREQ=YEARLY;BYMONTH={times[0].month};BYDAY={-1 if last else weeks.pop()}{_DAYS[times[0].weekday()]}"


def _offset(one: timedelta) -> str:
    minutes = round(one.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"
