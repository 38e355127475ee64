"""The calendar, the schedules and what is due on a person's page: holidays in their place, files that are there, nothing of what is withheld."""

import re
from datetime import date

import pytest

from runbinder import ics
from runbinder.due_macros import months, weeks
from runbinder.macros import MACROS
from runbinder.render import View
from runbinder.sitemap import SiteMap
from runbinder.testing import binder_of, shelf_of

HOME = "clients/harbour/"
PEOPLE = {"people": {"anna": {"name": "Anna", "organisation": "harbour"}, "bo": {"name": "Bo", "organisation": "harbour"}}, "roles": {"chief": {"does": "Leads.", "holder": "anna", "deputies": ["bo"]}}}
LOOK = {"title": "Look", "done_by": "chief", "or_by": ["bo"], "steps": ["Look."], "schedule": {"every": "week", "on": "Monday", "last_done": "2026-03-30"}}
PLANS = {"procedures": {f"look{number}": {**LOOK, "title": f"Look {number}"} for number in range(7)}}
CALENDAR = {"holidays": {"2026-04-06": "Easter Monday", "2026-04-10": "Founders' Day", "2026-08-31": "Bank holiday"}}


def view(page="index.html", plans=PLANS):
    return View(binder_of({HOME + "people.yml": PEOPLE, HOME + "calendar.yml": CALENDAR, HOME + "plans.yml": plans}), page)


def text(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", str(html)))


def test_a_person_sees_what_is_theirs_next():
    """Five things, how many there are, the file, and the calendar of all."""
    page = MACROS["person"](view("people/anna.html"), "anna")

    assert re.search('<a href="anna.ics">7 entries, as a file</a>', str(page))
    assert "The next 5 are here; everything that falls due is in the calendar of Harbour" in text(page)
    assert ["Look 0", "Look 1", "Look 2", "Look 3", "Look 4"] == re.findall(r'look\d.html">(Look \d)<', str(page).split('id="due"')[1])[:5]
    assert 'href="../calendar.html"' in str(page)


def test_who_has_nothing_to_do_has_no_such_words():
    """A deputy, while the holder is there."""
    assert "Your calendar" not in MACROS["person"](view("people/bo.html"), "bo")


def test_few_things_are_all():
    """No number that promises more than there is."""
    page = text(MACROS["person"](view("people/anna.html", {"procedures": {"look": LOOK}}), "anna"))

    assert "1 entry, as a file for a telephone or a calendar program. Everything that falls due" in page


@pytest.mark.parametrize(("macro", "page"), [("front", "index.html"), ("schedules", "schedules.html"), ("calendar", "calendar.html")])
def test_pages_lead_to_the_file(macro, page):
    """Where nothing is due there is none, and nothing leads to it."""
    assert 'href="calendar.ics"' in MACROS[macro](view(page))
    if macro != "calendar":
        assert "calendar" not in re.findall(r'href="(\w+)\.', str(MACROS[macro](view(page, {}))))


def test_a_schedule_says_who_would_do_it_instead():
    """In the client's own house, or at which company."""
    plans = {"procedures": {"look": {**LOOK, "or_by": [{"role": "bo", "of": "harbour"}, {"role": "rescue", "of": "fenwick"}]}}, "organisations": {"fenwick": {"name": "Fenwick", "party": "alternate provider"}},
             "people": {"jo": {"name": "Jo", "organisation": "fenwick"}}, "roles": {"rescue": {"does": "Steps in.", "holder": "jo"}}}
    row = text(re.search("<tr.*?>Look<.*?</tr>", str(MACROS["schedules"](view("schedules.html", plans))), re.DOTALL)[0])

    assert "Chief Anna Bo in-house Rescue Jo Fenwick 30 Mar 2026 7 Apr 2026" in row


def test_a_holiday_stands_on_its_day():
    """Also when nothing falls on it; what it moves stands where it was moved to."""
    days = {day.day: day for week in weeks(view().binder) for day in week.days}

    assert ("Easter Monday", ()) == (days[date(2026, 4, 6)].holiday, days[date(2026, 4, 6)].lines)
    assert "Founders' Day" == days[date(2026, 4, 10)].holiday
    assert 7 == len(days[date(2026, 4, 7)].lines)
    assert "holiday Easter Monday" in text(MACROS["calendar"](view("calendar.html")))


def test_months_after_the_weeks_have_their_holidays():
    """Of the months in which something falls due."""
    binder = view(plans={"assets": {"name": {"name": "a.example", "kind": "domain", "owner": "harbour", "renews": "2026-08-20"}}}).binder

    assert [(date(2026, 8, 20), ""), (date(2026, 8, 31), "Bank holiday")] == [(day.day, day.holiday) for month in months(binder) for day in month.days]


def test_nothing_leaks_of_who_is_withheld():
    """No page, no file, no name, and no link to one."""
    hidden = {**PEOPLE, "people": {**PEOPLE["people"], "anna": {**PEOPLE["people"]["anna"], "classification": "internal"}}}
    site = SiteMap(shelf_of({HOME + "people.yml": hidden, HOME + "plans.yml": PLANS}), "harbour", date(2026, 3, 31), edition="client")
    binder = site.binder("harbour")
    pages = "".join(str(MACROS[name](View(binder, f"{name}.html"))) for name in ("front", "schedules", "calendar"))

    assert "Look 3" in pages
    assert not re.search(r"(?i)\banna\b", pages + str(site.made_files()))
    assert [] == ics.persons(binder)
