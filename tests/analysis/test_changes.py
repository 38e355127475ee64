"""What changed, in the domain's words; nothing is told where nothing changed, and nothing that changed is passed over."""

from copy import deepcopy
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from runbinder.analysis.changes import changes, grouped
from runbinder.analysis.changes_words import GROUPS
from runbinder.edition import narrowed
from runbinder.testing import binder_of, shelf_of

STEPS = ["Look at the console.", "Write the result down.", "Ring the coordinator."]
PLAN = {
    "people": {name: {"name": name.title(), "organisation": "harbour", "contacts": [{"mobile": f"+44 7700 90010{number}"}]} for number, name in enumerate(("ana", "ben", "cyd"))},
    "roles": {"incident-manager": {"does": "Leads.", "holder": "ana", "deputies": ["ben"]}},
    "services": {"dispatch": {"name": "Dispatch", "criticality": "critical", "done_by": "harbour", "for": "harbour", "recovery": {"mtpd": "5d", "contracted": {"rto": "24h"}}}},
    "assets": {"server": {"name": "Server", "kind": "hardware", "owner": "harbour"}},
    "suppliers": {"wire": {"name": "Wire", "supplies": "Lines", "category": "connectivity"}, "cable": {"name": "Cable", "supplies": "Lines", "category": "connectivity"}},
    "credentials": {"admin": {"system": "Domain", "account": "root", "privilege": "admin", "custodian": "harbour", "vault": {"name": "Safe", "path": "Envelope 1"}, "client_can_retrieve": True, "holders": ["ana"]}},
    "procedures": {"restore": {"title": "Restore", "schedule": {"every": "week", "on": "Monday"}, "done_by": "ana", "steps": STEPS}},
    "contact_trees": {"all": {"title": "Everybody", "purpose": "News.", "starts_with": "ana", "calls": {"ana": ["ben", "cyd"]}, "if_no_answer": "next"}},
    "waivers": {"one": {"check": "PPL-02", "record": "role:x", "reason": "Soon.", "approved_by": "ana", "approved_on": "2026-01-01", "expires": "2026-06-30"}},
    "messages": {"news": {"title": "News", "kind": "update", "to": "client", "channels": ["email"], "text": "We are on it.", "approved": {"by": "ana", "as": "management", "on": "2026-01-01", "digest": "05cf18f1"}}},
}


def plans(**families):
    return {"clients/harbour/plans.yml": {**PLAN, **families}}


def altered(*places):
    """PLAN with other values at these places: ("roles", "incident-manager", "deputies", [...])."""
    data = deepcopy(PLAN)
    for *route, last, value in places:
        inner = data
        for key in route:
            inner = inner[key]
        if value is None:
            del inner[last]
        else:
            inner[last] = value
    return data


def told(*places, before=PLAN):
    """The words of what changed."""
    return [one.words for one in changes(binder_of(plans(**before)), binder_of({"clients/harbour/plans.yml": altered(*places)}))]


def test_nothing_is_told_where_nothing_changed():
    """Read twice, it is the same binder."""
    assert [] == told()


def test_nothing_is_told_of_a_binder_with_everything(golden):
    """Every kind of record, every part of every plan."""
    assert [] == changes(golden, golden)


@pytest.mark.parametrize(("place", "words"), [
    (("roles", "incident-manager", "deputies", ["cyd"]), "Deputy of Incident manager changed from Ben to Cyd"),
    (("roles", "incident-manager", "holder", "ben"), "Holder of Incident manager changed from Ana to Ben"),
    (("roles", "incident-manager", "deputies", ["ben", "cyd"]), "Deputy of Incident manager added: Cyd"),
    (("roles", "incident-manager", "deputies", []), "Deputy of Incident manager removed: Ben"),
    (("services", "dispatch", "recovery", "contracted", "rto", "4d"), "Contracted RTO of Dispatch changed from 24 h to 4 days"),
    (("services", "dispatch", "recovery", "mtpd", "7d"), "MTPD of Dispatch changed from 5 days to 7 days"),
    (("services", "dispatch", "depends_on", ["server"]), "Dependency of Dispatch added: Server"),
    (("suppliers", "wire", "substitutes", [{"organisation": "cable", "after": "2d"}]), "Substitute of Wire added: Cable, 2 days"),
    (("people", "ana", "contacts", [{"mobile": "+44 7700 900199"}]), "Mobile number of Ana changed from +44 7700 900100 to +44 7700 900199"),
    (("credentials", "admin", "holders", ["ben"]), "Holder of credential Domain: root changed from Ana to Ben"),
    (("credentials", "admin", "custodian", "wire"), "Custodian of credential Domain: root changed from Harbour to Wire"),
    (("procedures", "restore", "steps", [*STEPS[:1], "Take the tape out.", *STEPS[1:]]), "Step 2 of Restore added: 'Take the tape out.'"),
    (("procedures", "restore", "steps", STEPS[:2]), "Step 3 of Restore removed: 'Ring the coordinator.'"),
    (("procedures", "restore", "steps", [STEPS[2], *STEPS[:2]]), "Step 3 of Restore moved: it is now number 1"),
    (("procedures", "restore", "steps", ["Look at the new console.", *STEPS[1:]]), "Words of step 1 of Restore reworded: 'Look at the console.' -> 'Look at the new console.'"),
    (("procedures", "restore", "schedule", {"every": "day"}), "Schedule of Restore changed from every week on Monday to every day"),
    (("contact_trees", "all", "calls", {"ana": ["cyd", "ben"]}), "Ana calls in a new order: Cyd, Ben (contact tree Everybody)"),
    (("contact_trees", "all", "calls", {"ana": ["ben"]}), "Ana no longer calls Cyd (contact tree Everybody)"),
    (("contact_trees", "all", "calls", {"ana": ["ben", "cyd"], "cyd": ["ben"]}), "Cyd now also calls Ben (contact tree Everybody)"),
    (("waivers", "one", "expires", "2026-12-31"), "Last day of waiver PPL-02 for role:x changed from 30 Jun 2026 to 31 Dec 2026"),
    (("waivers", "two", {**PLAN["waivers"]["one"], "record": "role:y"}), "Waiver PPL-02 for role:y added until 30 Jun 2026"),
    (("people", "dee", {"name": "Dee", "organisation": "harbour"}), "Person Dee added"),
    (("waivers", "one", None), "Waiver PPL-02 for role:x removed"),
])
def test_a_change_is_told_in_the_words_of_the_domain(place, words):
    """One sentence for one change, and no other."""
    assert [words] == told(place)


def test_an_approval_is_lost_with_the_words_it_was_given_for():
    """The sentence that is different, and what that means."""
    from runbinder.analysis.approved import digest

    own = deepcopy(PLAN)
    own["messages"]["news"]["approved"]["digest"] = digest(binder_of(plans()).index["message"]["news"].record)[:16]
    other = deepcopy(own)
    other["messages"]["news"]["text"] = "We are at it."
    found = [one.words for one in changes(binder_of(plans(**own)), binder_of(plans(**other)))]

    assert ["Approval of message News lost: it was given for other words", "Text of message News reworded: 'We are on it.' -> 'We are at it.'"] == found
    assert ["Approval of message News gained", "Text of message News reworded: 'We are at it.' -> 'We are on it.'"] == [one.words for one in changes(binder_of(plans(**other)), binder_of(plans(**own)))]


def test_a_waiver_runs_out_by_the_day_alone():
    """Nothing was written, and yet the finding counts again."""
    found = changes(binder_of(plans(), as_of=date(2026, 6, 1)), binder_of(plans(), as_of=date(2026, 7, 1)))

    assert ["Waiver of PPL-02 for role:x expired, 30 Jun 2026"] == [one.words for one in found]


def test_another_id_is_no_other_record():
    """Neither is it gone, nor is anybody replaced who names it."""
    data = deepcopy(PLAN)
    data["people"]["benjamin"] = data["people"].pop("ben")
    data["roles"]["incident-manager"]["deputies"] = ["benjamin"]
    data["contact_trees"]["all"]["calls"] = {"ana": ["benjamin", "cyd"]}

    assert ["Person Ben has a new id: ben -> benjamin"] == [one.words for one in changes(binder_of(plans()), binder_of(plans(**data)))]


def test_what_matters_most_comes_first():
    """Who can be reached and who decides; promises; approvals; work; wording."""
    found = changes(binder_of(plans()), binder_of(plans(**altered(
        ("people", "ana", "notes", "Tall."), ("procedures", "restore", "steps", STEPS[:2]), ("waivers", "one", None), ("services", "dispatch", "recovery", "mtpd", "7d"), ("roles", "incident-manager", "holder", "cyd")))))

    assert list(GROUPS.values()) == [heading for heading, _ in grouped(found)]


# What came about in years of use


LEAVES = [(("people", name, field), value) for name in PLAN["people"] for field, value in (("title", "Director"), ("notes", "Tall."), ("left", "2026-03-01"), ("name", "Zoe"))] + [
    (("roles", "incident-manager", "does"), "Writes."), (("services", "dispatch", "criticality"), "ordinary"), (("assets", "server", "where"), "Cellar"), (("suppliers", "wire", "account"), "7"),
    (("procedures", "restore", "takes"), "2h"), (("contact_trees", "all", "use"), "breach"), (("waivers", "one", "reason"), "Later."), (("messages", "news", "title"), "Olds"), (("credentials", "admin", "privilege"), "root"),
]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(LEAVES), unique_by=lambda one: one[0], max_size=6))
def test_every_record_that_changed_is_named_and_no_other(some):
    """Whatever was edited together."""
    found = changes(binder_of(plans()), binder_of(plans(**altered(*((*route, value) for route, value in some)))))

    assert {route[1] for route, _ in some} == {one.id for one in found}
    assert {route[-1] for route, _ in some} == {one.field[-1].strip("_") for one in found}


# What readers may not have


def edition(files, name):
    shelf = shelf_of(files)
    assert [] == shelf.findings
    return replace(narrowed(shelf, name).binder("harbour", date(2026, 3, 31)), edition=name, whole=shelf.binder("harbour", date(2026, 3, 31)))


@pytest.mark.parametrize("changed", [
    ("people", "ben", "classification", "internal"), ("people", "ben", "contacts", [{"mobile": "+44 7700 900101", "private": True}]), ("people", "dee", {"name": "Dee", "organisation": "harbour", "classification": "internal"}),
    ("credentials", "admin", "classification", "restricted"),
])
@pytest.mark.parametrize("to", ["client", "auditor"])
def test_an_edition_does_not_tell_what_was_withdrawn_from_it(changed, to):
    """That it was open once is no reason to print it again; nor that it is there."""
    found = changes(edition(plans(), to), edition({"clients/harbour/plans.yml": altered(changed)}, to))

    assert [] == [one.words for one in found if to == "auditor" or changed[0] != "credentials"]


def test_who_is_withheld_may_change_without_a_word():
    """The numbers that stand for withheld records are given anew in every state."""
    hidden = {"name": "Eve", "organisation": "harbour", "classification": "internal"}
    one = altered(("people", "eve", hidden), ("roles", "incident-manager", "deputies", ["eve"]))
    other = altered(("people", "aaa", hidden), ("people", "eve", hidden), ("roles", "incident-manager", "deputies", ["eve"]))

    assert [] == changes(edition({"clients/harbour/plans.yml": one}, "client"), edition({"clients/harbour/plans.yml": other}, "client"))
