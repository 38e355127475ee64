"""Paper: a printed sheet says which binder, version and page it is, and holds everything that the screen shows."""

import re
import subprocess

import pytest

pytestmark = pytest.mark.browser


@pytest.fixture
def printed(page, tmp_path):
    """The text of a page printed on A4, sheet by sheet, by poppler's pdftotext."""

    def sheets(path):
        page.goto(path.as_uri())
        page.pdf(path=str(tmp_path / "page.pdf"), format="A4", prefer_css_page_size=True)
        done = subprocess.run(["pdftotext", "-layout", str(tmp_path / "page.pdf"), "-"], capture_output=True, encoding="utf-8", check=True)
        return done.stdout.rstrip("\f").split("\f")

    return sheets


def test_every_sheet_says_what_it_belongs_to(printed, binder):
    """Name, version, date and page number stand on each sheet of a procedure."""
    found = printed(binder / "procedures/restore-server.html")

    for number, sheet in enumerate(found, start=1):
        assert "Hafen Müller & Söhne" in sheet
        assert "Version 1.4" in sheet and "2026-03-31" in sheet
        assert f"Page {number} of {len(found)}" in sheet
        assert "Test data" in sheet


def test_a_procedure_is_whole_on_paper(printed, binder):
    """Every step with its command, what to expect and what can go wrong."""
    text = re.sub(r"\s+", " ", " ".join(printed(binder / "procedures/restore-server.html")))

    for piece in ("Fetch envelope 3 from the safe.", "sudo restore --from=/backup <latest>", "the list of today", "Do not restart it twice.", "Ring the dispatcher."):
        assert piece in text


def test_a_tree_is_one_sheet(printed, binder):
    """A contact tree begins a sheet and fits on it: who calls whom, with all numbers, can be pinned to a wall."""
    (tree,) = [sheet for sheet in printed(binder / "contact-trees/night.html") if "The tree" in sheet]

    for piece in ("Ben Hart", "Jürgen Größe", "+49 1512 3456789", "Mia Lund", "Eve Shah", "Northbank Mutual", "Only while ships are in."):
        assert piece in tree


def test_paper_leaves_out_the_frame(page, kind):
    """Tabs, sidebar, search and buttons are not printed, and nothing is printed white on black."""
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(kind.as_uri())

    for part in (".md-header", ".md-tabs", ".md-sidebar--primary", ".md-sidebar--secondary", ".md-search", ".md-top", ".headerlink", ".md-clipboard"):
        assert [] == [one for one in page.locator(part).all() if one.is_visible()], part
    assert page.locator("article h1").first.is_visible()
    ink = page.evaluate("getComputedStyle(document.querySelector('article')).color")
    assert max(int(part) for part in re.findall(r"\d+", ink)[:3]) < 120, ink
