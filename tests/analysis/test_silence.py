"""How long a client waits for news, and what the communication standard makes of it."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from runbinder.analysis.silence import counted, missed, silences, works
from runbinder.model.binder import Binder, Client, ClientProfile, Entry, Provider
from runbinder.model.control import Calendar, Settings
from runbinder.model.incidents import Closure, Incident, Update, WeeklyStatus
from runbinder.model.messages import CommunicationStandard, Message, UrgencyRule

LONDON = ZoneInfo("Europe/London")
RULES = {
    "urgent": {"when": ["x"], "every": "1h", "skips": 2}, "high": {"when": ["x"], "slots": ["09:00", "12:30", "16:30"]},
    "medium": {"when": ["x"], "per_day": 1}, "low": {"when": ["x"], "every": "7d"},
}
MONITORING = Message.model_construct(type="monitoring")


def at(text):
    """`18 09:00` is in November 2026, when the 18th is a Wednesday; `10-23 09:00` names the month too."""
    day, clock = text.split()
    return datetime.fromisoformat(f"2026-{day if '-' in day else f'11-{day}'}T{clock}").replace(tzinfo=LONDON)


def incident(urgency, *times, closed=None, solved=None, status="fixing", message=None):
    """Acknowledged at the first of the times, updated at all of them."""
    updates = tuple(Update.model_construct(at=at(one), message=message) for one in times)
    closure = Closure.model_construct(closed_at=at(closed), impact_solved_at=at(solved or closed)) if closed else None
    return Incident.model_construct(urgency=urgency, acknowledged_at=at(times[0]), updates=updates, closure=closure, status=status)


def binder(one=None, as_of=date(2026, 11, 20), calendar=None, weekly=(), **rule):
    """A client in London that works from 09:00 to 17:30; `rule` is laid over the standard's."""
    rules = {name: UrgencyRule.model_validate({**given, **rule}) for name, given in RULES.items()}
    statuses = {str(number): WeeklyStatus.model_construct(sent=at(sent), incidents=("it",)) for number, sent in enumerate(weekly)}
    client = Client.model_construct(
        profile=ClientProfile.model_construct(timezone="Europe/London"), calendar=calendar or Calendar(), incidents={"it": one}, weekly_statuses=statuses,
    )
    provider = Provider.model_construct(standard=CommunicationStandard.model_construct(urgencies=rules, end_of_day=time(16, 30)))
    entry = Entry("message", "all-clear", MONITORING, "provider", ("provider", "messages", "all-clear"))
    return Binder("harbour", client, "kestrel", provider, Settings(), as_of, index={"message": {"all-clear": entry}})


def gaps(one, **more):
    return [(f"{gap.since:%d %H:%M}", f"{gap.until:%d %H:%M}", str(gap.counted)) for gap in silences(binder(one, **more), one)]


def dues(one, **more):
    return [([f"{due:%d %H:%M}" for due in gap.due], gap.until and f"{gap.until:%d %H:%M}") for gap in missed(binder(one, **more), one)]


@pytest.mark.parametrize(("times", "expected"), [
    (["18 09:00", "18 12:00", "18 15:00"], []),
    (["18 09:00", "18 13:00", "18 15:00"], [("18 09:00", "18 13:00", "4 h")]),
    (["18 09:00", "18 12:01", "18 15:00"], [("18 09:00", "18 12:01", "3 h 1 min")]),
])
def test_two_skipped_hours_leave_three(times, expected):
    """S3-15: every hour, of which two in a row may be skipped: 9, 12, 15 will do, 9 and 13 will not."""
    assert expected == gaps(incident("urgent", *times, closed="18 17:00"))


def test_the_way_to_the_closing_counts():
    """Between the last update and the closing the client waits as well."""
    assert [("18 12:00", "18 16:00", "4 h")] == gaps(incident("urgent", "18 09:00", "18 12:00", closed="18 16:00"))


def test_updates_in_any_order_are_news():
    """The order in the record is another rule's matter."""
    assert [] == gaps(incident("urgent", "18 09:00", "18 15:00", "18 12:00", closed="18 16:00"))


def test_nights_do_not_count_unless_the_standard_says_so():
    """From 17:00 to 9:30 an hour of working time passes."""
    over_night = incident("urgent", "18 17:00", "19 09:30", closed="19 10:00")

    assert [] == gaps(over_night)
    assert [("18 17:00", "19 09:30", "16 h 30 min")] == gaps(over_night, outside_hours="The same, day and night.")
    assert [] == gaps(over_night, outside_hours="None; the next update comes on the next working day.")


def test_nobody_sits_up_when_the_impact_is_over():
    """After people can work again, or the client was told so, a night is a night again."""
    night = {"outside_hours": "The same, 24x7"}

    assert [] == gaps(incident("urgent", "18 17:00", "19 09:30", solved="18 18:00", closed="19 10:00"), **night)
    assert [] == gaps(incident("urgent", "18 17:00", "19 09:30", message="all-clear", status="monitoring"), as_of=date(2026, 11, 19), **night)
    assert [("18 17:00", "19 09:30", "4 h 30 min")] == gaps(incident("urgent", "18 17:00", "19 09:30", solved="18 21:00", closed="19 10:00"), **night)


def test_weekends_and_holidays_do_not_count():
    """20 November 2026 is a Friday; a holiday on Monday adds a day to the weekend."""
    calendar = Calendar.model_validate({"holidays": {"2026-11-23": "A holiday"}})
    one = incident("urgent", "20 17:00", "24 10:00", closed="24 10:05")

    assert [] == gaps(one, as_of=date(2026, 11, 30), calendar=calendar)
    assert [("20 17:00", "24 10:00", "10 h")] == gaps(one, as_of=date(2026, 11, 30))


def test_clocks_that_are_put_back_add_an_hour():
    """On 25 October 2026 at 02:00 it is 01:00 again in London."""
    one = incident("urgent", "10-25 00:30", "10-25 03:00", closed="10-25 03:05")

    assert timedelta(hours=3, minutes=30) == counted(binder(one, outside_hours="day and night"), one, *(update.at for update in one.updates))
    assert [("25 00:30", "25 03:00", "3 h 30 min")] == gaps(one, outside_hours="day and night")


def test_an_open_incident_is_judged_to_the_end_of_yesterday():
    """The day `as_of` is not over: what is missing may still come."""
    one = incident("urgent", "18 09:00", "18 12:00")

    assert [] == gaps(one, as_of=date(2026, 11, 18))
    assert [("18 12:00", "19 00:00", "5 h 30 min")] == gaps(one, as_of=date(2026, 11, 19))


def test_what_lies_after_as_of_has_not_happened():
    """Judged as of an earlier day, a later update and the closing are not known yet."""
    assert [("18 09:00", "19 00:00", "8 h 30 min")] == gaps(incident("urgent", "18 09:00", "20 09:00", closed="20 12:00"), as_of=date(2026, 11, 19))


def test_an_interval_of_days_counts_every_hour_and_weekly_statuses():
    """What is rated low stands in the weekly status, and no 16:30 is asked of it."""
    one = incident("low", "02 10:00", closed="17 10:00")

    assert [("02 10:00", "17 10:00", "15 days")] == gaps(one)
    assert [] == gaps(one, weekly=["06 15:00", "13 15:00"])
    assert [] == dues(one)


def test_three_times_a_day():
    """S3-16: one update for each slot; up to a quarter of an hour later it still is the one of that slot."""
    day = ["18 12:30", "18 16:30", "19 09:00", "19 12:45", "19 16:30"]

    assert [] == dues(incident("high", *day))
    assert [(["19 12:30"], "19 12:46")] == dues(incident("high", *day[:3], "19 12:46", "19 16:30"))


def test_the_end_of_the_day_is_a_deadline():
    """S3-19: at 16:30 it has come; a minute later it is late. What came in the morning is not the word of the evening for high."""
    assert [] == dues(incident("high", "18 12:20", "18 16:30", closed="18 18:00"))
    assert [(["18 16:30"], "18 16:31")] == dues(incident("high", "18 12:20", "18 16:31", closed="18 18:00"))


@pytest.mark.parametrize(("times", "closed", "expected"), [
    (["18 10:00", "19 16:30"], "19 17:00", []),
    (["18 10:00", "19 16:31"], "19 17:00", [(["19 16:30"], "19 16:31")]),
    (["18 16:45"], "19 16:00", []),
    (["18 10:00"], "19 16:31", [(["19 16:30"], None)]),
])
def test_once_a_day_by_half_past_four(times, closed, expected):
    """S3-17, S3-19: on the first day the acknowledgement is the news, on the last one only if it is still open at 16:30."""
    assert expected == dues(incident("medium", *times, closed=closed))


def test_days_without_a_word_are_one_silence():
    """One cause, one finding: all that the next update ended."""
    assert [(["13 16:30", "16 16:30", "17 16:30"], "18 10:00")] == dues(incident("medium", "12 10:00", "18 10:00", closed="18 11:00"))


def test_more_than_one_a_day_is_counted():
    """On a whole day two news are due if the standard says two."""
    assert [(["18 16:30"], "19 10:00")] == dues(incident("medium", "17 10:00", "18 11:00", "19 10:00", closed="19 11:00"), per_day=2)


def test_a_long_gap_is_not_told_twice():
    """Where the interval shows the silence, the times of day within it stay silent."""
    one = incident("urgent", "18 09:00", "20 09:00", closed="20 10:00")

    assert 1 == len(gaps(one)) and [] == dues(one)


def test_without_a_rule_nothing_is_late():
    """A standard without the urgency, or no standard, is another check's finding."""
    one = incident("urgent", "18 09:00", closed="20 09:00")
    nothing = binder(one)
    nothing.provider.standard.urgencies.clear()

    assert [] == silences(nothing, one) == list(missed(nothing, one))


def test_a_ticket_closed_without_a_closure_ends_with_its_last_update():
    """When it was closed is not known, so nothing after that is judged."""
    assert [] == gaps(incident("urgent", "17 09:00", "17 11:00", status="closed"))


def test_a_calendar_without_days_of_work_means_every_day():
    """As with routines: nobody writes a calendar to say that nothing is ever done."""
    assert works(date(2026, 11, 22), Calendar(working_days=()))
    assert not works(date(2026, 11, 22), Calendar())
