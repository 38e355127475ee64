"""What is due, as calendar files: one for the whole client, one for each person; for the telephones of people who open no binder.

iCalendar (RFC 5545), written by hand for the reason that vCards are: the format is a few rules, and its files have to be
the same letter by letter whichever version of a library is installed. What calendars understand decides what is used:
routines are recurring events, moved days single ones, everything else an event of a whole day, which hides no free time
and rings no bell. What is overdue stands on the day of the binder, where it is seen.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from runbinder.analysis.due import due
from runbinder.analysis.due_kinds import Due
from runbinder.analysis.holders import people
from runbinder.analysis.recurring import series
from runbinder.arrange import schedule
from runbinder.edition import WITHHELD
from runbinder.model.binder import Binder, Entry
from runbinder.pages import address
from runbinder.vcards import escaped, folded
from runbinder.zones import timezone

WHOLE = "calendar.ics"
_PLACES = {"transition": "transition/index.html", "incident_team": "incident-team.html", "dispute_protocol": "dispute-protocol.html", "communications": "communications.html"}
_PARTS = {"knowledge": "transition/knowledge.html", "acceptance": "transition/handover.html"}
_MANY = 4
"""From so many on, things of a kind that one person does on one day are one event."""
_FIRST = date(2020, 1, 1)


def path(person: Entry) -> str:
    """Where a person's calendar is in the binder: beside their page."""
    return f"people/{person.id}.ics"


def calendars(binder: Binder) -> dict[str, bytes]:
    """Every calendar file of a binder by its path; none where nothing is due."""
    if not due(binder):
        return {}
    return {WHOLE: calendar(binder, due(binder), str(binder.client.profile.name)), **{path(one): calendar(binder, mine, f"{one.title}, {binder.client.profile.name}") for one, mine in persons(binder)}}


@lru_cache(maxsize=64)
def persons(binder: Binder) -> list[tuple[Entry, tuple[Due, ...]]]:
    """Everybody who has something to do on a day, by name, with what that is: their own, and that of the roles they hold."""
    found: dict[str, tuple[Entry, list[Due]]] = {}
    for one in due(binder):
        for person in {entry.id: entry for entry in doers(binder, one)}.values():
            found.setdefault(person.id, (person, []))[1].append(one)
    return sorted(((person, tuple(mine)) for person, mine in found.values()), key=lambda pair: pair[0].title.casefold())


def doers(binder: Binder, one: Due) -> Iterator[Entry]:
    """The people behind `who`: of a role its holder, or the first deputy who is still there."""
    for ref in one.who:
        yield from (person for person in people(binder, ref)[:1] if person.title != WITHHELD)


def place(one: Due) -> str:
    """The page on which it stands."""
    if one.entry:
        return address(one.entry)
    return next((page for part, page in _PARTS.items() if part in one.route), _PLACES[str(one.route[2])])


def bundles(several: Iterable[Due]) -> list[list[Due]]:
    """What is one thing to whoever does it: forty keys that are fetched on one day by one person; most stand alone."""
    groups: dict[tuple[object, ...], list[Due]] = {}
    for one in several:
        groups.setdefault((one.day, one.overdue, one.kind, one.who, shared(one)), []).append(one)
    return [part for group in groups.values() for part in ([group] if len(group) >= _MANY and group[0].kind != "routine" else [[one] for one in group])]


def verb(one: Due) -> str:
    """`fetch it again to prove that it can be` of `fetch it again to prove that it can be, last fetched 2026-10-13`."""
    return one.words.partition(", last")[0]


def shared(one: Due) -> str:
    """What it is that several of a day have in common: `verify the contact points`."""
    return one.together or verb(one)


def calendar(binder: Binder, several: Iterable[Due], title: str) -> bytes:
    """A file of these things, under a title. Nothing in it depends on the moment of the build."""
    events = [line for group in bundles(several) for line in _events(binder, group)]
    timed = any(line.startswith("DTSTART;TZID=") for line in events)
    zone = timezone(binder.client.profile.timezone, binder.as_of) if timed else []
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Runbinder//Calendar//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH", f"X-WR-CALNAME:{escaped(title)}", f"X-WR-TIMEZONE:{binder.client.profile.timezone}"]
    return b"".join(folded(line) for line in (*head, *zone, *_distinct(events), "END:VCALENDAR"))


def _distinct(lines: list[str]) -> Iterator[str]:
    """Two things of one record may have the same id; a calendar would keep one of them."""
    seen: Counter[str] = Counter()
    for line in lines:
        if line.startswith("UID:"):
            seen[line] += 1
            line += f"-{seen[line]}" if seen[line] > 1 else ""
        yield line


def _events(binder: Binder, group: list[Due]) -> Iterator[str]:
    one = group[0]
    day = max(one.day, binder.as_of)
    late = f"Overdue since {one.day}: " if one.overdue else ""
    if len(group) > 1:
        listed = "\n".join(f"{other.title} ({place(other)})" for other in group)
        uid = f"{binder.id}-{one.kind}-{_slug(shared(one))}-{_slug('-'.join(one.who))}"
        yield from _event(binder, uid, day, f"{late}{one.kind.capitalize()}, {len(group)} of them: {shared(one)}", f"{_by(binder, one)}\n{listed}", one.kind)
    elif one.kind == "routine" and one.entry:
        yield from _routine(binder, one, one.entry)
    else:
        yield from _event(binder, _uid(binder, one), day, f"{late}{one.title}: {verb(one)}", _told(binder, one), one.kind)


def _routine(binder: Binder, one: Due, entry: Entry) -> Iterator[str]:
    """The series from the binder's day on, the days that a holiday has moved, and what is owed now."""
    rhythm, uid, told = entry.record.schedule, _uid(binder, one), _told(binder, one)
    at = None if rhythm.every == "hour" else rhythm.at
    takes = entry.record.duration or timedelta(minutes=30)
    title = f"Every hour: {one.title}" if rhythm.every == "hour" else one.title
    found = series(rhythm, binder.client.calendar, binder.as_of)
    if found.start:
        yield from _event(binder, uid, found.start, title, told, one.kind, at, takes, found.rule, found.without)
    for day in found.single:
        yield from _event(binder, f"{uid}-{day:%Y%m%d}", day, title, told, one.kind, at, takes)
    if one.overdue or one.day < binder.as_of:
        late = "Overdue" if one.overdue else "Late, and still in time"
        yield from _event(binder, f"{uid}-owed", binder.as_of, f"{late}: {one.title}", f"Due {one.day}\n{told}", one.kind)


def _event(binder: Binder, uid: str, day: date, title: str, told: str, kind: str, at: time | None = None, takes: timedelta = timedelta(), rule: str = "", without: tuple[date, ...] = ()) -> Iterator[str]:
    stamp = f"{binder.as_of:%Y%m%d}T000000Z"
    yield from ("BEGIN:VEVENT", f"UID:{escaped(f'runbinder-{uid}')}", f"DTSTAMP:{stamp}", f"LAST-MODIFIED:{stamp}", f"SEQUENCE:{max(0, (binder.as_of - _FIRST).days)}")
    if at:
        begins, zone = datetime.combine(day, at), f";TZID={binder.client.profile.timezone}"
        yield from (f"DTSTART{zone}:{begins:%Y%m%dT%H%M%S}", f"DTEND{zone}:{begins + takes:%Y%m%dT%H%M%S}")
        gone = [f"{datetime.combine(one, at):%Y%m%dT%H%M%S}" for one in without]
    else:
        zone = ";VALUE=DATE"
        yield from (f"DTSTART{zone}:{day:%Y%m%d}", f"DTEND{zone}:{day + timedelta(days=1):%Y%m%d}", "TRANSP:TRANSPARENT")
        gone = [f"{one:%Y%m%d}" for one in without]
    if rule:
        yield f"RRULE:{rule}"
    if gone:
        yield f"EXDATE{zone}:{','.join(gone)}"
    yield from (f"SUMMARY:{escaped(title)}", f"DESCRIPTION:{escaped(told)}", f"CATEGORIES:{escaped(kind.capitalize())}", "END:VEVENT")


def _told(binder: Binder, one: Due) -> str:
    """What a calendar shows under the title; of a routine also its rhythm, and who would do it instead."""
    routine = one.entry.record if one.entry and one.kind == "routine" else None
    others = [entry.title for other in routine.or_by if (entry := binder.find(other.role)) and entry.title != WITHHELD] if routine else []
    words = f"{schedule(routine.schedule)}; last done {routine.schedule.last_done or 'never, as far as is written down'}" if routine else one.words
    return "\n".join(filter(None, [f"{words[:1].upper()}{words[1:]}.", _by(binder, one), f"Otherwise by: {', '.join(others)}" if others else "", f"In the binder: {place(one)}"]))


def _by(binder: Binder, one: Due) -> str:
    """`By: Backup operator (Priya Nair)`."""
    named = []
    for ref in one.who:
        entry = binder.find(ref, ("role", "person", "organisation"))
        if entry and entry.title != WITHHELD:
            holder = [person.title for person in people(binder, ref)[:1] if entry.kind == "role" and person.title != WITHHELD]
            named.append(f"{entry.title} ({holder[0]})" if holder else entry.title)
    return f"By: {', '.join(named)}" if named else ""


def _uid(binder: Binder, one: Due) -> str:
    """The same in every edition of a binder, so that a file that is taken again changes what is there: neither a day nor a place in a list is in it."""
    steps = [str(step) for step in (*((binder.id,) if one.route[0] != "clients" else ()), *one.route[1 if one.route[0] == "clients" else 0 :]) if not isinstance(step, int)]
    listed = [*one.who[:1], verb(one)] if any(isinstance(step, int) for step in one.route) or one.kind == "approval" else []
    return "-".join(_slug(step)[:60] for step in (*steps, *listed))


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9.]+", "-", text.casefold()).strip("-")
