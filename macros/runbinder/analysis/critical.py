"""What is critical, and what hangs on each thing that a critical service stands on."""

from runbinder.analysis.dependencies import Key, stands_on
from runbinder.analysis.reach import own
from runbinder.model.binder import Binder, Entry


def critical_services(binder: Binder) -> list[Entry]:
    """The client's critical services, in the order of the plans."""
    return [entry for entry in own(binder, "service") if entry.record.criticality == "critical"]


def stood_on(binder: Binder) -> dict[Key, list[str]]:
    """For every record that a critical service stands on, through all others, the ids of those services (S2-12)."""
    found: dict[Key, list[str]] = {}
    for service in critical_services(binder):
        for key in sorted(stands_on(binder, service)):
            found.setdefault(key, []).append(service.id)
    return found


def counted(services: list[str]) -> str:
    """`service 'dispatch'`, or `3 critical services (...)`: which services a sentence is about."""
    names = sorted(set(services))
    return f"{len(names)} critical services ({', '.join(names)})" if len(names) > 1 else f"the critical service '{names[0]}'"
