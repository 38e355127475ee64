"""Who tells whom what, when and how, during and after a disaster - and who answers what comes in (S1)."""

from typing import Literal

from runbinder.model.common import Part, Record, given, keyed, many, may, must
from runbinder.model.control import Document
from runbinder.model.people import Hours
from runbinder.model.team import Briefed
from runbinder.model.values import Day, Duration, Id, Prose, Ref, Text


class Audience(Record):
    """Somebody who asks: how does it affect me?"""

    kind = "audience"
    name: Text = must("Who they are.")
    party: Literal["client", "end customers", "staff", "suppliers", "media", "public", "regulator", "insurer", "authority"] = must("Which party.")
    need: Prose = must("What they want to know first.")
    list_in: Text = must("Where the list of their addresses is.")
    list_on: Ref["asset", "organisation", "channel"] | None = may("The system that keeps the list.")
    offline_copy: Text | None = may("Where a copy of the list is that needs no system.")
    size: int | None = may("How many.", ge=0)
    languages: tuple[Text, ...] = many("Their languages.")
    accessibility: Text | None = may("Large print, text relay, signed video.")


class Entry(Part):
    """One row of the plan: on this, tell those, with that, over this, within so long (ISO 22301 7.4)."""

    phase: Literal["during", "after"] = must("During or after (S1-1).")
    trigger: Text = must("On which event or threshold.")
    customer_impact_likely: bool = given(False, "Whether the trigger is a likely effect on customers (S1-4).")
    audience: Ref["audience"] = must("To whom.")
    message: Ref["message"] = must("Which message.")
    over: Ref["channel"] = must("Over which channel.")
    or_over: Ref["channel"] | None = may("Over which channel if that one is down.")
    sent_by: Ref["role"] = must("Who sends it; the role's deputies stand in.")
    approved_by: Ref["role"] | None = may("Who approves it; nobody again, if the wording is approved already.")
    within: Duration = must("How soon after the trigger.")
    repeat: Duration | None = may("How often it is repeated.")
    until: Text | None = may("When that ends.")
    regime: Ref["legal_clock"] | None = may("Which legal clock it keeps.")


class Inbound(Record):
    """A kind of message that comes in after a disruption, and who answers it (S1-13)."""

    kind = "inbound"
    type: Literal["support requests", "phone and mail", "social media", "media", "walk-in", "suppliers", "other"] = must("What comes in.", alias="kind")
    what: Text = must("What people ask.")
    over: tuple[Ref["channel"], ...] = must("Where it comes in.", min_length=1)
    owner: Ref["role"] = must("Who owns it.")
    usual: Text | None = may("How much comes in on a usual day, and how much was seen in a surge.")
    overflow: Prose = must("What happens when it is too much.")
    script: Ref["message"] | None = may("What is answered.")
    respond_within: Duration = must("How soon it is answered (S1-14).")
    escalate: Ref["role", "person"] | None = may("Whom to ask when the script does not fit.")


class RosterEntry(Part):
    """A communications role and the hours it covers (S1-15)."""

    role: Ref["role"] = must("Which role; holder and deputies come from there.")
    hours: Hours = must("When it is covered.")


class SocialRules(Part):
    """How to behave in public."""

    answers: Prose = must("What is answered, how fast, in which tone.")
    never: tuple[Text, ...] = many("What is never written.")
    accounts: tuple[Ref["channel"], ...] = many("Which accounts.")


class ContactCentres(Part):
    """Where calls are taken, and where instead (S1-25)."""

    primary: Text = must("Where.")
    secondary: Text | None = may("Where instead.")
    supplier: Ref["organisation"] | None = may("Who runs the second one.")
    switch: Prose | None = may("How calls are switched over, and who can do it.")
    decision: Prose | None = may("Why there is none, if there is none.")


class RuledOut(Part):
    """A decision not to use something, with its reason."""

    what: Text = must("What: traditional media, social media, a call centre, a temporary workspace, a mobile data centre.")
    why: Text = must("Why not.")


class LegalClock(Record):
    """A duty to notify: from whom to whom, within what, counted from when. Help text, not legal advice."""

    kind = "legal_clock"
    title: Text = must("Which duty.")
    from_: Text = must("Who notifies.", alias="from")
    to: Text = must("Whom.")
    limit: Duration | None = may("Within what; without undue delay if left out.")
    starts: Text = must("When the clock starts.")
    source: Text = must("Article.")
    verified: bool = given(False, "Whether the text was seen.")


class CommunicationsPlan(Part):
    """The customer communications plan (S1)."""

    document: Document | None = may("Document control.")
    scope: Prose = must("What it covers (S1-2).")
    tailored: Prose | None = may("How it is cut to this business.")
    risk: Prose | None = may("What silence would cost (S1-8).")
    tell_when: tuple[Text, ...] = must("When customers are told.", min_length=1)
    do_not_tell_when: tuple[Text, ...] = many("Below which threshold nobody is told (S1-3).")
    audiences: dict[Id, Audience] = keyed("Who is told.")
    entries: tuple[Entry, ...] = many("Who tells whom what.")
    inbound: dict[Id, Inbound] = keyed("What comes in.")
    roster: tuple[RosterEntry, ...] = many("Who is there when.")
    spokesperson: Ref["role"] | None = may("Who speaks in public; deputies come from the role (DORA 14(3)).")
    social: SocialRules | None = may("How to behave on social media.")
    briefing: Prose | None = may("How staff are told before customers are (S1-18).")
    briefed: tuple[Briefed, ...] = many("Which customer-facing people know which version.")
    contact_centres: ContactCentres | None = may("Where calls are taken.")
    ruled_out: tuple[RuledOut, ...] = many("What was considered and not taken.")
    rehearsed: tuple[Ref["exercise"], ...] = many("Exercises that rehearsed it (S1-27).")
    last_review: Day | None = may("When the plan as a whole was last tried against an event.")
    attachments: tuple[Ref["attachment"], ...] = many("Lists, floor plans, style guides.")
    evidence_for: tuple[Ref["control"], ...] = many("Controls this is evidence towards.")
    notes: Prose | None = may("Anything else.")
