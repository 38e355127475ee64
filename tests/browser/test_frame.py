"""What surrounds a page works from a disk: tabs, sidebar, colours, copy buttons, the list of headings."""

import pytest
from selectolax.lexbor import LexborHTMLParser

pytestmark = pytest.mark.browser


def test_tabs(page, binder):
    """Each tab leads to its section and is the marked one there."""
    page.set_viewport_size({"width": 1400, "height": 900})
    page.goto((binder / "index.html").as_uri())
    names = [name.strip() for name in page.locator(".md-tabs__link").all_inner_texts()]

    assert {"Start", "People", "Services", "Procedures", "Incidents", "Transition", "Evidence", "Reference", "Provider", "More"} == set(names)
    for name in names:
        page.locator(".md-tabs__link", has_text=name).click()
        page.locator(".md-tabs__item--active", has_text=name).wait_for()
        assert [name] == [one.strip() for one in page.locator(".md-tabs__item--active").all_inner_texts()]
    assert [] == page.outside


def test_sidebar(page, binder):
    """The sidebar shows the page one is on among its neighbours, and leads to each of them."""
    page.set_viewport_size({"width": 1400, "height": 900})
    page.goto((binder / "people/juergen.html").as_uri())

    assert "Jürgen Größe" == page.locator(".rb-nav [aria-current=page]").inner_text().strip()
    page.locator(".rb-nav a:visible", has_text="Mia Lund").click()
    assert page.url.endswith("people/mia-lund.html")


def test_the_menu_of_a_phone(page, binder):
    """On a phone the sidebar is behind a button, which the keyboard reaches."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto((binder / "people/juergen.html").as_uri())
    link = page.locator(".rb-nav a", has_text="Mia Lund")
    assert not link.is_visible() or link.bounding_box()["x"] < 0

    page.get_by_role("button", name="Menu", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(400)
    link.click()

    assert page.url.endswith("people/mia-lund.html")


def test_dark_colours_stay(page, binder):
    """The choice of dark colours holds on the next page, and after a reload."""
    page.goto((binder / "index.html").as_uri())
    scheme = page.locator("body").get_attribute("data-md-color-scheme")
    page.locator("label[for^=__palette]:visible").click()
    page.wait_for_function("old => document.body.dataset.mdColorScheme != old", arg=scheme)

    page.goto((binder / "contacts.html").as_uri())
    assert scheme != page.locator("body").get_attribute("data-md-color-scheme")
    page.reload()
    assert scheme != page.locator("body").get_attribute("data-md-color-scheme")


@pytest.mark.parametrize(("dark", "scheme"), [("dark", "slate"), ("light", "default")])
def test_colours_follow_the_machine(browser, binder, dark, scheme):
    """Without a choice the machine's own setting counts."""
    context = browser.new_context(color_scheme=dark, offline=True)
    page = context.new_page()
    page.goto((binder / "index.html").as_uri())

    assert scheme == page.locator("body").get_attribute("data-md-color-scheme")
    context.close()


def test_a_command_can_be_copied(page, binder):
    """What has to be typed has a copy button, and the button copies it to the letter."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto((binder / "procedures/restore-server.html").as_uri())
    block = page.locator(".rb-step__run").first
    block.scroll_into_view_if_needed()

    block.hover()
    block.locator(".md-clipboard, [data-md-type=copy]").first.click()

    assert 'sudo restore --from=/backup <latest> && echo "done"' == page.evaluate("navigator.clipboard.readText()").strip()


def test_headings_are_listed(page, binder):
    """Every second-level heading of a generated page is in its table of contents, and leads to it."""
    page.set_viewport_size({"width": 1400, "height": 900})
    checked = 0
    for path in sorted(binder.rglob("*.html")):
        html = LexborHTMLParser(path.read_text(encoding="utf-8"))
        headings = [node.attributes["id"] for node in html.css("article h2[id]")]
        listed = [node.attributes["href"].partition("#")[2] for node in html.css(".md-sidebar--secondary .md-nav__link[href*='#']")]
        hidden = html.css_first(".md-sidebar--secondary") is None or "hidden" in html.css_first(".md-sidebar--secondary").attributes
        if headings and not hidden:
            assert [] == [one for one in headings if one not in listed], path
            checked += len(headings)
    assert checked > 20

    page.goto((binder / "procedures/restore-server.html").as_uri())
    link = page.locator(".md-sidebar--secondary .md-nav__link[href^='#']:visible").last
    link.click()
    assert page.url.endswith(link.get_attribute("href"))
