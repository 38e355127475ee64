"""Who can act: the people behind what a plan names, deputies included, and whose people they are."""

from collections.abc import Iterator
from datetime import date

from runbinder.analysis.reach import answers, gone
from runbinder.model.binder import Binder, Entry


def people(binder: Binder, ref: str) -> list[Entry]:
    """A role's holder and deputies, in order, or the person; who has left is not among them, and an organisation has none."""
    role = binder.find(ref, ("role",))
    named = [name for name in (role.record.holder, *role.record.deputies) if name] if role else [ref]
    found = [person for name in dict.fromkeys(named) if (person := binder.find(name, ("person",)))]
    return [person for person in found if not gone(person, binder.as_of)]


def staff(binder: Binder, organisation: str) -> set[str]:
    """The ids of everybody who works for an organisation."""
    return {entry.id for entry in binder.all("person") if entry.record.organisation == organisation}


def responders(binder: Binder) -> dict[str, tuple[Entry, str]]:
    """Who runs an incident, each with the first part they have in it: leader, members of the team, the customer's seat."""
    team = binder.client.incident_team
    found: dict[str, tuple[Entry, str]] = {}
    for name in dict.fromkeys(["incident-manager", *(member.role for member in team.members)] if team else ["incident-manager"]):
        if role := binder.find(name, ("role",)):
            _add(binder, found, role.record.holder, f"holder of role '{role.id}'")
            for deputy in role.record.deputies:
                _add(binder, found, deputy, f"deputy in role '{role.id}'")
    if team and team.customer_seat.state == "active":
        _add(binder, found, team.customer_seat.holder, "customer seat")
        _add(binder, found, team.customer_seat.deputy, "deputy in the customer seat")
    return found


def _add(binder: Binder, found: dict[str, tuple[Entry, str]], name: str | None, part: str) -> None:
    person = binder.find(name or "", ("person",))
    if person and not gone(person, binder.as_of):
        found.setdefault(person.id, (person, part))


def exercised(binder: Binder, names: set[str | None]) -> Iterator[date]:
    """The days on which one of them took part in an exercise."""
    for entry in binder.all("exercise"):
        took_part = {person.id for one in entry.record.participants if (person := answers(binder, one.who))}
        if entry.record.result and entry.record.planned <= binder.as_of and took_part & names:
            yield entry.record.planned
