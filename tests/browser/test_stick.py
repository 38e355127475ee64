"""A binder opened from a disk: it asks nothing of a network, fits on a phone, and works without a script."""

import pytest

pytestmark = pytest.mark.browser


def test_every_page_opens_on_a_phone_and_asks_for_nothing(page, site):
    """Each page loads from a disk without a request to anywhere else or an error, and is no wider than 390 pixels."""
    errors, wide = [], []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    # What was still on its way when the page was left is no failure.
    page.on("requestfailed", lambda request: request.failure == "net::ERR_ABORTED" or errors.append(f"failed: {request.url}"))
    page.set_viewport_size({"width": 390, "height": 844})

    for path in sorted(site.rglob("*.html")):
        page.goto(path.as_uri())
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(path.relative_to(site).as_posix())

    assert [] == page.outside
    assert [] == errors
    assert [] == wide


def test_a_contact_tree_on_a_phone(page, binder):
    """Every name and number of the tree is on the screen, and a number is large enough to be hit with a thumb."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto((binder / "contact-trees/night.html").as_uri())

    names = page.locator(".rb-tree .rb-node__name")
    numbers = page.locator(".rb-tree a[href^='tel:']")

    assert names.count() >= 5 and numbers.count() >= 3
    for box in [one.bounding_box() for one in (*names.all(), *numbers.all()) if one.is_visible()]:
        assert 0 <= box["x"] and box["x"] + box["width"] <= 390, box
    assert min(one.bounding_box()["height"] for one in numbers.all() if one.is_visible()) >= 24


@pytest.fixture
def without_scripts(browser):
    context = browser.new_context(java_script_enabled=False, offline=True)
    yield context.new_page()
    context.close()


def test_complete_without_scripts(page, without_scripts, kind):
    """With scripts off each page shows the same words, but for what only scripts can do, and its navigation is there to be used."""
    page.goto(kind.as_uri())
    without_scripts.goto(kind.as_uri())
    # What only scripts can do, and the blanks on paper in whose place it comes.
    page.evaluate("document.querySelectorAll('.rb-filter__form, .rb-run__start').forEach(one => one.remove())")
    blanks = without_scripts.locator(".rb-run__start").all_inner_texts()

    with_them, without = (" ".join(one.locator("article").inner_text().split()) for one in (page, without_scripts))
    for blank in blanks:
        without = " ".join(without.replace(" ".join(blank.split()), "", 1).split())

    working = page.locator("article section[data-search-exclude]").count()  # takes the place of a form that is filled in by hand
    if kind.stem == "desk":  # a tool in the place of a form
        assert "Incident form" in without and "Incident form" not in with_them
        return
    assert with_them == without or (working and "Fill in" in without and "____" not in with_them)
    assert without_scripts.locator(".rb-nav a[href]").count() > 3
    assert without_scripts.locator(".md-tabs a[href]").first.is_visible()


def test_links_lead_on_without_scripts(without_scripts, binder):
    """From the front page to a procedure by links alone."""
    without_scripts.goto((binder / "index.html").as_uri())
    without_scripts.locator(".rb-door", has_text="Something is broken").click()
    without_scripts.locator("article a", has_text="Restore the dispatch server").first.click()

    assert "Restore the dispatch server" in without_scripts.locator("h1").inner_text()
