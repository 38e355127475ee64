"""TRN: how the exit ends - money, signatures, acceptance, the day of the cut-over, and the look for what was left open."""

import re
from collections.abc import Iterator
from datetime import date

from runbinder.analysis.reach import answers, employer, gone
from runbinder.analysis.timetable import contracts_with_provider
from runbinder.checks.registry import Said, check
from runbinder.checks.transition import plan_of, route_of
from runbinder.model.binder import Binder
from runbinder.model.common import Route
from runbinder.model.transition import Acceptance

_AVOIDED = re.compile(r"\b(?:not|never|no|nor|avoid|except|outside|neither)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[;.]|: | - ")
_WEEKDAY = re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day", re.IGNORECASE)
_DATE = re.compile(r"\b\d{4}-\d\d-\d\d\b")
MONEY = {
    "prepaid": "what was paid in advance", "licences": "licences of the provider's and when they stop", "overlap": "who pays while both are there",
    "no_hostage": "access that does not wait for money", "disputes": "how a disagreement is settled meanwhile",
}


@check("TRN-34", level=3, severity="warning")
def money_at_the_end_is_settled(binder: Binder) -> Said:
    """The plan settles the money: last invoice, prepaid amounts, licences that stop, the time when both are paid, and that access never waits for it.

    An unpaid invoice is the usual reason for a password that does not come (DORA 30(2); UK Model Services Contract, exit management).

    Fix: write `commercial` with all of its parts; `nothing is paid in advance` is an answer.
    """
    for plan in plan_of(binder):
        if not plan.commercial:
            yield route_of(binder), "the transition plan says nothing about money (commercial)"
        elif lacks := [what for field, what in MONEY.items() if not getattr(plan.commercial, field)]:
            yield (*route_of(binder), "commercial"), f"the commercial part of the transition plan does not say: {'; '.join(lacks)}"


@check("TRN-35", level=3, severity="warning")
def somebody_else_can_sign_for_the_provider(binder: Binder) -> Said:
    """Somebody who is not a principal can sign for the provider if its principals can not.

    Transfers of domains and tenants need a signature of the outgoing party, also when both of its owners are dead (S2-9, S2-31).

    Fix: let the provider give a power of attorney, and name its holder under `second_signatory` of `commercial` or in provider.yml.
    """
    for plan in plan_of(binder):
        profile = binder.provider.profile
        signs = (plan.commercial.second_signatory if plan.commercial else None) or profile.second_signatory
        if not signs:
            yield (*route_of(binder), "commercial", "second_signatory"), f"nobody is named who signs for '{binder.provider_id}' if its principals can not"
        elif signs in profile.principals or gone(answers(binder, signs), binder.as_of):
            why = "is a principal" if signs in profile.principals else "has left"
            yield (*route_of(binder), "commercial", "second_signatory"), f"'{signs}', who signs for '{binder.provider_id}' if its principals can not, {why}"


@check("TRN-36", level=3, severity="warning")
def contract_promises_help_with_the_exit(binder: Binder) -> Said:
    """The contract with the provider promises help while the work moves, and says at what rate.

    Without the clause every hour of the handover is a favour, at a price that is named when there is no choice (DORA 30(3)(f)).

    Fix: agree the help, and note it in the contract's `assistance`: for how long and at which rate.
    """
    running = contracts_with_provider(binder)
    promised = [entry for entry in running if entry.record.assistance and entry.record.assistance.promised]
    if running and not promised:
        yield (*running[0].route, "assistance"), f"contract '{running[0].id}' with '{binder.provider_id}' promises no help with the exit"
    for entry in promised:
        if not entry.record.assistance.rate:
            yield (*entry.route, "assistance"), f"contract '{entry.id}' promises help with the exit at no rate that is written down"


@check("TRN-37", level=3)
def exit_is_accepted_item_by_item(binder: Binder) -> Said:
    """The client accepts the exit item by item: what is accepted has evidence, and what is missing has an owner and a day that is not past.

    One signature under everything accepts also what is not there; an exception without an owner stays for ever (GDPR 28(3)(g), S2-13).

    Fix: write `acceptance` with its `items`; give `evidence` to what is accepted, `owner` and `due` to what is missing; a signer of the client's.
    """
    for plan in plan_of(binder):
        if not plan.acceptance:
            yield route_of(binder), "the transition plan does not say how its end is accepted (acceptance)"
    for route, acceptance in _acceptance(binder):
        if employer(binder, acceptance.signer) == binder.provider_id:
            yield (*route, "signer"), f"the exit is accepted by '{acceptance.signer}' of '{binder.provider_id}', the party that leaves"
        if not acceptance.items:
            yield route, "the acceptance lists no item"
        for number, item in enumerate(acceptance.items):
            where, what = (*route, "items", number), f"acceptance item {number + 1} ('{item.item}')"
            if item.accepted and not item.evidence:
                yield where, f"{what} was accepted by '{item.accepted.by}' without evidence"
            if item.missing and not (item.owner and item.due):
                yield where, f"{what} is missing, without {'an owner' if not item.owner else 'a day on which it is due'}"
            elif item.missing and item.due and item.due < binder.as_of:
                yield (*where, "due"), f"{what} is still missing; it was due {item.due}, {(binder.as_of - item.due).days} days ago"


@check("TRN-38", level=3, severity="warning")
def cut_over_is_on_a_quiet_day(binder: Binder) -> Said:
    """Responsibility changes hands on a weekday that is named, which is not a Friday, and away from the end of a month.

    What breaks on a Friday is found on Monday, and at the end of a month by those who wait for their salaries (S2-16).

    Fix: write under `cut_over` on which weekday and at what time it is, and which days are avoided, month end among them.
    """
    for route, acceptance in _acceptance(binder):
        text = acceptance.cut_over
        wanted = " ".join(_AVOIDED.split(part)[0] for part in _SENTENCE.split(text))
        dates = [date.fromisoformat(one) for one in _DATE.findall(wanted)]
        days = [one.casefold() for one in _WEEKDAY.findall(wanted)] + [f"{one:%A}".casefold() for one in dates]
        where = (*route, "cut_over")
        if not days:
            yield where, f"the cut-over ('{text}') is on no weekday that is named"
        elif "friday" in days:
            yield where, f"the cut-over ('{text}') is on a Friday"
        if not dates and "month" not in text.casefold():
            yield where, f"the cut-over ('{text}') says nothing about the end of a month"


@check("TRN-39", level=3, severity="warning")
def access_is_audited_after_the_end(binder: Binder) -> Said:
    """Some weeks after the end somebody who is not of the provider looks for access that was left open.

    What was overlooked in the haste of the cut-over is found in quiet, or used (CSF GV.SC-10).

    Fix: write under `acceptance` when that is (`audit_after`, 30d for example) and who looks (`audit_by`).
    """
    for route, acceptance in _acceptance(binder):
        if not acceptance.audit_after or not acceptance.audit_by:
            yield route, f"nobody looks for access that was left open: {'no day (audit_after)' if not acceptance.audit_after else 'no name (audit_by)'} is given"
        elif employer(binder, acceptance.audit_by) == binder.provider_id:
            yield (*route, "audit_by"), f"'{acceptance.audit_by}' of '{binder.provider_id}' looks for access that '{binder.provider_id}' has kept"


def _acceptance(binder: Binder) -> Iterator[tuple[Route, Acceptance]]:
    for plan in plan_of(binder):
        if plan.acceptance:
            yield (*route_of(binder), "acceptance"), plan.acceptance
