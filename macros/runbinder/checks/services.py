"""SVC: what the business does - who answers for it, what it stands on, and whom to ring when that fails."""

from runbinder.analysis.critical import counted, critical_services, stood_on
from runbinder.analysis.dependencies import circle, needs
from runbinder.analysis.reach import can_be_rung, own
from runbinder.checks.registry import Said, check
from runbinder.model.binder import Binder, Entry


@check("SVC-01", level=2)
def service_has_an_owner(binder: Binder) -> Said:
    """Every service names the role or person who answers for it.

    Who performs a service and for whom is always written down; who decides about it in an incident is what is
    forgotten (S0-5, ISO 22301 8.4.2).

    Fix: name a role or a person under `owner`.
    """
    for entry in own(binder, "service"):
        if not entry.record.owner:
            yield entry.route, f"service '{entry.id}' has no owner: {entry.record.done_by} performs it, and nobody is named who answers for it"


@check("SVC-02", level=2)
def nothing_stands_on_itself(binder: Binder) -> Said:
    """Who follows what a service stands on never comes back to where they began.

    Two things that each need the other can not be started after both have failed, or one of the two lines is wrong
    (ISO 22301 8.2.2, RTS 2024/1774 26(1)(c)).

    Fix: remove the line that is wrong, or write down how the circle is broken and leave it out of `depends_on`.
    """
    mine = {f"{entry.kind}:{entry.id}": entry for kind in ("service", "asset", "channel") for entry in own(binder, kind)}
    follows = {name: [f"{other.kind}:{other.id}" for ref in needs(entry) if (other := binder.find(ref))] for name, entry in mine.items()}
    if way := circle(follows):
        yield (*mine[way[0]].route, "depends_on"), f"'{mine[way[0]].id}' stands on itself: {' → '.join(one.partition(':')[2] for one in way)}"


@check("SVC-03", level=2, severity="warning")
def critical_service_has_a_procedure(binder: Binder) -> Said:
    """Every critical service has a procedure of its own.

    A technician who has never seen it has nothing to go by but its name (S2-26, ISO 27001 5.37).

    Fix: write the first procedure for it, with `service` naming it, or list one under its `procedures`.
    """
    for entry in critical_services(binder):
        named = (*entry.record.procedures, *(entry.record.recovery.procedures if entry.record.recovery else ()))
        if not named and not any(one.record.service == entry.id for one in binder.all("procedure")):
            yield entry.route, f"service '{entry.id}' is critical and no procedure belongs to it"


@check("SVC-04", level=2, severity="warning")
def supplier_of_a_critical_service_can_be_rung(binder: Binder) -> Said:
    """Every supplier that a critical service stands on has a telephone number.

    A portal and a mail address answer when somebody reads them; an outage is reported by voice (NIS2-IR 5.2, S0-39). A
    supplier counts when a critical service stands on it or on something that it supplies.

    Fix: add the number of its fault desk under `contacts`.
    """
    suppliers: dict[str, tuple[Entry, list[str]]] = {}
    for (kind, name), services in stood_on(binder).items():
        record = binder.index[kind][name].record
        for ref in (name if kind == "organisation" else None, getattr(record, "supplier", None)):
            supplier = binder.find(ref or "", ("organisation",))
            if supplier and supplier.party == "client" and supplier.record.party == "supplier":
                suppliers.setdefault(supplier.id, (supplier, []))[1].extend(services)
    for supplier, services in suppliers.values():
        if not can_be_rung(supplier):
            ways = ", ".join(contact.way for contact in supplier.record.contacts) or "nothing"
            yield (*supplier.route, "contacts"), f"supplier '{supplier.id}' has no telephone number, only {ways}: without it {counted(services)} can not go on"


@check("SVC-05", level=2, severity="warning")
def critical_service_says_what_it_stands_on(binder: Binder) -> Said:
    """Every critical service names what must work for it to work.

    What is not named can not be missed: no loss of a person, a line or a supplier is ever traced to this service
    (ISO 22301 8.2.2, CPS 230 40, DORA 11(5)).

    Fix: list assets, suppliers, channels and roles under `depends_on`.
    """
    for entry in critical_services(binder):
        if not entry.record.depends_on:
            yield entry.route, f"service '{entry.id}' is critical and names nothing that it stands on"
