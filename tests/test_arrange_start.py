"""What a new provider is shown: nothing that is due, open or sealed is left out."""

from datetime import date

from runbinder import arrange_start
from runbinder.analysis.cadence import next_due
from runbinder.testing import binder_of

HOME = "clients/harbour/"
STAFF = {
    "people": {"anna": {"name": "Anna", "organisation": "harbour"}, "kim": {"name": "Kim", "organisation": "kestrel"}},
    "roles": {"chief": {"does": "Leads.", "holder": "anna"}, "helper": {"does": "Helps.", "holder": "kim"}, "nobody": {"does": "Waits.", "holder": None}},
}
KEY = {"system": "s", "account": "a", "privilege": "admin", "custodian": "harbour", "vault": {"name": "v", "path": "p"}, "client_can_retrieve": True, "holders": ["anna"]}


def binder(**families):
    """A client with two people, judged on 31 March 2026, and these families."""
    return binder_of({HOME + "staff.yml": STAFF, HOME + "more.yml": families})


def procedure(**more):
    return {"title": "t", "schedule": {"every": "week", "last_done": "2026-03-25"}, "done_by": "chief", "steps": ["Begin."], **more}


def test_every_schedule_is_there_with_its_next_date(golden):
    """Each procedure once, with the day that the calendar gives."""
    found = [one for _, group in arrange_start.schedules(golden) for one in group]

    assert {entry.id: next_due(entry.record.schedule, golden.client.calendar) for entry in golden.all("procedure")} == {one.entry.id: one.due for one in found}
    assert len(golden.all("procedure")) == len(found)


def test_what_is_due_first_stands_first():
    """Within its rhythm; what was never done comes last, and late is what is past its tolerance."""
    made = binder(procedures={
        "late": procedure(schedule={"every": "week", "last_done": "2026-03-01"}), "soon": procedure(), "never": procedure(schedule={"every": "week"}),
        "tolerated": procedure(schedule={"every": "week", "last_done": "2026-03-20", "tolerance": "7d"}),
    })
    ((rhythm, found),) = arrange_start.schedules(made)

    assert ("weekly", ["late", "tolerated", "soon", "never"]) == (rhythm, [one.entry.id for one in found])
    assert ["late"] == [one.entry.id for one in found if one.late]


def test_who_would_do_it_does_not_work_for_the_provider():
    """The usual performer where that is somebody else already."""
    made = binder(procedures={"a": procedure(done_by="helper", or_by=[{"role": "chief"}, {"role": "kim"}]), "b": procedure()})
    found = {one.entry.id: (one.theirs, one.others) for _, group in arrange_start.schedules(made) for one in group}

    assert {"a": (True, ("chief",)), "b": (False, ())} == found


def test_sealed_accounts_and_roles_of_others_are_there():
    """A role that the provider holds, or nobody, is no help on the first day."""
    made = binder(credentials={"sealed": {**KEY, "privilege": "break-glass"}, "daily": KEY})

    assert ["sealed"] == [entry.id for entry in arrange_start.sealed(made)]
    assert ["chief"] == [entry.id for entry in arrange_start.key_roles(made)]


def test_what_is_open_is_there():
    """And nothing that is over."""
    alarm = {"what": "Full", "seen_by": "anna", "owner": "anna", "seen_at": "2026-03-30 10:00"}
    made = binder(monitoring_issues={"open": alarm, "done": {**alarm, "addressed_at": "2026-03-30 11:00"}}, procedures={"late": procedure(schedule={"every": "week", "last_done": "2026-01-01"})})

    assert [("Alarms that nobody has dealt with", ["open"]), ("Routines that are overdue", ["late"])] == [(title, [one.id for one in found]) for title, found in arrange_start.unfinished(made)]


def test_a_routine_that_uses_a_key_of_a_backup_restores():
    """By the credential that opens the backup; a procedure for the day of need stands in where there is no routine."""
    asset = {"name": "n", "kind": "hardware", "owner": "harbour"}
    families = {
        "assets": {"server": {**asset, "backed_up_to": "store"}, "store": {**asset, "kind": "backup"}}, "credentials": {"console": {**KEY, "opens": ["store"]}},
        "procedures": {"restore": procedure(needs={"access": ["console"]}), "rebuild": procedure(schedule={"every": "event", "when": "w"}, needs={"access": ["console"]}), "other": procedure()},
    }
    stored, restores = arrange_start.backups(binder(**families))
    del families["procedures"]["restore"]

    assert (["server"], ["restore"]) == ([entry.id for entry in stored], [one.entry.id for one in restores])
    assert ["rebuild"] == [one.entry.id for one in arrange_start.backups(binder(**families))[1]]


def test_what_the_provider_can_get_in_with_is_listed():
    """Held by it, or by one of its people; each with the steps that shut it."""
    keys = {"theirs": {**KEY, "custodian": "kestrel"}, "shared": {**KEY, "holders": ["anna", "kim"]}, "ours": KEY}

    assert [("shared", []), ("theirs", [])] == sorted((entry.id, steps) for entry, steps in arrange_start.access(binder(credentials=keys)))


def test_what_lapses_is_there_soonest_first():
    """Within 90 days, to the day; the last day of notice counts; what is past does not."""
    asset = {"name": "n", "kind": "domain", "owner": "harbour"}
    days = {"today": "2026-03-31", "last": "2026-06-29", "next": "2026-06-30", "past": "2026-03-30"}
    contract = {"title": "t", "parties": ["harbour", "kestrel"], "ref": "1", "starts": "2025-01-01", "ends": "2026-12-31", "notice": "214d"}
    soon, later = arrange_start.lapsing(binder(assets={name: {**asset, "renews": day} for name, day in days.items()}, contracts={"lease": contract}))

    assert [("today", "lapses"), ("lease", "last day of notice"), ("last", "lapses")] == [(one.entry.id, one.what) for one in soon]
    assert [("next", "lapses"), ("lease", "ends")] == [(one.entry.id, one.what) for one in later]


def test_the_next_audits_and_exercises_have_their_day():
    """A planned exercise its own; an audit a year after the last of its subject."""
    audit = {"title": "t", "subjects": ["performance"], "auditor": "anna", "of": "harbour", "criteria": "c", "result": "passed"}
    made = binder(
        audits={"old": {**audit, "on": "2025-01-01"}, "new": {**audit, "on": "2025-06-01"}},
        exercises={"held": {"title": "t", "kind": "tabletop", "scope": "s", "planned": "2026-01-01", "result": "passed"}, "to-come": {"title": "t", "kind": "tabletop", "scope": "s", "planned": "2026-05-01"}},
    )

    assert [("to-come", date(2026, 5, 1)), ("new", date(2026, 6, 1))] == [(entry.id, day) for entry, day in arrange_start.held_next(made)]
