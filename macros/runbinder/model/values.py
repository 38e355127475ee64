"""The values a plan is written with: ids, references, prose, durations, money, dates, numbers to call.

Each type reads the text an author wrote and refuses it with a sentence that says what to write
instead. Values keep their type at run time, so that pages know a reference from a sentence.
"""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, GetCoreSchemaHandler, StringConstraints, ValidationInfo
from pydantic_core import core_schema

# A file name on any file system comes from an id: lower case only (case-insensitive disks), no
# device name of Windows, no more than 60 characters (long paths on a stick).
_ID = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*\Z")
_DEVICES = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(1, 10))}


def _id(text: Any) -> str:
    if not isinstance(text, str) or not _ID.match(text) or len(text) > 60:
        raise ValueError(
            f"{text!r} is not an id: use lower-case letters, digits and hyphens, at most 60 (for example backup-operator)"
        )
    if text.split(".")[0] in _DEVICES or text == "index":
        raise ValueError(f"{text!r} can not be a file name on every system: choose another id")
    return text


Id = Annotated[str, BeforeValidator(_id)]


class _Text(str):
    """A text with a meaning of its own; subclasses say which by `read`."""

    __slots__ = ()
    _schema: dict[str, Any] = {"strip_whitespace": True}

    @classmethod
    def read(cls, text: str) -> "_Text":
        return cls(text.strip())

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        inner = core_schema.str_schema(min_length=1, **cls._schema)
        return core_schema.no_info_after_validator_function(cls.read, inner)


class Text(_Text):
    """A line of plain text."""


class Prose(_Text):
    """Markdown: paragraphs, lists, emphasis, code, links; raw HTML stays text. `[[kind:id]]` names a record."""


class Command(_Text):
    """What to type, shown to the letter and with a copy button."""

    _schema: dict[str, Any] = {}

    @classmethod
    def read(cls, text: str) -> "Command":
        return cls(text.strip("\n"))


class Ref(str):
    """The id of another record; which kinds it may name stands in the annotation: `Ref["person", "role"]`."""

    kinds: tuple[str, ...]

    def __class_getitem__(cls, kinds: str | tuple[str, ...]) -> Any:
        wanted = (kinds,) if isinstance(kinds, str) else kinds
        return Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), _Refers(wanted)]

    @classmethod
    def to(cls, text: str, *kinds: str) -> "Ref":
        ref = cls(text)
        ref.kinds = kinds
        return ref


class _Refers:
    """Turns the text of a reference into a Ref that knows its kinds."""

    def __init__(self, kinds: tuple[str, ...]) -> None:
        self.kinds = kinds

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(lambda text: Ref.to(text, *self.kinds), handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        return {**handler(schema), "description": "id of: " + " or ".join(self.kinds)}


class Phone(_Text):
    """A telephone number in E.164; spaces are welcome: `+44 7700 900101`."""

    @classmethod
    def read(cls, text: str) -> "Phone":
        import phonenumbers  # 40 ms to import, and most readings of a plan are answered from the cache of ids

        try:
            number = phonenumbers.parse(text)
            if phonenumbers.is_possible_number_with_reason(number) != phonenumbers.ValidationResult.IS_POSSIBLE:
                raise ValueError
        except (phonenumbers.NumberParseException, ValueError):
            raise ValueError(f"{text!r} is not a telephone number: write it with + and the country code, as +44 7700 900101") from None
        extension, number.extension = number.extension, None
        return cls(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL) + (f" x{extension}" if extension else ""))

    @property
    def e164(self) -> str:
        return "+" + re.sub(r"\D", "", self.partition("x")[0])


class Email(_Text):
    """A mail address."""

    @classmethod
    def read(cls, text: str) -> "Email":
        if not re.fullmatch(r"[^@\s<>()]+@[^@\s.<>()]+(\.[^@\s.<>()]+)+", text.strip()):
            raise ValueError(f"{text!r} is not a mail address: write name@domain")
        return cls(text.strip())


class Url(_Text):
    """An address on the web, http or https."""

    @classmethod
    def read(cls, text: str) -> "Url":
        try:
            named = re.fullmatch(r"https?://[^\s<>\"']+", text.strip()) and urlsplit(text.strip()).hostname
        except ValueError:  # a bracket that is not the address of a machine
            named = None
        if not named:
            raise ValueError(f"{text!r} is not a web address: begin it with https://")
        return cls(text.strip())


_UNITS = {"m": 1, "min": 1, "h": 60, "d": 1440, "w": 10080}
_SHORT = re.compile(r"(?:\d{1,5}(?:\.\d+)?\s*(?:min|[mhdw])\s*){1,4}\Z")
_ISO = re.compile(r"P(?=.)(?:(\d{1,5})W)?(?:(\d{1,5})D)?(?:T(?=.)(?:(\d{1,5})H)?(?:(\d{1,5})M)?)?\Z")


class Duration(timedelta):
    """A length of time: `30m`, `24h`, `4d`, `2w`, `1h 30m`, or ISO 8601 (`PT30M`, `P4D`)."""

    @classmethod
    def read(cls, text: Any) -> "Duration":
        if isinstance(text, timedelta):
            return cls(seconds=text.total_seconds())
        if isinstance(text, str) and _SHORT.match(text.strip()):
            pairs = re.findall(r"(\d+(?:\.\d+)?)\s*(min|[mhdw])", text)
            return cls(minutes=sum(float(number) * _UNITS[unit] for number, unit in pairs))
        if isinstance(text, str) and (iso := _ISO.match(text.strip())):
            weeks, days, hours, minutes = (int(part or 0) for part in iso.groups())
            return cls(weeks=weeks, days=days, hours=hours, minutes=minutes)
        raise ValueError(f"{text!r} is not a length of time: write 30m, 24h, 4d or 2w")

    def __str__(self) -> str:
        """Hours up to two days, days and hours above: `45 min`, `24 h`, `4 days`."""
        minutes = round(self.total_seconds() / 60)
        if minutes >= 2880:
            parts = [(minutes // 1440, "days"), (minutes % 1440 // 60, "h"), (minutes % 60, "min")]
        else:
            parts = [(minutes // 60, "h"), (minutes % 60, "min")]
        return " ".join(f"{number} {unit}" for number, unit in parts if number) or "0 min"

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.read, serialization=core_schema.to_string_ser_schema())

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: Any, _handler: Any) -> dict[str, Any]:
        return {"type": "string", "examples": ["30m", "24h", "4d", "2w"]}


class Money:
    """An amount with its currency: `20000 GBP`, or {amount, currency}."""

    __slots__ = ("amount", "currency")

    def __init__(self, amount: Decimal, currency: str) -> None:
        self.amount, self.currency = amount, currency

    @classmethod
    def read(cls, value: Any) -> "Money":
        if isinstance(value, Money):
            return value
        if isinstance(value, dict) and set(value) == {"amount", "currency"}:
            value = f"{value['amount']} {value['currency']}"
        match = re.fullmatch(r"(\d+(?:[ ,]\d{3})*(?:\.\d{1,2})?)\s*([A-Z]{3})", value.strip()) if isinstance(value, str) else None
        if not match:
            raise ValueError(f"{value!r} is not an amount of money: write 20000 GBP")
        return cls(Decimal(re.sub("[ ,]", "", match[1])), match[2])

    def __str__(self) -> str:
        return f"{self.amount:,} {self.currency}"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Money) and (self.amount, self.currency) == (other.amount, other.currency)

    def __hash__(self) -> int:
        return hash((self.amount, self.currency))

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.read, serialization=core_schema.to_string_ser_schema())

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: Any, _handler: Any) -> dict[str, Any]:
        return {"type": "string", "examples": ["20000 GBP"]}


def _day(value: Any) -> Any:
    if isinstance(value, date) or (isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value)):
        return value
    raise ValueError(f"{value!r} is not a date: write it as 2026-03-31")


def _moment(value: Any, info: ValidationInfo) -> datetime:
    """A time without an offset is in the client's zone, which the reader hands over as context."""
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        if isinstance(value, str) and ":" not in value:
            raise ValueError
    except (ValueError, TypeError):
        raise ValueError(f"{value!r} is not a point in time: write it as 2026-03-31 16:30") from None
    zone = (info.context or {}).get("zone", ZoneInfo("UTC"))
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _clock(value: Any) -> Any:
    if isinstance(value, time) or (isinstance(value, str) and re.fullmatch(r"([01]?\d|2[0-3]):[0-5]\d", value)):
        return time.fromisoformat(value.zfill(5)) if isinstance(value, str) else value
    raise ValueError(f"{value!r} is not a time of day: write it as 16:30")


Day = Annotated[date, BeforeValidator(_day)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
Clock = Annotated[time, BeforeValidator(_clock)]
