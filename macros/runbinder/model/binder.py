"""The two folders of plans - a client's and the provider's - and the Binder that joins them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field

from runbinder.model.assurance import Audit, Exercise
from runbinder.model.channels import Channel, ContactTree
from runbinder.model.common import Edition, Part, Record, Route, given, keyed, many, may, must, walk
from runbinder.model.communications import CommunicationsPlan, LegalClock
from runbinder.model.control import (
    AcceptedRisk, Attachment, Calendar, ControlMapping, Copy, Document, Framework, Settings, Term, Waiver,
)
from runbinder.model.incidents import Incident, MonitoringIssue, WeeklyStatus
from runbinder.model.messages import CommunicationStandard, Message
from runbinder.model.people import Organisation, Person, Role, Site
from runbinder.model.procedures import Procedure, Step
from runbinder.model.services import Asset, Contract, Credential, Service, Supplier
from runbinder.model.team import DisputeProtocol, IncidentManagementTeam
from runbinder.model.transition import TransitionPlan
from runbinder.model.values import Day, Id, Prose, Ref, Text


PROVIDER = "provider"
"""The id of the provider's own binder, which no client may have."""


def _zone(name: Any) -> str:
    try:
        ZoneInfo(name)
    except Exception:  # ZoneInfo raises five different errors for a bad name
        raise ValueError(f"{name!r} is not a time zone: write a name such as Europe/London") from None
    return name


class Dispute(Part):
    """Whether the parties are in dispute; it decides about the customer seat (S0-13)."""

    status: Literal["none", "open", "closed"] = must("Whether there is a dispute, and whether it is over.")
    with_: Ref["organisation"] | None = may("The party that the client is in dispute with.", alias="with")
    since: Day | None = may("The day on which the dispute began.")
    ended: Day | None = may("The day on which the dispute was over.")
    subject: Text | None = may("What the parties disagree about, in neutral words.")


class ContinuityPlan(Part):
    """Who writes and who implements the continuity plan; if that is the provider of a site, a seat is due (S0-6)."""

    written_by: Ref["organisation"] = must("The organisation that writes the plan.")
    implemented_by: Ref["organisation"] = must("The organisation that carries the plan out when it is needed.")
    for_site: Ref["site"] | None = may("The one site that the plan is for, where it is for one.")


class Profile(Organisation):
    """client.yml and provider.yml: the organisation that the folder belongs to."""

    timezone: Annotated[str, BeforeValidator(_zone)] = must("The zone that times are written in, as Europe/London.")
    summary: Prose = must("Who they are, what they do, and what a stranger must know first.")
    document: Document | None = may("Version, owner, review and approvals of the binder as a whole.")
    support: Prose | None = may("When and how people get help, in a few sentences.")


class ProviderProfile(Profile):
    """provider.yml: the provider as an organisation, and the id that plans know it by."""

    id: Id = must("The id by which plans name the provider.")
    party: Literal["provider"] = given("provider", "Says that this is the provider; need not be written.")
    second_signatory: Ref["person"] | None = may("Who can act for the company if the principals can not.")


class ClientProfile(Profile):
    """client.yml: the client as an organisation, what its binder aims at, and what everybody sees first."""

    party: Literal["client"] = given("client", "Says that this is the client; need not be written.")
    aims_at: int = given(4, "Readiness level aimed at: 1 reachable, 2 operable, 3 transferable, 4 assured.", ge=1, le=4)
    data_sensitivity: Literal["none", "personal", "sensitive", "extremely sensitive"] = must(
        "How sensitive the data is that the client handles (S2-2)."
    )
    service_model: Literal["total", "co-managed", "project"] = must("Whether the provider does all of the IT, shares it, or does one project (S2-4).")
    in_house_technical_staff: int = must("How many technicians the client employs itself; 0 is an answer (S2-5).", ge=0)
    end_customers: tuple[Ref["organisation"], ...] = many("The client's own customers, who depend on what it does.")
    coordinator: Ref["role", "person"] | None = may("The one person inside who oversees the provider (CIS 17.1).")
    project_manager: Ref["person"] | None = may("The provider's project manager; in copy of everything (S3-21).")
    insurer: Ref["organisation"] | None = may("The company whose policy pays, and which has to be told.")
    regimes: tuple[Text, ...] = many("Laws and rules that apply to the client, by name.")
    dispute: Dispute = given(Dispute(status="none"), "Whether it is in dispute with its customer or the provider.")
    continuity_plan: ContinuityPlan | None = may("Who writes and implements the continuity plan.")
    first: tuple[Step, ...] = many("What anybody does first when something is wrong; on the front page.")
    call_first: tuple[Ref["role", "person", "organisation"], ...] = many("Who to call now, in order; on the front page.")


class Plans(Part):
    """What a client's folder and the provider's have in common; each family is a file, or a folder of files."""

    organisations: dict[Id, Organisation] = keyed("Organisations that are no suppliers: customers, authorities, insurers, successors.")
    suppliers: dict[Id, Supplier] = keyed("Companies that supply the business, and how each is reached.")
    sites: dict[Id, Site] = keyed("Places where people work, and how to get in.")
    people: dict[Id, Person] = keyed("Everybody whom the plans name, and how each is reached.")
    roles: dict[Id, Role] = keyed("What has to be answered for, by whom, and who takes over.")
    channels: dict[Id, Channel] = keyed("Ways for messages to travel, and what each depends on.")
    contact_trees: dict[Id, ContactTree] = keyed("Who calls whom, in which order, when something happens.")
    services: dict[Id, Service] = keyed("What the business does that somebody depends on.")
    assets: dict[Id, Asset] = keyed("Things the business stands on: machines, licences, domains, data.")
    contracts: dict[Id, Contract] = keyed("What was promised to whom, and what it takes to end it.")
    credentials: dict[Id, Credential] = keyed("Where each key and password is kept, never the secret itself.")
    procedures: dict[Id, Procedure] = keyed("Instructions step by step, each in a file of its own.")
    messages: dict[Id, Message] = keyed("Texts written before they are needed, each in a file of its own.")
    exercises: dict[Id, Exercise] = keyed("Rehearsals, held or planned, each in a file of its own.")
    audits: dict[Id, Audit] = keyed("What auditors looked at and found, each in a file of its own.")
    glossary: dict[Id, Term] = keyed("Words that a stranger to this business may not know.")
    attachments: dict[Id, Attachment] = keyed("Diagrams, photographs and papers that lie beside the plans.")
    copies: dict[Id, Copy] = keyed("Who holds a copy of the binder, on what, and where.")
    calendar: Calendar = Field(default_factory=Calendar, description="Days and hours of work, and holidays.")


class Provider(Plans):
    """plans/provider/: the provider's own people, standard and library, which every binder draws on."""

    profile: ProviderProfile = must("provider.yml: who the provider is and how it gives support.")
    standard: CommunicationStandard | None = may("standard.yml: how incidents are talked about.")
    frameworks: dict[Id, Framework] = keyed("Standards and laws, each with its controls in our own words.")
    legal_clocks: dict[Id, LegalClock] = keyed("Duties to notify somebody, and how soon.")


class Client(Plans):
    """plans/clients/<client>/: everything that is the client's own."""

    profile: ClientProfile = must("client.yml: who the client is, and what to do first.")
    transition: TransitionPlan | None = may("transition.yml: how the client leaves the provider, or goes on without it.")
    incident_team: IncidentManagementTeam | None = may("incident-team.yml: who manages an incident, and how.")
    dispute_protocol: DisputeProtocol | None = may("dispute-protocol.yml: what happens to the customer's seat in a dispute.")
    communications: CommunicationsPlan | None = may("communications.yml: who tells whom what, when and how.")
    incidents: dict[Id, Incident] = keyed("What went wrong and what was done, each in a file of its own.")
    weekly_statuses: dict[Id, WeeklyStatus] = keyed("What the project manager sent in each week.")
    monitoring_issues: dict[Id, MonitoringIssue] = keyed("Alarms that somebody saw, and who owns them.")
    risks: dict[Id, AcceptedRisk] = keyed("Single points of failure that are known, and who accepts them.")
    waivers: dict[Id, Waiver] = keyed("Findings that are accepted for a time.")
    control_mappings: tuple[ControlMapping, ...] = many("What is evidence towards which control.")


@dataclass(frozen=True)
class Entry:
    """A record in a binder: what it is, whose it is, where it is written."""

    kind: str
    id: str
    record: Record
    party: Literal["client", "provider"]
    route: Route

    @property
    def title(self) -> str:
        return self.record.title_text or self.id.replace("-", " ").capitalize()


Index = dict[str, dict[str, Entry]]
# A record inside another one is known by both ids: an amendment by its contract's, a control by its framework's.
_COMPOSITE = {"amendment", "control"}
# What the provider wrote for its clients to use: the roles that it names are those of whoever uses it.
_LIBRARY = {"shared_procedure", "message"}


def entries(plans: Plans, name: str, party: Literal["client", "provider"], base: Route) -> Iterator[Entry]:
    """Every record of a folder; the folder's own organisation has the folder's name as its id."""
    for route, value in walk(plans, base):
        if isinstance(value, Record):
            if route[-1] == "profile":
                yield Entry("organisation", name, value, party, route)
            else:
                own = str(route[-1])
                yield Entry(value.kind, f"{route[-3]}/{own}" if value.kind in _COMPOSITE else own, value, party, route)


def indexed(plans: Plans, name: str, party: Literal["client", "provider"]) -> Iterator[Entry]:
    """The same as a binder knows them: with their whole route, and the provider's procedures as shared ones."""
    base: Route = ("provider",) if party == "provider" else ("clients", name)
    for entry in entries(plans, name, party, base):
        yield replace(entry, kind="shared_procedure") if party == "provider" and entry.kind == "procedure" else entry


@dataclass(frozen=True, eq=False)
class Binder:
    """A client, its provider and the date they are judged at: the one argument of checks, analysis and pages.

    Two binders are the same only if they are one object, so that what is computed from one can be kept.
    """

    id: str
    client: Client
    provider_id: str
    provider: Provider
    settings: Settings
    as_of: date
    edition: Edition = "internal"
    digest: str = ""
    index: Index = field(default_factory=dict, repr=False)
    whole: "Binder | None" = field(default=None, repr=False)
    """The binder that this edition was taken from; None for the internal one."""
    as_client: "Binder | None" = field(default=None, repr=False)
    """Of a binder as the provider's records see it: the one that it was made from; None for any other."""

    def find(self, ref: str, kinds: tuple[str, ...] = ()) -> Entry | None:
        """The record a reference means: the client's own first, then the provider's; as the provider's records see it, theirs first."""
        found = (entry for kind in kinds or getattr(ref, "kinds", ()) if (entry := self.index.get(kind, {}).get(str(ref))))
        return next(iter(sorted(found, key=lambda entry: entry.party == "client")) if self.as_client else found, None)

    def all(self, kind: str) -> list[Entry]:
        return list(self.index.get(kind, {}).values())

    def every(self, kind: str) -> list[Entry]:
        """All of a kind, with those of the provider that stand behind one of the client's of the same id."""
        return list({entry.route: entry for entry in (*self.all(kind), *self.as_provider.all(kind))}.values())

    @cached_property
    def as_provider(self) -> "Binder":
        """The same binder as the provider's own records see it: `incident-manager` is the provider's there, if it has one."""
        if self.as_client:
            return self
        index = {kind: dict(family) for kind, family in self.index.items()}
        for entry in indexed(self.provider, self.provider_id, "provider"):
            index.setdefault(entry.kind, {})[entry.id] = entry
        return replace(self, index=index, whole=self.whole and self.whole.as_provider, as_client=self)

    def home(self, entry: Entry) -> "Binder":
        """The binder in which what a record names is looked up; the library of the provider is filled by the client."""
        return self.as_provider if entry.party == "provider" and entry.kind not in _LIBRARY else self.as_client or self

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.client.profile.timezone)
