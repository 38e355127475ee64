"""What a record stands on, on plans made by hand: a chain, a fork, a circle, and what does not count."""

import time
from datetime import date

import pytest

from runbinder.analysis.dependencies import circle, needs, stands_on
from runbinder.model.binder import Binder, Client, Provider, entries
from runbinder.model.control import Settings


@pytest.fixture(scope="module")
def made():
    """`made(assets={...}, channels={...})`: a binder of these records alone, and nothing read from disk."""
    def binder(**families):
        client = Client.model_validate({"profile": _profile("client", data_sensitivity="none", service_model="total", in_house_technical_staff=0), **families})
        provider = Provider.model_validate({"profile": _profile("provider", id="kestrel")})
        index = {}
        for entry in (*entries(client, "harbour", "client", ("clients", "harbour")), *entries(provider, "kestrel", "provider", ("provider",))):
            index.setdefault(entry.kind, {})[entry.id] = entry
        return Binder("harbour", client, "kestrel", provider, Settings(), date(2026, 11, 20), index=index)

    return binder


def _profile(party, **more):
    return {"name": party, "party": party, "timezone": "Europe/London", "summary": "For a test.", **more}


def _asset(*depends_on, **more):
    return {"name": "An asset", "kind": "hardware", "owner": "harbour", "depends_on": list(depends_on), **more}


def _channel(*depends_on, **more):
    return {"name": "A channel", "kind": "phone", "depends_on": list(depends_on), **more}


SITE = {"name": "Dock 9", "owner": "harbour", "operated_by": "harbour", "address": "Hull"}


def test_dependencies_are_followed_to_the_end(made):
    """A telephone stands on the line, the line on the firewall, and the firewall on the building that it is in."""
    binder = made(
        channels={"phones": _channel("internet"), "internet": _channel("firewall", "kestrel")},
        assets={"firewall": _asset(at="dock-9")}, sites={"dock-9": SITE},
    )

    assert {("channel", "internet"), ("asset", "firewall"), ("organisation", "kestrel"), ("site", "dock-9")} == stands_on(binder, binder.index["channel"]["phones"])


def test_a_circle_ends_where_it_closes(made):
    """Two servers that wait for each other stand on each other, and neither on itself."""
    binder = made(assets={"one": _asset("two"), "two": _asset("one")})

    assert {("asset", "two")} == stands_on(binder, binder.index["asset"]["one"])


def test_what_stands_in_is_no_dependency(made):
    """A fallback or a second line is another way to do the same."""
    binder = made(
        channels={"phones": _channel(fallback=["mobiles"], redundancy=[{"kind": "4G", "provider": "kestrel"}]), "mobiles": _channel()},
    )

    assert set() == stands_on(binder, binder.index["channel"]["phones"])


def test_a_role_for_a_site_does_not_stand_on_it(made):
    """The site lead can be called when the site is closed off."""
    binder = made(roles={"site-lead": {"does": "Leads.", "holder": None, "at": "dock-9"}}, sites={"dock-9": SITE})

    assert () == needs(binder.index["role"]["site-lead"])


def test_the_same_id_in_two_kinds_is_two_records(made):
    """An asset may carry the name of a channel: a reference means the first kind that it may name."""
    binder = made(channels={"phones": _channel("radio"), "radio": _channel()}, assets={"radio": _asset()})

    assert {("asset", "radio")} == stands_on(binder, binder.index["channel"]["phones"])


def test_the_walk_is_linear(made):
    """Two thousand records in which each stands on the next two: more ways than atoms, and one visit each."""
    many = 2_000
    binder = made(assets={f"a{n}": _asset(*(f"a{m}" for m in (n + 1, n + 2) if m < many)) for n in range(many)})
    started = time.perf_counter()

    assert many - 1 == len(stands_on(binder, binder.index["asset"]["a0"]))
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(("follows", "expected"), [
    ({}, []),
    ({"a": ["b", "c"], "b": ["c"]}, []),
    ({"a": ["a"]}, ["a", "a"]),
    ({"a": ["b"], "b": ["c"], "c": ["b"]}, ["b", "c", "b"]),
])
def test_a_circle_is_named_in_the_order_of_its_steps(follows, expected):
    """From a record back to itself, or nothing; a fork that comes together again is no circle."""
    way = circle(follows)

    assert (way[0], set(way), len(way)) == (expected[0], set(expected), len(expected)) if expected else not way
    assert all(after in follows[before] for before, after in zip(way, way[1:], strict=False))
