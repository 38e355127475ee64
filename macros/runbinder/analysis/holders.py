"""Who can act: the people behind what a plan names, deputies included, and whose people they are."""

from runbinder.analysis.reach import gone
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
