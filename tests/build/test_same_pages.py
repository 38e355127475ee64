"""Both ways of building - all binders in one site, and a site each - give the same page bodies."""

import subprocess
import sys

import pytest
from selectolax.lexbor import LexborHTMLParser

from runbinder.weblinks import broken_links

pytestmark = pytest.mark.build


@pytest.fixture(scope="module")
def one_site(project, tmp_path_factory):
    """`mkdocs build`: the shelf and all binders in one site."""
    target = tmp_path_factory.mktemp("one-site") / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(target)]
    done = subprocess.run(command, cwd=project, capture_output=True, encoding="utf-8", timeout=120)
    assert 0 == done.returncode, done.stderr
    return target


def bodies(site):
    """The article of each page. The way back to the shelf is left out: in one site the tabs lead there."""
    found = {}
    for page in site.rglob("*.html"):
        article = LexborHTMLParser(page.read_text(encoding="utf-8")).css_first("article")
        for way_back in article.css(".rb-foot__shelf"):
            way_back.decompose()
        found[page.relative_to(site).as_posix()] = "\n".join(line for line in article.html.splitlines() if line.strip())
    return found


def test_same_pages(site, one_site):
    """Every page of one way is a page of the other, and says the same, down to each link."""
    separate, together = bodies(site), bodies(one_site)

    assert sorted(separate) == sorted(together)
    assert [] == [name for name, body in separate.items() if body != together[name]]


def test_same_files_beside_the_pages(site, one_site):
    """What pages show - pictures, attachments - is there either way."""
    beside = [".svg", ".txt"]
    separate, together = ({path.relative_to(home).as_posix() for path in home.rglob("*") if path.suffix in beside} for home in (site, one_site))

    # A site of its own brings its own copy of the theme.
    assert sorted(together) == sorted(name for name in separate if "/assets/img/" not in name or name.startswith("assets/img/"))


def test_same_files_for_telephones(site, one_site):
    """Calendars and contact cards, to the letter; a calendar for the binder and for people."""
    separate, together = ({path.relative_to(home).as_posix(): path.read_bytes() for path in home.rglob("*") if path.suffix in (".ics", ".vcf")} for home in (site, one_site))

    assert separate == together
    assert {"clients/harbour/calendar.ics", "clients/harbour/people/juergen.ics"} < set(together)
    assert any(name.endswith(".vcf") for name in together)


def test_one_site_has_no_broken_link(one_site):
    """The link check sees the whole one site, the shelf's way into each binder included."""
    assert [] == broken_links(one_site)


def test_a_hand_written_page_wins(site):
    """docs/clients/harbour/glossary.md stands where the generated page would, with the macro's HTML in it."""
    body = bodies(site / "clients" / "harbour")["glossary.html"]

    assert "Written by hand; the macro brings the rest. Überall." in body
    assert "Weight of the empty lorry." in body
    assert 1 == body.count("<h1")


def test_pages_by_hand_go_where_they_belong(site):
    """A client's pages to its binder, the provider's to each binder, the handbook to the shelf alone."""
    places = sorted(path.relative_to(site).as_posix() for name in ("map.html", "house-style.html", "writing.html", "plan.svg", "stamp.svg") for path in site.rglob(name))

    assert [
        "assets/stamp.svg",
        "clients/harbour/assets/stamp.svg",
        "clients/harbour/provider/house-style.html",
        "clients/harbour/sites/map.html",
        "clients/orchard/assets/stamp.svg",
        "clients/orchard/provider/house-style.html",
        "handbook/plan.svg",
        "handbook/writing.html",
        "provider/house-style.html",
    ] == places


def test_no_binder_knows_of_another(site):
    """Nothing of one client is in the other's folder: a client's copy is the client's alone."""
    for name, foreign in (("harbour", b"Lou Penn"), ("orchard", b"J\xc3\xbcrgen")):
        assert [] == [path for path in (site / "clients" / name).rglob("*") if path.is_file() and foreign in path.read_bytes()]
