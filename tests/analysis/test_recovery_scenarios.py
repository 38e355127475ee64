"""Recovery when more is lost: what takes its place, what it costs in time, and why there is no way back."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbinder.analysis.recovery import outlooks, recoveries
from runbinder.analysis.recovery_scenarios import of_plan, scenarios, under_scenarios
from runbinder.asof import judged_as_of
from runbinder.model.binder import Client, entries
from runbinder.read import read
from runbinder.testing import binder_of

LEADS = ("ola-brandt", "agnieszka-nowak", "ravi-sandhu", "joe-adeyemi")


@pytest.fixture(scope="module")
def harbour():
    shelf = read(Path(__file__).parents[2], ["harbour"])
    return shelf.binder("harbour", judged_as_of("", shelf.settings))


@pytest.mark.parametrize(("lost", "service", "hours", "why"), [
    ((), "dispatch", 96, ""),
    ([("procedure", "move-to-dock-9")], "dispatch", None, "procedure 'move-to-dock-9' is lost"),
    ([("resource", "pallet-racking")], "dispatch", None, "resource 'pallet-racking' is lost"),
    # Stowright's substitute takes no orders from Friday 17:00 to Monday 08:00, and then needs six days.
    ([("organisation", "stowright")], "dispatch", 63 + 144 + 12 + 12, ""),
    ([("organisation", "stowright"), ("organisation", "shelfmark")], "dispatch", None, "supplier 'stowright' of resource 'pallet-racking' is lost"),
    ([("person", LEADS[0])], "dispatch", 96, ""),
    ([("person", name) for name in LEADS], "dispatch", None, "nobody is left who does procedure 'move-to-dock-9'"),
    ([("site", "dock-9"), ("site", "marlow-depot")], "dispatch", None, "neither site 'marlow-depot' nor site 'dock-9' is left to work at"),
    # The spare host stood ready at Dock 9: it has to be ordered, ten days.
    ([("site", "dock-9")], "warehouse-system", 240 + 4.5, ""),
    ([("resource", "spare-host")], "handheld-scanning", None, "service 'warehouse-system' can not be recovered: resource 'spare-host' is lost"),
    ([("organisation", "kestrel")], "warehouse-system", 4.5, ""),
])
def test_what_is_lost_and_what_takes_its_place(harbour, lost, service, hours, why):
    """The demo with one loss at a time; what stands ready needs no supplier."""
    found = outlooks(harbour, lost=frozenset(lost))[service]

    assert (hours and timedelta(hours=hours), why) == (found.time, found.why)


def test_a_table_of_services_and_scenarios(harbour):
    """None where there is no way back; the reasons and the difference stand beside it."""
    lost = {"fire": [("site", "dock-9")], "strike": [("organisation", "stowright"), ("organisation", "shelfmark")]}
    times = under_scenarios(harbour, lost)
    rows = {(one.service.id, one.scenario): one for one in scenarios(harbour, lost)}

    assert {"fire": timedelta(hours=252.5), "strike": None} == times["dispatch"]
    assert {"fire": timedelta(hours=244.5), "strike": timedelta(hours=4.5)} == times["warehouse-system"]
    assert ("10 days", False) == (str(rows["warehouse-system", "fire"].longer), rows["warehouse-system", "fire"].kept)
    assert (None, True) == (rows["warehouse-system", "strike"].longer, rows["warehouse-system", "strike"].kept)
    assert "supplier 'stowright' of resource 'pallet-racking' is lost" == rows["dispatch", "strike"].outlook.why
    assert {"dispatch"} == {one.service.id for one in scenarios(harbour, lost, "dispatch")}


def test_the_scenarios_of_the_plan(harbour):
    """All that the transition plan has, for each service; the provider's end leaves Harbour's dispatch at four days."""
    found = of_plan(harbour)["dispatch"]

    assert set(harbour.client.transition.scenarios) == {one.scenario for one in found}
    assert {timedelta(hours=96)} == {one.outlook.time for one in found}


def test_nothing_lost_is_the_usual(harbour):
    """The same path, piece by piece."""
    assert recoveries(harbour) == recoveries(harbour, lost=frozenset()) == recoveries(harbour, lost=frozenset({("person", "nobody")}))


_BASE = binder_of({})
_HOURS = {"24x7": 0, "Mon-Fri 08:00-18:00": 62, "08:00-18:00": 14, "Mon-Sat 06:00-22:00": 32}


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_the_longest_path_is_the_longest_of_all_paths(data):
    """200 small random binders with hours, suppliers and losses, against every path written down one by one."""
    pick, small = data.draw, st.integers(1, 40)

    def some(names):
        return pick(st.lists(st.sampled_from(names), unique=True, max_size=2)) if names else []

    people = {name: pick(st.sampled_from(list(_HOURS))) for name in ("a", "b", "c")}
    makers = {name: pick(st.sampled_from(list(_HOURS))) for name in ("m", "n")}
    procedures = {f"p{one}": (pick(small), pick(st.sampled_from(list(people)))) for one in range(3)}
    things, services = {}, {}
    for one in range(pick(st.integers(1, 4))):
        mine = {}
        for two in range(pick(st.integers(0, 2))):
            mine[f"r{one}{two}"] = {"lead": pick(small), "install": pick(small), "maker": pick(st.sampled_from(list(makers))), "needs": some(list(things)), "ready": pick(st.booleans())}
            things |= mine
        services[f"s{one}"] = (mine, some(list(procedures)), some(list(services)))
    lost = set(some([*(("person", name) for name in people), *(("organisation", name) for name in makers), *(("resource", name) for name in things), *(("procedure", name) for name in procedures)]))

    def lengths_of_thing(name):
        """Every way to wait for a thing; None among them if one of the things on the way can not be had."""
        thing = things[name]
        if ("resource", name) in lost or ("organisation", thing["maker"]) in lost and not thing["ready"]:
            return [None]
        before = [0 if thing["ready"] else _HOURS[makers[thing["maker"]]] + thing["lead"], *(length for other in thing["needs"] for length in lengths_of_thing(other))]
        return [None if length is None else length + thing["install"] for length in before]

    def lengths(name, whole=True):
        mine, work, below = services[name]
        if any(("procedure", one) in lost or ("person", procedures[one][1]) in lost for one in work):
            return [None]
        closed = [_HOURS[people[procedures[one][1]]] for one in work]
        first = closed[0] if closed else 0
        found = [first, *(None if length is None else first + length for thing in mine for length in lengths_of_thing(thing))]
        for other in below:
            theirs = services[other][1]
            found += lengths(other, not (theirs and set(theirs) <= set(work)))
            found += [None] if None in lengths(other) else []
        if not whole or None in found:
            return found
        # A path may also begin with the wait for whoever does a later procedure.
        return [length + sum(procedures[one][0] for one in work) for length in found] + [closed[number] + sum(procedures[one][0] for one in work[number:]) for number in range(len(work))]

    def record(name):
        mine, work, below = services[name]
        resources = {one: {"what": one, "lead_time": f"{thing['lead']}h", "install": f"{thing['install']}h", "supplier": thing["maker"], "needs": thing["needs"], **({"pre_positioned_at": "yard"} if thing["ready"] else {})} for one, thing in mine.items()}
        return {"name": name, "criticality": "critical", "done_by": "harbour", "for": "harbour", "depends_on": below, "recovery": {"mtpd": "90d", "procedures": work, "resources": resources}}

    client = Client.model_validate({
        "profile": _BASE.client.profile.model_dump(by_alias=True, exclude_none=True), "services": {name: record(name) for name in services},
        "people": {name: {"name": name, "organisation": "harbour", "hours": hours} for name, hours in people.items()},
        "suppliers": {name: {"name": name, "supplies": "x", "category": "hardware", "hours": hours} for name, hours in makers.items()},
        "procedures": {name: {"title": name, "schedule": {"every": "event", "when": "x"}, "done_by": who, "takes": f"{takes}h", "steps": ["Do it"]} for name, (takes, who) in procedures.items()},
    })
    found = outlooks(_binder(client), lost=lost)

    assert {name: None if None in lengths(name) else max(lengths(name)) for name in services} == {name: None if one.time is None else one.time / timedelta(hours=1) for name, one in found.items()}
    assert all(bool(one.why) == (one.path is None) for one in found.values())


def _binder(client):
    index = {}
    for entry in entries(client, "harbour", "client", ("clients", "harbour")):
        index.setdefault(entry.kind, {})[entry.id] = entry
    return replace(_BASE, client=client, index=index)
