"""Points in time as ticket systems write them: ISO 8601, `15/09/2026 10:05`, `13/Jun/26 5:13 PM`, `Sep 15, 2026 10:05 AM`.

Without an offset they are in the client's zone. `03/04/2026` may be two days: the file has to show which, or the user to say it.
"""

import re
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Literal
from zoneinfo import ZoneInfo

Order = Literal["day-first", "month-first"]
YEARS = range(1990, 2100)
_MONTHS = {name: number for number, name in enumerate(("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1)}
_MONTH = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_CLOCK = r"[ ,T]+(?:at )?(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?\s*(?P<half>[ap]\.?m\.?)?\s*(?P<offset>z|utc|gmt|[+-]\d\d:?\d\d)?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?"
_SHAPES = [re.compile(rf"{_WEEKDAY}{day}{_CLOCK}", re.IGNORECASE | re.ASCII) for day in (
    r"(?P<one>\d{1,2})(?P<dot>[./-])(?P<two>\d{1,2})(?P=dot)(?P<year>\d{4}|\d\d)", r"(?P<year>\d{4})[/.-](?P<two>\d{1,2})[/.-](?P<one>\d{1,2})",
    rf"(?P<one>\d{{1,2}})[ /-]{_MONTH}[ /-](?P<year>\d{{4}}|\d\d)", rf"{_MONTH} (?P<one>\d{{1,2}}),? (?P<year>\d{{4}})")]
_NUMERIC = re.compile(r"\s*(\d{1,2})([/-])(\d{1,2})\2(?:\d{4}|\d\d)\b", re.ASCII)
_WRITE = "write it as 2026-03-31 16:30, or with an offset as 2026-03-31T16:30+01:00"


class Unreadable(Exception):
    """Not a point in time: what is wrong, and what to do."""

    def __init__(self, message: str, hint: str = _WRITE) -> None:
        super().__init__(message)
        self.hint = hint


class Clock:
    """Reads the times of one file. `order` is asked for once, when the first date needs it."""

    def __init__(self, zone: ZoneInfo, order: Callable[[], Order]) -> None:
        self.zone, self._ask, self._order = zone, order, None

    def read(self, text: str) -> datetime:
        """The moment in the client's zone; raises Unreadable."""
        text = text.strip()
        try:
            moment = datetime.fromisoformat(text)
            if len(text) <= 10:
                raise Unreadable(f"'{shown(text)}' has no time of day", "export the time with the date; format the column as date and time")
        except ValueError:
            moment = self._by_shape(text)
        return self._placed(moment, text)

    def _placed(self, moment: datetime, text: str) -> datetime:
        if moment.year not in YEARS:
            raise Unreadable(f"'{shown(text)}' is in the year {moment.year}, in which no ticket was written")
        return moment.astimezone(self.zone) if moment.tzinfo else moment.replace(tzinfo=self.zone)

    def _by_shape(self, text: str) -> datetime:
        found = next((match for shape in _SHAPES if (match := shape.fullmatch(text))), None)
        if not found:
            raise Unreadable(f"'{shown(text)}' is not a point in time", _advice(text))
        part = found.groupdict()
        year = int(part["year"]) + (2000 if len(part["year"]) == 2 else 0)
        day, month = part["one"], part.get("two") or _MONTHS[part["name"][:3].lower()]
        if part.get("dot") and part["dot"] != "." and self._in_order() == "month-first":
            day, month = month, day
        try:
            return datetime(year, int(month), int(day), _hour(part), int(part["minute"]), int(part["second"] or 0), tzinfo=_offset(part["offset"]))
        except ValueError as error:
            raise Unreadable(f"'{shown(text)}' is not a point in time ({error})", _WRITE) from None

    def _in_order(self) -> Order:
        if self._order is None:
            self._order = self._ask()
        return self._order


def decides(text: str) -> Order | None:
    """What a date shows of the order of day and month: `15/09/2026` is day-first, `09/15/2026` is not, `03/04/2026` may be either."""
    found = _NUMERIC.match(text)
    if not found:
        return None
    first, second = int(found[1]), int(found[3])
    return "day-first" if first > 12 >= second else "month-first" if second > 12 >= first else None


def shown(text: str, most: int = 60) -> str:
    """A value from the file for a sentence: on one line, and not the whole of a long one."""
    plain = re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", text).strip()
    return plain if len(plain) <= most else f"{plain[:most - 3]}..."


def _hour(part: dict[str, str | None]) -> int:
    hour = int(part["hour"] or 0)
    if not part["half"]:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError("hour must be in 1..12 before am or pm")
    return hour % 12 + (12 if part["half"][0] in "pP" else 0)


def _offset(text: str | None) -> timezone | None:
    if not text:
        return None
    if text[0] not in "+-":
        return timezone.utc
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


def _advice(text: str) -> str:
    """Spreadsheets and programs write times as numbers; other zones than UTC have names that are not unique."""
    if re.fullmatch(r"\d{5}([.,]\d+)?", text):
        return "it is a number of a spreadsheet: format the column as date and time, and save again"
    if re.fullmatch(r"\d{10}|\d{13}", text):
        return f"it is a number of seconds since 1970: {_WRITE}"
    return f"names of zones are not unique: {_WRITE}" if re.search(r"\d ?[A-Z]{3,5}$", text) else _WRITE
