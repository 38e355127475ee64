"""Calendar files: two libraries that others wrote read them, and they say what is due, when, and by whom."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject

from runbinder import ics
from runbinder.analysis.due import due
from runbinder.edition import narrowed
from runbinder.sitemap import SiteMap
from runbinder.testing import binder_of, shelf_of
from runbinder.zones import timezone

HOME = "clients/harbour/"
PEOPLE = {"people": {"anna": {"name": "Anna; Söhne, \\GmbH", "organisation": "harbour"}, "bo": {"name": "Bo", "organisation": "harbour"}},
          "roles": {"chief": {"does": "Leads.", "holder": "anna", "deputies": ["bo"]}}}
KEY = {"system": "Wall", "privilege": "admin", "custodian": "harbour", "client_can_retrieve": True, "holders": ["chief"], "vault": {"name": "Safe", "path": "1"}}
PROTOCOL = {"purpose": "x", "parties": ["harbour", "kestrel"], "agreed_on": "2025-01-01", "leave_triggers": [{"key": "claim announced", "when": "x"}], "may_invoke": ["chief"], "none_agreed": True,
            "exclusion": {"says": "chief", "how": "x", "updates": "x", "updates_over": "mail"}, "reinstatement": {"by": ["chief"], "when": "x", "review_every": "7d"},
            "approvals": [{"by": "anna", "as": "lawyer", "on": "2026-01-01"}]}
WEEKLY = {"title": "Look at the disks", "done_by": "chief", "or_by": ["bo"], "takes": "45m", "steps": ["Look."], "schedule": {"every": "week", "on": "Monday", "at": "09:00", "last_done": "2026-03-30"}}
CALENDAR = {"holidays": {"2026-04-06": "Easter Monday"}}


def calendar(path=ics.WHOLE, plans=None, **more):
    """A file of a binder with these plans, as the library reads it."""
    binder = binder_of({HOME + "people.yml": PEOPLE, HOME + "calendar.yml": CALENDAR, HOME + "plans.yml": plans or {"procedures": {"look": WEEKLY}}}, **more)
    return icalendar.Calendar.from_ical(ics.calendars(binder)[path])


def events(*args, **more):
    return {str(one["UID"]): one for one in calendar(*args, **more).events}


def test_a_routine_is_a_recurring_event():
    """With its rule, its time in the client's zone, how long it takes, and who does it."""
    one = events()["runbinder-harbour-procedures-look-schedule"]

    assert "FREQ=WEEKLY;WKST=MO;BYDAY=MO" == one["RRULE"].to_ical().decode().replace("FREQ=WEEKLY;BYDAY=MO;WKST=MO", "FREQ=WEEKLY;WKST=MO;BYDAY=MO")
    assert (datetime(2026, 4, 13, 9, tzinfo=ZoneInfo("Europe/London")), timedelta(minutes=45)) == (one.start, one.end - one.start)
    assert "Look at the disks" == one["SUMMARY"]
    assert "Every week, Monday, 09:00; last done 2026-03-30.\nBy: Chief (Anna; Söhne, \\GmbH)\nOtherwise by: Bo\nIn the binder: procedures/look.html" == one["DESCRIPTION"]


def test_a_day_that_a_holiday_moves_is_an_event_of_its_own():
    """Easter Monday's round is on Tuesday; the series begins on the first Monday that is one."""
    moved = events()["runbinder-harbour-procedures-look-schedule-20260407"]

    assert (date(2026, 4, 7), None) == (moved.start.date(), moved.get("RRULE"))


def test_what_lapses_is_an_event_of_a_whole_day():
    """It hides no free time, rings no bell, and says where it stands."""
    one = events(plans={"assets": {"name": {"name": "harbour.example", "kind": "domain", "owner": "harbour", "renews": "2026-06-30"}}})["runbinder-harbour-assets-name-renews"]

    assert (date(2026, 6, 30), date(2026, 7, 1)) == (one.start, one.end)
    assert ("TRANSPARENT", ["Renewal"], []) == (one["TRANSP"], one["CATEGORIES"].cats, one.subcomponents)
    assert "harbour.example: lapses unless renewed" == one["SUMMARY"]
    assert "In the binder: assets.html#asset-name" in one["DESCRIPTION"]


def test_what_is_overdue_stands_on_the_day_of_the_binder():
    """On the day it was due nobody would see it."""
    late = {**WEEKLY, "schedule": {**WEEKLY["schedule"], "last_done": "2026-03-09"}}
    one = events(plans={"procedures": {"look": late}})["runbinder-harbour-procedures-look-schedule-owed"]

    assert (date(2026, 3, 31), "Overdue: Look at the disks") == (one.start, one["SUMMARY"])
    assert one["DESCRIPTION"].startswith("Due 2026-03-16\n")


def test_a_person_has_what_their_roles_do():
    """The holder; a deputy has a calendar once the holder is gone."""
    left = {**PEOPLE, "people": {**PEOPLE["people"], "anna": {**PEOPLE["people"]["anna"], "left": "2026-03-01"}}}
    binder = binder_of({HOME + "people.yml": PEOPLE, HOME + "plans.yml": {"procedures": {"look": WEEKLY}}})
    after = binder_of({HOME + "people.yml": left, HOME + "plans.yml": {"procedures": {"look": WEEKLY}}})

    assert ["calendar.ics", "people/anna.ics"] == list(ics.calendars(binder))
    assert ["calendar.ics", "people/bo.ics"] == list(ics.calendars(after))


def test_many_things_of_a_kind_on_a_day_are_one():
    """Forty keys to fetch on one day would fill a telephone; each is named inside."""
    key = {**KEY, "retrieved": "2026-01-01"}
    made = calendar(plans={"credentials": {f"key{number}": {**key, "account": f"a{number}"} for number in range(5)}}).events

    assert ["Key, 5 of them: fetch it again to prove that it can be"] == [one["SUMMARY"] for one in made]
    assert all(f"Wall: a{number} (credentials.html#credential-key{number})" in made[0]["DESCRIPTION"] for number in range(5))


def test_what_is_taken_again_changes_what_is_there():
    """The same ids a quarter later, when everything was done and listed again; a later sequence, by which a program knows."""
    def ids(day, verified, *briefed, retrieved):
        names = {**PEOPLE, "people": {**PEOPLE["people"], "bo": {**PEOPLE["people"]["bo"], "contacts": [{"mobile": "+44 7700 900104", "verified": verified}]}}}
        keys = {f"key{number}": {**KEY, "account": f"a{number}", "retrieved": retrieved} for number in range(5)}
        protocol = {"dispute_protocol": {**PROTOCOL, "briefed": [{"who": who, "on": on, "version": "1"} for who, on in briefed]}}
        binder = binder_of({HOME + "people.yml": names, HOME + "plans.yml": {"channels": {"mail": {"name": "Mail", "kind": "email"}}, "credentials": keys, "procedures": {"look": {**WEEKLY, "schedule": {**WEEKLY["schedule"], "last_done": day}}}, **protocol}}, as_of=date.fromisoformat(day))
        found = icalendar.Calendar.from_ical(ics.calendars(binder)[ics.WHOLE]).events
        return {str(one["UID"]) for one in found if "-2026" not in one["UID"]}, {one["SEQUENCE"] for one in found}
    first = ids("2026-03-30", "2026-03-01", ("anna", "2026-02-01"), retrieved="2026-01-01")
    again = ids("2026-06-29", "2026-06-02", ("bo", "2026-02-02"), ("anna", "2026-05-01"), retrieved="2026-05-20")

    assert 1 == len(again[0] - first[0])
    assert first[0] < again[0]
    assert max(first[1]) < min(again[1])


def test_nothing_due_makes_no_file():
    """An empty calendar would look as if there were nothing to do."""
    assert {} == ics.calendars(binder_of({}))


def test_every_file_of_the_golden_binder_can_be_read(golden):
    """By both libraries, without an error; every event has an id of its own."""
    files = ics.calendars(golden)
    assert len(files) > 1

    for data in files.values():
        found = icalendar.Calendar.from_ical(data)
        ids = [str(one["UID"]) for one in found.events]

        assert [] == [*found.errors, *(error for one in found.events for error in one.errors)]
        assert len(set(ids)) == len(ids) == len(vobject.readOne(data.decode()).contents["vevent"])


def test_a_file_is_lines_that_telephones_take(golden):
    """75 octets at most, CR and LF at the end, no control characters."""
    for data in ics.calendars(golden).values():
        assert all(len(line) <= 75 for line in data.split(b"\r\n"))
        assert not re.search(rb"(?<!\r)\n|[\x00-\x09\x0b\x0c\x0e-\x1f]", data)


def test_the_same_plans_make_the_same_file(golden):
    """Whenever they are built: the stamp is the binder's day."""
    first = ics.calendars(golden)
    ics.persons.cache_clear()
    due.cache_clear()

    assert first == ics.calendars(golden)
    assert all(f"DTSTAMP:{golden.as_of:%Y%m%d}T000000Z".encode() in data for data in first.values())


def test_an_edition_has_only_what_it_may_show():
    """Neither the name of what is withheld, nor its day, nor a person's file."""
    plans = {
        "people": {**PEOPLE["people"], "canary-eve": {"name": "Canary Eve", "organisation": "harbour", "classification": "internal"}}, "roles": {"watch": {"does": "Watches.", "holder": "canary-eve"}},
        "procedures": {"canary-look": {**WEEKLY, "title": "Canary", "classification": "internal"}, "look": {**WEEKLY, "done_by": "watch", "or_by": ["bo"]}},
        "waivers": {"canary": {"check": "PPL-02", "record": "role:canary", "reason": "x", "approved_by": "bo", "approved_on": "2026-01-01", "expires": "2026-05-05", "classification": "internal"}},
    }
    shelf = shelf_of({HOME + "plans.yml": plans})
    whole, shown = (SiteMap(shelf, "harbour", date(2026, 3, 31), edition=edition).made_files() for edition in ("internal", "client"))

    assert "people/canary-eve.ics" in whole and b"Canary" in whole["calendar.ics"]
    assert ["calendar.ics"] == [name for name in shown if name.endswith(".ics")]
    assert not re.search(rb"(?i)canary|20260505|withheld", shown["calendar.ics"])
    assert b"SUMMARY:Look at the disks" in shown["calendar.ics"]
    assert narrowed(shelf, "client") != shelf


def test_a_site_has_the_files_of_each_of_its_binders():
    """Below their own folders where all binders stand in one site; the shelf has none."""
    shelf = shelf_of({HOME + "people.yml": PEOPLE, HOME + "plans.yml": {"procedures": {"look": WEEKLY}}})

    assert ["clients/harbour/calendar.ics", "clients/harbour/people/anna.ics"] == list(SiteMap(shelf, "", date(2026, 3, 31)).made_files())


@pytest.mark.parametrize("name", ["Europe/London", "America/New_York", "Australia/Sydney", "Asia/Kolkata", "America/Sao_Paulo", "Africa/Casablanca", "Europe/Dublin", "Asia/Tehran", "UTC", "Australia/Lord_Howe"])
def test_a_zone_is_told_as_it_is(name):
    """To the hour, through two years, as the library understands the lines."""
    text = "\r\n".join(["BEGIN:VCALENDAR", *timezone(name, date(2026, 3, 31)), "END:VCALENDAR", ""])
    told = icalendar.Calendar.from_ical(text).timezones[0].to_tz(lookup_tzid=False)
    zone = ZoneInfo(name)
    moments = (datetime(2026, 1, 1, 12) + timedelta(hours=7 * number) for number in range(2500))
    plain = [one for one in moments if one.replace(tzinfo=zone, fold=1).utcoffset() == one.replace(tzinfo=zone).utcoffset()]

    assert len(plain) > 2400
    assert [] == [one for one in plain if one.replace(tzinfo=told).utcoffset() != one.replace(tzinfo=zone).utcoffset()]
