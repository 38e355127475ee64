"""When two answers say the same: a reader who writes `four hours` where the page says `4 h` has found it.

Only what is certain is decided here. Anything else is left to an examiner, who reads both.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Literal

Sort = Literal["name", "duration", "day", "time", "phone"]
"""What sort of thing an answer is; it decides which wordings are one."""
_MINUTES = {"m": 1, "min": 1, "minute": 1, "h": 60, "hr": 60, "hour": 60, "d": 1440, "day": 1440, "w": 10080, "wk": 10080, "week": 10080}
_NUMBERS = {word: number for number, word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), start=1)} | {"a": 1, "an": 1, "half": 0.5}
_NOISE = {"within", "last", "after", "every", "at", "about", "of", "and", "in", "on", "by", "most", "the", "latest", "least", "until", "for", "up", "to"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LEGAL = re.compile(r"(?<=\w) (ltd|limited|llp|plc|inc|gmbh)\b")
"""Of what law a company is, nobody writes behind its name."""
_ARTICLES = {"the", "a", "an"}


@dataclass(frozen=True)
class Answer:
    """What is right: the wording that is shown first, then all others that are as good."""

    sort: Sort
    says: tuple[str, ...]

    @property
    def keys(self) -> frozenset[str]:
        """What the wordings come down to; two answers with a key in common are one answer."""
        return frozenset(key(self.sort, one) for one in self.says)

    def accepts(self, given: str) -> bool:
        """Whether what a reader wrote is one of the wordings; no means that somebody has to look."""
        bare = {key(self.sort, re.sub(r"\([^()]*\)", " ", one)) for one in self.says}
        wordings = [one for one in (given, re.sub(r"\([^()]*\)", " ", given)) if words(one)]
        return any(key(self.sort, one) in self.keys | bare - {""} for one in wordings)

    def stands_in(self, page: str) -> bool:
        """Whether a text, as `words` gives it, has one of the wordings, word by word: `4 h` is not in `24 h`."""
        return any(holds(page, words(one)) for one in self.says)


def words(text: str) -> str:
    """A text without case, accents of typography, punctuation and articles: what is left when two people copy it out."""
    plain = unicodedata.normalize("NFKC", text).casefold().replace("\u2019", "'").replace("'s", "s")
    return " ".join(word for word in re.findall(r"[^\W_]+", plain) if word not in _ARTICLES)


def holds(text: str, phrase: str) -> bool:
    """Whether words stand in a text, one after the other and whole."""
    return bool(phrase) and f" {phrase} " in f" {text} "


def key(sort: Sort, text: str) -> str:
    """What a wording comes down to; its words, where it is not of the sort that it should be."""
    read = {"duration": _minutes, "day": _day, "time": _time, "phone": _digits}.get(sort)
    found = read(text) if read else None
    return f"{sort} {found}" if found is not None else _LEGAL.sub("", words(text)) or words(text)


def _minutes(text: str) -> str | None:
    """Hours and days as minutes, also counted from T0; None where anything is left over, as `two working days` are no 48 hours."""
    total, number, last = 0.0, None, 0
    for part in re.findall(r"\d+(?:\.\d+)?|[^\W\d_]+", re.sub(r"\bt0\s*\+", " ", text.casefold())):
        unit = part if part in _MINUTES else part.removesuffix("s")
        if re.match(r"\d", part):
            number = float(part)
        elif part in _NUMBERS and number is None:
            number = float(_NUMBERS[part])
        elif unit in _MINUTES and number is not None:
            total, number, last = total + number * _MINUTES[unit], None, _MINUTES[unit]
        elif part not in _NOISE and part not in _ARTICLES:
            return None
    if number is not None and last == 60:  # `4 h 15`
        total, number = total + number, None
    return f"{round(total)}" if total and number is None else None


def _day(text: str) -> str | None:
    """A date as it is written here, in plans, and in letters; with strokes the day comes first."""
    plain = text.casefold().replace(",", " ")
    named = re.search(r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]{3})[a-z]*\.?\s+(\d{4})", plain) or None
    swapped = re.search(r"([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?\s+(\d{4})", plain)
    if swapped and not named:
        month, day, year = swapped[1], swapped[2], swapped[3]
    elif named:
        day, month, year = named[1], named[2], named[3]
    elif found := re.fullmatch(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*", plain):
        return _iso(found[1], found[2], found[3])
    elif found := re.fullmatch(r"\s*(\d{1,2})[/.](\d{1,2})[/.](\d{4})\s*", plain):
        return _iso(found[3], found[2], found[1])
    else:
        return None
    return _iso(year, str(_MONTHS.index(month) + 1), day) if month in _MONTHS else None


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _time(text: str) -> str | None:
    """A time of day; `9 am`, `0900` and `09:00` are one."""
    found = re.fullmatch(r"\s*(?:at\s+)?(\d{1,2})(?:[:.h]?(\d\d))?\s*(am|pm)?\s*", text.casefold().replace("a.m.", "am").replace("p.m.", "pm"))
    if not found or not (found[2] or found[3]):
        return None
    hour = int(found[1]) % 12 + 12 * (found[3] == "pm") if found[3] else int(found[1])
    return f"{hour:02}:{found[2] or '00'}" if hour < 24 and int(found[2] or 0) < 60 else None


def _digits(text: str) -> str | None:
    """A telephone number from any country's prefix on: `0113 496 0120` is `+44 113 496 0120`."""
    digits = re.sub(r"\D", "", text)
    return digits[-9:] if len(digits) >= 9 and not re.search(r"[^\W\d_]{3}", text.casefold().replace("ext", "")) else None
