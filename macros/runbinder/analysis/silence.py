"""How long a client waited for news of an incident, and how long the communication standard lets it wait (S3-15 to S3-19).

The standard is read like this:

- News are the acknowledgement and the updates. The wait for the next ends when the ticket is closed; of an open one the
  day `as_of` is not judged, as it is not over.
- `every` and `skips`: between two news lie at most `every` x (`skips` + 1). An interval under a day counts in the working
  hours of the client's calendar. Where `outside_hours` says "the same", "day and night" or "24x7", the clock runs all the
  time, until the impact is solved or the client was sent a message of kind `monitoring` or `resolved`: then nobody sits up
  for news. An interval of a day and longer counts every hour, and the weekly statuses that list the incident are news.
- `slots`: on each working day news for each of these times, from the slot before it to a quarter of an hour after it, as a
  slot is a time to write at.
- `end_of_day`: on each working day news of that day, not a minute later, unless the interval is a day or longer.
- `per_day`: so many news on each whole working day.

All times of day are in the client's zone.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby, pairwise

from runbinder.analysis.cadence import works
from runbinder.analysis.reach import own
from runbinder.model.binder import Binder, Entry
from runbinder.model.control import Calendar
from runbinder.model.incidents import Incident
from runbinder.model.messages import UrgencyRule
from runbinder.model.values import Duration

_DAY = timedelta(days=1)
_SLACK = timedelta(minutes=15)
"""How long after a slot an update still is the one of that slot."""
CALM = ("monitoring", "resolved")
"""Kinds of message that tell a client that the impact is over."""


@dataclass(frozen=True)
class Silence:
    """A stretch without news. `counted` is what counts of it, `allowed` what the standard allows; both in hours and minutes."""

    since: datetime
    until: datetime
    counted: Duration
    allowed: Duration


@dataclass(frozen=True)
class Missed:
    """Times at which news was due on one or more days, and the news that came in the end; None if there was none."""

    due: tuple[datetime, ...]
    until: datetime | None


def silences(binder: Binder, incident: Incident) -> list[Silence]:
    """Stretches without news that are longer than the interval of the incident's urgency allows."""
    rule = _rule(binder, incident)
    if not rule or not rule.every:
        return []
    allowed = rule.every * (rule.skips + 1)
    weekly = [one.sent for one in binder.client.weekly_statuses.values() if _named(binder, incident) in one.incidents] if rule.every >= _DAY else []
    waits = [(since, until, _elapsed(since, until) if rule.every >= _DAY else counted(binder, incident, since, until)) for since, until in pairwise(_moments(binder, incident, weekly))]
    return [Silence(since, until, Duration.read(wait), Duration.read(allowed)) for since, until, wait in waits if wait > allowed]


def missed(binder: Binder, incident: Incident) -> Iterator[Missed]:
    """Times of day at which news was due and did not come, those that one update ended together. What `silences` finds is left out."""
    rule = _rule(binder, incident)
    if not rule or rule.every and rule.every >= _DAY:
        return
    news, longer = _moments(binder, incident), silences(binder, incident)
    late = [due for due in (_unmet(binder, rule, news) if news else ()) if not any(one.since < due <= one.until for one in longer)]
    for until, dues in groupby(late, lambda due: next((one for one in news[:-1] if one > due), None)):
        yield Missed(tuple(dues), until)


def open_from_to(binder: Binder, entry: Entry) -> tuple[datetime, datetime]:
    """Since when and until when an incident was open; one that is still open was so to the end of `as_of`."""
    incident = entry.record
    closed = [incident.closure.closed_at] if incident.closure else [update.at for update in incident.updates[-1:] if incident.status == "closed"]
    tomorrow = datetime.combine(binder.as_of + timedelta(days=1), time.min, binder.zone)
    return incident.acknowledged_at, min([*closed, tomorrow])


def weeks_open(binder: Binder) -> dict[date, str]:
    """The Monday of every week over whose end an incident was open, with the first such incident."""
    found: dict[date, str] = {}
    for entry in own(binder, "incident"):
        begun, over = open_from_to(binder, entry)
        monday = begun.date() - timedelta(days=begun.weekday())
        for week in range((over.date() - monday).days // 7):
            found.setdefault(monday + timedelta(weeks=week), entry.id)
    return found


def counted(binder: Binder, incident: Incident, since: datetime, until: datetime) -> timedelta:
    """How much of the time between two moments counts: working hours, and where the urgency has it so all hours while the impact lasts."""
    rule = _rule(binder, incident)
    calm = min(max(since, _calm(binder, incident, since)), until) if rule and at_night(rule) else since
    return _elapsed(since, calm) + worked(calm.astimezone(binder.zone), until.astimezone(binder.zone), binder.client.calendar)


def worked(since: datetime, until: datetime, calendar: Calendar) -> timedelta:
    """How much of the calendar's working hours lies between two moments of one zone."""
    total, day = timedelta(0), since.date()
    while day <= until.date():
        if works(day, calendar):
            opens, closes = (datetime.combine(day, clock, since.tzinfo) for clock in (calendar.starts, calendar.ends))
            total += max(min(until, closes) - max(since, opens), timedelta(0))
        day += _DAY
    return total


def _unmet(binder: Binder, rule: UrgencyRule, news: list[datetime]) -> Iterator[datetime]:
    """Every time of a working day at which news was due and had not come, while the incident was open."""
    end_of_day = binder.provider.standard.end_of_day
    opened, end, day = news[0], news[-1], news[0].date()
    while day <= end.date():
        today = [one for one in news[:-1] if one.date() == day]
        begin, met = _at(day, time.min, binder) - _SLACK, True
        for clock in sorted({*rule.slots, end_of_day}) if works(day, binder.client.calendar) else ():
            due = _at(day, clock, binder)
            last = due if clock == end_of_day else due + _SLACK
            met = any(begin < one <= last for one in today)
            if not met and opened <= last < end:
                yield due
            begin = last
        whole = opened.date() < day < end.date() and works(day, binder.client.calendar)
        if whole and met and rule.per_day and len(today) < rule.per_day:
            yield _at(day, end_of_day, binder)
        day += _DAY


def _moments(binder: Binder, incident: Incident, more: Iterable[datetime] = ()) -> list[datetime]:
    """The acknowledgement, the updates and, last, the end of what is judged, in the client's zone."""
    tomorrow = _at(binder.as_of + _DAY, time.min, binder)
    news = sorted(one.astimezone(binder.zone) for one in (incident.acknowledged_at, *(update.at for update in incident.updates), *more) if one < tomorrow)
    if incident.closure and incident.closure.closed_at < tomorrow:
        end = incident.closure.closed_at.astimezone(binder.zone)
        return [one for one in news if one <= end] + [end]
    if not news or incident.status == "closed":
        return news + news[-1:]
    return news + [max(news[-1], _at(binder.as_of, time.min, binder))]


def _calm(binder: Binder, incident: Incident, since: datetime) -> datetime:
    """When the clock stopped running at night, after the news of `since`."""
    for update in incident.updates:
        message = binder.find(update.message or "", ("message",))
        if update.at == since and message and message.record.type in CALM:
            return since
    return incident.closure.impact_solved_at if incident.closure else datetime.max.replace(tzinfo=UTC)


def _rule(binder: Binder, incident: Incident) -> UrgencyRule | None:
    standard = binder.provider.standard
    return standard.urgencies.get(incident.urgency) if standard else None


def at_night(rule: UrgencyRule) -> bool:
    return bool(re.search(r"\bthe same\b|\bday and night\b|\b24 ?x ?7\b", rule.outside_hours or "", re.IGNORECASE))


def _named(binder: Binder, incident: Incident) -> str:
    return next((name for name, one in binder.client.incidents.items() if one is incident), "")


def _elapsed(since: datetime, until: datetime) -> timedelta:
    """Clocks that are put back or forward do not count."""
    return until.astimezone(UTC) - since.astimezone(UTC)


def _at(day: date, clock: time, binder: Binder) -> datetime:
    return datetime.combine(day, clock, binder.zone)
