"""The values a plan is written with: what an author may write, what it means, and what is said where it means nothing."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from pydantic import TypeAdapter, ValidationError

from runbinder.model.people import Hours
from runbinder.model.values import Clock, Command, Day, Duration, Email, Id, Moment, Money, Phone, Prose, Ref, Text, Url

LONDON = ZoneInfo("Europe/London")


def value(kind, written, zone=None):
    """What a text is read as."""
    return TypeAdapter(kind).validate_python(written, context={"zone": zone} if zone else None)


def refused(kind, written):
    """Why a text is not read."""
    with pytest.raises(ValidationError) as caught:
        value(kind, written)
    return caught.value.errors()[0]["msg"].removeprefix("Value error, ")


# Lengths of time


@pytest.mark.parametrize(
    ("written", "minutes"),
    [("30m", 30), ("30 min", 30), ("24h", 1440), ("4d", 5760), ("2w", 20160), ("1h 30m", 90), ("1h30m", 90), ("1.5h", 90), ("0m", 0), (" 2h ", 120)],
)
def test_a_duration_is_a_number_and_a_unit(written, minutes):
    """Minutes, hours, days and weeks, also together; spaces do not count."""
    assert timedelta(minutes=minutes) == value(Duration, written)


@pytest.mark.parametrize(("written", "minutes"), [("PT30M", 30), ("P4D", 5760), ("P2W", 20160), ("P1DT2H", 1560)])
def test_a_duration_may_be_iso_8601(written, minutes):
    """As other systems export it."""
    assert timedelta(minutes=minutes) == value(Duration, written)


@pytest.mark.parametrize("written", ["24", "h", "4 days", "-1h", "1h later", "P", "PT", "P1DT", "P1Y", "PT1S", "", None, {"hours": "1"}])
def test_what_is_no_duration_says_how_to_write_one(written):
    """Also months and years, whose length nobody knows, and seconds, which no plan can promise."""
    assert f"{written!r} is not a length of time: write 30m, 24h, 4d or 2w" == refused(Duration, written)


@pytest.mark.parametrize("written", ["999999999999d", "9" * 400 + "h", f"P{'9' * 20}D"])
def test_a_duration_longer_than_any_calendar_is_refused(written):
    """A slip of the finger is a fault of the plan, and no crash."""
    assert refused(Duration, written).endswith("is not a length of time: write 30m, 24h, 4d or 2w")


@pytest.mark.parametrize(
    ("written", "shown"),
    [("0m", "0 min"), ("45m", "45 min"), ("60m", "1 h"), ("90m", "1 h 30 min"), ("24h", "24 h"), ("47h", "47 h"), ("48h", "2 days"), ("P4DT1H", "4 days 1 h"), ("2w", "14 days")],
)
def test_a_duration_is_shown_in_hours_up_to_two_days(written, shown):
    """`24 h` is what contracts say; nobody counts 96 hours."""
    assert shown == str(value(Duration, written))


# Money


@pytest.mark.parametrize("written", ["20000 GBP", "20,000 GBP", "20 000 GBP", "20000GBP", "20000.00 GBP", {"amount": "20000", "currency": "GBP"}])
def test_money_is_an_amount_with_its_currency(written):
    """However it is grouped: the same amount."""
    assert Money(Decimal("20000"), "GBP") == value(Money, written)


@pytest.mark.parametrize("written", ["20000", "GBP 20000", "20.000,50 EUR", "-5 GBP", "20000 gbp", "", None, ["1 GBP"], {"amount": "1"}])
def test_money_without_its_currency_is_refused(written):
    """As is an amount that two readers could read differently."""
    assert f"{written!r} is not an amount of money: write 20000 GBP" == refused(Money, written)


def test_money_is_shown_in_groups_of_three():
    """With its cents only where they were written."""
    assert ["20,000 GBP", "1,234.50 EUR"] == [str(value(Money, written)) for written in ("20000 GBP", "1234.50 EUR")]


# Dates and times


def test_a_day_is_written_year_first():
    """The one way that nobody reads as another day."""
    assert date(2026, 3, 31) == value(Day, "2026-03-31")


@pytest.mark.parametrize("written", ["31.03.2026", "03/31/2026", "2026-3-31", "20260331", "1774915200", "2026-03-31 10:00", "today", "", None])
def test_a_day_in_any_other_form_is_refused(written):
    """Digits alone are no date either: they would be read as seconds since 1970."""
    assert f"{written!r} is not a date: write it as 2026-03-31" == refused(Day, written)


def test_a_moment_is_in_the_clients_zone():
    """The reader hands the zone over; a time without an offset is the time on the client's wall, summer and winter."""
    summer, winter = value(Moment, "2026-07-01 16:30", LONDON), value(Moment, "2026-01-01T16:30", LONDON)

    assert [timedelta(hours=1), timedelta(0)] == [summer.utcoffset(), winter.utcoffset()]


def test_a_moment_may_bring_its_own_offset():
    """As a log has it; the client's zone does not change it."""
    expected = datetime(2026, 7, 1, 14, 30, tzinfo=ZoneInfo("UTC"))

    assert expected == value(Moment, "2026-07-01T16:30+02:00", LONDON)


@pytest.mark.parametrize("written", ["2026-07-01", "16:30", "20260701T1630", "2026-02-30 10:00", "yesterday", "", None, ["2026-07-01 10:00"]])
def test_a_moment_needs_day_and_time(written):
    """Half of it is not a point in time."""
    assert f"{written!r} is not a point in time: write it as 2026-03-31 16:30" == refused(Moment, written)


def test_a_clock_is_hours_and_minutes():
    """One digit of hours is enough."""
    assert [time(16, 30), time(8, 5)] == [value(Clock, "16:30"), value(Clock, "8:05")]


@pytest.mark.parametrize("written", ["24:00", "16.30", "4pm", "16:60", "16:30:00", "1630", None])
def test_what_is_no_time_of_day_is_refused(written):
    """With the way to write one."""
    assert f"{written!r} is not a time of day: write it as 16:30" == refused(Clock, written)


@pytest.mark.parametrize("written", ["24x7", "08:00-18:00", "Mon-Fri 08:00-18:00", "Mon-Fri 08:00-18:00, Sat 09:00-13:00", "Sun 00:00-24:00"])
def test_hours_are_days_and_times(written):
    """Days in three letters, and as many stretches as it takes."""
    assert written == value(Hours, written)


@pytest.mark.parametrize("written", ["24/7", "9-5", "office hours", "Mon-Fri", "Monday 08:00-18:00", "08:00-18:00;Sat 09:00-13:00", "25:00-99:00", "08:60-18:00"])
def test_what_is_no_hours_is_refused(written):
    """A stranger must not have to guess when somebody answers."""
    assert f"{written!r} are not hours: write 24x7 or Mon-Fri 08:00-18:00" == refused(Hours, written)


# Ways to reach somebody


@pytest.mark.parametrize("written", ["+44 7700 900101", "+447700900101", "+44 (0)7700 900101", "+44-7700-900-101"])
def test_a_phone_number_is_shown_the_same_however_it_is_written(written):
    """In groups, for a person who dials it; numbers set aside for drama are numbers too."""
    assert ("+44 7700 900101", "+447700900101") == (str(value(Phone, written)), value(Phone, written).e164)


@pytest.mark.parametrize("written", ["07700 900101", "+44", "+44 7700", "call Anna", "+44 7700 900101 or +44 7700 900102"])
def test_a_phone_number_without_its_country_is_refused(written):
    """Who holds the binder may stand in another one."""
    assert f"{written!r} is not a telephone number: write it with + and the country code, as +44 7700 900101" == refused(Phone, written)


def test_an_extension_is_not_dialled_with_the_number():
    """It is shown, and left out of the number that a tap on it calls."""
    number = value(Phone, "+44 20 7946 0000 ext. 123")

    assert ("+44 20 7946 0000 x123", "+442079460000") == (str(number), number.e164)


@pytest.mark.parametrize("written", ["anna", "anna@", "@harbour.example", "anna@harbour", "an na@harbour.example", "Anna <anna@harbour.example>"])
def test_what_is_no_mail_address_is_refused(written):
    """One address, without a name around it."""
    assert f"{written!r} is not a mail address: write name@domain" == refused(Email, written)


@pytest.mark.parametrize("written", ["harbour.example", "javascript:alert(1)", "ftp://harbour.example", 'https://a"onclick=x', "https://a b", "https://[oops"])
def test_what_is_no_web_address_is_refused(written):
    """Only http and https, and nothing that could end an attribute or break what reads addresses."""
    assert f"{written!r} is not a web address: begin it with https://" == refused(Url, written)


def test_mail_and_web_addresses_are_kept_as_they_are():
    """Without the space around them."""
    assert ["a.b@harbour.example", "https://harbour.example/x?y=1#z"] == [value(Email, " a.b@harbour.example "), value(Url, "https://harbour.example/x?y=1#z ")]


# Ids, references, texts


@pytest.mark.parametrize("written", ["a", "backup-operator", "fs01", "2026-05-20-failover", "v1.10", "a" * 60])
def test_an_id_is_lower_case_with_hyphens(written):
    """It becomes the name of a file, on any disk."""
    assert written == value(Id, written)


@pytest.mark.parametrize("written", ["Anna", "anna smith", "anna_smith", "-a", "a-", "a--b", "../a", "a/b", "é", "", "a" * 61, "a\n", None])
def test_what_is_no_id_is_refused(written):
    """Upper case is, because two names that differ only in case are one file on most disks."""
    expected = f"{written!r} is not an id: use lower-case letters, digits and hyphens, at most 60 (for example backup-operator)"

    assert expected == refused(Id, written)


@pytest.mark.parametrize("written", ["con", "nul", "com1", "lpt9", "aux.old", "index"])
def test_an_id_is_no_device_of_windows(written):
    """Nor the name of every folder's first page."""
    assert f"{written!r} can not be a file name on every system: choose another id" == refused(Id, written)


def test_a_reference_knows_its_kinds():
    """A text like any other, which says at run time what it may name."""
    ref = value(Ref["person", "role"], " scribe ")

    assert ("scribe", ("person", "role")) == (ref, ref.kinds)
    assert isinstance(ref, Ref)


@pytest.mark.parametrize("kind", [Text, Prose, Ref["person"]])
@pytest.mark.parametrize("written", ["", " ", "\n"])
def test_a_text_of_nothing_is_no_text(kind, written):
    """A required text that holds only spaces is missing."""
    assert "String should have at least 1 character" == refused(kind, written)


def test_texts_keep_their_type():
    """A page shows a command differently from a sentence; a command keeps the space before it."""
    made = [value(Text, " a "), value(Prose, "*a*\n"), value(Command, "\n  ls\n")]

    assert [("a", Text), ("*a*", Prose), ("  ls", Command)] == [(one, type(one)) for one in made]
