"""What people and telephones have to be again: reachable, trained, briefed, qualified. Each source has one law."""

from collections.abc import Iterator
from datetime import date

from runbinder.analysis.due_kinds import Due, falls
from runbinder.analysis.holders import people, responders
from runbinder.analysis.reach import contacts, gone, own, relied_on
from runbinder.model.binder import Binder


def contact_points(binder: Binder) -> Iterator[Due]:
    """All ways to reach somebody are tried by the day on which the first of them has gone untried too long: one call, not one for each telephone."""
    limit, mine = binder.settings.intervals.contact_verified, ("clients", binder.id)
    for entry in relied_on(binder):
        points = entry.record.contacts if entry.route[:2] == mine else [contact for _, contact in contacts(entry)]
        tried = sorted((contact for contact in points if contact.verified), key=lambda contact: str(contact.verified))
        if tried:
            first, by = tried[0], tried[0].verified_by
            one = f"verify {len(points)} contact point{'s' * (len(points) > 1)}, last verified {first.verified}"
            words = one + (f" to {tried[-1].verified}" if tried[-1].verified != first.verified else "")
            who = by if by and people(binder, by) else binder.client.profile.coordinator
            yield falls(binder, first.verified + limit, "contact", entry, words, who, ("contacts",), together="verify the contact points")


def channels(binder: Binder) -> Iterator[Due]:
    """A channel is tried as often as a contact point."""
    for entry in own(binder, "channel"):
        if day := entry.record.verified:
            yield falls(binder, day + binder.settings.intervals.contact_verified, "test", entry, f"try the channel again, last tried {day}", entry.record.owner, ("verified",))


def training(binder: Binder) -> Iterator[Due]:
    """A qualification is renewed before it lapses; whoever runs an incident is trained for it again within the interval."""
    for entry in own(binder, "person"):
        if not gone(entry, binder.as_of):
            for field in ("qualified", "trained"):
                for number, held in enumerate(getattr(entry.record, field)):
                    if held.expires:
                        yield falls(binder, held.expires, "training", entry, f"{held.in_} lapses", entry.id, (field, number))
    for entry, _ in responders(binder).values():
        until = [(min(held.on + binder.settings.intervals.training, held.expires or date.max), held.on) for held in entry.record.trained if held.on and "incident" in held.in_.casefold()]
        if until:
            yield falls(binder, max(until)[0], "training", entry, f"train again to manage an incident, last trained {max(until)[1]}", entry.id, ("trained",))


def knowledge(binder: Binder) -> Iterator[Due]:
    """What is to be learnt is accepted once its day has come, and handed on again within the interval; what was accepted is looked at again."""
    plan, limits = binder.client.transition, binder.settings.intervals
    for number, item in enumerate(plan.knowledge if plan else ()):
        if item.on and not item.accepted:
            yield falls(binder, item.on, "training", "transition", f"{item.method}: {item.item}", item.receiver, ("knowledge", number))
        elif item.accepted and (days := [*([item.on + limits.training] if item.on else []), *([item.accepted.on + limits.exercised] if item.accepted.on else [])]):
            yield falls(binder, min(days), "training", "transition", f"hand on again: {item.item}, last {item.on or item.accepted.on}", item.receiver, ("knowledge", number))
    for number, there in enumerate(plan.acceptance.items if plan and plan.acceptance else ()):
        if there.accepted and there.accepted.on:
            words = f"see that it is still there: {there.item}, last accepted {there.accepted.on}"
            yield falls(binder, there.accepted.on + limits.exercised, "test", "transition", words, there.accepted.by, ("acceptance", "items", number), together="see that what was accepted at the handover is still there")


def briefings(binder: Binder) -> Iterator[Due]:
    """Whoever was briefed on a plan as it is now is briefed again within the interval."""
    for field in ("communications", "dispute_protocol"):
        plan = getattr(binder.client, field)
        version = plan.document.version if plan and plan.document else None
        known = [(number, one) for number, one in enumerate(plan.briefed if plan else ()) if version in (None, one.version) and people(binder, one.who)]
        for number, last in {one.who: (number, one) for number, one in sorted(known, key=lambda pair: pair[1].on)}.values():
            words = f"be briefed on the plan again, last briefed {last.on}"
            yield falls(binder, last.on + binder.settings.intervals.training, "training", field, words, last.who, ("briefed", number), together="be briefed on the plan again")
