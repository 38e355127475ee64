"""EXR: what was rehearsed, with whom, and what became of what it brought up."""

from collections.abc import Iterator
from datetime import date

from runbinder.checks.registry import Said, check
from runbinder.model.binder import Binder, Entry
from runbinder.model.common import Route

_PLANS = {"transition": "transition", "incident team": "incident_team", "communications": "communications", "dispute protocol": "dispute_protocol"}


def _held(binder: Binder) -> list[tuple[date, Entry]]:
    """The client's exercises that took place, latest first, each with its day."""
    held = [(entry.record.starts.date() if entry.record.starts else entry.record.planned, entry) for entry in binder.all("exercise") if entry.party == "client" and entry.record.result]
    return sorted(held, key=lambda pair: pair[0], reverse=True)


def _in_interval(binder: Binder) -> list[Entry]:
    return [entry for day, entry in _held(binder) if binder.as_of - day <= binder.settings.intervals.exercised]


def _base(binder: Binder) -> Route:
    return ("clients", binder.id)


@check("EXR-01", level=4)
def every_plan_is_exercised(binder: Binder) -> Said:
    """Every plan was exercised within the interval.

    A plan that was never tried is a text (ISO 22301 8.5, DORA 11(6), CPS 230 43).

    Fix: hold an exercise and record it in `exercises/`, naming the plan under `plans`. Contact trees have a rule of their own, CTR-11.
    """
    recent = _in_interval(binder)
    limit = binder.settings.intervals.exercised
    for name, field in _PLANS.items():
        tried = [day for day, entry in _held(binder) if name in entry.record.plans]
        if getattr(binder.client, field) and not any(name in entry.record.plans for entry in recent):
            yield (*_base(binder), field), f"the {_plan(name)} {_last(tried, binder)}; the limit is {limit}"


def _plan(name: str) -> str:
    return name if name.endswith(("team", "protocol")) else f"{name} plan"


def _last(days: list[date], binder: Binder) -> str:
    if not days:
        return "was never exercised"
    return f"was last exercised on {max(days)}, {(binder.as_of - max(days)).days} days ago"


@check("EXR-02", level=4, severity="warning")
def every_scenario_is_exercised_over_time(binder: Binder) -> Said:
    """Each scenario of the transition plan was part of some exercise.

    Severe but plausible means all of them, over the years, not the same one each time (RTS 2024/1774 25(2)).

    Fix: plan an exercise that names the scenario under `covers`.
    """
    covered = {str(one) for entry in binder.all("exercise") for one in entry.record.covers}
    for scenario in binder.all("scenario"):
        if scenario.id not in covered:
            yield scenario.route, f"scenario '{scenario.id}' was in no exercise, held or planned"


@check("EXR-03", level=4, severity="warning")
def an_exercise_says_what_it_found(binder: Binder) -> Said:
    """An exercise that was held has findings, or says on purpose that there were none.

    Without a report nobody learns from it (ISO 22301 8.5).

    Fix: add `findings`, or `no_findings: true` if there really were none.
    """
    for _, entry in _held(binder):
        if not entry.record.findings and not entry.record.issues and not entry.record.no_findings:
            yield entry.route, f"exercise '{entry.id}' was held and says neither what it found nor that it found nothing"


@check("EXR-04", level=4)
def findings_of_exercises_are_closed_in_time(binder: Binder) -> Said:
    """No finding of an exercise is open past its date.

    Testing is there to find and mend weaknesses; an open finding is half the work (S1-28).

    Fix: close it with `status: closed` and `closed:`, or agree on a new date and say why in `response`.
    """
    yield from overdue(binder, "exercises", ("major nonconformity", "minor nonconformity", "observation", "opportunity"))


def overdue(binder: Binder, family: str, kinds: tuple[str, ...]) -> Said:
    """Findings in a family of records that are open after the day they were due."""
    for entry in binder.all("audit_finding"):
        finding = entry.record
        mine = entry.party == "client" and entry.route[2] == family and finding.type in kinds
        if mine and finding.status in ("open", "in progress") and finding.due and finding.due < binder.as_of:
            days = (binder.as_of - finding.due).days
            yield (*entry.route, "due"), f"finding '{entry.id}' of '{entry.route[3]}' was due on {finding.due}, {days} days ago, and is {finding.status}"


@check("EXR-05", level=4, severity="warning")
def an_exercise_assumes_key_people_gone(binder: Binder) -> Said:
    """At least one exercise within the interval was held without key people.

    Recovery has to work when the people who know it are not there (SOC 2 A1.3, CC7.5).

    Fix: hold an exercise with the principals or a role's holder under `without`.
    """
    if _held(binder) and not any(_gone(entry, binder) for entry in _in_interval(binder)):
        yield (*_base(binder), "exercises"), f"no exercise within {binder.settings.intervals.exercised} assumed that anybody was missing"


def _gone(entry: Entry, binder: Binder) -> bool:
    return any(binder.find(one, ("person", "organisation")) for one in entry.record.without)


@check("EXR-06", level=4, severity="warning")
def issues_are_sorted_out(binder: Binder) -> Said:
    """Every issue of an exercise is resolved or carried on as a finding.

    Training together is there to sort things out without the pressure of a major incident (S0-12).

    Fix: add `resolution` and `resolved` to the issue, or name the `finding` that carries it on.
    """
    for _, entry in _held(binder):
        for number, issue in enumerate(entry.record.issues):
            if not issue.finding and not (issue.resolution and issue.resolved):
                yield (*entry.route, "issues", number), f"issue {number + 1} of exercise '{entry.id}' is neither resolved nor carried on as a finding: {issue.issue}"


@check("EXR-07", level=4, severity="warning")
def an_exercise_tries_something(binder: Binder) -> Said:
    """An exercise names the procedures, trees, scenarios or messages that it tried.

    A tabletop at which nobody opened a procedure proves that a room was booked.

    Fix: list under `covers` what was really used.
    """
    for _, entry in _held(binder):
        if not _tried(entry.record.covers, binder):
            yield (*entry.route, "covers"), f"exercise '{entry.id}' ({entry.record.type}) tried no procedure, contact tree, scenario, message or credential"


def _tried(covers: tuple[str, ...], binder: Binder) -> Iterator[str] | list[str]:
    return [one for one in covers if binder.find(one, ("procedure", "contact_tree", "scenario", "message", "credential", "channel"))]
