"""Organisations, places, people, the roles they hold and how each is reached."""

import re
from typing import Any, Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from runbinder.model.common import Part, Record, expand, given, many, may, must
from runbinder.model.values import Day, Email, Phone, Prose, Ref, Text, Url

Party = Literal[
    "provider", "client", "end customer", "supplier", "alternate provider", "adviser", "auditor", "regulator", "insurer",
    "authority", "media",
]
WAYS = ("mobile", "phone", "home", "desk", "sms", "email", "chat", "portal", "web", "address", "radio")
_TIME = r"(?:[01]\d:[0-5]\d|2[0-3]:[0-5]\d|24:00)"
_HOURS = rf"(?:(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:-(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun))? )?{_TIME}-{_TIME})"


class Hours(Text):
    """When something answers: `24x7`, `08:00-18:00`, or `Mon-Fri 08:00-18:00, Sat 09:00-13:00`."""

    __slots__ = ()

    @classmethod
    def read(cls, text: str) -> "Hours":
        if text.strip() != "24x7" and not re.fullmatch(rf"{_HOURS}(?:, {_HOURS})*", text.strip()):
            raise ValueError(f"{text!r} are not hours: write 24x7 or Mon-Fri 08:00-18:00")
        return cls(text.strip())


class Contact(Part):
    """One way to reach somebody: `{mobile: "+44 7700 900101", verified: 2026-10-02}`."""

    mobile: Phone | None = may("Number of the telephone they carry.")
    phone: Phone | None = may("Number of an office or a switchboard.")
    home: Phone | None = may("Number of the telephone where they live.")
    desk: Phone | None = may("Number of a desk that several people answer.")
    sms: Phone | None = may("A number that takes text messages.")
    email: Email | None = may("Address for mail, as name@domain.")
    chat: Text | None = may("Name to write to, and in which chat.")
    portal: Url | None = may("Web address where tickets are opened.")
    web: Url | None = may("Web address of a page where they can be reached.")
    address: Text | None = may("Where post is sent, with postcode.")
    radio: Text | None = may("Channel to set and name to call.")
    over: Ref["channel"] | None = may("The channel it runs over, if it is one of the business's own.")
    verified: Day | None = may("When somebody last got an answer there.")
    verified_by: Ref["person"] | None = may("The person who tried it.")
    hours: Hours | None = may("When it answers; any time if left out.")
    private: bool = given(False, "Whether it is left out of the client's and the auditor's edition.")
    notes: Text | None = may("Extension, account number to quote, whom to ask for.")

    @model_validator(mode="after")
    def _one_way(self) -> "Contact":
        if len([way for way in WAYS if getattr(self, way)]) != 1:
            raise PydanticCustomError("contact", "a contact names one way: write exactly one of {ways}", {"ways": ", ".join(WAYS)})
        return self

    @property
    def way(self) -> str:
        """mobile, phone, email ..."""
        return next(way for way in WAYS if getattr(self, way))

    @property
    def value(self) -> Any:
        return getattr(self, self.way)


class Reachable(Record):
    """Whoever has contact points, in the order in which to try them."""

    contacts: tuple[Contact, ...] = many("Ways to reach them, in the order to try.")

    @property
    def phones(self) -> tuple[Contact, ...]:
        return tuple(contact for contact in self.contacts if isinstance(contact.value, Phone))


class Organisation(Reachable):
    """A company or an authority; the client and the provider are organisations too."""

    kind = "organisation"
    name: Text = must("The full name, as on its letters.")
    party: Party = must("Which part it plays in this binder.")
    does: Prose | None = may("What it does, and what for us.")
    size: Literal["small", "medium", "large"] | None = may("How many people work there: up to 50, up to 250, or more.")
    sector: Text | None = may("Its line of business, in a few words.")
    jurisdictions: tuple[Text, ...] = many("Countries whose law applies to it.")
    principals: tuple[Ref["person"], ...] = many("The people it can not do without: owners, partners.")
    lawyers: tuple[Ref["person"], ...] = many("The people who advise it on the law.")
    account: Text | None = may("Our account or customer number with them.")
    insured: Text | None = may("Policy number, what it covers and whom to notify within how long.")


class Site(Record):
    """A place of work. Who owns it and who operates it decide who sits at the table (S0-5)."""

    kind = "site"
    name: Text = must("What people call the place.")
    owner: Ref["organisation"] = must("The organisation that owns or rents it.")
    operated_by: Ref["organisation"] = must("Who runs it day by day.")
    address: Text = must("Address, as a taxi driver needs it.")
    timezone: Text | None = may("Zone name, if it is not the client's.")
    hours: Hours | None = may("When somebody is there to open the door.")
    access: Prose | None = may("How to get in: reception, alarm, where the keys are and who hands them out.")
    alternate: Ref["site"] | None = may("Where to work if it can not be used.")
    shares_risk_with: tuple["SharedRisk", ...] = many("Sites that one event would take too.")


class SharedRisk(Part):
    """Two sites that one flood, power cut or landlord takes together."""

    site: Ref["site"] = must("The other place that the same event would take.")
    risk: Text = must("What both share: flood plain, building, power feed.")


class Held(Part):
    """A qualification or training with the proof of it."""

    in_: Text = must("What was learnt or certified, for example Windows Server administration.", alias="in")
    on: Day | None = may("When it was gained or last renewed.")
    issuer: Text | None = may("The body or school that certified it.")
    expires: Day | None = may("The day on which it lapses.")
    evidence: Text | None = may("Certificate number or where the record is.")


class Person(Reachable):
    """Somebody with a name; what they may do comes from their roles."""

    kind = "person"
    name: Text = must("First and last name.")
    organisation: Ref["organisation"] = must("The company or authority that employs them.")
    title: Text | None = may("What their job is called.")
    works_at: Ref["site"] | None = may("The site where they usually are.")
    hours: Hours | None = may("When they are usually at work.")
    languages: tuple[Text, ...] = many("Languages they can lead a call in.")
    customer_facing: bool = given(False, "Whether they talk to customers and must be briefed (S1-18).")
    qualified: tuple[Held, ...] = many("What they learnt for their work, with the proof.")
    trained: tuple[Held, ...] = many("Training, above all in managing an incident (S0-1).")
    left: Day | None = may("Last day of work; they must not be relied on afterwards.")

    @property
    def title_text(self) -> str:
        return str(self.name)


class Role(Record):
    """What somebody answers for, whoever holds it (ISO 22301 8.4.2: personnel and alternates)."""

    kind = "role"
    title: Text | None = may("Its title; made from the id if left out.")
    does: Prose = must("What it answers for.")
    may_: tuple[Text, ...] = many("What it may decide: invoke, stand down, approve messages, speak to media, spend up to 5000 GBP.", alias="may")
    holder: Ref["person"] | None = must("Who holds it now (`null` while nobody does).")
    deputies: tuple[Ref["person"], ...] = many("Who takes over, in this order.")
    critical: bool = given(True, "Whether the binder fails without it.")
    requires: tuple[Text, ...] = many("Qualifications that the holder must have.")
    accepted: Day | None = may("The day on which the holder said yes to it.")
    since: Day | None = may("When the holder took it on.")
    until: Day | None = may("The last day on which the holder has it.")
    at: Ref["site"] | None = may("The only site it is for; left out if it is for all.")
    service: Ref["service"] | None = may("The only service it is for; left out if it is for all.")

    def allows(self, authority: str) -> bool:
        """Whether the role's authority names `authority`."""
        return any(line.casefold().startswith(authority) for line in self.may_)


class Attested(Part):
    """A name under a statement, with a date."""

    short = "by"
    by: Ref["person"] = must("The person who says so with their name.")
    on: Day | None = may("The day on which they said so.")

    @model_validator(mode="before")
    @classmethod
    def _line(cls, data: Any) -> Any:
        return expand(cls, data)


Site.model_rebuild()
