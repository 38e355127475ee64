"""How the client leaves the provider, or goes on without it: owned by the client, ready before it is needed (S2)."""

import re
from typing import Any, Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from runbinder.model.acquisition import Acquisition
from runbinder.model.common import Part, Record, given, keyed, many, may, must
from runbinder.model.control import Document
from runbinder.model.people import Attested
from runbinder.model.values import Command, Day, Duration, Id, Money, Prose, Ref, Text

_GONE = re.compile(r"(any one person of|everyone of|all principals of|organisation|person|site|asset|channel|service|credential) (\S+)\Z")


class Gone(Part):
    """What a scenario takes away: `everyone of kestrel`, `any one person of kestrel`, `site leeds-office` ..."""

    any_one_person_of: Ref["organisation"] | None = may("Any single one of its people (tried one after the other).")
    everyone_of: Ref["organisation"] | None = may("All of its people; its systems stay.")
    all_principals_of: Ref["organisation"] | None = may("All of its principals at once.")
    organisation: Ref["organisation"] | None = may("The whole organisation: its people, systems and contracts.")
    person: Ref["person"] | None = may("One named person, who can not be reached.")
    site: Ref["site"] | None = may("A place that nobody can work in.")
    asset: Ref["asset"] | None = may("A thing that is lost or can not be used.")
    channel: Ref["channel"] | None = may("A way for messages that is down.")
    service: Ref["service"] | None = may("An operation that has stopped.")
    credential: Ref["credential"] | None = may("A key or password that is lost or no longer works.")

    @model_validator(mode="before")
    @classmethod
    def _line(cls, data: Any) -> Any:
        if not isinstance(data, str):
            return data
        if match := _GONE.match(data.strip()):
            return {match[1].replace(" ", "_"): match[2]}
        raise PydanticCustomError(
            "gone", "'{text}' does not say what is gone: write everyone of kestrel, any one person of kestrel, "
            "all principals of kestrel, organisation kestrel, person ..., site ..., asset ..., channel ...", {"text": data})


class Scenario(Record):
    """A way in which the provider stops serving, and what the first hour looks like (S2-7 to S2-11, S2-30)."""

    kind = "scenario"
    title: Text = must("What has happened, in a few words.")
    exit: Literal["stressed", "non-stressed"] = must("Under pressure or planned (PRA SS2/21 10.1).")
    provider_cooperates: Literal["yes", "partly", "no"] = must("What can still be had from the provider.")
    notice: Duration | None = may("How much warning there is; none if left out.")
    assumptions: tuple[Text, ...] = many("What is assumed to be gone, and what to be there.")
    gone: tuple[Gone, ...] = many("What the loss simulation takes away.")
    signs: tuple[Text, ...] = many("How one notices that it has happened.")
    first_hour: tuple[Text, ...] = must("What to do in the first hour, in order.", min_length=1)
    lockdown: Literal["none", "targeted", "full"] = must("How much is locked down at once.")
    then: Prose | None = may("What follows after that hour.")
    messages: tuple[Ref["message"], ...] = many("What goes out, in this order.")
    calls: Ref["contact_tree"] | None = may("The contact tree that is started.")
    sources: tuple[Text, ...] = many("Where the idea for it comes from.")


class Invocation(Part):
    """Who may declare the transition, and how others can believe them when the provider is silent."""

    by: tuple[Ref["role", "person"], ...] = must("Who may declare it, in order.", min_length=1)
    how: Prose = must("How it is declared: in which words, to whom.")
    proof: Prose = must("What proves the authority to vendors and staff without the provider.")


class LockdownStep(Part):
    """One way in that is shut, in an order that can not lock the client out (S2-17)."""

    do: Prose = must("What to do, as an order.")
    action: Literal["secure", "preserve evidence", "disable", "block", "revoke", "rotate", "remove agent", "transfer ownership", "notify"] = must("What sort of step it is.")
    closes: tuple[Ref["credential"], ...] = many("Which ways in it shuts or changes.")
    targets: tuple[Ref["asset", "channel", "organisation", "site"], ...] = many("What it is done to, where that is no credential.")
    by: Ref["role", "person"] = must("Who does it: the client or a third party, never the suspect.")
    within: Duration = must("By when, counted from the declaration.")
    run: Command | None = may("What to type, to the letter.")
    procedure: Ref["procedure"] | None = may("The procedure that says how, step by step.")
    verify: Prose = must("How one knows that it worked.")
    risk: Prose | None = may("What breaks if it is done wrong.")
    undo: Prose | None = may("How to take it back, if it was wrong.")
    needs: tuple[Ref["credential"], ...] = many("Credentials that one must have for it.")
    scenarios: tuple[Ref["scenario"], ...] = many("Only in these scenarios; in all if left out.")
    evidence: Text | None = may("What is kept as proof that it was done.")


class ContinuityMeasure(Part):
    """Who keeps a service going between the old provider and the new (S2-29)."""

    service: Ref["service"] = must("The service that has to go on meanwhile.")
    do: Prose = must("What is done in the gap.")
    by: Ref["role", "person", "organisation"] = must("Who keeps it going in the gap.")
    from_: Duration = must("How soon after the declaration it is in place.", alias="from")
    until: Duration = must("How long it can be held.")
    procedures: tuple[Ref["procedure"], ...] = many("The procedures that keep it going.")


class KnowledgeItem(Part):
    """Something to learn, by whom, how, and who says that it was learnt (S2-13)."""

    item: Text = must("What has to be learnt, in a few words.")
    covers: tuple[Ref["service", "procedure"], ...] = must("Which services and procedures it covers.", min_length=1)
    method: Literal["document", "shadowing", "recorded session", "workshop"] = must("In which way it is handed on.")
    receiver: Ref["organisation", "role", "person"] = must("Who has to learn it.")
    takes: Duration | None = may("How long it takes to hand on.")
    on: Day | None = may("When it took place or is planned.")
    accepted: Attested | None = may("Who accepted that it was learnt.")


class AssetTransfer(Part):
    """A thing that changes hands: asset, licence, domain, certificate."""

    asset: Ref["asset"] = must("The thing that changes hands.")
    from_: Ref["organisation"] = must("The organisation that gives it up.", alias="from")
    to: Ref["organisation"] = must("The organisation that it goes to.")
    how: Prose = must("What has to be done, with the forms and codes it takes.")
    within: Duration | None = may("How soon after the declaration it has to be done.")
    cost: Money | None = may("What has to be paid for that.")


class ContractTransfer(Part):
    """A supplier contract that the successor or the client takes over."""

    contract: Ref["contract"] = must("The agreement with a supplier that is taken over.")
    how: Prose = must("Whether it is novated, assigned or bought again, and by which form.")
    cost: Money | None = may("What has to be paid for that.")
    within: Duration | None = may("How soon after the declaration it has to be done.")


class DataDisposition(Part):
    """What happens to a data set at the end (GDPR 28(3)(g), DORA 30(2)(d))."""

    data: Ref["asset"] = must("The data set that is returned and then deleted.")
    held_by: Ref["organisation"] = must("The organisation that has it now.")
    return_as: Text = must("In which format it comes back.")
    return_within: Duration = must("How soon after the declaration it comes back.")
    opened_by: Ref["role", "person"] | None = may("Who opens the export and says that it is whole.")
    delete_within: Duration = must("How soon the holder deletes its copies.")
    certificate: Text = must("The paper that proves that it was deleted.")
    hold: Prose | None = may("What must be kept in spite of that, and why.")


class TimetablePhase(Record):
    """A stretch of the transition; its earliest start is computed from what it waits for."""

    kind = "phase"
    title: Text = must("What is done, in a few words.")
    after: tuple[Ref["phase"], ...] = many("Which phases must be finished first.")
    starts: Duration | None = may("Not before this long after the declaration.")
    takes: Duration = must("How long it takes from its start.")
    by: Ref["role", "person", "organisation"] = must("Who leads it and says when it is finished.")
    ends_with: Text | None = may("What shows that it is finished.")


class CommercialClose(Part):
    """What happens to money when the provider leaves."""

    final_invoice: Prose = must("What is still owed, by when.")
    prepaid: Prose | None = may("What was paid in advance and comes back.")
    licences: Prose | None = may("Which licences the provider owns and when they stop.")
    overlap: Text | None = may("Who pays for the time when both are there.")
    no_hostage: Prose | None = may("That access does not wait for money, and where that is agreed.")
    disputes: Prose | None = may("How a disagreement is settled while the transition runs.")
    second_signatory: Ref["person"] | None = may("Who can sign for the provider if a principal can not.")


class AcceptanceItem(Part):
    """One thing that is there, with proof, or missing, with a date."""

    item: Text = must("What has to be there when the transition ends.")
    evidence: Text | None = may("What shows that it is there.")
    accepted: Attested | None = may("Who accepted it, and on which day.")
    missing: Text | None = may("What is not there yet, if anything.")
    owner: Ref["role", "person"] | None = may("Who brings what is not there yet.")
    due: Day | None = may("The day by which that has to be there.")


class Acceptance(Part):
    """How the client accepts the end of the transition, item by item."""

    signer: Ref["role", "person"] = must("Who signs for the client that it is complete.")
    cut_over: Text = must("When responsibility changes hands; not on a Friday, at month end or on pay day.")
    items: tuple[AcceptanceItem, ...] = many("What has to be there when it ends.")
    audit_after: Duration | None = may("How long after the end somebody looks for access that was left.")
    audit_by: Ref["role", "person", "organisation"] | None = may("Who looks for access that was left.")


class TransitionPlan(Part):
    """The plan for leaving the provider, or for going on without it; it belongs to the client."""

    title: Text = given("Transition-away plan", "What the plan is called.", validate_default=True)
    owner: Ref["role", "person"] = must("Who owns it: the client's, never the provider's (S2-16).")
    purpose: Prose = must("What it is for, to somebody who opens it on the day.")
    document: Document | None = may("Version, owner, review and approvals of this plan.")
    indicators: tuple[Text, ...] = many("Early signs that it may be needed.")
    triggers: tuple[Text, ...] = must("Events that set the plan off.", min_length=1)
    invocation: Invocation = must("Who declares it, how, and what proves that they may.")
    exit_managers: tuple[Ref["role", "person"], ...] = many("Who leads it on each side.")
    scenarios: dict[Id, Scenario] = keyed("Ways in which the provider may stop serving.")
    lockdown: tuple[LockdownStep, ...] = many("What is shut at once, in order.")
    continuity: tuple[ContinuityMeasure, ...] = many("Who keeps what going in the gap.")
    acquisition: Acquisition | None = may("How somebody is found who takes over for good.")
    knowledge: tuple[KnowledgeItem, ...] = many("What is handed on, item by item.")
    asset_transfer: tuple[AssetTransfer, ...] = many("Which things change hands, and how.")
    contract_transfer: tuple[ContractTransfer, ...] = many("Which agreements with suppliers move, and how.")
    data: tuple[DataDisposition, ...] = many("What happens to each data set.")
    not_handed_over: tuple[Text, ...] = many("What the provider keeps: its own tools and notes.")
    timetable: dict[Id, TimetablePhase] = keyed("What is done when, and what each phase waits for.")
    commercial: CommercialClose | None = may("What is still to be paid, and what comes back.")
    success: tuple[Text, ...] = many("How one knows that it worked.")
    ends_when: tuple[Text, ...] = many("How one knows that the plan is no longer needed.")
    acceptance: Acceptance | None = may("How the client accepts the end, item by item.")
    rehearsals: tuple[Ref["exercise"], ...] = many("Exercises in which the plan was tried.")
    attachments: tuple[Ref["attachment"], ...] = many("Forms and papers that belong to it.")
    evidence_for: tuple[Ref["control"], ...] = many("Controls that it is evidence towards, as `framework/control`.")
    notes: Prose | None = may("Anything a stranger should know that no other field holds.")
