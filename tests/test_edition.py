"""Editions in memory: what is taken out, what stays, and that every page can still be drawn."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from runbinder.checks import run
from runbinder.edition import WITHHELD, narrowed, visible
from runbinder.macros import MACROS
from runbinder.model.binder import Profile, entries
from runbinder.model.common import Part, Record
from runbinder.pages import pages
from runbinder.read import read
from runbinder.render import View
from runbinder.sitemap import SiteMap

ROOT = Path(__file__).parents[1]
WHEN = date(2026, 11, 20)


@pytest.fixture(scope="module")
def shelf():
    return read(ROOT, ["northgate", "harbour"])


def every_second(part, count=None):
    """The plans with every second record of each kind for the provider's own people alone."""
    count = {} if count is None else count
    changes = {}
    for name in type(part).model_fields:
        value = getattr(part, name)
        if isinstance(value, dict) and any(isinstance(one, Record) for one in value.values()):
            changes[name] = {key: every_second(one, count) for key, one in value.items()}
        elif isinstance(value, Part):
            changes[name] = every_second(value, count)
    if isinstance(part, Record) and not isinstance(part, Profile):
        count[part.kind] = count.get(part.kind, 0) + 1
        if count[part.kind] % 2 == 0:
            changes["classification"] = "internal"
    return part.model_copy(update=changes)


@pytest.mark.parametrize("name", ["northgate", "harbour"])
def test_every_page_is_drawn_with_half_of_the_records_withheld(shelf, name):
    """Nothing leads nowhere, nothing is asked of what is not there, and no title of a withheld record is told."""
    hidden = replace(shelf, clients={name: every_second(shelf.clients[name])})
    binder = SiteMap(hidden, name, WHEN, edition="client").binder(name)
    gone = [one for one in entries(hidden.clients[name], name, "client", ()) if not visible(one.record, "client") and one.route[-1] != "profile"]

    drawn = "".join(str(MACROS[page.macro](View(binder, f"{page.path}.html"), *page.args[1:])) for page in pages(binder) if page.macro != "readiness")

    assert len(gone) > 50 and WITHHELD in drawn
    gone = [one for one in gone if one.id not in binder.index[one.kind]]  # the provider may have one of the same name
    assert [] == [one.id for one in gone if f'id="{one.kind.replace("_", "-")}-{one.id}"' in drawn]
    list(run(binder))


def test_the_internal_edition_is_the_plans_themselves(shelf):
    """Not a copy of them."""
    assert narrowed(shelf, "internal") is shelf


@pytest.mark.parametrize("classification, readers", [
    ("public", {"internal", "client", "auditor"}), ("client", {"internal", "client", "auditor"}), ("restricted", {"internal", "client"}),
    ("auditor", {"internal", "auditor"}), ("internal", {"internal"}),
])
def test_each_classification_has_its_readers(shelf, classification, readers):
    """Restricted is for those who do the work, not for an auditor's files."""
    record = next(iter(shelf.clients["harbour"].assets.values())).model_copy(update={"classification": classification})

    assert readers == {edition for edition in ("internal", "client", "auditor") if visible(record, edition)}


def test_a_finding_tells_no_more_than_a_page(shelf):
    """An edition has as many findings as the whole binder, and none that is only there because something is withheld."""
    from runbinder.assess import results

    client = every_second(shelf.clients["northgate"])
    site = SiteMap(replace(shelf, clients={"northgate": client}), "northgate", WHEN, edition="client")
    binder = site.binder("northgate")
    hidden = {one.id for one in entries(client, "northgate", "client", ()) if not visible(one.record, "client")}

    assert len(results(binder)) <= len(results(binder.whole))
    assert [] == [one.message for one in results(binder) if any(f"'{name}'" in one.message for name in hidden)]
