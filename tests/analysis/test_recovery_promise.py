"""Promised, arranged, believed, shown: the racking case with its figures, and everything that is not known."""

from datetime import date, timedelta

import pytest

from runbinder.analysis.recovery_promise import believed, clock, contracted, standing, standings, steps, ways
from runbinder.analysis.recovery_timeline import picture
from runbinder.testing import binder_of

RACKING = {"what": "Racking", "cost": "20000 GBP", "lead_time": "72h", "install": "12h"}
OPTIONS = {
    "standby": {"title": "Racking on standby", "cost": "20000 GBP", "change": {"racking": {"pre_positioned_at": "yard"}}},
    "four-days": {"title": "Four days", "cost": "0 GBP", "change": {"contracted": {"rto": "4d"}}},
}
DAY, FOUR_DAYS = {"contracted": {"rto": "24h"}}, {"contracted": {"rto": "4d"}}


def binder(**recovery):
    """Goods dispatch as in the source text: 72 h until the racking is there, 12 h to build it, 8 h and 4 h of work."""
    def procedure(title, takes, *lines):
        return {"title": title, "schedule": {"every": "event", "when": "x"}, "done_by": "ola", **({"takes": takes} if takes else {}), "steps": [*lines]}

    plan = {"mtpd": "7d", "procedures": ["move", "rebuild"], "resources": {"racking": RACKING}, "options": OPTIONS, **recovery}
    return binder_of({
        "clients/harbour/plans.yml": {
            "people": {name: {"name": name.title(), "organisation": "harbour"} for name in ("ola", "ines")},
            "sites": {"yard": {"name": "Yard", "owner": "harbour", "operated_by": "harbour", "address": "Yard"}},
            "services": {"dispatch": {"name": "Dispatch", "criticality": "critical", "done_by": "harbour", "for": "harbour", "recovery": plan}},
            "exercises": {},
        },
        "clients/harbour/procedures/move.yml": procedure("Move", "8h", {"do": "Split the people.", "takes": "30m"}, "Move the goods."),
        "clients/harbour/procedures/rebuild.yml": procedure("Rebuild", None, {"do": "Import.", "takes": "3h"}, {"do": "Try it.", "takes": "1h"}),
        "clients/harbour/procedures/guess.yml": procedure("Guess", None, "Look."),
    }, as_of=date(2026, 11, 20))


def test_24_hours_were_promised_and_96_are_arranged():
    """S0-26, S0-29, S0-31: three days too long, and the promise breaks while the racking is waited for."""
    one = standing(binder(**DAY), "dispatch")

    assert ("24 h", "4 days", "broken", "3 days too long") == (str(one.promised), str(one.achievable), one.verdict, one.words)
    assert ["delivery", "installation", "procedure", "procedure"] == [piece.what for piece in one.outlook.path]
    assert [0, 72, 84, 92] == [starts / timedelta(hours=1) for _, starts, _ in clock(one.outlook.path)]
    assert ["delivery"] == [bar.piece.what for bar in picture(one).bars if bar.breaks]


def test_what_each_way_out_buys():
    """S0-30: 20,000 pounds buy exactly the 24 hours; four days cost nothing up front; both close the gap, and none was taken."""
    made = binder(**DAY)
    found = [(one.id, str(one.option.cost), str(one.buys), str(one.promise), one.closes, one.taken) for one in ways(made, "dispatch", standing(made, "dispatch").plan)]

    assert [("standby", "20,000 GBP", "24 h", "24 h", True, False), ("four-days", "0 GBP", "4 days", "4 days", True, False)] == found


def test_after_the_decision_the_gap_is_gone():
    """S0-32: the contract says four days."""
    made = binder(**FOUR_DAYS, decision={"option": "four-days", "decided_by": "ines", "on": "2024-05-20"})

    assert "kept" == standing(made, "dispatch").verdict
    assert [False, True] == [one.taken for one in ways(made, "dispatch", standing(made, "dispatch").plan)]


@pytest.mark.parametrize(("changes", "verdict", "words", "achievable"), [
    ({}, "none", "nothing promised", "4 days"), ({"rto": "95h"}, "broken", "1 h too long", "4 days"), (FOUR_DAYS, "kept", "in time", "4 days"),
    ({**FOUR_DAYS, "procedures": [], "resources": {}, "options": {}}, "open", "nobody can say", "None"), ({**FOUR_DAYS, "procedures": ["guess"]}, "open", "nobody can say", "3 days 12 h"),
    ({**DAY, "procedures": ["guess"]}, "broken", "2 days 12 h too long", "3 days 12 h"),
    ({**FOUR_DAYS, "resources": {"racking": {"what": "x"}}, "options": {}}, "open", "nobody can say", "12 h"),
    ({**FOUR_DAYS, "resources": {"racking": {**RACKING, "needs": ["racking"]}}}, "open", "nobody can say", "None"),
])
def test_the_verdict(changes, verdict, words, achievable):
    """A sum that is too short already is broken; one with a hole in it keeps no promise, but nobody can say."""
    one = standing(binder(**changes), "dispatch")

    assert (verdict, words, achievable) == (one.verdict, one.words, str(one.achievable))


@pytest.mark.parametrize(("mtpd", "catch_up", "late"), [("4d", None, False), ("95h", None, True), ("6d", "2d", False), ("6d", "49h", True)])
def test_the_backlog_belongs_to_the_mtpd(mtpd, catch_up, late):
    """A service that is back too late to be caught up with is back too late."""
    assert late == standing(binder(mtpd=mtpd, **({"catch_up": catch_up} if catch_up else {})), "dispatch").too_late


def test_how_many_contracts_can_be_kept():
    """S0-33: a target of our own is in no contract; what nobody can say is not achievable."""
    kept, broken, own_target, unknown = (standings(binder(**one))[0] for one in (FOUR_DAYS, DAY, {"rto": "4d"}, {**FOUR_DAYS, "procedures": ["guess"]}))

    assert ([kept, broken, unknown], [kept]) == contracted([kept, broken, own_target, unknown])


def test_both_levels_are_heard():
    """S0-37: what each said last; one that was not asked is None."""
    said = [("site", False, "2026-01-01"), ("site", True, "2025-01-01")]
    plan = standing(binder(attested=[{"position": position, "person": "ola", "achievable": can, "on": on} for position, can, on in said]), "dispatch").plan

    assert {"senior management": None, "site": 0} == {position: one and one[0] for position, one in believed(plan).items()}
    assert not believed(plan)["site"][1].achievable


def test_the_steps_inside_a_piece():
    """With their times as far as they have any; what is waited for has no steps."""
    made = binder(**DAY)

    assert [[], [], [("Split the people.", "30 min"), ("Move the goods.", "None")], [("Import.", "3 h"), ("Try it.", "1 h")]] == [
        [(step.do, str(step.takes)) for step in steps(made, piece)] for piece in standing(made, "dispatch").outlook.path
    ]


def test_a_service_without_a_plan_stands_nowhere():
    """And an unknown one."""
    assert standing(binder(), "nope") is None


def test_the_picture_of_the_racking_case():
    """Bars side by side from edge to edge of the path, what is late in them, and both limits on the same axis."""
    found = picture(standing(binder(**DAY), "dispatch"))
    whole = 7 * 24 * 1.04

    assert [round(100 * hours / whole, 2) for hours in (0, 72, 84, 92)] == [bar.left for bar in found.bars]
    assert [round(100 * hours / whole, 2) for hours in (72, 12, 8, 4)] == [bar.span for bar in found.bars]
    assert [round(100 * hours / whole, 2) for hours in (48, 12, 8, 4)] == [bar.late for bar in found.bars]
    assert [("promised", round(100 * 24 / whole, 2), False), ("mtpd", round(100 / 1.04, 2), False)] == [(mark.name, mark.left, mark.beyond) for mark in found.marks]
    assert ["2 days", "4 days", "6 days"] == [words for words, _ in found.ticks]


def test_a_limit_far_away_stands_at_the_edge():
    """Drawn to scale it would leave nothing of the path."""
    marks = picture(standing(binder(rto="24h", mtpd="90d"), "dispatch")).marks

    assert [("promised", False), ("mtpd", True)] == [(mark.name, mark.beyond) for mark in marks]
    assert 100 == marks[1].left


def test_there_is_nothing_to_draw():
    """Where nothing is known, or it waits for itself."""
    assert picture(standing(binder(procedures=[], resources={}, options={}), "dispatch")) is None
    assert picture(standing(binder(resources={"racking": {**RACKING, "needs": ["racking"]}}), "dispatch")) is None
