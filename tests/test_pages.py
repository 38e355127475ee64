"""Every record is on a page, every page is there once, and every link on it leads somewhere."""

from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from runbinder import ics, vcards
from runbinder.macros import MACROS
from runbinder.pages import address, navigation, pages
from runbinder.read import clients_of, read
from runbinder.references import KINDS
from runbinder.render import View
from runbinder.testing import binder_of

ROOT = Path(__file__).parents[1]
HOME = "clients/harbour/"
FORBIDDEN = set('<>:"\\|?*') | {chr(code) for code in range(32)}


def drawn(binder):
    """Every page of a binder as parsed HTML, by its file."""
    made = {}
    for page in pages(binder):
        here = f"{page.path}.html"
        made[here] = LexborHTMLParser(str(MACROS[page.macro](View(binder, here), *page.args[1:])))
    return made


def files_of(binder):
    """Where the attachments of a binder will be, the vCards of its contact trees, and its calendars."""
    attached = {f"{'' if entry.party == 'client' else 'provider/'}attachments/{entry.record.file}" for entry in binder.all("attachment")}
    return attached | {vcards.path(tree) for tree in binder.all("contact_tree")} | set(ics.calendars(binder))


def ids_of(made):
    return {here: [node.attributes["id"] for node in tree.css("[id]")] for here, tree in made.items()}


def dead_links(binder):
    """Links, and addresses of records, that lead to no page or anchor: where from, and where to."""
    made = drawn(binder)
    ids = ids_of(made)
    links = [("(a record)", address(entry)) for kind in binder.index.values() for entry in kind.values()]
    for here, tree in made.items():
        for node in tree.css("a[href], img[src]"):
            target = urlsplit(node.attributes.get("href") or node.attributes.get("src"))
            if not target.scheme:
                path = normpath(join(here.rpartition("/")[0], unquote(target.path))) if target.path else here
                fragment = target.fragment.partition("?")[0]  # behind it stands what a filter shows
                links.append((here, f"{path}#{fragment}" if fragment else path))
    there = set(made) | files_of(binder) | {f"{here}#{one}" for here, anchors in ids.items() for one in anchors}
    return sorted({(here, to) for here, to in links if to not in there})


# A binder that has everything


def test_every_address_leads_to_its_record(golden):
    """And every other link to a page, an anchor or a file of the binder."""
    assert [] == dead_links(golden)


def test_every_record_shows_on_the_page_of_its_address(golden):
    """Its title or its words stand there; an anchor alone would say nothing."""
    made = drawn(golden)
    # What an auditor found stands there in parts, and a candidate under its organisation's name.
    entries = [entry for kind, some in golden.index.items() if kind not in ("audit_finding", "candidate") for entry in some.values() if entry.record.title_text]
    texts = {f"{page.path}.html": f"{page.title} {made[f'{page.path}.html'].body.text(separator=' ')}" for page in pages(golden)}

    assert [] == [(entry.kind, entry.id) for entry in entries if entry.record.title_text not in texts[address(entry).partition("#")[0]]]


def test_every_file_beside_the_plans_can_be_opened(golden):
    """Some page links to each: a file that only lies on the stick is lost."""
    made = drawn(golden)
    linked = {normpath(join(here.rpartition("/")[0], node.attributes["href"])) for here, tree in made.items() for node in tree.css("a[href]")}

    assert set() == files_of(golden) - linked


def test_no_page_is_made_twice(golden):
    """Also not for a disk that does not tell upper case from lower."""
    paths = [page.path.casefold() for page in pages(golden)]

    assert sorted(set(paths)) == sorted(paths)


def test_no_anchor_stands_twice_on_a_page(golden):
    """A link would lead to the first of them."""
    twice = {here: {one for one in anchors if anchors.count(one) > 1} for here, anchors in ids_of(drawn(golden)).items()}

    assert {} == {here: some for here, some in twice.items() if some}


def test_a_page_is_a_file_on_any_stick(golden):
    """FAT and exFAT refuse some characters and endings; Windows has a limit for the whole path."""
    for page in pages(golden):
        assert not FORBIDDEN & set(page.path)
        assert all(part.rstrip(". ") == part for part in page.path.split("/"))
        assert len(page.path) < 120


def test_every_page_is_in_the_navigation_once(golden):
    """In a section, or below one of its entries; the front page in none."""
    made = pages(golden)
    listed = [page for section in navigation(made).values() for below in section.values() for page in below]

    assert ["index"] == [page.path for below in navigation(made)[""].values() for page in below]
    assert sorted(page.path for page in made) == sorted(page.path for page in listed)


def test_every_kind_is_in_the_golden_binder(golden):
    """Otherwise the laws above would say less than they seem to."""
    assert set(KINDS) == set(golden.index)


# A binder that has almost nothing

PERSON = {"people": {"anna": {"name": "Anna", "organisation": "harbour"}}, "roles": {"chief": {"does": "Leads.", "holder": "anna"}}}
SERVICE = {"name": "Dispatch", "criticality": "critical", "done_by": "harbour", "for": "harbour", "symptoms": ["No labels"]}
RECOVERY = {"mtpd": "9d", "resources": {"rack": {"what": "A rack"}}}
PLAN = {
    "owner": "chief", "purpose": "To leave.", "triggers": ["They are gone"], "invocation": {"by": ["chief"], "how": "Say so.", "proof": "A letter."},
    "acquisition": {"candidates": {"kestrel": {"organisation": "kestrel"}}}, "timetable": {"now": {"title": "At once", "takes": "0m", "by": "chief"}},
}
STATUS = {"week": "2026-03-30", "by": "anna", "sent": "2026-03-30 10:00", "to": ["anna"], "says": "Quiet."}
ALARM = {"what": "Full", "seen_by": "anna", "owner": "anna", "seen_at": "2026-03-30 10:00"}
CONTRACT = {"title": "Lease", "parties": ["kestrel", "harbour"], "ref": "1", "starts": "2026-03-31", "notice": "4w", "amendments": {"1": {"title": "More", "on": "2026-03-31"}}}
SPARSE = {
    "nothing": {},
    "people": {HOME + "people.yml": PERSON},
    "services without procedures": {HOME + "services.yml": {"services": {"dispatch": SERVICE}}},
    "a plan with candidates and no criteria": {HOME + "people.yml": PERSON, HOME + "transition.yml": PLAN},
    "a weekly status and no incident": {HOME + "people.yml": PERSON, HOME + "weeks.yml": {"weekly_statuses": {"w14": STATUS}}},
    "an alarm and no incident": {HOME + "people.yml": PERSON, HOME + "alarms.yml": {"monitoring_issues": {"disk": ALARM}}},
    "an attachment in a folder with a space": {HOME + "a.yml": {"attachments": {"plan": {"file": "my plans/a.svg", "title": "P", "kind": "diagram"}}}, HOME + "attachments/my plans/a.svg": ""},
    "the provider's service": {"provider/own.yml": {"services": {"desk": {**SERVICE, "done_by": "kestrel", "for": "kestrel", "recovery": RECOVERY}}}},
    "the provider's contract": {"provider/own.yml": {"contracts": {"lease": {**CONTRACT, "parties": ["kestrel", "kestrel"]}}}},
    "the provider's people": {"provider/own.yml": {key: {name: {**one, **({"organisation": "kestrel"} if key == "people" else {})} for name, one in some.items()} for key, some in PERSON.items()}},
    "the provider's glossary, messages and exercises": {"provider/own.yml": {
        "glossary": {"desk": "A table"}, "messages": {"hello": {"title": "Hello", "kind": "update", "to": ["client"], "channels": ["email"], "text": "Hello."}},
        "exercises": {"first": {"title": "First", "kind": "tabletop", "scope": "All.", "planned": "2026-03-31", "findings": {"one": {"kind": "observation", "statement": "A.", "owner": "chief", "status": "open"}}}},
        **{key: {name: {**one, **({"organisation": "kestrel"} if key == "people" else {})} for name, one in some.items()} for key, some in PERSON.items()}}},
}


@pytest.mark.parametrize("files", SPARSE.values(), ids=SPARSE)
def test_every_link_leads_somewhere_whatever_is_missing(files):
    """A page that is not there is not linked to, and a record that is there has its page."""
    assert [] == dead_links(binder_of(files))


# The demo


@pytest.fixture(scope="module")
def demo():
    return read(ROOT)


@pytest.mark.build  # builds no site, but takes as long
@pytest.mark.parametrize("client", clients_of(ROOT))
def test_every_link_of_the_demo_leads_somewhere(demo, client):
    """In the binders that the repository ships."""
    assert [] == demo.findings
    binder = demo.binder(client, demo.settings.as_of)

    assert [] == dead_links(binder)
