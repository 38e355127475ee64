"""Which pages a binder has, and where in them each record is. Knows no engine.

Paths are relative to the binder's root, without a suffix: `procedures/restore-test`. A page is a title
and one macro call with ids; the engine's adapter writes it down. The same list serves the navigation.
"""

from dataclasses import dataclass
from typing import Any

from runbinder.analysis.due import due
from runbinder.model.binder import PROVIDER, Binder, Entry, Provider


@dataclass(frozen=True)
class Page:
    """One generated page: what it is called, which macro fills it with which ids, where it is listed (`People/Contact trees`)."""

    path: str
    title: str
    macro: str
    args: tuple[str, ...] = ()
    section: str = ""


# Pages, by macro or path, that are mostly one wide table: they need the width more than a table of contents.
WIDE = {"procedures", "schedules", "services", "messages", "incidents", "exercises", "audits", "people", "shelf", "provider_people", "controls", "successor", "handover", "knowledge", "timetable", "readiness",
        "credentials", "assets", "suppliers", "loss", "points", "desk", "audit_start"}
# Kinds with a page of their own, and the folder it is in.
OWN_PAGE = {
    "person": "people", "contact_tree": "contact-trees", "service": "services", "procedure": "procedures",
    "message": "messages", "incident": "incidents", "scenario": "scenarios", "exercise": "exercises", "audit": "audits",
}
# Kinds that are an anchor on their family's page.
ANCHOR = {
    "role": "contacts", "site": "sites", "channel": "channels", "asset": "assets", "contract": "contracts",
    "amendment": "contracts", "credential": "credentials", "weekly_status": "incidents/index", "monitoring_issue": "incidents/index",
    "candidate": "transition/successor", "phase": "transition/timetable", "audience": "communications", "inbound": "communications",
    "legal_clock": "provider/standard", "term": "glossary", "attachment": "attachments", "copy": "document-control",
    "waiver": "document-control", "risk": "risks", "framework": "controls", "control": "controls", "shared_procedure": "provider/library",
}
# What the provider holds of these kinds stands on its own pages, inside each binder.
PROVIDERS = {
    "role": "provider/people", "site": "provider/index", "channel": "provider/index", "organisation": "provider/index",
    "asset": "provider/index", "contract": "provider/index", "credential": "provider/index", "service": "provider/index",
    "copy": "provider/index", "attachment": "provider/index",
}


# The provider's records inside these have no anchor of their own.
_WITHIN = {"resource": "service", "amendment": "contract"}


def anchor(entry: Entry) -> str:
    return _anchor(entry.kind, entry.id)


def _anchor(kind: str, name: str) -> str:
    return f"{kind.replace('_', '-')}-{name.replace('/', '-').replace('.', '-')}"


def address(entry: Entry) -> str:
    """Where a record is: `people/priya-nair.html`, `assets.html#asset-fs01`."""
    if entry.route[-1] == "profile":
        return "provider/index.html" if entry.party == "provider" else "index.html"
    if entry.party == "provider" and entry.kind in PROVIDERS:
        return f"{PROVIDERS[entry.kind]}.html#{anchor(entry)}"
    if entry.party == "provider" and entry.kind in _WITHIN:
        return f"provider/index.html#{_anchor(_WITHIN[entry.kind], str(entry.route[2]))}"
    if entry.kind in OWN_PAGE:
        return f"{OWN_PAGE[entry.kind]}/{entry.id}.html"
    if entry.kind == "organisation":
        family = "suppliers" if entry.route[-2] == "suppliers" else "organisations"
        return f"{family}.html#{anchor(entry)}"
    if entry.kind in ("audit_finding", "resource"):
        parent, folder = entry.route[3 if entry.party == "client" else 2], {"resource": "services"}.get(entry.kind, str(entry.route[-4]))
        return f"{folder}/{parent}.html#{anchor(entry)}"
    return f"{ANCHOR[entry.kind]}.html#{anchor(entry)}"


def pages(binder: Binder) -> list[Page]:
    """All pages of a client's binder in the order of its navigation; a family without records has no page."""
    name, client = binder.id, binder.client
    made: list[Page] = []

    def page(path: str, title: str, macro: str, section: str, *args: str, there: object = True) -> None:
        if there:
            made.append(Page(path, title, macro, (name, *args), section))

    def each(kind: str, section: str) -> None:
        for entry in sorted(binder.all(kind), key=lambda one: one.title.casefold()):
            if address(entry) == f"{OWN_PAGE[kind]}/{entry.id}.html":
                page(f"{OWN_PAGE[kind]}/{entry.id}", entry.title, kind, section, entry.id)

    def family(path: str, title: str, section: str, families: str) -> None:
        page(path, title, "records", section, families, there=any(getattr(client, one) for one in families.split()))

    page("index", client.profile.name, "front", "")
    page("contacts", "Who is who", "contacts", "People", there=client.roles)
    page("contact-trees/index", "Contact trees", "contact_trees", "People/Contact trees", there=binder.all("contact_tree"))
    each("contact_tree", "People/Contact trees")
    page("people/index", "Everybody", "people", "People/Everybody", there=binder.all("person"))
    each("person", "People/Everybody")
    family("organisations", "Organisations", "People", "organisations")
    family("sites", "Sites", "People", "sites")
    family("channels", "Channels", "People", "channels")
    page("services/index", "Services and recovery", "services", "Services", there=client.services)
    each("service", "Services")
    family("suppliers", "Suppliers", "Services", "suppliers")
    family("assets", "Assets and licences", "Services", "assets")
    family("contracts", "Contracts", "Services", "contracts")
    family("credentials", "Credential custody", "Services", "credentials")
    page("procedures/index", "Procedures", "procedures", "Procedures", there=client.procedures)
    page("schedules", "Schedules", "schedules", "Procedures", there=client.procedures)
    page("calendar", "Calendar", "calendar", "Procedures", there=due(binder))
    each("procedure", "Procedures")
    page("incidents/desk", "Incident desk", "desk", "Incidents", there=binder.provider.standard)
    page("incident-team", "Incident team", "incident_team", "Incidents", there=client.incident_team)
    page("dispute-protocol", "Dispute protocol", "dispute_protocol", "Incidents", there=client.dispute_protocol)
    page("communications", "Communications plan", "communications", "Incidents", there=client.communications)
    page("provider/standard", "Communication standard", "standard", "Incidents", there=binder.provider.standard or binder.all("legal_clock"))
    page("messages/index", "Messages", "messages", "Incidents/Messages", there=binder.all("message"))
    each("message", "Incidents/Messages")
    page("incidents/index", "Incidents and reports", "incidents", "Incidents/Incidents and reports", there=client.incidents or client.weekly_statuses or client.monitoring_issues)
    each("incident", "Incidents/Incidents and reports")
    plan = client.transition
    page("transition/index", "Transition-away plan", "transition", "Transition", there=plan)
    page("start-here", "If you are the new provider, start here", "start_here", "Transition", there=plan or client.procedures)
    page("transition/run-sheet", "Run sheet", "run_sheet", "Transition", there=plan)
    page("transition/loss", "If they are gone", "loss", "Transition", there=client.services or plan)
    each("scenario", "Transition")
    page("transition/lockdown", "Lockdown and continuity", "lockdown", "Transition", there=plan and (plan.lockdown or plan.continuity))
    page("transition/timetable", "Timetable", "timetable", "Transition", there=plan and plan.timetable)
    page("transition/successor", "Successor", "successor", "Transition", there=plan and plan.acquisition)
    page("transition/knowledge", "Knowledge transfer", "knowledge", "Transition", there=plan and plan.knowledge)
    page("transition/handover", "Handover and acceptance", "handover", "Transition",
         there=plan and (plan.data or plan.asset_transfer or plan.contract_transfer or plan.acceptance or plan.commercial or plan.not_handed_over))
    page("audit-start", "For auditors: start here", "audit_start", "Evidence", there=name != PROVIDER)
    page("readiness", "Readiness", "readiness", "Evidence")
    page("exercises/index", "Exercises", "exercises", "Evidence/Exercises", there=binder.all("exercise"))
    each("exercise", "Evidence/Exercises")
    page("audits/index", "Audits", "audits", "Evidence/Audits", there=binder.all("audit"))
    each("audit", "Evidence/Audits")
    page("changes", "Changes since the last audit", "changes", "Evidence", there=binder.all("audit"))
    page("controls", "Controls", "controls", "Evidence", there=binder.provider.frameworks)
    page("single-points", "Single points of failure", "points", "Evidence", there=client.services)
    family("risks", "Known risks", "Evidence", "risks")
    page("document-control", "Document control", "document_control", "Evidence")
    page("glossary", "Glossary", "glossary", "Reference", there=binder.all("term"))
    page("attachments", "Attachments", "attachments", "Reference", there=binder.client.attachments)
    return made + provider_pages(binder.provider, name)


def provider_pages(provider: Provider, name: str) -> list[Page]:
    """The provider's own pages: part of each binder, which must stand alone, and of the shelf."""
    made = [
        Page("provider/index", provider.profile.name, "provider", (name,), "Provider"),
        Page("provider/people", "People and roles", "provider_people", (name,), "Provider"),
    ]
    if provider.procedures:
        made.append(Page("provider/library", "Shared procedures", "library", (name,), "Provider"))
    return made


def navigation(made: list[Page]) -> dict[str, Any]:
    """Pages by section and subsection, in order; the front page is the section ''."""
    tree: dict[str, Any] = {}
    for page in made:
        section, _, inner = page.section.partition("/")
        branch = tree.setdefault(section, {})
        (branch.setdefault(inner, []) if inner else branch.setdefault(page.path, [])).append(page)
    return tree
