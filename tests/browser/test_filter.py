"""Tables that can be narrowed down, from a disk: by list and by words, told to a screen reader, kept in the address, said on paper."""

import subprocess

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser


@pytest.fixture
def controls(page, binder):
    """Opens the page of controls, with what stands behind its address."""

    def open_(rest=""):
        page.goto("about:blank")
        page.goto((binder / "controls.html").as_uri() + rest)
        page.locator("#controls-filter form").wait_for()
        return page

    return open_


def rows(page, inside="#controls-filter"):
    return [one.inner_text().split()[0] for one in page.locator(f"{inside} tbody th[scope=row]").all() if one.is_visible()]


def status(page, text):
    page.get_by_role("search", name="Filter controls").get_by_role("status").get_by_text(text, exact=True).wait_for()


def test_without_a_choice_everything_is_there(controls):
    """And there is nothing to take back."""
    page = controls()

    assert ["HR-1", "HR-2", "7"] == rows(page)
    status(page, "Showing all 3 controls.")
    assert page.get_by_role("search", name="Filter controls").get_by_role("button", name="Show all").is_disabled()


def test_by_framework(controls):
    """The heading of a framework of which nothing is left is gone too."""
    page = controls()
    page.get_by_label("Framework").first.select_option("Port law")

    assert ["7"] == rows(page)
    assert not page.get_by_role("heading", name="House rules of the fixture").is_visible()
    status(page, "Showing 1 of 3 controls.")


def test_by_what_applies_to_the_client(controls):
    """Its laws and rules, all of them or one."""
    page = controls()
    assert ["all", "any law or rule (1)", "Port law (1)"] == page.get_by_label("Applies because of").locator("option").all_inner_texts()

    page.get_by_label("Applies because of").select_option("any law or rule")

    assert ["7"] == rows(page)


def test_by_words_with_the_keyboard_alone(controls):
    """All words have to be in a row; the number is said once nobody types any more; Enter loads nothing; one button takes all back."""
    page = controls()
    page.get_by_label("Framework").first.focus()
    for _ in range(3):
        page.keyboard.press("Tab")
    page.keyboard.type("TRIED recovery")
    page.keyboard.press("Enter")

    assert ["HR-2"] == rows(page)
    status(page, "Showing 1 of 3 controls.")
    page.keyboard.type(" nowhere")
    status(page, "Showing 0 of 3 controls: nothing fits.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    status(page, "Showing all 3 controls.")
    assert "text" == page.evaluate("document.activeElement.name")


def test_a_choice_is_in_the_address_and_can_be_sent(controls):
    """Whoever opens the address sees the same."""
    page = controls()
    page.get_by_label("Framework").first.select_option("House rules of the fixture")
    page.locator("#controls-filter input[type=search]").fill("reached")
    assert ["HR-1"] == rows(page)
    address = page.evaluate("location.hash")

    page = controls(address)

    assert ["HR-1"] == rows(page)
    assert "reached" == page.locator("#controls-filter input[type=search]").input_value()


def test_a_choice_that_is_none_shows_everything(controls):
    """An address may be old, or mistyped."""
    assert ["HR-1", "HR-2", "7"] == rows(controls("#controls-filter?framework=Gone&extent=%25&other=1"))


def test_a_link_to_a_row_that_is_out_of_sight_shows_it(controls):
    """What was chosen gives way."""
    page = controls("#controls-filter?framework=Port+law")
    assert ["7"] == rows(page)

    page.evaluate("location.hash = 'control-house-rules-HR-1'")
    status(page, "Showing all 3 controls.")

    assert "HR-1" in rows(page)


def test_the_other_way_round_has_a_filter_of_its_own(controls):
    """Records by their kind; the one above stays as it is."""
    page = controls()
    before = len(rows(page, "#records-filter"))
    page.locator("#records-filter").get_by_label("Kind").select_option("asset")

    assert 1 == len(rows(page, "#records-filter")) < before
    assert 3 == len(rows(page))


def test_figures_of_the_first_page_lead_to_what_they_count(page, binder):
    """A number of controls to exactly these controls."""
    page.goto((binder / "audit-start.html").as_uri())
    link = page.locator("#coverage ~ * a[href*='controls-filter?framework=']").first
    number = int(link.text_content())
    page.goto(link.evaluate("link => link.href"))
    page.locator("#controls-filter form").wait_for()

    assert number == len(rows(page))


def test_paper_has_what_is_shown_and_says_so(controls, tmp_path):
    """And no form to fill in."""
    page = controls("#controls-filter?framework=Port+law")
    page.pdf(path=str(tmp_path / "page.pdf"), format="A4", prefer_css_page_size=True)
    text = " ".join(subprocess.run(["pdftotext", "-layout", str(tmp_path / "page.pdf"), "-"], capture_output=True, encoding="utf-8", check=True).stdout.split())

    assert "Filtered: only 1 of 3 controls are on this sheet (framework: Port law)." in text
    assert "Ships are told." in text
    assert "Recovery is tried." not in text
    assert "Show all" not in text


def test_paper_of_everything_says_nothing_of_a_filter(controls):
    page = controls()
    page.emulate_media(media="print")

    assert [] == [one for one in page.locator(".rb-filter__paper, .rb-filter__form").all() if one.is_visible()]


@pytest.mark.parametrize("name", ["controls", "readiness", "procedures/index"])
def test_without_scripts_the_page_is_complete(browser, binder, name):
    """Every row is there, and no field that does nothing."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((binder / f"{name}.html").as_uri())
    found = page.locator("rb-filter tbody tr")

    assert found.count() and all(one.is_visible() for one in found.all())
    assert 0 == page.locator("rb-filter :is(input, select, button)").count()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_everybody_can_use_it(page, binder, scheme, width):
    """With a choice made; and it is no wider than the screen."""
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)
    for name in ("controls", "readiness", "procedures/index", "audit-start"):
        page.goto((binder / f"{name}.html").as_uri())
        if page.locator("rb-filter").count():
            page.locator("rb-filter input[type=search]").first.fill("a")
        page.wait_for_timeout(400)  # colours that fade in are looked at when they are there
        violations = Axe().run(page).response["violations"]

        assert [] == [(one["id"], [node["html"][:120] for node in one["nodes"]][:3]) for one in violations if one["impact"] in ("serious", "critical")], name
        assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), name


def test_what_is_folded_is_open_on_paper(page, binder):
    """The first page for an auditor: behind each summary is what its figure counts."""
    page.goto((binder / "audit-start.html").as_uri())
    folded = page.locator("details.rb-fold > :not(summary)")

    def shown():
        return [one.is_visible() for one in folded.all()]

    assert {False} == set(shown())
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert {True} == set(shown())
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert {False} == set(shown())
