"""The date that everything is judged by: what is said comes before what is set, and that before today."""

from datetime import date

import pytest

from runbinder.asof import judged_as_of
from runbinder.errors import Fixable
from runbinder.model.control import Settings

DEMO = Settings.model_validate({"as_of": "2026-11-20"})


@pytest.fixture(autouse=True)
def epoch(monkeypatch):
    """SOURCE_DATE_EPOCH as a packager sets it; unset at first."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return lambda value: monkeypatch.setenv("SOURCE_DATE_EPOCH", value)


def test_what_is_said_comes_first(epoch):
    """Whoever names a date means it."""
    epoch("0")

    assert date(2026, 3, 31) == judged_as_of("2026-03-31", DEMO)


def test_what_the_settings_say_comes_second(epoch):
    """A demo is judged as of its own date, on every machine."""
    epoch("0")

    assert date(2026, 11, 20) == judged_as_of("", DEMO)


@pytest.mark.parametrize(("seconds", "day"), [("0", date(1970, 1, 1)), ("1774915199", date(2026, 3, 30)), ("1774915200", date(2026, 3, 31))])
def test_a_reproducible_build_has_its_date_from_outside(epoch, seconds, day):
    """SOURCE_DATE_EPOCH in UTC, whatever zone the machine is in."""
    epoch(seconds)

    assert day == judged_as_of("", Settings())


def test_otherwise_it_is_today():
    """Before and after the call, in case it is midnight."""
    before, said, after = date.today(), judged_as_of("", Settings()), date.today()

    assert said in (before, after)


@pytest.mark.parametrize("said", ["tomorrow", "31.03.2026", "2026-02-30"])
def test_what_is_no_date_can_be_fixed(said):
    """With the way to write one."""
    with pytest.raises(Fixable, match=f"'{said}' is not a date") as caught:
        judged_as_of(said, Settings())

    assert "write it as 2026-03-31" == caught.value.hint


@pytest.mark.parametrize("seconds", ["now", "1e9", "9" * 30, "-" + "9" * 30])
def test_an_epoch_that_is_no_number_of_seconds_can_be_fixed(epoch, seconds):
    """It is not passed over: the build would not be reproducible."""
    epoch(seconds)

    with pytest.raises(Fixable, match="is not a number of seconds"):
        judged_as_of("", Settings())
