"""Who leads an incident, with the customer at the table, and what happens to that seat in a dispute (S0)."""

from typing import Literal

from runbinder.model.common import Part, given, many, may, must
from runbinder.model.control import Approval, Document
from runbinder.model.values import Day, Duration, Prose, Ref, Text

PHASES = ("initial response", "immediate aftermath", "invoke the plan", "set up the team", "manage the incident")


class Phase(Part):
    """One of the five phases of a response, in their order (S0-2)."""

    phase: Literal["initial response", "immediate aftermath", "invoke the plan", "set up the team", "manage the incident"] = must("Which.")
    does: Prose = must("What is done in it and when it ends.")
    led_by: Ref["role"] | None = may("Who leads.")
    within: Duration | None = may("How soon it is reached.")
    procedures: tuple[Ref["procedure"], ...] = must("With which procedures.", min_length=1)


class LegalReview(Part):
    """The lawyer was asked before the seat was offered (S0-18)."""

    by: Ref["person"] = must("Which lawyer.")
    on: Day = must("When.")
    outcome: Text = must("What they said.")


class CustomerSeat(Part):
    """The customer's place in the team: a decision, also when it is no (S0-4)."""

    decision: Literal["offered", "not offered"] = must("Whether it was offered.")
    state: Literal["active", "suspended in dispute", "withdrawn", "not offered"] = must("What it is today.")
    why: Prose | None = may("Why so.")
    party: Ref["organisation"] | None = may("Who holds it.")
    holder: Ref["person"] | None = may("Who sits there.")
    deputy: Ref["person"] | None = may("Who sits there instead.")
    authority: Prose | None = may("What they may decide on the spot (S0-7).")
    recovery_priorities: tuple[Text, ...] = many("What the customer wants back first (S0-7).")
    legal_review: LegalReview | None = may("What the lawyer said before the offer.")
    offered_on: Day | None = may("When it was offered.")
    stands_in: Ref["role", "person"] | None = may("Who decides while the seat is empty.")


class PartnerSeat(Part):
    """A partner on the critical path with a place in the team (S0-39)."""

    organisation: Ref["organisation"] = must("Which partner.")
    holder: Ref["person"] = must("Who speaks for it.")
    when: Text | None = may("In which incidents.")


class MeetingPlace(Part):
    """Where the team meets, and what that place depends on."""

    place: Text = must("Room, bridge, address.")
    at: Ref["site"] | None = may("At which site.")
    over: Ref["channel"] | None = may("Over which channel.")
    how: Text | None = may("How to get in: dial-in, who has the key.")


class Member(Part):
    """A role in the team and what it does there."""

    role: Ref["role"] = must("Which role.")
    does: Text = must("What it does in the team.")


class IncidentManagementTeam(Part):
    """The team that manages an incident: who calls it, who sits in it, how it decides, when it ends."""

    document: Document | None = may("Document control.")
    invocation_criteria: tuple[Text, ...] = must("What sorts of incident cause the plan to be invoked (S0-3).", min_length=1)
    invoked_by: tuple[Ref["role", "person"], ...] = must("Who may invoke it: first and deputies (S0-3).", min_length=1)
    phases: tuple[Phase, ...] = must("The response, phase by phase.")
    members: tuple[Member, ...] = must("Who is in it.", min_length=1)
    customer_seat: CustomerSeat = must("Whether the customer sits in it.")
    partner_seats: tuple[PartnerSeat, ...] = many("Partners with a place in it.")
    meets_at: MeetingPlace = must("Where it meets.")
    or_at: MeetingPlace = must("Where it meets if that place is gone.")
    first_meeting_within: Duration = must("How soon after invocation.")
    rhythm: Text | None = may("How often it meets after that.")
    calls: Ref["contact_tree"] | None = may("The contact tree that brings it together.")
    decision_log: Prose = must("How decisions are recorded: time, decision, who, joint or not, customer present or not (S0-8, S0-9).")
    emergency_services: Prose | None = may("Who speaks with fire, ambulance and police, and where they are met.")
    stand_down: tuple[Text, ...] = must("When it is over.", min_length=1)
    after: Prose | None = may("What follows: return from temporary measures, review.")
    attachments: tuple[Ref["attachment"], ...] = many("Forms, floor plans.")
    evidence_for: tuple[Ref["control"], ...] = many("Controls this is evidence towards.")
    notes: Prose | None = may("Anything else.")


class LeaveTrigger(Part):
    """A kind of incident in which the customer is asked to leave the room (S0-14 to S0-16, S0-20)."""

    key: Literal["provider actions alleged", "provider procedure failure", "provider staff contribution", "claim announced", "other"] = must("Which.")
    when: Prose = must("What it looks like when it happens.")


class Exclusion(Part):
    """What happens when the customer leaves the room; it still gets its updates (S3-2)."""

    says: Ref["role", "person"] = must("Who tells the seat holder.")
    how: Prose = must("What is said and done, in which words.")
    updates: Prose = must("What the customer still receives, how often.")
    updates_over: Ref["channel"] = must("Over which channel.")
    message: Ref["message"] | None = may("The agreed notice.")


class Reinstatement(Part):
    """How the customer comes back."""

    by: tuple[Ref["role", "person"], ...] = must("Who decides that.", min_length=1)
    when: Prose = must("What must have happened.")
    review_every: Duration = must("How often the suspension is looked at.")


class Briefed(Part):
    """Somebody knows a document in a version."""

    who: Ref["person"] = must("Who.")
    on: Day = must("When.")
    version: Text = must("Which version.")


class DisputeProtocol(Part):
    """Ways of working agreed before anybody needs them, by senior managers and lawyers (S0-19 to S0-24)."""

    document: Document | None = may("Document control.")
    purpose: Prose = must("What it spares both parties.")
    parties: tuple[Ref["organisation"], ...] = must("Between whom.", min_length=2)
    agreed_on: Day = must("When it was agreed; before any incident that uses it (S0-22).")
    leave_triggers: tuple[LeaveTrigger, ...] = must("When the customer is asked to leave.", min_length=1)
    provider_only_subjects: tuple[Text, ...] = many("Subjects discussed only when nobody of the customer is in the room; not in the client's edition (S0-21).")
    none_agreed: bool = given(False, "That there are no such subjects, by agreement.")
    may_invoke: tuple[Ref["role", "person"], ...] = must("Who may invoke it: legal counsel of both parties among them (S0-17).", min_length=1)
    exclusion: Exclusion = must("What happens then.")
    reinstatement: Reinstatement = must("How the customer comes back.")
    approvals: tuple[Approval, ...] = must("Senior managers and lawyers of both parties who agreed (S0-23).", min_length=1)
    privileged_note: Prose | None = may("Legal advice; in the internal edition only.")
    briefed: tuple[Briefed, ...] = many("Who knows it, in which version (S0-24).")
    evidence_for: tuple[Ref["control"], ...] = many("Controls this is evidence towards.")
    notes: Prose | None = may("Anything else.")
