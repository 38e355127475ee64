"""The longest path of a recovery, on plans made by hand and on random ones."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbinder.analysis.recovery import promised, recoveries, took, with_option
from runbinder.model.binder import Binder, Client, Provider, entries
from runbinder.model.control import Settings


def made(services, procedures=None, trees=None):
    """A binder of these services and procedures (name: time) alone."""
    def profile(party, **more):
        return {"name": party, "timezone": "UTC", "summary": "For a test.", **more}

    client = Client.model_validate({
        "profile": profile("client", data_sensitivity="none", service_model="total", in_house_technical_staff=0),
        "services": {name: {"name": name, "criticality": "critical", "done_by": "harbour", "for": "marlow", **service} for name, service in services.items()},
        "procedures": {
            name: {"title": name, "schedule": {"every": "event", "when": "x"}, "done_by": "lead", "steps": ["Do it"], **({"takes": takes} if takes else {})}
            for name, takes in (procedures or {}).items()
        },
        "contact_trees": trees or {},
    })
    provider = Provider.model_validate({"profile": profile("provider", id="kestrel")})
    index = {}
    for entry in entries(client, "harbour", "client", ("clients", "harbour")):
        index.setdefault(entry.kind, {})[entry.id] = entry
    return Binder("harbour", client, "kestrel", provider, Settings(), date(2026, 11, 20), index=index)


def back(procedures=(), depends_on=(), resources=None, **more):
    """A service that is recovered by these."""
    things = {name: {"what": name, **resource} for name, resource in (resources or {}).items()}
    return {"depends_on": list(depends_on), "recovery": {"mtpd": "30d", "procedures": list(procedures), "resources": things, **more}}


def hours(binder, service="dispatch"):
    return took(recoveries(binder)[service]) / timedelta(hours=1)


def told(binder, service="dispatch"):
    return [f"{piece.what} {piece.id} {piece.takes}" for piece in recoveries(binder)[service]]


RACKING = {"lead_time": "72h", "install": "12h"}
DISPATCH = {"move": "8h", "rebuild": "4h"}


def test_the_racking_case():
    """72 hours to come and 12 to build, then 8 and 4 of work: 96 hours. On standby the 72 are gone, and the 12 are not: 24."""
    options = {"standby": {"title": "Standby", "cost": "20000 GBP", "change": {"racking": {"pre_positioned_at": "dock-9"}}}}
    binder = made({"dispatch": back(["move", "rebuild"], resources={"racking": RACKING}, options=options)}, DISPATCH)

    assert ["delivery racking 3 days", "installation racking 12 h", "procedure move 8 h", "procedure rebuild 4 h"] == told(binder)
    assert 96 == hours(binder)
    assert timedelta(hours=24) == took(with_option(binder, "dispatch", binder.client.services["dispatch"].recovery.options["standby"]))


@pytest.mark.parametrize(("resources", "expected"), [
    ({"racking": RACKING, "forklift": {"lead_time": "90h", "install": "1h"}}, 91),
    ({"racking": {**RACKING, "needs": ["forklift"]}, "forklift": {"lead_time": "10h"}}, 84),
    ({"racking": {**RACKING, "needs": ["forklift"]}, "forklift": {"lead_time": "100h"}}, 112),
    ({"racking": {**RACKING, "pre_positioned_at": "dock-9", "needs": ["forklift"]}, "forklift": {"lead_time": "10h", "install": "1h"}}, 23),
    ({"racking": {"install": "12h"}}, 12), ({"racking": {}}, 0), ({}, 0),
])
def test_resources_come_side_by_side(resources, expected):
    """The last one counts; one that needs another is ordered at once, and installed when the other is there."""
    assert expected == hours(made({"dispatch": back(resources=resources)}))


def test_what_a_service_depends_on_is_recovered_first():
    """Side by side with its own resources: only the longer of the two is on the path."""
    services = {"dispatch": back(["move"], ["warehouse"], {"racking": RACKING}), "warehouse": back(["rebuild"], ["network"]), "network": back(["swap"])}

    assert 92 == hours(made(services, DISPATCH | {"swap": "70h"}))
    assert ["procedure swap 3 days 12 h", "procedure rebuild 4 h", "procedure move 8 h"] == told(made(services, DISPATCH | {"swap": "84h"}))


def test_a_procedure_of_both_is_run_once():
    """A service whose procedures are all among those of the other is recovered by them; what they wait for still counts."""
    warehouse = back(["rebuild"], resources={"host": {"lead_time": "100h"}})

    assert 112 == hours(made({"dispatch": back(["move", "rebuild"], ["warehouse"], {"racking": RACKING}), "warehouse": warehouse}, DISPATCH))
    assert 112 == hours(made({"dispatch": back(["move"], ["warehouse"], {"racking": RACKING}), "warehouse": warehouse}, DISPATCH))


def test_a_service_without_an_objective_passes_on_what_it_waits_for():
    """Between two services that have one it costs nothing, and hides nothing."""
    binder = made({"dispatch": back(["move"], ["portal"]), "portal": {"depends_on": ["network"]}, "network": back(["swap"])}, DISPATCH | {"swap": "5h"})

    assert 13 == hours(binder)


TREE = {
    "purpose": "x", "starts_with": "manager", "if_no_answer": "deputy", "answer_within": "10m", "calls": {"manager": ["lead", "scribe"], "scribe": ["porter"]},
    "nodes": {"scribe": {"answer_within": "30m"}},
}


@pytest.mark.parametrize(("tree", "minutes"), [
    ({}, 10), ({"starts_with": "lead", "calls": {"lead": ["manager"]}}, 0), ({"calls": {"manager": ["scribe"], "scribe": ["lead"]}}, 40),
    ({"calls": {"manager": ["scribe"], "scribe": ["porter"]}}, 40), ({"calls": {"manager": ["scribe"], "scribe": ["manager", "lead"]}}, 40), ({"calls": {}}, 0),
])
def test_calls_come_first(tree, minutes):
    """Whoever does the first procedure is reached through all before them; if the tree does not know them, it is rung to its end."""
    binder = made({"dispatch": back(["move"], resources={"racking": RACKING}, calls="alarm")}, DISPATCH, {"alarm": TREE | tree})

    assert 92 + minutes / 60 == pytest.approx(hours(binder))


def test_a_circle_has_no_path_and_ends():
    """Neither what waits in it nor what waits for it; everything else is added up."""
    services = {
        "a": back(depends_on=["b"]), "b": back(depends_on=["a"]), "c": back(depends_on=["a"]), "d": back(["move"]), "e": back(depends_on=["e"]),
        "f": back(resources={"x": {"needs": ["y"]}, "y": {"needs": ["x"]}}),
    }

    assert {"d"} == set(recoveries(made(services, DISPATCH)))


def test_what_is_not_there_is_not_waited_for():
    """A reference that leads nowhere is the reader's finding, and no traceback here."""
    lost = back(["nothing"], ["nobody"], {"racking": RACKING | {"needs": ["thin-air"]}}, calls="no-tree")

    assert 84 == hours(made({"dispatch": lost}))


def test_times_that_nobody_wrote_down_count_as_nothing():
    """The sum is then too short, which is a finding of its own."""
    assert 12 == hours(made({"dispatch": back(["move", "rebuild"], resources={"racking": {}})}, {"move": "12h", "rebuild": None}))


@pytest.mark.parametrize(("more", "expected"), [({"rto": "8h"}, "8 h"), ({"rto": "8h", "contracted": {"rto": "24h"}}, "24 h"), ({}, "None")])
def test_a_contract_outweighs_a_target(more, expected):
    """What is promised to others counts, then what we want ourselves."""
    objective = made({"dispatch": back(**more)}).client.services["dispatch"].recovery

    assert expected == str(promised(objective))


@given(st.data())
@settings(max_examples=100, deadline=None)
def test_the_longest_path_is_what_a_recursion_finds(data):
    """An oracle: the same sums written as one recursion over random plans without circles."""
    number = data.draw(st.integers(1, 6))
    small = st.integers(0, 50)
    services, procedures = {}, {}
    for one in range(number):
        below = [f"s{other}" for other in range(one)]
        things = {f"r{one}-{count}": {"lead_time": f"{data.draw(small)}h", "install": f"{data.draw(small)}h"} for count in range(data.draw(st.integers(0, 2)))}
        things = {name: {**thing, "needs": data.draw(st.lists(st.sampled_from(list(things)[:place]), unique=True)) if place else []} for place, (name, thing) in enumerate(things.items())}
        procedures[f"p{one}"] = f"{data.draw(small)}h"
        chosen = data.draw(st.lists(st.sampled_from(list(procedures)), unique=True, max_size=3))
        services[f"s{one}"] = back(chosen, data.draw(st.lists(st.sampled_from(below), unique=True)) if below else [], things)
    binder = made(services, procedures)

    def length(text):
        return int(text.removesuffix("h"))

    def there(things, name):
        return max([length(things[name]["lead_time"]), *(there(things, other) for other in things[name]["needs"])]) + length(things[name]["install"])

    def begins(name):
        service, plan = services[name], services[name]["recovery"]
        waits = [there(plan["resources"], one) for one in plan["resources"]]
        for other in service["depends_on"]:
            theirs = services[other]["recovery"]["procedures"]
            waits.append(begins(other) if theirs and set(theirs) <= set(plan["procedures"]) else ends(other))
        return max(waits, default=0)

    def ends(name):
        return begins(name) + sum(length(procedures[one]) for one in services[name]["recovery"]["procedures"])

    assert {name: ends(name) for name in services} == {name: took(path) / timedelta(hours=1) for name, path in recoveries(binder).items()}
