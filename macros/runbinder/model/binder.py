"""The two folders of plans - a client's and the provider's - and the Binder that joins them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, Field

from runbinder.model.assurance import Audit, Exercise
from runbinder.model.channels import Channel, ContactTree
from runbinder.model.common import Part, Record, Route, given, keyed, many, may, must, walk
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


def _zone(name: Any) -> str:
    try:
        ZoneInfo(name)
    except Exception:  # ZoneInfo raises five different errors for a bad name
        raise ValueError(f"{name!r} is not a time zone: write a name such as Europe/London") from None
    return name


class Dispute(Part):
    """Whether the parties are in dispute; it decides about the customer seat (S0-13)."""

    status: Literal["none", "open", "closed"] = must("Where it stands.")
    with_: Ref["organisation"] | None = may("With whom.", alias="with")
    since: Day | None = may("Since when.")
    ended: Day | None = may("When it was closed.")
    subject: Text | None = may("What it is about.")


class ContinuityPlan(Part):
    """Who writes and who implements the continuity plan; if that is the provider of a site, a seat is due (S0-6)."""

    written_by: Ref["organisation"] = must("Who writes it.")
    implemented_by: Ref["organisation"] = must("Who implements it.")
    for_site: Ref["site"] | None = may("For which site.")


class Profile(Organisation):
    """client.yml and provider.yml: the organisation that the folder belongs to."""

    timezone: Annotated[str, BeforeValidator(_zone)] = must("Time zone, as Europe/London.")
    summary: Prose = must("Who they are, what they do, and what a stranger must know first.")
    document: Document | None = may("Document control of the binder as a whole.")
    support: Prose | None = may("When and how support is given.")


class ProviderProfile(Profile):
    id: Id = must("The id by which plans name the provider.")
    party: Literal["provider"] = given("provider", "Always provider.")
    second_signatory: Ref["person"] | None = may("Who can act for the company if the principals can not.")


class ClientProfile(Profile):
    party: Literal["client"] = given("client", "Always client.")
    aims_at: int = given(4, "Readiness level aimed at: 1 reachable, 2 operable, 3 transferable, 4 assured.", ge=1, le=4)
    data_sensitivity: Literal["none", "personal", "sensitive", "extremely sensitive"] = must("What sort of data it handles (S2-2).")
    service_model: Literal["total", "co-managed", "project"] = must("How much the provider does (S2-4).")
    in_house_technical_staff: int = must("How many technicians it has (S2-5).", ge=0)
    end_customers: tuple[Ref["organisation"], ...] = many("Whom it serves.")
    coordinator: Ref["role", "person"] | None = may("The one person inside who oversees the provider (CIS 17.1).")
    project_manager: Ref["person"] | None = may("The provider's project manager; in copy of everything (S3-21).")
    insurer: Ref["organisation"] | None = may("Who insures it.")
    regimes: tuple[Text, ...] = many("Laws that apply to it.")
    dispute: Dispute = given(Dispute(status="none"), "Whether it is in dispute with its customer or the provider.")
    continuity_plan: ContinuityPlan | None = may("Who writes and implements the continuity plan.")
    first: tuple[Step, ...] = many("What anybody does first when something is wrong; on the front page.")
    call_first: tuple[Ref["role", "person", "organisation"], ...] = many("Who to call now, in order; on the front page.")


class Plans(Part):
    """What a client's folder and the provider's have in common; each family is a file, or a folder of files."""

    organisations: dict[Id, Organisation] = keyed("Customers, authorities, insurers, successors.")
    suppliers: dict[Id, Supplier] = keyed("Who supplies the business.")
    sites: dict[Id, Site] = keyed("Places of work.")
    people: dict[Id, Person] = keyed("People.")
    roles: dict[Id, Role] = keyed("Roles and who holds them.")
    channels: dict[Id, Channel] = keyed("Ways for messages.")
    contact_trees: dict[Id, ContactTree] = keyed("Who calls whom.")
    services: dict[Id, Service] = keyed("What the business does.")
    assets: dict[Id, Asset] = keyed("What it stands on.")
    contracts: dict[Id, Contract] = keyed("What was promised.")
    credentials: dict[Id, Credential] = keyed("Where the keys are.")
    procedures: dict[Id, Procedure] = keyed("What is done, a file each.")
    messages: dict[Id, Message] = keyed("Messages, a file each.")
    exercises: dict[Id, Exercise] = keyed("Rehearsals, a file each.")
    audits: dict[Id, Audit] = keyed("Audits, a file each.")
    glossary: dict[Id, Term] = keyed("Words.")
    attachments: dict[Id, Attachment] = keyed("Files beside the plans.")
    copies: dict[Id, Copy] = keyed("Who holds a copy of the binder.")
    calendar: Calendar = Field(default_factory=Calendar, description="Working days and holidays.")


class Provider(Plans):
    """plans/provider/: the provider's own people, standard and library, which every binder draws on."""

    profile: ProviderProfile = must("provider.yml")
    standard: CommunicationStandard | None = may("standard.yml: how incidents are talked about.")
    frameworks: dict[Id, Framework] = keyed("Standards and their controls.")
    legal_clocks: dict[Id, LegalClock] = keyed("Duties to notify.")


class Client(Plans):
    """plans/clients/<client>/: everything that is the client's own."""

    profile: ClientProfile = must("client.yml")
    transition: TransitionPlan | None = may("transition.yml: the transition-away plan.")
    incident_team: IncidentManagementTeam | None = may("incident-team.yml: who manages an incident.")
    dispute_protocol: DisputeProtocol | None = may("dispute-protocol.yml: the seat in a dispute.")
    communications: CommunicationsPlan | None = may("communications.yml: who tells whom what.")
    incidents: dict[Id, Incident] = keyed("Incidents, a file each.")
    weekly_statuses: dict[Id, WeeklyStatus] = keyed("Weekly statuses.")
    monitoring_issues: dict[Id, MonitoringIssue] = keyed("Alarms that somebody saw.")
    risks: dict[Id, AcceptedRisk] = keyed("Single points of failure that are known.")
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


def entries(plans: Plans, name: str, party: Literal["client", "provider"], base: Route) -> Iterator[Entry]:
    """Every record of a folder; the folder's own organisation has the folder's name as its id."""
    for route, value in walk(plans, base):
        if isinstance(value, Record):
            if route[-1] == "profile":
                yield Entry("organisation", name, value, party, route)
            else:
                own = str(route[-1])
                yield Entry(value.kind, f"{route[-3]}/{own}" if value.kind in _COMPOSITE else own, value, party, route)


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
    edition: Literal["internal", "client", "auditor"] = "internal"
    digest: str = ""
    index: Index = field(default_factory=dict, repr=False)

    def find(self, ref: str, kinds: tuple[str, ...] = ()) -> Entry | None:
        """The record a reference means: the client's own first, then the provider's."""
        for kind in kinds or getattr(ref, "kinds", ()):
            if entry := self.index.get(kind, {}).get(str(ref)):
                return entry
        return None

    def all(self, kind: str) -> list[Entry]:
        return list(self.index.get(kind, {}).values())

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.client.profile.timezone)
