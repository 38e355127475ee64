"""EXR: what was rehearsed, with whom, and what became of what it brought up."""

from runbinder.analysis.attended import SEAT, THIRD, seat, took_part
from runbinder.analysis.due_kinds import PLANS
from runbinder.analysis.reach import own
from runbinder.analysis.rehearsed import held
from runbinder.checks.registry import Said, check
from runbinder.model.binder import Binder
from runbinder.model.common import Route

_USED = ("procedure", "contact_tree", "message", "credential", "channel")
"""What people have in hand when they respond. A scenario is what an exercise is about, not what it tries."""


@check("EXR-01", level=4)
def every_plan_is_exercised(binder: Binder) -> Said:
    """Every plan was exercised within the interval.

    A plan that was never tried is a text (S1-27, ISO 22301 8.5, DORA 11(6), CPS 230 43). Whether contact trees were rung
    through is a question of CTR-11.

    Fix: hold an exercise and record it in `exercises/`, with the plan under `plans`. The interval is `exercised` in the settings.
    """
    limit = binder.settings.intervals.exercised
    for field in PLANS:
        name = field.replace("_", " ")
        last = max((day for day, entry in held(binder) if name in entry.record.plans), default=None)
        what = name if name.endswith(("team", "protocol")) else f"{name} plan"
        if getattr(binder.client, field) and (not last or binder.as_of - last > limit):
            when = f"was last exercised on {last}, {(binder.as_of - last).days} days ago" if last else "was never exercised"
            yield (*_base(binder), field), f"the {what} {when}; the limit is {limit}"


@check("EXR-02", level=4, severity="warning")
def every_scenario_is_exercised_over_time(binder: Binder) -> Said:
    """Each scenario of a transition plan that is exercised at all was part of some exercise, or is planned to be.

    Severe but plausible means all of them, over the years, not the same one each time (RTS 2024/1774 25(2)).

    Fix: plan an exercise that names the scenario under `covers`.
    """
    exercises = own(binder, "exercise")
    covered = {str(one) for entry in exercises for one in entry.record.covers}
    if not any("transition" in entry.record.plans for entry in exercises):
        return  # EXR-01 has said so
    for scenario in own(binder, "scenario"):
        if scenario.id not in covered:
            yield scenario.route, f"scenario '{scenario.id}' was in no exercise, held or planned"


@check("EXR-03", level=4, severity="warning")
def an_exercise_says_what_it_found(binder: Binder) -> Said:
    """An exercise whose day has passed has a result, and findings or the statement that there were none.

    Without a report nobody learns from it, and nobody knows whether it took place (ISO 22301 8.5).

    Fix: add `result` and `findings`, or `no_findings: yes` if there really were none; move `planned` if it was put off.
    """
    for entry in own(binder, "exercise"):
        one = entry.record
        if not one.result and one.planned < binder.as_of:
            yield (*entry.route, "result"), f"exercise '{entry.id}' was planned for {one.planned}, {(binder.as_of - one.planned).days} days ago, and nothing says how it came out"
        elif one.result and not (one.findings or one.issues or one.no_findings):
            yield entry.route, f"exercise '{entry.id}' was held and says neither what it found nor that it found nothing"


@check("EXR-04", level=4)
def findings_of_exercises_are_closed_in_time(binder: Binder) -> Said:
    """No finding of an exercise is open past its date, and no nonconformity is open without a date.

    Testing is there to find and mend weaknesses; an open finding is half the work (S1-28).

    Fix: close it with `status: closed` and `closed`, or agree on a date and say why in `response`.
    """
    yield from overdue(binder, "exercises")


def overdue(binder: Binder, family: str) -> Said:
    """Findings in a family of records that are open after the day they were due, and nonconformities that have no such day."""
    for entry in own(binder, "audit_finding"):
        finding = entry.record
        if entry.route[2] != family or finding.status not in ("open", "in progress"):
            continue
        what = f"{finding.type} '{entry.id}' of '{entry.route[3]}'"
        if finding.due and finding.due < binder.as_of:
            yield (*entry.route, "due"), f"{what} was due on {finding.due}, {(binder.as_of - finding.due).days} days ago, and is {finding.status}"
        elif not finding.due and "nonconformity" in finding.type:
            yield (*entry.route, "due"), f"{what} is {finding.status} and has no date by which it is to be closed"


@check("EXR-05", level=4, severity="warning")
def an_exercise_assumes_key_people_gone(binder: Binder) -> Said:
    """At least one of the exercises within the interval was held without key people.

    Recovery has to work when the people who know it are not there (S2-9, SOC 2 A1.3, CC7.5).

    Fix: hold an exercise with the principals or a role's holder under `without`. The interval is `exercised` in the settings.
    """
    limit = binder.settings.intervals.exercised
    recent = [entry for day, entry in held(binder) if binder.as_of - day <= limit]
    if recent and not any(binder.find(one, ("person", "organisation")) for entry in recent for one in entry.record.without):
        yield (*_base(binder), "exercises"), f"none of the {len(recent)} exercises within {limit} assumed that anybody was missing"


@check("EXR-06", level=4, severity="warning")
def issues_are_sorted_out(binder: Binder) -> Said:
    """Every issue of an exercise is resolved or carried on as a finding.

    Training together is there to sort things out without the pressure of a major incident (S0-12).

    Fix: add `resolution` and `resolved` to the issue, or name the `finding` that carries it on.
    """
    for _, entry in held(binder):
        for number, issue in enumerate(entry.record.issues):
            if not issue.finding and not (issue.resolution and issue.resolved):
                yield (*entry.route, "issues", number), f"issue {number + 1} of exercise '{entry.id}' is neither resolved nor carried on as a finding: {issue.issue}"


@check("EXR-07", level=4, severity="warning")
def an_exercise_tries_something(binder: Binder) -> Said:
    """An exercise tried at least one procedure, contact tree, message, credential or channel.

    A tabletop at which nobody opened a procedure proves that a room was booked (S1-28, ISO 22301 8.5).

    Fix: list under `covers` what was really used; if it was only talk, hold it again with the binder on the table.
    """
    for _, entry in held(binder):
        if not any(binder.find(one, _USED) for one in entry.record.covers):
            only = f", only {', '.join(entry.record.covers)}" if entry.record.covers else ""
            yield (*entry.route, "covers"), f"exercise '{entry.id}' ({entry.record.type}) tried no procedure, contact tree, message, credential or channel{only}"


@check("EXR-08", level=4, severity="warning")
def the_seat_is_filled_when_its_plans_are_exercised(binder: Binder) -> Said:
    """Where the customer has an active seat, somebody sat in it in at least one of the exercises of the incident team within the interval, and in one of those of the dispute protocol.

    Joint decisions are learnt together: a team that rehearses without the customer is another team, and a protocol that asks the
    customer to leave can not be tried without anybody to leave (S0-10, S0-12). That the holder took part in any exercise at all
    is IMT-11's question.

    Fix: invite the holder of the seat, the deputy or a colleague, and list them under `participants`. The interval is `exercised` in the settings.
    """
    limit, offered = binder.settings.intervals.exercised, seat(binder)
    for name in ("incident team", "dispute protocol") if offered and offered.state == "active" else ():
        tried = [entry for day, entry in held(binder) if name in entry.record.plans and binder.as_of - day <= limit]
        if tried and not any(took_part(binder, entry, SEAT) for entry in tried):
            yield (*_base(binder), name.replace(" ", "_")), f"nobody in the customer's seat took part when the {name} was exercised within {limit}: {', '.join(entry.id for entry in tried)}"


@check("EXR-09", level=4, severity="warning")
def strangers_take_part_where_it_is_about_them(binder: Binder) -> Said:
    """A third party took part in every cold read within the interval, and in at least one of the exercises of the transition plan.

    Whether a stranger finds the way is seen only with a stranger: those who know the business fill its gaps without noticing
    (S2-20, S2-26). A third party is neither the provider nor the client nor a customer, nor a supplier, adviser or insurer of theirs, and does
    not only look on. With whom the handover was last rehearsed is TRN-16's question.

    Fix: hold it with somebody from another company, and list them under `participants`. The interval is `exercised` in the settings.
    """
    limit = binder.settings.intervals.exercised
    recent = [entry for day, entry in held(binder) if binder.as_of - day <= limit]
    for entry in recent:
        if entry.record.type == "cold read" and not took_part(binder, entry, THIRD):
            yield (*entry.route, "participants"), f"no third party took part in cold read '{entry.id}'"
    tried = [entry for entry in recent if "transition" in entry.record.plans]
    said = any(entry.record.type in ("cold read", "handover rehearsal") for entry in tried)
    if tried and not said and not any(took_part(binder, entry, THIRD) for entry in tried):
        yield (*_base(binder), "transition"), f"no third party took part in any exercise of the transition plan within {limit}: {', '.join(entry.id for entry in tried)}"


def _base(binder: Binder) -> Route:
    return ("clients", binder.id)
