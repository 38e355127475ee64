"""PPL, second half: whether people are trained, qualified and briefed, and still there."""

from collections.abc import Iterator
from datetime import date

from runbinder.analysis.holders import responders
from runbinder.analysis.reach import gone, own
from runbinder.checks.registry import Said, check
from runbinder.model.binder import Binder
from runbinder.model.common import Part, Route, walk
from runbinder.model.people import Held
from runbinder.model.values import Duration, Ref

# What these say was true on the day it was written: somebody who has left since may stand in them.
HISTORY = {"roles", "exercises", "audits", "incidents", "weekly_statuses", "monitoring_issues", "waivers", "people"}
WAS = {"author", "verified_by", "accepted_by", "approved_by"}


@check("PPL-07", level=4, severity="warning")
def incident_team_is_trained(binder: Binder) -> Said:
    """Everybody who runs an incident was trained to manage one, not longer ago than the interval.

    A plan is no use to somebody who reads it for the first time on the day (S0-1, S0-11, S3-1).

    Fix: train them, and add `{in: incident management, on: ...}` under `trained`. The interval is `training` in the settings.
    """
    every = binder.settings.intervals.training
    for person, part in responders(binder).values():
        trainings = [held for held in person.record.trained if "incident" in held.in_.casefold()]
        if not trainings:
            yield (*person.route, "trained"), f"nothing says that '{person.id}' ({part}) was trained to manage an incident"
        elif not any(_holds(held, binder.as_of, every) for held in trainings):
            last = max(held.on or date.min for held in trainings)
            when = f"on {last}, {(binder.as_of - last).days} days ago" if last > date.min else "on a day that is not written down"
            yield (*person.route, "trained"), f"'{person.id}' ({part}) was last trained to manage an incident {when}; the interval is {every.days} days"


@check("PPL-08", level=2, severity="warning")
def holder_has_what_the_role_requires(binder: Binder) -> Said:
    """The holder of a role has every qualification that it requires, and none has lapsed.

    Who answers for the work must be allowed to do it and know how (S2-18, S2-19, ISO 22301 7.2).

    Fix: add the qualification with its proof to the person, renew it, or name a holder who has it.
    """
    for entry in own(binder, "role"):
        person = binder.find(entry.record.holder or "", ("person",))
        if person is None or gone(person, binder.as_of):
            continue
        for wanted in entry.record.requires:
            held = [one for one in (*person.record.qualified, *person.record.trained) if one.in_.casefold() == wanted.casefold()]
            if not held:
                yield (*person.route, "qualified"), f"'{person.id}' does not have '{wanted}', which role '{entry.id}' requires"
            elif not any(_holds(one, binder.as_of) for one in held):
                lapsed = max(one.expires for one in held if one.expires)
                yield (*person.route, "qualified"), f"'{wanted}' of '{person.id}', which role '{entry.id}' requires, lapsed on {lapsed}"


@check("PPL-09", level=4, severity="warning")
def who_faces_customers_is_briefed(binder: Binder) -> Said:
    """Everybody of the client who talks to customers was briefed on the communications plan as it is now.

    Customers ask whoever they know; ten people with the same words are one voice (S1-18).

    Fix: brief them and add who, when and which version under `briefed` in communications.yml.
    """
    plan = binder.client.communications
    version = plan.document.version if plan and plan.document else None
    if plan is None or version is None:
        return
    for person in own(binder, "person"):
        if person.record.customer_facing and not gone(person, binder.as_of):
            read = sorted((one.on, str(one.version)) for one in plan.briefed if one.who == person.id)
            if version not in (one for _, one in read):
                last = f"was last briefed on version {read[-1][1]}, on {read[-1][0]}" if read else "was never briefed"
                yield ("clients", binder.id, "communications", "briefed"), f"'{person.id}' talks to customers and {last}; the communications plan is at version {version}"


@check("PPL-10", level=1)
def nobody_who_left_is_relied_on(binder: Binder) -> Said:
    """No plan relies on somebody who has left.

    A name that nobody answers to costs the minutes in which the next one could have been called; a leaver with a key is
    worse (S2-8, Cyber Essentials: user access control).

    Fix: name whoever does it now. What was done in the past keeps its names.
    """
    for route, name in _relied_on(binder):
        person = binder.find(name, ("person",))
        if person and gone(person, binder.as_of):
            yield route, f"'{name}' left on {person.record.left} and is still named in {_spot(route)}"


def _holds(held: Held, on: date, every: Duration | None = None) -> bool:
    """Whether a qualification or training holds on a day: until it lapses, and for an interval where there is one."""
    fresh = every is None or bool(held.on and held.on + every >= on)
    return fresh and (held.expires is None or held.expires >= on)


def _relied_on(binder: Binder) -> Iterator[tuple[Route, Ref]]:
    """Every reference of the client's plans to a person, but for those in what is past or was signed on a day.

    What an audit or exercise found is not past before it is closed.
    """
    signed: set[Route] = set()
    for route, value in walk(binder.client, ("clients", binder.id)):
        if isinstance(value, Part) and getattr(value, "on", None):
            signed.add(route)
        elif isinstance(value, Ref) and "person" in value.kinds and route[2] not in HISTORY and route[-1] not in WAS and route[:-1] not in signed:
            yield route, value
    for entry in own(binder, "audit_finding"):
        if entry.record.status in ("open", "in progress"):
            yield (*entry.route, "owner"), entry.record.owner


def _spot(route: Route) -> str:
    """Where a name stands, in the words of the file: `contact_trees, on-call, calls`."""
    return ", ".join(str(part) for part in route[2:] if isinstance(part, str))
