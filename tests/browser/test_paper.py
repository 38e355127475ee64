"""Paper: a printed sheet says which binder, version and page it is, and holds everything that the screen shows."""

import re
import subprocess

import pytest
from selectolax.lexbor import LexborHTMLParser

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


@pytest.mark.parametrize(("path", "sheets"), [("procedures/restore-server", 2), ("document-control", 2), ("provider/standard", 2), ("contact-trees/night", 1), ("index", 1)])
def test_every_sheet_of_a_copy_says_which_copy_it_is(printed, handed_over, path, sheets):
    """Version, date, digest of the plans and number of the copy, on the first sheet and on the last, of the provider's pages too."""
    found = printed(handed_over / f"{path}.html")
    digest = _foot(handed_over / f"{path}.html")["Digest"]

    assert re.fullmatch("[0-9a-f]{12}", digest)
    assert all(f"Version 1.4, as of 2026-03-31, digest {digest}, copy 1" in " ".join(sheet.split()) for sheet in found), found
    assert len(found) >= sheets


def test_every_page_of_a_copy_says_at_its_foot_which_copy_it_is(handed_over):
    """All that was built, to the error page; the digest is the same on each, and there is no way to a shelf that the holder has not."""
    feet = {file: _foot(file) for file in sorted(handed_over.rglob("*.html"))}
    expected = {"Version": "1.4", "As of": "2026-03-31", "Edition": "client", "Copy": "1", "Held by": "Jürgen Größe"}

    assert len(feet) > 50
    assert {} == {file: foot for file, foot in feet.items() if {**expected, "Digest": feet[handed_over / "index.html"]["Digest"]} != foot}
    assert not any("All binders" in file.read_text(encoding="utf-8") for file in feet)


def test_what_is_no_copy_says_no_number(printed, site):
    """A build for nobody's hands, its shelf and the provider's pages: date and digest, and a version where there is one."""
    feet = {file: _foot(file) for file in sorted(site.rglob("*.html"))}
    shelf = feet[site / "index.html"]

    assert {"2026-03-31"} == {foot["As of"] for foot in feet.values()}
    assert all(re.fullmatch("[0-9a-f]{12}", foot["Digest"]) for foot in feet.values())
    assert not any("Copy" in foot or "Held by" in foot for foot in feet.values())
    for path in ("index.html", "provider/standard.html"):
        assert all(f"as of 2026-03-31, digest {shelf['Digest']}" in " ".join(sheet.split()) for sheet in printed(site / path)), path


def _foot(file):
    """What the foot of a built page says, by its labels."""
    foot = LexborHTMLParser(file.read_text(encoding="utf-8")).css_first(".rb-foot__facts")
    return {one.css_first("dt").text(): one.css_first("dd").text() for one in foot.css("div")}


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
