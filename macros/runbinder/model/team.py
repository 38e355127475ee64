"""Who leads an incident, with the customer at the table, and what happens to that seat in a dispute (S0)."""

from typing import Literal

from runbinder.model.common import Part, given, many, may, must, not_for
from runbinder.model.control import Approval, Document
from runbinder.model.values import Day, Duration, Prose, Ref, Text

PHASES = ("initial response", "immediate aftermath", "invoke the plan", "set up the team", "manage the incident")


class Phase(Part):
    """One of the five phases of a response, in their order (S0-2)."""

    phase: Literal["initial response", "immediate aftermath", "invoke the plan", "set up the team", "manage the incident"] = must(
        "Which of the five parts of the response this is."
    )
    does: Prose = must("What is done in it and when it ends.")
    led_by: Ref["role"] | None = may("The role that leads in it.")
    within: Duration | None = may("How soon after the start it is reached.")
    procedures: tuple[Ref["procedure"], ...] = must("The procedures that are followed in it.", min_length=1)


class LegalReview(Part):
    """The lawyer was asked before the seat was offered (S0-18)."""

    by: Ref["person"] = must("The lawyer who was asked.")
    on: Day = must("The day on which the lawyer answered.")
    outcome: Text = must("What the lawyer advised, in a sentence.")


class CustomerSeat(Part):
    """The customer's place in the team: a decision, also when it is no (S0-4)."""

    decision: Literal["offered", "not offered"] = must("Whether the customer was offered the seat.")
    state: Literal["active", "suspended in dispute", "withdrawn", "not offered"] = must("What became of it, as of today.")
    why: Prose | None = may("The reason for offering it, or for not doing so.")
    party: Ref["organisation"] | None = may("The customer that the seat belongs to.")
    holder: Ref["person"] | None = may("The person who sits there for the customer.")
    deputy: Ref["person"] | None = may("The person who sits there when the holder can not.")
    authority: Prose | None = may("What they may decide on the spot (S0-7).")
    recovery_priorities: tuple[Text, ...] = many("What the customer wants back first (S0-7).")
    legal_review: LegalReview | None = may("What the lawyer said before the offer.")
    offered_on: Day | None = may("The day on which it was offered.")
    stands_in: Ref["role", "person"] | None = may("Who decides while the seat is empty.")


class PartnerSeat(Part):
    """A partner on the critical path with a place in the team (S0-39)."""

    organisation: Ref["organisation"] = must("The partner that the seat belongs to.")
    holder: Ref["person"] = must("The person who speaks for the partner.")
    when: Text | None = may("In which incidents it takes part.")


class MeetingPlace(Part):
    """Where the team meets, and what that place depends on."""

    place: Text = must("Where to come: a room, an address, a conference call.")
    at: Ref["site"] | None = may("The site that the room belongs to.")
    over: Ref["channel"] | None = may("The channel for those who are not there.")
    how: Text | None = may("How to get in: dial-in, who has the key.")


class Member(Part):
    """A role in the team and what it does there."""

    role: Ref["role"] = must("The role that belongs to the team.")
    does: Text = must("What it does in the team.")


class IncidentManagementTeam(Part):
    """The team that manages an incident: who calls it, who sits in it, how it decides, when it ends."""

    document: Document | None = may("Version, owner, review and approvals of this plan.")
    invocation_criteria: tuple[Text, ...] = must("What sorts of incident cause the plan to be invoked (S0-3).", min_length=1)
    invoked_by: tuple[Ref["role", "person"], ...] = must("Who may invoke it: first and deputies (S0-3).", min_length=1)
    phases: tuple[Phase, ...] = must("The five parts of the response, in their order.")
    members: tuple[Member, ...] = must("The roles that belong to it.", min_length=1)
    customer_seat: CustomerSeat = must("Whether the customer sits in it.")
    partner_seats: tuple[PartnerSeat, ...] = many("Partners with a place in it.")
    meets_at: MeetingPlace = must("Where the team comes together first.")
    or_at: MeetingPlace = must("Where it meets if that place is gone.")
    first_meeting_within: Duration = must("How soon after invocation the team first meets.")
    rhythm: Text | None = may("How often it meets after that.")
    calls: Ref["contact_tree"] | None = may("The contact tree that brings it together.")
    decision_log: Prose = must("How decisions are recorded: time, decision, who, joint or not, customer present or not (S0-8, S0-9).")
    emergency_services: Prose | None = may("Who speaks with fire, ambulance and police, and where they are met.")
    stand_down: tuple[Text, ...] = must("How one knows that it is over.", min_length=1)
    after: Prose | None = may("What follows: return from temporary measures, review.")
    attachments: tuple[Ref["attachment"], ...] = many("Forms and floor plans that the team uses.")
    evidence_for: tuple[Ref["control"], ...] = many("Controls that it is evidence towards, as `framework/control`.")
    notes: Prose | None = may("Anything a stranger should know that no other field holds.")


class LeaveTrigger(Part):
    """A kind of incident in which the customer is asked to leave the room (S0-14 to S0-16, S0-20)."""

    key: Literal["provider actions alleged", "provider procedure failure", "provider staff contribution", "claim announced", "other"] = must(
        "Which of the agreed reasons it is."
    )
    when: Prose = must("What it looks like when it happens.")


class Exclusion(Part):
    """What happens when the customer leaves the room; it still gets its updates (S3-2)."""

    says: Ref["role", "person"] = must("Who tells the seat holder to leave the room.")
    how: Prose = must("What is said and done, in which words.")
    updates: Prose = must("What the customer still receives, how often.")
    updates_over: Ref["channel"] = must("The channel on which the customer goes on hearing from us.")
    message: Ref["message"] | None = may("The notice that both parties agreed beforehand.")


class Reinstatement(Part):
    """How the customer comes back."""

    by: tuple[Ref["role", "person"], ...] = must("Who decides that the customer comes back.", min_length=1)
    when: Prose = must("What must have happened before that is decided.")
    review_every: Duration = must("How often the suspension is looked at.")


class Briefed(Part):
    """Somebody knows a document in a version."""

    who: Ref["person"] = must("The person who was told of it.")
    on: Day = must("The day on which they were told.")
    version: Text = must("The version that they know, as 1.2.")


class DisputeProtocol(Part):
    """Ways of working agreed before anybody needs them, by senior managers and lawyers (S0-19 to S0-24)."""

    document: Document | None = may("Version, owner, review and approvals of this protocol.")
    purpose: Prose = must("What the protocol spares both parties, for those who did not write it.")
    parties: tuple[Ref["organisation"], ...] = must("The organisations that agreed on it.", min_length=2)
    agreed_on: Day = must("When it was agreed; before any incident that uses it (S0-22).")
    leave_triggers: tuple[LeaveTrigger, ...] = must("When the customer is asked to leave.", min_length=1)
    provider_only_subjects: tuple[Text, ...] = many("Subjects discussed only when nobody of the customer is in the room; in the internal edition only (S0-21).", **not_for("client", "auditor"))
    none_agreed: bool = given(False, "That there are no such subjects, by agreement.")
    may_invoke: tuple[Ref["role", "person"], ...] = must("Who may invoke it: legal counsel of both parties among them (S0-17).", min_length=1)
    exclusion: Exclusion = must("What happens when the customer leaves the room.")
    reinstatement: Reinstatement = must("How the customer comes back into the room.")
    approvals: tuple[Approval, ...] = must("Senior managers and lawyers of both parties who agreed (S0-23).", min_length=1)
    privileged_note: Prose | None = may("Legal advice; in the internal edition only.", **not_for("client", "auditor"))
    briefed: tuple[Briefed, ...] = many("Who knows it, in which version (S0-24).")
    evidence_for: tuple[Ref["control"], ...] = many("Controls that it is evidence towards, as `framework/control`.")
    notes: Prose | None = may("Anything a stranger should know that no other field holds.")
