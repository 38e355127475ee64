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
    name: Text = must("Who belongs to the group, in a few words.")
    party: Literal["client", "end customers", "staff", "suppliers", "media", "public", "regulator", "insurer", "authority"] = must(
        "What the group is to the client."
    )
    need: Prose = must("What they want to know first.")
    list_in: Text = must("Where the list of their addresses is.")
    list_on: Ref["asset", "organisation", "channel"] | None = may("The system that keeps the list.")
    offline_copy: Text | None = may("Where a copy of the list is that needs no system.")
    size: int | None = may("How many people belong to the group.", ge=0)
    languages: tuple[Text, ...] = many("In which languages they can be written to.")
    accessibility: Text | None = may("What some of them need: large print, text relay, signed video.")


class Entry(Part):
    """One row of the plan: on this, tell those, with that, over this, within so long (ISO 22301 7.4)."""

    phase: Literal["during", "after"] = must("Whether it goes out during the incident or after it (S1-1).")
    trigger: Text = must("The event or threshold on which it goes out.")
    customer_impact_likely: bool = given(False, "Whether the trigger is a likely effect on customers (S1-4).")
    audience: Ref["audience"] = must("The group of people that is told.")
    message: Ref["message"] = must("The text from the library that is sent.")
    over: Ref["channel"] = must("The channel that is tried first.")
    or_over: Ref["channel"] | None = may("The channel to use if the first one is down.")
    sent_by: Ref["role"] = must("Who sends it; the role's deputies stand in.")
    approved_by: Ref["role"] | None = may("Who approves it; nobody again, if the wording is approved already.")
    within: Duration = must("How soon after the trigger it goes out.")
    repeat: Duration | None = may("How much time lies between two repetitions.")
    until: Text | None = may("What has to happen before it is no longer repeated.")
    regime: Ref["legal_clock"] | None = may("The legal duty to notify that is met by it.")


class Inbound(Record):
    """A kind of message that comes in after a disruption, and who answers it (S1-13)."""

    kind = "inbound"
    type: Literal["support requests", "phone and mail", "social media", "media", "walk-in", "suppliers", "other"] = must(
        "In which way, or from which side, people get in touch.", alias="kind"
    )
    what: Text = must("What people ask or report, in their words.")
    over: tuple[Ref["channel"], ...] = must("The channels on which it comes in.", min_length=1)
    owner: Ref["role"] = must("Who sees to it that everybody gets an answer.")
    usual: Text | None = may("How much comes in on a usual day, and how much was seen in a surge.")
    overflow: Prose = must("What happens when more comes in than can be answered.")
    script: Ref["message"] | None = may("The message that the answer is read from.")
    respond_within: Duration = must("How soon it is answered (S1-14).")
    escalate: Ref["role", "person"] | None = may("Whom to ask when the script does not fit.")


class RosterEntry(Part):
    """A communications role and the hours it covers (S1-15)."""

    role: Ref["role"] = must("Which role; holder and deputies come from there.")
    hours: Hours = must("At which hours somebody in that role can be reached.")


class SocialRules(Part):
    """How to behave in public."""

    answers: Prose = must("What is answered, how fast, in which tone.")
    never: tuple[Text, ...] = many("What is never written there, whatever happens.")
    accounts: tuple[Ref["channel"], ...] = many("The channels that these rules hold for.")


class ContactCentres(Part):
    """Where calls are taken, and where instead (S1-25)."""

    primary: Text = must("Where calls are taken on a usual day.")
    secondary: Text | None = may("Where calls are taken when that place is down or full.")
    supplier: Ref["organisation"] | None = may("The company that runs the second place.")
    switch: Prose | None = may("How calls are switched over, and who can do it.")
    decision: Prose | None = may("Why there is no second place, if there is none.")


class RuledOut(Part):
    """A decision not to use something, with its reason."""

    what: Text = must("What is not used: traditional media, social media, a call centre, a temporary workspace, a mobile data centre.")
    why: Text = must("The reason why it is not used.")


class LegalClock(Record):
    """A duty to notify: from whom to whom, within what, counted from when. Help text, not legal advice."""

    kind = "legal_clock"
    title: Text = must("The duty in a few words: about what, from whom to whom.")
    from_: Text = must("The party that has to notify.", alias="from")
    to: Text = must("Who has to be told: an authority, a customer, the people concerned.")
    limit: Duration | None = may("The time allowed; without undue delay if left out.")
    starts: Text = must("The event from which the time is counted.")
    source: Text = must("The law and article, or the contract, in which the duty stands.")
    verified: bool = given(False, "Whether somebody read the duty there.")


class CommunicationsPlan(Part):
    """The customer communications plan (S1)."""

    document: Document | None = may("Version, owner, review and approvals of this plan.")
    scope: Prose = must("Which events and systems the plan covers, and which not (S1-2).")
    tailored: Prose | None = may("How it fits this business, and what is special here.")
    risk: Prose | None = may("What it would cost to say nothing (S1-8).")
    tell_when: tuple[Text, ...] = must("Events after which customers are told.", min_length=1)
    do_not_tell_when: tuple[Text, ...] = many("Below which threshold nobody is told (S1-3).")
    audiences: dict[Id, Audience] = keyed("The groups of people who are told something.")
    entries: tuple[Entry, ...] = many("Who tells whom what, and how soon, row by row.")
    inbound: dict[Id, Inbound] = keyed("What people ask afterwards, and who answers them.")
    roster: tuple[RosterEntry, ...] = many("Which communications role is covered at which hours.")
    spokesperson: Ref["role"] | None = may("Who speaks in public; deputies come from the role (DORA 14(3)).")
    social: SocialRules | None = may("How to behave on social media.")
    briefing: Prose | None = may("How staff are told before customers are (S1-18).")
    briefed: tuple[Briefed, ...] = many("Which customer-facing people know which version.")
    contact_centres: ContactCentres | None = may("Where calls are taken, and where instead.")
    ruled_out: tuple[RuledOut, ...] = many("What was considered and not taken.")
    rehearsed: tuple[Ref["exercise"], ...] = many("Exercises that rehearsed it (S1-27).")
    last_review: Day | None = may("When the plan as a whole was last tried against an event.")
    attachments: tuple[Ref["attachment"], ...] = many("Lists, floor plans and style guides that belong to it.")
    evidence_for: tuple[Ref["control"], ...] = many("Controls that it is evidence towards, as `framework/control`.")
    notes: Prose | None = may("Anything a stranger should know that no other field holds.")
