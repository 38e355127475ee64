"""A binder's records in the order and grouping in which its pages show them. Pure, and no HTML."""

from datetime import timedelta
from typing import Any

from runbinder.analysis import recovery_promise
from runbinder.analysis.attended import PARTIES, active
from runbinder.analysis.coverage import PLANS
from runbinder.analysis.recovery_scenarios import of_plan
from runbinder.analysis.recovery_timeline import picture
from runbinder.analysis.rehearsed import day, took_place
from runbinder.edition import WITHHELD
from runbinder.model.binder import Binder, Entry
from runbinder.model.channels import ContactTree
from runbinder.model.control import Document
from runbinder.model.procedures import Schedule
from runbinder.pages import address

YEAR = timedelta(days=365)
RHYTHMS = {
    "daily": ("continuous", "hour", "day", "working day"), "weekly": ("week", "fortnight"), "monthly": ("month",),
    "every quarter and year": ("quarter", "half year", "year"), "when needed": ("on demand", "event"),
}


def own(binder: Binder, kind: str) -> list[Entry]:
    return [entry for entry in binder.all(kind) if entry.party == "client"]


def by_title(entries: list[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: entry.title.casefold())


def doors(binder: Binder) -> list[tuple[str, str, str, bool]]:
    """The five questions of the front page: question, what is behind it, where, whether it is the alarm."""
    client = binder.client
    anybody = "contacts.html" if client.roles else "provider/people.html"
    broken = f"procedures/index.html{'#by-symptom' if symptoms(binder) else ''}" if client.procedures else anybody
    approved = "communications.html" if client.communications else "messages/index.html" if binder.all("message") else anybody
    gone = ("Lock down, go on, find a successor", "transition/index.html") if client.transition else ("There is no plan for it yet: call", anybody)
    return [
        ("Something is broken", "Find the procedure by what people say", broken, True),
        ("Call someone", "Who to call, in which order", "contact-trees/index.html" if binder.all("contact_tree") else anybody, False),
        ("Tell customers", "Messages that are approved already", approved, False),
        ("Our provider is gone", *gone, True),
        ("I am auditing", "One page to begin with: level, findings, evidence", "audit-start.html", False),
    ]


def roles_of(binder: Binder, person: str) -> list[tuple[Entry, bool]]:
    """Roles of a person, and whether as a deputy."""
    return [(entry, entry.record.holder != person) for entry in binder.every("role") if person in (entry.record.holder, *entry.record.deputies)]


def branches(tree: ContactTree) -> tuple[dict[str, list[str]], set[str]]:
    """Whom each one calls, every one drawn once where it is reached first, and all who are reached."""
    children: dict[str, list[str]] = {}
    order = tree.order()
    for who, by, _ in order:
        if by is not None:
            children.setdefault(by, []).append(who)
    return children, {str(who) for who, _, _ in order}


def procedures_of(binder: Binder, service: Entry) -> list[Entry]:
    named = set(service.record.procedures) | set(service.record.recovery.procedures if service.record.recovery else ())
    return [entry for entry in by_title(binder.all("procedure")) if entry.record.service == service.id or entry.id in named]


def recovery(binder: Binder, service: Entry) -> dict[str, Any]:
    """What a service's page says of its recovery: how it stands, the picture of its path, the ways out, who believes in it."""
    plan, found = service.record.recovery, recovery_promise.standing(binder, service.id)
    if plan is None or found is None:
        return {"standing": None, "picture": None, "ways": [], "believed": {}, "scenarios": []}
    ways, believed = recovery_promise.ways(binder, service.id, plan), recovery_promise.believed(plan)
    return {"standing": found, "picture": picture(found), "ways": ways, "believed": believed, "scenarios": of_plan(binder).get(service.id, [])}


def promises(binder: Binder) -> dict[str, Any]:
    """Each service's recovery as it stands, and how many of the contracted times are achievable (S0-33)."""
    found = {one.entry.id: one for one in recovery_promise.standings(binder)}
    contracted, kept = recovery_promise.contracted(found.values())
    entries = own(binder, "service")
    return {"entries": entries, "standings": {entry.id: found.get(entry.id) for entry in entries}, "promises": contracted, "kept": kept}


def schedule(one: Schedule) -> str:
    """A schedule in words: every month, first Monday, 09:00."""
    if one.every in ("on demand", "event", "continuous"):
        return {"on demand": "when needed", "event": "on an event"}.get(one.every, one.every)
    parts = [f"every {one.every}"]
    if one.on:
        parts.append(str(one.on))
    if one.at:
        parts.append(f"{one.at:%H:%M}")
    return ", ".join(parts)


def routines(binder: Binder) -> list[tuple[str, list[Entry]]]:
    found = by_title(binder.all("procedure"))
    groups = [(rhythm, [entry for entry in found if entry.record.schedule.every in every]) for rhythm, every in RHYTHMS.items()]
    return [(rhythm, entries) for rhythm, entries in groups if entries]


def symptoms(binder: Binder) -> list[tuple[str, list[Entry]]]:
    """What people say, and the services and procedures that say so of themselves."""
    said: dict[str, list[Entry]] = {}
    for entry in (*own(binder, "service"), *binder.all("procedure")):
        for one in entry.record.symptoms:
            said.setdefault(str(one), []).append(entry)
    return sorted(said.items(), key=lambda item: item[0].casefold())


def systems(binder: Binder) -> list[tuple[Entry, list[Entry]]]:
    """Procedures by the service they belong to."""
    return [(entry, found) for entry in by_title(own(binder, "service")) if (found := procedures_of(binder, entry))]


def family(binder: Binder, families: str) -> list[Entry]:
    """The client's records of these families, in the order they are written."""
    wanted = families.split()
    return [entry for kind in binder.index.values() for entry in kind.values() if entry.party == "client" and len(entry.route) == 4 and entry.route[2] in wanted]


def amendments(binder: Binder) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in binder.all("amendment"):
        found.setdefault(entry.id.partition("/")[0], []).append(entry)
    return found


def messages_by_audience(binder: Binder) -> list[tuple[str, list[Entry]]]:
    groups: dict[str, list[Entry]] = {}
    for entry in by_title(binder.all("message")):
        for audience in entry.record.to:
            groups.setdefault(audience, []).append(entry)
    return sorted(groups.items())


def exercises(binder: Binder) -> dict[str, Any]:
    """Exercises of the last twelve months and earlier ones, latest first; what is still to come, soonest first; what an edition withholds."""
    found = sorted(binder.all("exercise"), key=day, reverse=True)
    hidden = [entry for entry in found if entry.title == WITHHELD]
    past, since = [entry for entry in found if took_place(binder, entry)], binder.as_of - YEAR
    done = {entry.id for entry in (*past, *hidden)}
    coming = [entry for entry in reversed(found) if entry.id not in done]
    return {"recent": [one for one in past if day(one) >= since], "earlier": [one for one in past if day(one) < since], "coming": coming, "withheld": hidden, "since": since}


def sides(binder: Binder, exercise: Entry) -> list[str]:
    """The parties that took part in an exercise, not only to look on."""
    there = {one.side for one in active(binder, exercise)}
    return [side for side in PARTIES if side in there]


def covers(binder: Binder, exercise: Entry) -> dict[str, list[Entry]]:
    """What an exercise covers, by kind, in the order of the plan."""
    found: dict[str, list[Entry]] = {}
    for one in exercise.record.covers:
        if entry := binder.home(exercise).find(one):
            found.setdefault(entry.kind, []).append(entry)
    return found


def findings(binder: Binder, parent: str) -> list[Entry]:
    return [entry for entry in binder.all("audit_finding") if entry.route[-3] == parent]


def documents(binder: Binder) -> list[tuple[str, str, Document]]:
    """Every document control header with the page it is on."""
    client = binder.client
    plans = [*((title, href, getattr(client, name)) for name, (title, href) in PLANS.items()), ("Communication standard", "provider/standard.html", binder.provider.standard)]
    found = [(title, href, plan.document) for title, href, plan in plans if plan and plan.document]
    return found + [(entry.title, address(entry), entry.record.document) for entry in by_title(binder.all("procedure")) if entry.record.document]


def providers_own(binder: Binder) -> list[tuple[str, list[Entry]]]:
    """What the provider keeps of organisations, sites, channels ... for its own page."""
    titles = {"organisation": "Organisations", "site": "Sites", "channel": "Channels", "service": "Services", "asset": "Assets",
              "contract": "Contracts", "credential": "Credential custody", "copy": "Copies", "attachment": "Attachments"}
    groups = [(title, [e for e in binder.all(kind) if e.party == "provider" and e.route[-1] != "profile"]) for kind, title in titles.items()]
    return [(title, entries) for title, entries in groups if entries]
