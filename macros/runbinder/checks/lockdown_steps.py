"""TRN: what a lockdown has to hold beside the credentials: evidence first, outside first, nothing deleted, a way back, everybody told, agents and doors."""

import re

from runbinder.analysis.holders import people
from runbinder.analysis.lockdown import CHANGES, closed_by, order, orders
from runbinder.analysis.reach import own
from runbinder.checks.registry import Said, check
from runbinder.checks.transition import plan_of, route_of
from runbinder.model.binder import Binder

_ORDERED = re.compile(r"(?:^|[.;:,]\s+(?:then\s+)?|\band\s+)((?:delete|erase|destroy)\b[^.;]*\b(?:account|user|mailbox)\w*)", re.IGNORECASE)
_TYPED = re.compile(r"\b((?:Remove-(?:Mg|Az|AzureAD|AD|Msol|Local)User|userdel|deluser|net user \S+ /delete|user delete))\b", re.IGNORECASE)


@check("TRN-21", level=3, severity="warning")
def evidence_is_saved_before_the_first_change(binder: Binder) -> Said:
    """A lockdown step saves logs and other evidence before the first step that changes something.

    The first change overwrites traces, and tells whoever is watching; what was not saved by then is missing before an
    insurer, a court or the police (ISO/IEC 27037, S2-8).

    Fix: put a step of action `preserve evidence` before the first one that disables, blocks, revokes, removes or rotates.
    """
    for plan in plan_of(binder):
        route = (*route_of(binder), "lockdown")
        late: dict[int, None] = {}
        for steps in orders(plan):
            first = next((number for number, step in steps if step.action in CHANGES), None)
            saved = next((number for number, step in steps if step.action == "preserve evidence"), None)
            if first is not None and (saved is None or saved > first):
                late[first] = None
        for number in late:
            yield (*route, number, "action"), f"lockdown step {number + 1} is the first that changes something ({plan.lockdown[number].action}), and no step before it preserves evidence"


@check("TRN-22", level=3, severity="warning")
def ways_in_from_outside_are_shut_before_anything_is_rotated(binder: Binder) -> Said:
    """Remote access is shut before passwords are changed inside.

    Who is still connected reads a new password as easily as the old one (S2-17, CE access control).

    Fix: move the steps that close credentials of the privilege `remote access` before the first one of action `rotate`.
    """
    remote = {entry.id for entry in own(binder, "credential") if entry.record.privilege == "remote access"}
    for plan in plan_of(binder):
        late: dict[int, str] = {}
        for steps in orders(plan):
            rotated, shut = None, set()
            for number, step in steps:
                rotated = number if rotated is None and step.action == "rotate" else rotated
                for ref in (ref for ref in step.closes if ref in remote - shut and rotated not in (None, number)):
                    late[number] = f"lockdown step {number + 1} closes '{ref}' (remote access) only after step {(rotated or 0) + 1} has rotated credentials"
                shut |= set(step.closes)
        for number, message in late.items():
            yield (*route_of(binder), "lockdown", number, "closes"), message


@check("TRN-23", level=3, severity="warning")
def accounts_are_disabled_and_not_deleted(binder: Binder) -> Said:
    """The lockdown disables accounts; it deletes none.

    A deleted account takes its mail, its logs and the resets that suppliers send to it away, and can not be given back when
    the suspicion was wrong (S2-17).

    Fix: write the step so that the account is disabled and its sessions end; deleting is for a later day, outside the lockdown.
    """
    for plan in plan_of(binder):
        for number, step in enumerate(plan.lockdown):
            for field, pattern in (("do", _ORDERED), ("run", _TYPED)):
                if found := pattern.search(getattr(step, field) or ""):
                    yield (*route_of(binder), "lockdown", number, field), f"lockdown step {number + 1} deletes: \"{' '.join(found[1].split())}\""


@check("TRN-24", level=3, severity="warning")
def those_who_act_on_the_providers_word_are_told(binder: Binder) -> Said:
    """The lockdown tells staff and suppliers that the provider's word no longer counts, above all every supplier whose list of authorised contacts names its people.

    A supplier that was not told opens by telephone what was shut with care, and resets a password for a voice it knows (S2-17,
    NIS2 2024/2690 5.2).

    Fix: write a step of action `notify`; put each supplier that the provider's people may instruct under `targets` of a step, or take them off its `authorised`.
    """
    for plan in plan_of(binder):
        route = (*route_of(binder), "lockdown")
        if plan.lockdown and not any(step.action == "notify" for step in plan.lockdown):
            yield route, f"no step of the lockdown tells anybody that '{binder.provider_id}' no longer acts for '{binder.id}'"
            continue
        told = {ref for step in plan.lockdown for ref in step.targets}
        for entry in own(binder, "organisation") if plan.lockdown else ():
            able = {person.id: person.record.organisation for ref in getattr(entry.record, "authorised", ()) for person in people(binder, ref)}
            theirs = [name for name, organisation in able.items() if organisation == binder.provider_id]
            if theirs and entry.id not in told:
                yield (*entry.route, "authorised"), f"supplier '{entry.id}' takes orders from {', '.join(theirs)} of '{binder.provider_id}', and no lockdown step is aimed at it"


@check("TRN-25", level=3, severity="warning")
def remote_agents_are_removed(binder: Binder) -> Said:
    """Where the provider reaches machines from afar, the lockdown also removes its agents from them.

    An agent that was only stopped starts again with the machine, and obeys a console that is not the client's (CISA AA22-131A).

    Fix: write a step of action `remove agent` that says on which machines, how they are counted, and what takes the agent's place.
    """
    for plan in plan_of(binder):
        reached = [entry.id for entry in own(binder, "credential") if entry.record.privilege == "remote access" and _machines(binder, entry.record.opens)]
        if plan.lockdown and reached and not any(step.action == "remove agent" for step in plan.lockdown):
            yield (*route_of(binder), "lockdown"), f"'{binder.provider_id}' reaches machines from afar ({', '.join(reached)}), and no step of the lockdown removes its agents"


@check("TRN-26", level=3, severity="warning")
def keys_cards_and_alarm_codes_are_taken_back(binder: Binder) -> Said:
    """The lockdown also shuts the doors that one walks through: keys, cards, alarm codes, the call list of the alarm company.

    Whoever stands in front of the rack needs no password (ISO 27001 7.2).

    Fix: name the sites under `targets` of a lockdown step that takes back keys, cards and codes.
    """
    for plan in plan_of(binder):
        sites = {entry.id for entry in own(binder, "site") if entry.record.operated_by in (binder.id, binder.provider_id)}
        if plan.lockdown and sites and not any(sites & set(step.targets) for step in plan.lockdown):
            yield (*route_of(binder), "lockdown"), f"no step of the lockdown takes back keys, cards and codes of a site ({', '.join(sorted(sites))})"


@check("TRN-42", level=3, severity="warning")
def what_is_shut_can_be_opened_again(binder: Binder) -> Said:
    """Every lockdown step that disables, blocks or revokes something says how that is taken back.

    A suspicion may be wrong, and a step may stop what nobody knew to hang on it. Whoever sees that at night has no time to
    work out the way back (S2-17, S2-29).

    Fix: write under `undo` of the step what gives the access back, to the letter where it is typed.
    """
    for plan in plan_of(binder):
        for number, step in enumerate(plan.lockdown):
            if step.action in ("disable", "block", "revoke") and not step.undo:
                what = ", ".join(f"'{ref}'" for ref in step.closes or step.targets) or "something"
                yield (*route_of(binder), "lockdown", number), f"lockdown step {number + 1} shuts {what} ({step.action}) and does not say how that is taken back"


@check("TRN-43", level=3, severity="warning")
def service_account_names_what_hangs_on_it(binder: Binder) -> Said:
    """For every service account that the lockdown changes it is written down what stops when its secret changes.

    Nobody signs in with such an account, so nobody remembers where its secret was typed in; what was forgotten stops at the
    next restart, weeks later (S2-17, ISO 27001 5.17).

    Fix: list the jobs, services and devices that use it under `runs` of the credential.
    """
    for plan in plan_of(binder):
        closed = closed_by(plan)
        for entry in own(binder, "credential"):
            if entry.record.privilege == "service" and entry.id in closed and not entry.record.runs:
                yield entry.route, f"service account '{entry.id}' is changed by lockdown step {closed[entry.id][0]}, and nothing says what hangs on it"


def _machines(binder: Binder, opens: tuple[str, ...]) -> bool:
    return any((entry := binder.find(ref)) and entry.kind == "asset" and entry.record.type == "hardware" for ref in opens)


@check("TRN-47", level=3, severity="warning")
def a_targeted_lockdown_is_not_the_whole_one(binder: Binder) -> Said:
    """A scenario whose lockdown is `targeted` takes some of the steps, and one whose lockdown is `full` takes more.

    A step without `scenarios` is taken in all of them: whoever works down the page of an event that left the provider where
    it was would lock the provider out (S2-17).

    Fix: name under `scenarios` of the steps where each is taken, or write `lockdown: full`.
    """
    for plan in plan_of(binder):
        whole = len(plan.lockdown)
        for name, scenario in plan.scenarios.items():
            if scenario.lockdown == "targeted" and whole > 1 and len(order(plan, name)) == whole:
                yield (*route_of(binder), "scenarios", name, "lockdown"), f"scenario '{name}' has a targeted lockdown and takes all {whole} steps"
