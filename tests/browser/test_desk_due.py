"""The due times of the desk are those by which the checks judge: two readings of one standard, in Python and in the browser."""

import random
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from runbinder.analysis import cadence, silence
from runbinder.desk_macros import rule_of
from runbinder.model.control import Calendar
from runbinder.model.messages import UrgencyRule

pytestmark = pytest.mark.browser

SCRIPTS = Path(__file__).parents[2] / "overrides" / "assets" / "js"
MOMENTS = 600
MINUTE = timedelta(minutes=1)
ZONES = ("Europe/London", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe", "UTC")
RULES = (
    {"every": "1h", "skips": 2, "outside_hours": "The same, day and night"}, {"every": "1h", "skips": 2}, {"every": "45m"},
    {"slots": ["09:00", "12:30", "16:30"]}, {"slots": ["08:00", "11:15"]}, {"per_day": 1}, {"per_day": 3}, {"every": "7d"},
    {"every": "2h", "skips": 1, "slots": ["10:00"]}, {"slots": ["12:00", "16:30"], "per_day": 2},
)
CALENDARS = (
    {"holidays": {"2026-12-25": "Christmas", "2026-12-28": "Boxing Day"}}, {"starts": "08:00", "ends": "18:00", "working_days": ["Monday", "Wednesday", "Sunday"]},
    {"starts": "00:00", "ends": "23:59", "working_days": []}, {"starts": "09:00", "ends": "17:30", "holidays": {"2026-03-30": "A Monday after a short night"}},
)
# Around the nights in which clocks change, and around holidays, more goes wrong than on other days.
DAYS = (date(2026, 3, 27), date(2026, 10, 24), date(2026, 12, 23), date(2026, 7, 1), date(2026, 10, 31), date(2026, 3, 7))
EDGES = [hour * 60 + minute for hour, minute in ((8, 0), (9, 0), (9, 15), (10, 15), (11, 30), (12, 15), (12, 45), (14, 30), (16, 30), (16, 31), (17, 30), (18, 0))]
KINDS = {"calming": "monitoring", "plain": "update"}


def case(number):
    """A random incident, under a random standard: how it was reported on up to some moment."""
    pick = random.Random(number)
    zone = ZoneInfo(pick.choice(ZONES))
    calendar = Calendar.model_validate(pick.choice(CALENDARS))
    rule = UrgencyRule.model_validate({"when": ["so"], **pick.choice(RULES)})
    begun = datetime.combine(pick.choice(DAYS), time(pick.randrange(24), pick.randrange(60)), zone) + timedelta(days=pick.randrange(5))
    news, at = [begun], begun
    for _ in range(pick.randrange(6)):
        at = (at.astimezone(UTC) + MINUTE * pick.choice((7, 15, 29, 60, 61, 180, 240, 700, 1500)) * pick.randrange(1, 3)).astimezone(zone)
        # On the very minute at which something begins or ends, a reading is most easily another one.
        edge = at.replace(hour=0, minute=0, fold=0) + MINUTE * pick.choice(EDGES)
        at = edge if pick.random() < 0.5 and edge > news[-1] else at
        news.append(at)
    updates = [SimpleNamespace(at=one, message=pick.choice((*KINDS, None))) for one in news[1:]]
    solved = pick.choice((None, news[-1] - MINUTE * 5, news[-1] + MINUTE * pick.randrange(1, 300), news[-1] + MINUTE * pick.choice((45, 60, 180))))
    return SimpleNamespace(zone=zone, calendar=calendar, rule=rule, news=news, updates=updates, solved=solved, end_of_day=pick.choice((time(16, 30), time(16, 30), time(17, 0))))


def breaches(one, until):
    """What the checks would say if the ticket were closed at that moment."""
    closure = SimpleNamespace(closed_at=until, impact_solved_at=one.solved or datetime(2100, 1, 1, tzinfo=UTC))
    incident = SimpleNamespace(urgency="urgent", acknowledged_at=one.news[0], updates=one.updates, closure=closure, status="closed")
    standard = SimpleNamespace(urgencies={"urgent": one.rule}, end_of_day=one.end_of_day)
    binder = SimpleNamespace(
        zone=one.zone, as_of=date(2099, 1, 1), provider=SimpleNamespace(standard=standard),
        client=SimpleNamespace(calendar=one.calendar, weekly_statuses={}, incidents={}),
        find=lambda name, kinds: SimpleNamespace(record=SimpleNamespace(type=KINDS[name])) if name in KINDS else None)
    found = {("silence", one.since) for one in silence.silences(binder, incident)}
    return found | {("missed", due) for several in silence.missed(binder, incident) for due in several.due}


def words(moment):
    """As plans and the desk write it, with the offset where the clock alone does not say which moment is meant."""
    return moment.isoformat(sep=" ", timespec="minutes") if moment.astimezone(UTC) != moment.replace(fold=0).astimezone(UTC) else f"{moment:%Y-%m-%d %H:%M}"


def known(one):
    calendar = {"days": list(one.calendar.working_days or cadence.WEEKDAYS), "starts": f"{one.calendar.starts:%H:%M}", "ends": f"{one.calendar.ends:%H:%M}",
                "holidays": [day.isoformat() for day in one.calendar.holidays]}
    return {"zone": str(one.zone), "calendar": calendar, "calm": ["monitoring", "resolved"], "acknowledge_within": 15,
            "messages": {name: {"kind": kind} for name, kind in KINDS.items()},
            "standard": {"urgencies": {"urgent": rule_of(one.rule)}, "end_of_day": f"{one.end_of_day:%H:%M}", "slack": 15}}


def asked(one):
    updates = [{"at": words(update.at), "message": update.message or ""} for update in one.updates]
    closure = {"impact_solved_at": words(one.solved)} if one.solved else {}
    return {"reported_at": words(one.news[0]), "acknowledged_at": words(one.news[0]), "urgency": "urgent", "status": "fixing", "updates": updates, "closure": closure}


@pytest.fixture
def desk(page):
    page.goto("about:blank")
    for name in ("desk-time", "desk-due"):
        page.add_script_tag(path=SCRIPTS / f"{name}.js")
    return page


def test_the_desk_and_the_checks_agree(desk):
    """To the minute: what the desk calls the last minute in time passes every check, and a minute later one fails."""
    cases = [case(number) for number in range(MOMENTS)]
    told = desk.evaluate(
        """cases => cases.map(([known, incident]) => {
             known.time = rbDesk.time(known.zone)
             const now = known.time.read(incident.updates.length ? incident.updates[incident.updates.length - 1].at : incident.acknowledged_at)
             return rbDesk.due(incident, known, now).late
           })""", [[known(one), asked(one)] for one in cases])

    wrong = []
    for number, (one, late) in enumerate(zip(cases, told, strict=True)):
        before, limit = breaches(one, one.news[-1]), datetime.fromtimestamp(late / 1000, UTC).astimezone(one.zone)
        if breaches(one, limit) - before or not breaches(one, (limit.astimezone(UTC) + MINUTE).astimezone(one.zone)) - before:
            wrong.append((number, str(one.zone), one.rule, str(limit), [str(each) for each in one.news], str(one.solved)))
    assert [] == wrong


def test_an_hour_that_comes_twice_and_one_that_never_comes(desk):
    """Text to moment and back, over the nights in which the clocks of a zone change."""
    for name, start in (("Europe/London", "2026-10-25"), ("Europe/London", "2026-03-29"), ("Australia/Lord_Howe", "2026-04-05"), ("America/New_York", "2026-11-01")):
        zone, first = ZoneInfo(name), datetime.fromisoformat(start).replace(tzinfo=UTC) - timedelta(hours=16)
        moments = [first + MINUTE * 5 * step for step in range(12 * 40)]
        told = desk.evaluate("([zone, all]) => { const time = rbDesk.time(zone); return all.map(one => [time.text(one), time.read(time.text(one))]) }", [name, [one.timestamp() * 1000 for one in moments]])

        assert [[words(one.astimezone(zone)), one.timestamp() * 1000] for one in moments] == told


def test_the_next_of_an_urgent_one_is_an_hour_away(desk):
    """Two hours may be skipped, and are counted; then it is overdue."""
    one = SimpleNamespace(zone=ZoneInfo("Europe/London"), calendar=Calendar(), rule=UrgencyRule.model_validate({"when": ["so"], **RULES[0]}), news=[], updates=[], solved=None, end_of_day=time(16, 30))
    incident = {"reported_at": "2026-11-21 03:00", "acknowledged_at": "2026-11-21 03:05", "urgency": "urgent", "status": "fixing", "updates": [], "closure": {}}
    script = """([known, incident, now]) => { known.time = rbDesk.time(known.zone); const due = rbDesk.due(incident, known, known.time.read(now)); return [known.time.text(due.at), due.skipped, due.over] }"""
    told = [desk.evaluate(script, [known(one), incident, f"2026-11-21 {now}"]) for now in ("03:10", "04:06", "05:06", "06:05", "06:06")]

    assert [["2026-11-21 04:05", 0, False], ["2026-11-21 05:05", 1, False], ["2026-11-21 06:05", 2, False], ["2026-11-21 06:05", 2, False], ["2026-11-21 06:05", 2, True]] == told
