"""COM: who tells whom what, during and after; who answers what comes in; who is there for it. Times are in clocks.py."""

from collections.abc import Iterator

from runbinder.analysis.hours import uncovered
from runbinder.analysis.reach import own
from runbinder.checks.registry import Said, check
from runbinder.model.binder import Binder, Entry
from runbinder.model.common import Route
from runbinder.model.communications import CommunicationsPlan

COMES_IN = ("support requests", "phone and mail", "social media", "media")
ASSISTANCE = ("call centre", "temporary workspace", "mobile data centre")


@check("COM-01", level=4)
def plan_reaches_beyond_the_incident(binder: Binder) -> Said:
    """The communications plan has entries for the time during an incident and for the time after it.

    Customers who were told that something is wrong wait to be told that it is over, what it was and what has changed
    (S1-1; ISO 22301 7.4).

    Fix: write at least one of the `entries` for each phase, `during` and `after`.
    """
    for plan in _plan(binder):
        for phase in ("during", "after"):
            if phase not in {entry.phase for entry in plan.entries}:
                yield (*_route(binder), "entries"), f"the communications plan has {len(plan.entries)} entries and none of them for the phase '{phase}'"


@check("COM-02", level=4)
def entry_of_the_plan_can_be_carried_out(binder: Binder) -> Said:
    """Every entry of the communications plan sends approved wording or says who approves it, and says when repeating ends.

    At the moment of sending nobody has time to find out whose word is needed (S1-21, S1-22; ISO 22301 7.4).

    Fix: have the message approved, or name a role under `approved_by`; give `until` where there is `repeat`.
    """
    for plan in _plan(binder):
        for number, entry in enumerate(plan.entries):
            message, at = binder.find(entry.message), (*_route(binder), "entries", number)
            what = f"entry {number + 1} of the communications plan ('{entry.trigger}')"
            if entry.repeat and not entry.until:
                yield (*at, "repeat"), f"{what} repeats '{entry.message}' every {entry.repeat} and says nowhere when that ends"
            if message and not message.record.approved and not entry.approved_by:
                yield at, f"{what} sends '{entry.message}', whose wording nobody has approved, and names nobody who approves it"


@check("COM-03", level=4)
def threshold_for_telling_customers_is_drawn(binder: Binder) -> Said:
    """The plan leads from a likely effect on customers to a message, and says below which threshold nobody is told.

    Not every glitch merits a message, but whatever customers are likely to feel they have to hear from us; without a line
    drawn beforehand, the loudest voice in the room draws it (S1-3, S1-4).

    Fix: mark such entries with `customer_impact_likely: yes`, and list under `do_not_tell_when` what stays below.
    """
    for plan in _plan(binder):
        if plan.entries and not any(entry.customer_impact_likely for entry in plan.entries if entry.phase == "during"):
            yield (*_route(binder), "entries"), "no entry of the communications plan is for a likely effect on customers"
        if not plan.do_not_tell_when:
            yield (*_route(binder), "do_not_tell_when"), "the communications plan does not say below which threshold nobody is told"


@check("COM-04", level=4)
def whatever_comes_in_has_an_owner(binder: Binder) -> Said:
    """Support requests, calls and mails, social media and journalists each have somebody who answers them, and an overflow.

    After an event all four come at once, from people who do not wait for each other (S1-13).

    Fix: add the kind that is missing to `inbound`, with owner, overflow and how soon it is answered.
    """
    for plan in _plan(binder):
        for kind in COMES_IN:
            if kind not in {inbound.type for inbound in plan.inbound.values()}:
                yield (*_route(binder), "inbound"), f"nobody answers what comes in as '{kind}': the communications plan has no such inbound kind"


@check("COM-05", level=4)
def somebody_speaks_in_public(binder: Binder) -> Said:
    """The plan names one spokesperson, and somebody who stands in.

    Journalists quote whoever picks up the telephone (DORA 14(3), S1-13).

    Fix: name a role under `spokesperson`, and give that role a deputy.
    """
    for plan in _plan(binder):
        at = (*_route(binder), "spokesperson")
        if not plan.spokesperson:
            yield at, "the communications plan names no spokesperson"
        elif role := alone(binder, plan.spokesperson):
            yield at, f"nobody stands in for the spokesperson: role '{role.id}' is held by {role.record.holder} and has no deputy"


@check("COM-07", level=4, severity="warning")
def weakness_found_in_a_rehearsal_has_its_class(binder: Binder) -> Said:
    """Whatever a rehearsal of the communications plan found says which sort of weakness it is.

    A rehearsal finds the script that nobody can read aloud and the line that was never switched; different people mend
    them (S1-27, S1-28; DORA 11(6)). That it is held in time is asked of every plan alike.

    Fix: give the finding a `class`, as `customer support` or `communications infrastructure`.
    """
    for entry in own(binder, "exercise"):
        if entry.record.type == "communications" or "communications" in entry.record.plans:
            for name, found in entry.record.findings.items():
                if not found.class_:
                    yield (*entry.route, "findings", name), f"finding '{name}' of exercise '{entry.id}' does not say which sort of weakness it is"


@check("COM-09", level=4, severity="warning")
def list_of_addresses_has_an_offline_copy(binder: Binder) -> Said:
    """Whoever is to be told can be looked up without the system that keeps the list.

    The list of customers is in the customer system, and the customer system is what is down (CIS 17.6, NIST CP-2).

    Fix: keep a copy on paper or on a stick and say under `offline_copy` where it is.
    """
    for plan in _plan(binder):
        for name, audience in plan.audiences.items():
            if not audience.offline_copy:
                yield (*_route(binder), "audiences", name), f"the addresses of audience '{name}' are only in: {audience.list_on or audience.list_in}"


@check("COM-10", level=4, severity="warning")
def plan_is_made_for_this_business(binder: Binder) -> Said:
    """The communications plan says how it is cut to the business, and is approved.

    What is said to whom differs between a warehouse and a law firm; a plan that fits everybody was written by nobody
    (S1-2, S1-16). Whether approval and review are in date is asked of all documents alike.

    Fix: write `tailored`, and have the plan approved: `document: {status: approved, ...}`.
    """
    for plan in _plan(binder):
        if not plan.tailored:
            yield (*_route(binder), "tailored"), "the communications plan does not say how it is cut to this business"
        if plan.document and plan.document.status != "approved":
            yield (*_route(binder), "document", "status"), f"the communications plan is '{plan.document.status}', not approved"


@check("COM-12", level=4)
def somebody_is_there_at_any_hour(binder: Binder) -> Said:
    """The roster leaves no hour of the week empty, and whoever is on it or sends a message has somebody to stand in.

    Events do not keep office hours, and the one who can send the message sleeps too (S1-15, S1-22).

    Fix: widen the `hours` of a role on the `roster` or add one; add a deputy to the role.
    """
    for plan in _plan(binder):
        at = (*_route(binder), "roster")
        if gap := uncovered(one.hours for one in plan.roster):
            yield at, f"nobody on the roster is there {gap}" if plan.roster else "the communications plan has no roster"
        for name, where in at_work(plan).items():
            if name != plan.spokesperson and (role := alone(binder, name)):
                yield (*_route(binder), *where), f"role '{name}' of the communications plan has no deputy: {role.record.holder} is the only one"


@check("COM-13", level=4, severity="info")
def help_from_outside_was_considered(binder: Binder) -> Said:
    """It is decided whether a call centre, a temporary workspace and a mobile data centre are contracted or not wanted.

    Such help has to be contracted before it is needed; deciding against it is fine, not having thought of it is not (S1-26).

    Fix: record the supplier (`contracted: no` if it was only considered), or a line under `ruled_out`.
    """
    suppliers = {supplier.category for supplier in binder.client.suppliers.values()}
    for plan in _plan(binder):
        decided = " ".join(one.what for one in plan.ruled_out).casefold()
        centre = plan.contact_centres
        for category in ASSISTANCE:
            answered = category == "call centre" and centre and (centre.secondary or centre.decision)
            if category not in suppliers and category not in decided and not answered:
                yield (*_route(binder), "ruled_out"), f"nothing is decided about a {category}"


def alone(binder: Binder, name: str) -> Entry | None:
    """The role, if one person holds it without a deputy. Of the client's critical roles PPL-02 says so already."""
    role = binder.find(name, ("role",))
    told = role and role.party == "client" and role.record.critical
    return role if role and not told and role.record.holder and not role.record.deputies else None


def at_work(plan: CommunicationsPlan | None) -> dict[str, Route]:
    """The roles on the roster and those that send what the plan says, each with the first place that names it."""
    if not plan:
        return {}
    roster = {one.role: ("roster", number, "role") for number, one in enumerate(plan.roster)}
    return {one.sent_by: ("entries", number, "sent_by") for number, one in reversed(list(enumerate(plan.entries)))} | roster


def _plan(binder: Binder) -> Iterator[CommunicationsPlan]:
    """The plan, or nothing to look at: that there is none is said once, by GEN-11."""
    if binder.client.communications:
        yield binder.client.communications


def _route(binder: Binder) -> Route:
    return "clients", binder.id, "communications"
