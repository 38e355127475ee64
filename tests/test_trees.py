"""A contact tree: by when each has answered, over what, in which situation - and what its page makes of it."""

import dataclasses
import re
from datetime import date
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from runbinder import vcards
from runbinder.analysis.calling import answering, calls, shown, situations, taken, untold, works
from runbinder.asof import judged_as_of
from runbinder.edition import WITHHELD
from runbinder.macros import MACROS
from runbinder.model.channels import ContactTree
from runbinder.read import read
from runbinder.render import View
from runbinder.sitemap import SiteMap
from runbinder.tree_macros import code

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def shelf():
    return read(ROOT)


@pytest.fixture(scope="module")
def demo(shelf):
    """`demo("harbour")`: a demo binder."""
    made = {name: shelf.binder(name, judged_as_of("", shelf.settings)) for name in ("harbour", "northgate", "tessera")}
    return made.__getitem__


def page(binder, name):
    return LexborHTMLParser(str(MACROS["contact_tree"](View(binder, f"contact-trees/{name}.html"), name)))


def tree(**more):
    return ContactTree.model_validate({"purpose": "Test", "starts_with": "a", "if_no_answer": "Next", "answer_within": "10m", **more})


def test_times_add_up_along_the_way():
    """Ten minutes for each call down, or what a node says of itself; two calls of one caller do not wait for each other."""
    found = calls(tree(calls={"a": ["b", "c"], "b": ["d"], "d": ["e"]}, nodes={"b": {"answer_within": "15m"}, "e": {"answer_within": "1h"}}))

    assert {"a": "0 min", "b": "15 min", "c": "10 min", "d": "25 min", "e": "1 h 25 min"} == {call.who: str(call.due) for call in found}
    assert [("a", None, 0), ("b", "a", 1), ("c", "a", 1), ("d", "b", 2), ("e", "d", 3)] == [(call.who, call.by, call.depth) for call in found]


def test_calls_in_a_circle_end_where_they_began():
    """The first call of each counts."""
    assert [("a", "0 min"), ("b", "10 min")] == [(call.who, str(call.due)) for call in calls(tree(calls={"a": ["b"], "b": ["a", "b"]}))]


def test_a_role_is_answered_by_its_holder_then_its_deputies(golden):
    """A person and a company answer for themselves, a role without a holder nobody."""
    assert ["anna", "rosa"] == [one.id for one in answering(golden, "operator")]
    assert (["bob"], ["marlow"], [], []) == tuple([one.id for one in answering(golden, who)] for who in ("bob", "marlow", "scribe", "nobody"))


def test_a_tree_is_judged_in_what_it_assumes_and_in_each_scenario_that_starts_it(demo):
    """In a scenario, what the tree assumes is gone as well."""
    binder = demo("harbour")
    entry = binder.find("provider-lost", ("contact_tree",))
    found = situations(binder, entry)

    assert ["", "provider-business-failure", "rogue-employee", "loss-of-principals", "client-terminates", "pandemic", "unforeseen"] == [one.scenario for one in found]
    assert all({("organisation", "kestrel"), ("channel", "office-mail")} <= set(lost.removed) for one in found for lost in one.losses)
    assert len(found[2].losses) > 3  # any one of Kestrel's people


@pytest.mark.parametrize("name", ["harbour", "northgate", "tessera"])
def test_the_demos_trees_reach_everybody_who_is_there(demo, name):
    """In every situation that each is for."""
    binder = demo(name)
    entries = [entry for entry in binder.all("contact_tree") if entry.party == "client"]

    assert [] == [one for entry in entries for each in situations(binder, entry) for lost in each.losses for one in untold(binder, entry, lost)]


def test_who_is_taken_away_is_not_waited_for(demo):
    """Tessera's invocation calls Kestrel's project manager; when Kestrel is gone, the page says not to wait."""
    binder = demo("tessera")
    entry = binder.find("invocation", ("contact_tree",))
    failure = next(one for one in situations(binder, entry) if one.scenario == "provider-business-failure")

    assert taken(binder, "project-manager", failure.losses[0]) and not taken(binder, "incident-manager", failure.losses[0])
    assert "do not wait for them: Project manager" in re.sub(r"\s+", " ", page(binder, "invocation").text())


def test_what_is_down_comes_last_and_says_so(demo):
    """Harbour's invocation is needed when mail is gone: mail stands below the numbers, marked, and is on no code."""
    binder = demo("harbour")
    entry = binder.find("invocation", ("contact_tree",))
    peter = binder.find("peter-tranter", ("person",))
    box = page(binder, "invocation").css_first("#call-incident-manager .rb-node__points")

    assert [True, True, False] == [works(binder, entry, one) for one in shown(binder, peter)]
    assert "rb-call--down" in box.css(".rb-call")[-1].attributes["class"] and "down with" in box.css(".rb-call")[-1].text()
    assert 0 == len(box.css(".rb-call--down a[href^='tel:']"))


def test_a_node_has_all_that_a_caller_needs(demo):
    """Name, role, time, numbers to ring and to text, mail, deputies with theirs, what to say and what if nobody answers."""
    node = page(demo("northgate"), "invocation").css_first("#call-legal-counsel-provider > .rb-node")
    text = re.sub(r"\s+", " ", node.text())

    assert "Anita Desai" in text and "by T+20 min" in text and "20" == node.attributes["data-due"]
    assert {"tel", "sms", "mailto"} <= {link.attributes["href"].partition(":")[0] for link in node.css("a")}
    assert "Deputy Simon Harcourt" in text and node.css_first(".rb-node__deputy a[href^='tel:']")
    assert "No answer: Leave the agreed sentence and go on" in text and "Say only that the plan is invoked" in text


def test_who_is_in_a_tree_twice_is_called_once(demo):
    """Imran Qadir is the backup operator and the network operator."""
    assert "Stands above as Backup operator already" in page(demo("northgate"), "invocation").css_first("#call-network-operator").text()


def test_the_first_calls_are_printed_as_codes(demo):
    """Whoever starts and whom they call first, black on white, each with words; and a card of whoever starts."""
    drawn = page(demo("harbour"), "invocation").css(".rb-qr")

    assert 7 == len(drawn)
    assert "Code that rings Peter Tranter, +44 7700 900202" == drawn[0].css_first("svg").attributes["aria-label"]
    assert "Code with the vCard of Peter Tranter" == drawn[-1].css_first("svg").attributes["aria-label"]
    assert all("img" == one.css_first("svg").attributes["role"] for one in drawn)
    assert all("rb-printonly" in one.parent.attributes["class"] for one in drawn)


def test_a_code_is_black_on_white():
    """On a page with dark colours too; what stands in the words can not break out of them."""
    drawn = code("tel:+447700900101", 'A "name" <b>')

    assert 'fill="#fff"' in drawn and 'stroke="#000"' in drawn
    assert 'aria-label="A &#34;name&#34; &lt;b&gt;"' in drawn


@pytest.mark.parametrize("edition", ["client", "auditor"])
def test_private_numbers_are_on_the_page_of_the_internal_edition_alone(golden, edition):
    """Neither in the tree nor in a code."""
    def text(one):
        return page(dataclasses.replace(golden, edition=one), "invocation").css_first("rb-call-log").html

    assert "900103" in text("internal") and "900103" not in text(edition)


def test_every_tree_has_its_cards_beside_its_page(shelf):
    """In the site of one client, and in the one with all of them: the same file below the same page."""
    alone, together = (SiteMap(shelf, scope, date(2026, 11, 20)).made_files() for scope in ("harbour", ""))

    assert "contact-trees/invocation.vcf" in alone
    assert alone == {uri.removeprefix("clients/harbour/"): data for uri, data in together.items() if uri.startswith("clients/harbour/")}
    assert all(data.startswith(b"BEGIN:VCARD\r\n") for uri, data in together.items() if uri.endswith(".vcf"))


def test_what_an_edition_withholds_reaches_people_all_the_same(shelf):
    """A number that the auditor may not see is one over which somebody is reached: the page raises no false alarm."""
    for name in ("harbour", "northgate", "tessera"):
        site = SiteMap(shelf, name, date(2026, 11, 20), edition="auditor")
        for entry in site.binder(name).all("contact_tree"):
            marked = [one.text() for one in page(site.binder(name), entry.id).css(".rb-badge--bad")]
            assert not any("not reached" in one for one in marked), (name, entry.id)


def test_who_is_withheld_has_no_card(golden):
    """A telephone is no place for `Withheld in this edition`."""
    person = golden.find("bob", ("person",))
    hidden = dataclasses.replace(person, record=person.record.model_copy(update={"name": WITHHELD, "contacts": ()}))
    binder = dataclasses.replace(golden, index={**golden.index, "person": {**golden.index["person"], "bob": hidden}})

    assert WITHHELD.encode() not in vcards.vcards(binder, golden.find("invocation", ("contact_tree",)))
