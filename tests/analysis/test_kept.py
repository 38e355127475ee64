"""How well we kept our word: what fell due, what was missed, and that no rule is told in a second way."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbinder.analysis.kept import NEWS, RULES, judged, summed, verdicts
from runbinder.checks import REGISTRY
from runbinder.read import read

LONDON = ZoneInfo("Europe/London")
SHELF = read(Path(__file__).parents[2])
BINDERS = {client: SHELF.binder(client, SHELF.settings.as_of) for client in SHELF.clients}
DEMO = [(client, name) for client, one in SHELF.clients.items() for name in one.incidents]
# Open since Thursday 12 November 2026, rated medium, an update each working day.
OPEN = ("tessera", "2026-11-12-swap-shown-twice")
CLOSED = ("tessera", "2026-10-14-nothing-saved-at-night")


def binder(client, name, as_of=None, **changes):
    """The client's binder with this incident alone, and with these changes to it."""
    whole = replace(BINDERS[client], as_of=as_of or SHELF.settings.as_of)
    entry = whole.index["incident"][name]
    entry = replace(entry, record=entry.record.model_copy(update=changes))
    client_ = whole.client.model_copy(update={"incidents": {name: entry.record}})
    return replace(whole, client=client_, index={**whole.index, "incident": {name: entry}})


def verdict(client, name, as_of=None, **changes):
    return verdicts(binder(client, name, as_of, **changes))[0]


def record(client, name):
    return SHELF.clients[client].incidents[name]


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@st.composite
def changed(draw):
    """An incident of the demo of which updates are lost and moved, steps swapped, the urgency and the day are others."""
    client, name = draw(st.sampled_from(DEMO))
    one = record(client, name)
    moved = [update.model_copy(update={"at": update.at + timedelta(minutes=draw(st.sampled_from((0, 0, 0, 7, 45, 190, 2000)))), "cc": draw(st.sampled_from((update.cc, ())))})
             for update in one.updates if draw(st.sampled_from((True, True, False)))]
    changes = {"updates": tuple(moved), "urgency": draw(st.sampled_from(("urgent", "high", "medium", "low"))), "report": draw(st.sampled_from((one.report, None)))}
    changes["reported_at"] = one.reported_at - timedelta(minutes=draw(st.sampled_from((0, 20, 3000))))
    if one.closure:
        shift = timedelta(minutes=draw(st.sampled_from((0, 0, -3000, 300))))
        changes["closure"] = one.closure.model_copy(update={"circulated_at": one.closure.circulated_at + shift})
    return binder(client, name, one.acknowledged_at.date() + timedelta(days=draw(st.integers(3, 60))), **changes)


@pytest.mark.parametrize(("client", "name"), DEMO)
def test_the_demo_keeps_its_word(client, name):
    """But for the two gaps that Larkfield has on purpose."""
    broken = [one.rule for one in verdict(client, name).broken]

    assert (["end of day", "copy"] if client == "larkfield" else []) == broken


@settings(deadline=None)
@given(changed())
def test_the_checks_find_the_same(one):
    """INC-01, 04, 05, 06, 15 and 18 see a broken promise exactly where the sum has one."""
    (found,) = verdicts(one)
    said = {code: [message for _, message in REGISTRY[code].function(one)] for code in ("INC-01", "INC-04", "INC-05", "INC-06", "INC-15", "INC-18")}
    count = {rule: sum(broken.rule == rule for broken in found.broken) for rule in RULES}
    late = [message for message in said["INC-15"] if "acknowledge_within" in message]
    known = sum(update.at.date() <= one.as_of for update in one.client.incidents[found.id].updates)

    assert (len(said["INC-04"]), len(late), len(said["INC-01"])) == (count["interval"], count["acknowledgement"], count["report"])
    assert bool(said["INC-05"]) == bool(count["slot"] + count["end of day"])
    assert len(said["INC-06"]) == count["copy"] or known < len(one.client.incidents[found.id].updates)
    assert bool(said["INC-18"]) == bool(count["closing"]) or one.client.incidents[found.id].closure.closed_at.date() > one.as_of


@settings(deadline=None)
@given(changed())
def test_nothing_is_missed_that_was_not_due(one):
    """By every rule; and what is kept and missed is what was due."""
    (found,) = verdicts(one)
    (row,) = summed([found])

    assert [] == [rule for rule in RULES if found.missed(rule) > found.due.get(rule, 0)]
    assert all(row.kept(rule) + row.missed(rule) == row.due(rule) for rule in RULES)
    assert row.share() is None or (row.share() == 100) == (not found.missed(*NEWS))


def test_a_long_silence_is_as_many_updates_as_did_not_come():
    """Where three hours are allowed, a little over eight are two updates too few; it is one line all the same."""
    one = record(*CLOSED)
    found = verdict(*CLOSED, updates=one.updates[:1] + one.updates[-1:])
    (gap,) = [broken for broken in found.broken if broken.rule == "interval"]

    assert "(8 h 16 min; the standard allows 3 h)" in gap.words
    assert (2, timedelta(hours=8, minutes=16), timedelta(hours=3)) == (gap.times, found.longest, found.allowed)


def test_a_silence_that_was_kept_is_measured_too():
    """Also where the standard has times of day and no interval."""
    assert verdict("larkfield", "my-box-delivery-day").longest == timedelta(hours=4, minutes=37)
    assert verdict("larkfield", "my-box-delivery-day").allowed is None


def test_days_without_a_word_are_counted_day_by_day():
    """Of a week with one update, the end of each other day was missed."""
    found = verdict(*OPEN, updates=record(*OPEN).updates[:1])

    # Due on the 13th, 16th, 17th, 18th and 19th; the 20th is not over, and on the 12th the acknowledgement was news.
    assert (5, 5) == (found.due["end of day"], found.missed("end of day"))
    assert ["no update by 2026-11-13 16:30 and at 4 later times; none came afterwards"] == [one.words for one in found.broken]


def test_a_report_has_every_heading():
    """One that lacks a part is told which, in the words of the standard."""
    one = record(*CLOSED)
    found = verdict(*CLOSED, report=one.report.model_copy(update={"root_cause": None}))

    assert ["the report lacks Suspected root cause"] == [broken.words for broken in found.broken]


def test_closing_out_of_order_is_told_with_both_times():
    """People come before the bug; a closed ticket without the steps is told too."""
    closure = record(*CLOSED).closure
    early = closure.model_copy(update={"circulated_at": closure.documented_at - timedelta(minutes=1)})

    assert "closed with 'report circulated'" in verdict(*CLOSED, closure=early).broken[0].words
    assert "closed without 'impact solved'" in " ".join(one.words for one in verdict(*CLOSED, closure=None).broken)


def test_who_was_never_answered_waits_until_today():
    """Nothing else is asked of such an incident: one cause, one line."""
    one = binder(*OPEN, acknowledged_at=None, updates=())
    found = judged(one, OPEN[1], one.client.incidents[OPEN[1]])

    assert [("acknowledgement", True)] == [(broken.rule, "never acknowledged" in broken.words) for broken in found.broken]
    assert {"acknowledgement": 1} == found.due


def test_what_is_not_said_is_not_judged():
    """A file without copies and reports breaks no promise about them."""
    one = binder(*OPEN)
    found = judged(one, OPEN[1], one.client.incidents[OPEN[1]], frozenset({"copy", "acknowledgement"}))

    assert {"end of day"} == set(found.due)


def test_months_run_backwards_and_urgencies_down():
    """The latest month first, in it the most urgent; each row knows the incidents that failed."""
    rows = summed(verdicts(SHELF.binder("tessera", SHELF.settings.as_of)))

    assert sorted(rows, key=lambda row: (-row.month.toordinal(), ("urgent", "high", "medium", "low").index(row.urgency))) == rows
    assert (date(2026, 11, 1), "high", 100, []) == (rows[0].month, rows[0].urgency, rows[0].share(), rows[0].failed())


def test_an_incident_is_not_judged_before_it_was_reported():
    """As of an earlier day there is none."""
    assert [] == verdicts(binder(*OPEN, as_of=date(2026, 11, 11)))


def test_without_a_standard_nothing_was_promised():
    """That there is none is another check's finding."""
    one = binder(*OPEN)
    bare = replace(one, provider=one.provider.model_copy(update={"standard": None}))

    assert [] == verdicts(bare)
