"""The transition plan as it is followed: run sheet, timetable, scores, register, coverage."""

from datetime import timedelta

import pytest

from runbinder import arrange_transition
from runbinder.analysis.lockdown import order
from runbinder.testing import binder_of

HOME = "clients/harbour/"
STAFF = {
    "people": {"anna": {"name": "Anna", "organisation": "harbour"}, "kim": {"name": "Kim", "organisation": "kestrel"}},
    "roles": {"chief": {"does": "Leads.", "holder": "anna"}, "helper": {"does": "Helps.", "holder": "kim"}},
}
PLAN = {"owner": "chief", "purpose": "To leave.", "triggers": ["They are gone"], "invocation": {"by": ["chief"], "how": "Say so.", "proof": "A letter."}}
CONTRACT = {"title": "Services", "parties": ["kestrel", "harbour"], "ref": "1", "starts": "2026-01-01", "notice": "6d", "transition": "2d"}


def binder(records=None, **plan):
    """A client whose transition plan has these parts, and these records beside it."""
    return binder_of({HOME + "staff.yml": STAFF, HOME + "more.yml": records or {}, HOME + "transition.yml": {**PLAN, **plan}})


def scenario(lockdown, helps="no"):
    return {"title": "t", "exit": "stressed", "provider_cooperates": helps, "first_hour": ["Begin."], "lockdown": lockdown}


def step(within, **more):
    return {"do": "Do it.", "action": "rotate", "by": "chief", "within": within, "verify": "See it.", **more}


def timetable(records=None, **phases):
    return arrange_transition.timetable(binder(records, timetable={name: {"title": name, "by": "chief", **phase} for name, phase in phases.items()}))


def bars(**phases):
    """Each phase with where it starts and how long it is, in percent; and the whole."""
    made = timetable(**phases)
    return {bar.entry.id: (bar.left, bar.span) for bar in made.bars}, str(made.total)


def rows(made):
    return [row for _, part in arrange_transition.run_sheet(made) for row in part]


# The run sheet


def test_the_run_sheet_has_every_step_in_the_order_of_time(golden):
    """No line comes before one that is due earlier, and everything that the plan asks for is a line."""
    made, plan = rows(golden), golden.client.transition

    assert sorted(row.due if row.place is None else row.place for row in made) == [row.due if row.place is None else row.place for row in made]
    for kind, parts in (("lockdown", plan.lockdown), ("continuity", plan.continuity), ("asset", plan.asset_transfer), ("contract", plan.contract_transfer),
                        ("return", plan.data), ("delete", plan.data), ("phase", plan.timetable), ("accept", plan.acceptance.items), ("scenario", plan.scenarios)):
        assert len(parts) == sum(1 for row in made if row.kind == kind), kind


def test_the_lockdown_keeps_its_order_whatever_its_deadlines_say():
    """A step with a deadline too early stays where it can not lock anybody out; a check says that the deadline is wrong."""
    made = rows(binder(lockdown=[step("1h"), step("10m"), step("2h")]))

    assert [(1, "T0 + 1 h"), (2, "T0 + 10 min"), (3, "T0 + 2 h")] == [(row.number, row.after) for row in made if row.kind == "lockdown"]


def test_a_line_belongs_to_the_scenarios_that_take_it():
    """All of them is said by none; a phase that the provider leads is none of those in which it does not help."""
    made = rows(binder(
        scenarios={"full": scenario("full"), "some": scenario("targeted"), "none": scenario("none", "yes")},
        lockdown=[step("1h"), step("2h", scenarios=["full"])], timetable={"a": {"title": "A", "takes": "1d", "by": "chief"}, "b": {"title": "B", "takes": "1d", "by": "helper"}},
    ))

    assert [("full", "some"), ("full",)] == [row.scenarios for row in made if row.kind == "lockdown"]
    assert {"A": (), "B": ("none",)} == {row.part.title: row.scenarios for row in made if row.kind == "phase"}


def test_what_the_run_sheet_shows_of_a_scenario_is_what_the_scenario_takes(golden):
    """The filter and the scenario's own page say the same."""
    plan = golden.client.transition
    for name in plan.scenarios:
        shown = [row.number for row in rows(golden) if row.kind == "lockdown" and (not row.scenarios or name in row.scenarios)]

        assert [number + 1 for number, _ in order(plan, name)] == shown


def test_no_two_lines_have_one_name(golden):
    """What is ticked is remembered by it."""
    names = [row.id for row in rows(golden)]

    assert sorted(set(names)) == sorted(names)


def test_the_parts_of_the_run_sheet_are_stretches_of_time():
    """The last one has no end."""
    made = arrange_transition.run_sheet(binder(lockdown=[step("0m"), step("60m"), step("24h"), step("7d"), step("30d"), step("31d")]))

    assert [["declare", "lockdown"], *[["lockdown"]] * 5] == [[row.kind for row in part] for _, part in made]


def test_without_a_plan_there_is_nothing_to_follow():
    assert [] == arrange_transition.run_sheet(binder_of({}))


# The timetable


def test_a_phase_starts_when_all_that_it_waits_for_is_finished():
    """As early as it can, whatever order they are written in."""
    expected = {"last": (60, 40), "first": (0, 20), "second": (20, 40), "aside": (0, 10)}

    assert (expected, "10 days") == bars(last={"after": ["first", "second"], "takes": "4d"}, first={"takes": "2d"}, second={"after": ["first"], "takes": "4d"}, aside={"takes": "1d"})


def test_a_phase_does_not_start_before_its_day():
    """Nor does what waits for it."""
    assert ({"notice": (50, 25), "move": (75, 25)}, "4 days") == bars(notice={"starts": "2d", "takes": "1d"}, move={"after": ["notice"], "takes": "1d"})


def test_phases_that_wait_for_each_other_do_not_hang():
    """The timetable is drawn as far as it goes; that it can not be kept, a check says."""
    drawn, _ = bars(one={"after": ["two"], "takes": "1d"}, two={"after": ["one"], "takes": "1d"}, self={"after": ["self"], "takes": "1d"})

    assert {"one", "two", "self"} == set(drawn)
    assert all(0 <= left and left + span <= 100 for left, span in drawn.values())


def test_a_plan_of_moments_has_a_timetable():
    """Phases that take no time, or none at all."""
    assert ({"now": (0, 0)}, "0 min") == bars(now={"takes": "0m"})
    assert ({}, "0 min") == bars()


def test_the_text_of_a_phase_counts_from_the_declaration():
    """In hours and days."""
    assert ["T0 to 4 h", "T0 + 4 h to 3 days 4 h"] == [bar.text for bar in timetable(one={"takes": "4h"}, two={"takes": "3d", "after": ["one"]}).bars]


def test_the_contract_sets_the_scale_and_its_marks():
    """Where it gives more time than the timetable needs; what is left is to spare."""
    made = timetable({"contracts": {"msa": CONTRACT}}, one={"takes": "4d"})

    assert (timedelta(days=4), 50, 75, 100) == (made.spare, made.bars[0].span, made.at(made.given.notice), made.at(made.given.whole))
    assert timedelta(days=-4) == timetable({"contracts": {"msa": CONTRACT}}, one={"takes": "12d"}).spare


def test_the_longest_way_is_marked():
    """And how much the others may be late."""
    made = timetable(a={"takes": "1d"}, b={"takes": "3d", "after": ["a"]}, c={"takes": "1d", "after": ["a"]})

    assert ["a", "b"] == [entry.id for entry in made.path]
    assert {"a": "0 min", "b": "0 min", "c": "2 days"} == {bar.entry.id: str(bar.spare) for bar in made.bars}


def test_without_the_provider_its_phases_fall_away():
    """What waited for them waits for what came before."""
    made = timetable(a={"takes": "1d"}, b={"takes": "3d", "after": ["a"], "by": "helper"}, c={"takes": "2d", "after": ["b"]})

    assert ("6 days", "3 days", ["b"]) == (str(made.total), str(made.alone), [entry.id for entry in made.lost])


# Scores, register, coverage

CRITERIA = [{"criterion": "Certified", "kind": "credential", "mandatory": True, "weight": 3, "evidence": "Paper"}, {"criterion": "Near", "kind": "geography", "weight": 2, "evidence": "Map"}]
ELSEWHERE = {name: {"name": name, "party": "alternate provider"} for name in ("ash", "beech", "cedar")}


def scores(**candidates):
    plan = {"criteria": CRITERIA, "candidates": {name: {"organisation": name, **one} for name, one in candidates.items()}}
    return arrange_transition.scorecard(binder({"organisations": ELSEWHERE}, acquisition=plan))


def test_points_are_weighted_and_the_best_stands_first():
    """3 x 4 + 2 x 5 of 3 x 5 + 2 x 5; who fails what is mandatory is last, whatever the total."""
    made = scores(ash={"scores": {2: 5}}, beech={"scores": {1: 1, 2: 1}}, cedar={"scores": {1: 4, 2: 5}})

    assert [("cedar", 22, 25, ()), ("beech", 5, 25, ()), ("ash", 10, 25, (1,))] == [(one.entry.id, one.total, one.most, one.fails) for one in made]


@pytest.mark.parametrize(("on", "days", "stale"), [("2025-03-31", 365, False), ("2025-03-30", 366, True), (None, None, True)])
def test_a_measurement_grows_old(on, days, stale):
    """By the interval of the settings; never measured is old too."""
    (one,) = scores(ash={"qualified_on": on} if on else {})

    assert (days, stale) == (one.days, one.stale)


def test_open_items_of_the_register_stand_first():
    """The next one at the top, and one without a day after those that have one; numbers are those of the plan."""
    item = {"item": "i", "covers": ["desk"], "method": "workshop", "receiver": "chief"}
    service = {"desk": {"name": "Desk", "criticality": "critical", "done_by": "kestrel", "for": "harbour"}}
    made = binder({"services": service}, knowledge=[{**item, "on": "2026-01-01", "accepted": "anna"}, item, {**item, "on": "2026-05-01"}, {**item, "on": "2026-04-01"}])
    items, accepted = arrange_transition.knowledge(made)

    assert ([4, 3, 2, 1], 1) == ([number for number, _ in items], accepted)


def test_what_no_step_closes_stands_first_in_the_coverage():
    """Of the ways in that have to be closed, each with its steps."""
    key = {"system": "s", "account": "a", "privilege": "admin", "custodian": "kestrel", "vault": {"name": "v", "path": "p"}, "client_can_retrieve": False, "holders": ["kim"]}
    keys = {"one": key, "two": key, "three": {**key, "privilege": "user"}, "four": {**key, "custodian": "harbour", "holders": ["anna"], "rotate_on_transition": False}}
    made = binder({"credentials": keys}, lockdown=[step("1h", closes=["one"]), step("2h", closes=["one"])])

    assert [("two", []), ("one", [1, 2])] == [(entry.id, numbers) for entry, numbers in arrange_transition.coverage(made)]


# Scenarios


def test_whoever_the_first_hour_names_stands_there_with_a_number():
    """People, roles and organisations; a place has none."""
    lines = ["Ring [[role:chief]] and [[organisation:kestrel|them]].", "Meet at [[site:dock]]."]
    dock = {"sites": {"dock": {"name": "Dock", "owner": "harbour", "operated_by": "harbour", "address": "Quay 1"}}}
    made = binder(dock, scenarios={"gone": {**scenario("none"), "first_hour": lines}}).client.transition.scenarios["gone"]

    assert [(lines[0], ["chief", "kestrel"]), (lines[1], [])] == arrange_transition.first_hour(made)


def test_a_scenario_says_what_applies_in_it():
    """How much is locked down, and how long the exit takes with the help that there is."""
    phases = {"a": {"title": "A", "takes": "3d", "by": "chief"}, "b": {"title": "B", "takes": "4d", "by": "helper", "after": ["a"]}}
    made = binder(scenarios={"gone": scenario("full"), "planned": scenario("none", "yes")}, lockdown=[step("1h")], timetable=phases)
    said = {name: [how for _, how, _ in arrange_transition.applies(made, one)] for name, one in made.client.transition.scenarios.items()}

    assert {"gone": ["full: 1 of 1 steps", "3 days at the earliest, without the phase that the provider leads"], "planned": ["none: 0 of 1 steps", "7 days at the earliest"]} == said
