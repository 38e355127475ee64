"""A name in a record of the provider's means the provider's record, where the client has one of the same id."""

from datetime import date
from pathlib import Path

import pytest

from runbinder import arrange, vcards
from runbinder.analysis.support import support
from runbinder.edition import as_read
from runbinder.macros import MACROS
from runbinder.references import backlinks
from runbinder.render import View
from runbinder.sitemap import SiteMap
from runbinder.tables import TABLES
from runbinder.testing import binder_of, shelf_of

HOME = "clients/harbour/"


def person(name, organisation, number):
    return {"name": name, "organisation": organisation, "contacts": [{"mobile": number}]}


def role(holder):
    return {"title": "Incident manager", "does": "Leads.", "holder": holder}


def tree(**more):
    return {"purpose": "To call", "starts_with": "first", "calls": {"first": ["incident-manager"]}, "if_no_answer": {"escalate_to": "incident-manager"}, "answer_within": "10m", **more}


THEIRS, OURS, FIRST = "+44 7700 900401", "+44 7700 900302", "+44 7700 900405"
EXERCISE = {"title": "Ring", "kind": "tabletop", "planned": "2026-02-01", "starts": "2026-02-01 10:00", "scope": "All.", "result": "passed", "covers": ["incident-manager"],
            "participants": [{"who": "incident-manager"}], "no_findings": True}
PLANS = {
    "provider/people.yml": {
        "people": {"helen": person("Helen Ward", "kestrel", THEIRS), "sofia": person("Sofia Lind", "kestrel", FIRST)},
        "roles": {"incident-manager": role("helen"), "first": {"does": "Answers.", "holder": "sofia"}},
    },
    "provider/suppliers.yml": {"suppliers": {"phones": {"name": "Phones Ltd", "category": "connectivity", "supplies": "Telephones.", "authorised": ["incident-manager"]}}},
    "provider/contact-trees/escalation.yml": tree(title="Escalation", assumes_lost=["desk"], say="script"),
    "provider/channels.yml": {"channels": {"desk": {"name": "The telephone", "kind": "phone", "owner": "incident-manager"}}},
    "provider/exercises/ring.yml": EXERCISE,
    "provider/procedures/look.yml": {"title": "Look", "why": "To see.", "schedule": {"every": "day"}, "done_by": "incident-manager", "steps": ["Look."]},
    "provider/messages/script.yml": {"title": "Script", "kind": "update", "to": ["client"], "channels": ["phone"], "when": "At once.", "text": "Come.", "sender": "incident-manager"},
    HOME + "people.yml": {
        "people": {"owen": person("Owen Pritchard", "harbour", OURS)},
        "roles": {"incident-manager": role("owen")},
        "organisations": {"first": {"name": "First Aid", "party": "supplier", "contacts": [{"phone": "+44 113 496 0188"}]}},
    },
    HOME + "contact-trees/ours.yml": tree(title="Ours", starts_with="incident-manager", calls={"incident-manager": ["sofia"]}),
    HOME + "procedures/look.yml": {"uses": "look"},
}


@pytest.fixture(scope="module")
def binder():
    return binder_of(PLANS)


def page(binder, macro, *args, here="a/b.html"):
    return str(MACROS[macro](View(binder, here), *args))


def test_the_providers_tree_calls_the_providers_people(binder):
    """On its page, with their numbers, and with the role on the provider's page."""
    html = page(binder, "contact_tree", "escalation")

    assert "Helen Ward" in html and "provider/people.html#role-incident-manager" in html
    assert not any(wrong in html for wrong in ("Owen", OURS, "contacts.html#role-incident-manager"))


def test_the_clients_tree_calls_the_clients_people(binder):
    """As before; and whom the client does not have is the provider's."""
    html = page(binder, "contact_tree", "ours")

    assert "Owen Pritchard" in html and "Sofia Lind" in html and "contacts.html#role-incident-manager" in html
    assert not any(wrong in html for wrong in ("Helen", THEIRS, "provider/people.html#role-incident-manager"))


@pytest.mark.parametrize(("name", "there", "not_there"), [("escalation", "Helen Ward", "Owen"), ("ours", "Owen Pritchard", "Helen")])
def test_the_cards_are_of_those_whom_the_tree_calls(binder, name, there, not_there):
    """The file for a telephone, and the code on paper of whoever starts."""
    cards = vcards.vcards(binder, binder.find(name, ("contact_tree",))).decode()

    assert f"FN:{there}" in cards and not_there not in cards
    assert "FN:Sofia Lind" in cards


def test_the_providers_pages_show_its_own_roles(binder):
    """Who may speak to a supplier, who holds a role that the client has too, who took part in an exercise, what it covers."""
    assert 'href="people.html#role-incident-manager"' in page(binder, "provider", here="provider/index.html")
    assert 'id="role-incident-manager"' in (people := page(binder, "provider_people")) and "Helen Ward" in people and "Owen" not in people
    assert "Helen Ward" in (held := page(binder, "exercise", "ring")) and "Owen" not in held and "contacts.html#role" not in held
    assert "provider/people.html#role-incident-manager" in page(binder, "person", "helen")


def test_the_library_is_filled_by_the_client(binder):
    """A shared procedure that it uses, and a message: whoever does it and whoever sends it are the client's."""
    for html in (page(binder, "procedure", "look"), page(binder, "message", "script")):
        assert "contacts.html#role-incident-manager" in html and "provider/people.html#role-incident-manager" not in html


def test_a_role_is_named_by_whoever_means_it(binder):
    """The client's not by the provider's tree, and the provider's not by the client's; the library names the client's."""
    ours, theirs = ([f"{one.kind}:{one.id}" for one in backlinks(each)["role", "incident-manager"]] for each in (binder, binder.as_provider))

    assert {"contact_tree:ours", "procedure:look", "message:script"} <= set(ours) and not {"contact_tree:escalation", "channel:desk"} & set(ours)
    assert {"contact_tree:escalation", "channel:desk", "exercise:ring"} <= set(theirs) and not {"contact_tree:ours", "procedure:look"} & set(theirs)


def test_a_loss_reaches_the_providers_tree_through_its_own_people(binder):
    """Whoever has to answer a call is of the party whose tree it is."""
    needs = support(binder).needs

    assert [("reach", "helen")] == list(needs["call", "escalation/incident-manager"][0].any_of)
    assert [("reach", "owen")] == list(needs["call", "ours/incident-manager"][0].any_of)


def test_tables_name_whom_the_record_means(binder):
    """As the pages do."""
    called = {(row[0].id, row[2].id): row[2].party for row in TABLES["calls"].rows(binder)}

    assert ("provider", "client") == (called["escalation", "incident-manager"], called["ours", "incident-manager"])
    assert ["provider"] == [row[6].party for row in TABLES["channels"].rows(binder)]


def test_the_providers_come_first_whatever_they_are(binder):
    """A name that may be of several kinds means the provider's of any of them before the client's of another."""
    kinds = ("organisation", "role")

    assert ("client", "provider") == (binder.find("first", kinds).party, binder.as_provider.find("first", kinds).party)
    assert "owen" == binder.as_provider.find("owen", ("person",)).id and binder.as_provider.find("nobody", kinds) is None


def test_each_party_sees_one_binder(binder):
    """From either side, so that what is computed from one is kept."""
    escalation, ours, look, script = (binder.find(*one) for one in (("escalation", ("contact_tree",)), ("ours", ("contact_tree",)), ("look", ("shared_procedure",)), ("script", ("message",))))
    theirs = binder.as_provider

    assert all(theirs is one for one in (binder.as_provider, theirs.as_provider, binder.home(escalation), theirs.home(escalation)))
    assert all(binder is each.home(one) for each in (binder, theirs) for one in (ours, look, script))


def test_an_edition_keeps_to_the_same_law():
    """Its whole binder is seen by the same party."""
    narrow = as_read(shelf_of(PLANS), "harbour", date(2026, 3, 31), "client")

    assert narrow.whole.as_provider is narrow.as_provider.whole and "client" == narrow.as_provider.edition
    assert "Helen Ward" in (html := page(narrow, "contact_tree", "escalation")) and "Owen" not in html


def test_nothing_of_a_kind_is_forgotten(binder):
    """Roles of both that have the same id, each once; a person has those of either."""
    assert [("client", "incident-manager"), ("provider", "first"), ("provider", "incident-manager")] == sorted((one.party, one.id) for one in binder.every("role"))
    assert [("provider", False)] == [(one.party, deputy) for one, deputy in arrange.roles_of(binder, "helen")]


def test_a_file_of_either_party_is_in_the_site():
    """Attachments of both that have the same id: the provider's page shows its own."""
    plan = {"attachments": {"map": {"title": "Map", "kind": "diagram", "file": "map.svg"}}}
    files = {f"{home}attachments.yml": plan for home in ("provider/", HOME)} | {f"{home}attachments/map.svg": "<svg/>" for home in ("provider/", HOME)}

    assert {"provider/attachments/map.svg", "attachments/map.svg"} == set(SiteMap(shelf_of(files), "harbour", date(2026, 3, 31)).attachments(Path()))
