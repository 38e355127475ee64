"""Everybody can use it: axe finds nothing serious on any sort of page, in light colours, in dark ones, on a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
GRAVE = {"serious", "critical"}


def grave(page):
    """What is seriously wrong, and where."""
    found = Axe().run(page).response["violations"]
    return {one["id"]: [node["html"][:120] for node in one["nodes"]][:3] for one in found if one["impact"] in GRAVE}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious(page, kind, scheme):
    """Contrast, names, roles, order of headings, lists."""
    page.emulate_media(color_scheme=scheme)
    page.goto(kind.as_uri())

    assert {} == grave(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_on_the_shelf(page, site, scheme):
    page.emulate_media(color_scheme=scheme)
    for name in ("index.html", "handbook/writing.html", "provider/index.html"):
        page.goto((site / name).as_uri())

        assert {} == grave(page), name


def test_nothing_serious_on_a_phone(page, binder):
    """The same where tables become cards and the menu is open."""
    page.set_viewport_size({"width": 390, "height": 844})
    for name in ("index", "services/index", "contact-trees/night", "procedures/restore-server"):
        page.goto((binder / f"{name}.html").as_uri())
        assert {} == grave(page), name
    page.get_by_role("button", name="Menu", exact=True).click()
    page.wait_for_timeout(400)
    assert {} == grave(page)


def test_nothing_serious_while_searching(page, binder):
    """The search, open and with results."""
    page.goto((binder / "index.html").as_uri())
    page.keyboard.press("/")
    page.locator(".md-search__input").press_sequentially("server")
    page.locator(".md-search-result__link").first.wait_for()
    page.wait_for_timeout(300)

    assert {} == grave(page)
