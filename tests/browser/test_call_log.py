"""The call log of a contact tree, from a disk, with the clock in our hands: who was reached, what lights up, what is saved."""

import csv
import io
import json

import pytest
import vobject
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
START = "2026-11-20T02:05:00"


@pytest.fixture
def log(page, binder):
    """The page of the night's tree at five past two, with its log begun."""
    page.clock.install(time=START)
    page.goto((binder / "contact-trees/night.html").as_uri())
    page.get_by_role("button", name="Start the calls").click()
    return page


def node(page, who):
    return page.locator(f".rb-node[data-who={who}]")


def press(page, who, what):
    node(page, who).get_by_role("button", name=what).first.click()


def said(page, part):
    return page.locator(f"[data-log={part}]").inner_text()


def saved(page, button):
    """The text of what a button saves, and the name of its file."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    return waiting.value.suggested_filename, waiting.value.path().read_bytes().decode()


def grave(page):
    return {one["id"]: [each["html"][:160] for each in one["nodes"]][:3] for one in Axe().run(page).response["violations"]}


def test_a_page_without_a_log_shows_one_button(page, binder):
    """Who only looks for a number is not asked for anything."""
    page.goto((binder / "contact-trees/night.html").as_uri())

    assert page.get_by_role("button", name="Start the calls").is_visible()
    assert 0 == page.locator(".rb-log__call").count()


def test_who_is_reached_is_ticked_with_the_time_and_the_caller(log):
    """The time is now, or the one that was written on a napkin; the caller is asked for once."""
    log.get_by_label("Calls made by").fill("Ben")
    log.clock.fast_forward("04:00")
    press(log, "duty-engineer", "Reached")
    node(log, "incident-manager").get_by_label("At, if it was not now").fill("02:07")
    node(log, "incident-manager").get_by_label("Note").fill("on his way")
    press(log, "incident-manager", "Reached")

    assert "02:09 Ben Hart: reached (called by Ben)" in node(log, "duty-engineer").inner_text()
    assert "02:07 Jürgen Größe: reached (called by Ben), on his way" in node(log, "incident-manager").inner_text()
    assert "T+4 min" == said(log, "elapsed")
    assert said(log, "count").startswith("2 of 5 reached, 0 no answer, 0 not told")


def test_the_branches_below_silence_light_up(log):
    """Nobody tells those whom somebody calls who does not answer: they are named, with what to do instead."""
    press(log, "duty-engineer", "Reached")
    press(log, "incident-manager", "No answer")

    for who in ("eve-shah", "northbank"):
        assert "rb-node--dark" in node(log, who).get_attribute("class")
        assert "not told" in node(log, who).inner_text()
    assert "rb-node--dark" not in node(log, "dispatcher").get_attribute("class")
    assert "does not answer" in said(log, "dark") and "Eve Shah" in said(log, "dark") and "Northbank" in said(log, "dark")
    instead = node(log, "incident-manager").locator(".rb-log__instead")
    assert "Mia Lund" in instead.inner_text() and "The deputy, then the next." in instead.inner_text()
    assert instead.locator("a[href^='tel:']").first.is_visible()

    press(log, "incident-manager", "Reached")  # the deputy, who is chosen by now

    assert "Mia Lund: reached" in node(log, "incident-manager").inner_text()
    assert "" == said(log, "dark")
    assert 0 == log.locator(".rb-node--dark").count()


def test_what_was_pressed_by_mistake_is_undone(log):
    """The line goes, and with it what it lit up."""
    press(log, "incident-manager", "No answer")
    node(log, "incident-manager").get_by_role("button", name="Undo").click()

    assert said(log, "count").startswith("0 of 5 reached, 0 no answer, 0 not told")


def test_the_clock_runs_against_the_time_to_answer(log):
    """Twelve minutes after the start whoever was due at ten is late, whoever is due at twenty is not; who starts is never late."""
    log.clock.run_for(12 * 60000)

    assert "T+12 min" == said(log, "elapsed")
    assert "2 min late" in node(log, "incident-manager").inner_text()
    assert "late" not in node(log, "eve-shah").inner_text()
    assert "late" not in node(log, "duty-engineer").inner_text()
    assert said(log, "count").endswith("2 late")


def test_a_time_before_midnight_was_yesterday(page, binder):
    """At ten past midnight 23:58 is twelve minutes ago."""
    page.clock.install(time="2026-11-20T00:10:00")
    page.goto((binder / "contact-trees/night.html").as_uri())
    page.get_by_role("button", name="Start the calls").click()
    node(page, "duty-engineer").get_by_label("At, if it was not now").fill("23:58")
    press(page, "duty-engineer", "Reached")

    assert "2026-11-19T23:58" == json.loads(saved(page, "Save as JSON")[1])["calls"][0]["at"]


def test_the_log_survives_a_reload(log):
    """The page is closed by mistake, or the telephone sleeps."""
    press(log, "incident-manager", "No answer")
    log.clock.run_for(1000)
    log.reload()

    assert "rb-node--dark" in node(log, "eve-shah").get_attribute("class")
    assert "02:05 Jürgen Größe: no answer" in node(log, "incident-manager").inner_text()


def test_the_log_is_cleared_only_after_a_question(log):
    """One slip of a thumb does not lose it."""
    press(log, "incident-manager", "Reached")
    log.once("dialog", lambda dialog: dialog.dismiss())
    log.get_by_role("button", name="Clear the log").click()
    assert said(log, "count").startswith("1 of 5")

    log.once("dialog", lambda dialog: dialog.accept())
    log.get_by_role("button", name="Clear the log").click()
    log.reload()

    assert log.get_by_role("button", name="Start the calls").is_visible()
    assert 0 == log.locator(".rb-node--reached").count()


def test_the_log_is_saved_in_three_forms(log):
    """As a text to read, as a table, and with all that is in it; a note that a spreadsheet would run stays a note."""
    log.get_by_label("Calls made by").fill("Ben")
    node(log, "incident-manager").get_by_label("Note").fill('=1+1, "no"')
    press(log, "incident-manager", "No answer")

    name, text = saved(log, "Save as text")
    assert "harbour-night-calls.txt" == name
    assert "[ ] T+10 min  Incident manager  Jürgen Größe  no answer" in text and "[ ] T+20 min  Eve Shah" in text
    name, table = saved(log, "Save as CSV")
    rows = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"), newline="")))
    assert "harbour-night-calls.csv" == name and 5 == len(rows)
    assert {"role": "Incident manager", "result": "no answer", "time": "2026-11-20 02:05", "by": "Ben", "note": "'=1+1, \"no\""}.items() <= rows[1].items()
    data = json.loads(saved(log, "Save as JSON")[1])
    assert ("harbour", "night", "2026-11-20T02:05", 'silent') == (data["binder"], data["tree"], data["t0"], data["calls"][0]["result"])


def test_a_browser_that_keeps_nothing_says_so(browser, binder):
    """A private window may refuse: the notice stands on the page, and what was ticked can still be saved."""
    context = browser.new_context(offline=True)
    context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });")
    page = context.new_page()
    page.set_default_timeout(5000)
    page.goto((binder / "contact-trees/night.html").as_uri())
    page.get_by_role("button", name="Start the calls").click()
    press(page, "duty-engineer", "Reached")
    page.locator(".rb-kept").wait_for()

    assert "Nothing is being saved" in page.locator(".rb-kept").inner_text()
    assert "Ben Hart: reached" in saved(page, "Save as text")[1]
    context.close()


def test_a_printed_log_has_its_times(log):
    """On paper the line beside each box says what was ticked; the controls stay on the screen."""
    press(log, "duty-engineer", "Reached")
    log.emulate_media(media="print")

    assert "02:05 reached" == node(log, "duty-engineer").locator(".rb-node__tick").inner_text()
    assert not log.locator(".rb-log").is_visible() and not log.locator(".rb-log__call").first.is_visible()
    assert "2026-11-20 02:05" == said(log, "zero")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_everybody_can_use_it(log, scheme, width):
    """axe finds nothing at all, before and after somebody does not answer."""
    log.set_viewport_size({"width": width, "height": 844})
    log.emulate_media(color_scheme=scheme)
    press(log, "duty-engineer", "Reached")
    press(log, "incident-manager", "No answer")
    log.clock.run_for(700000)

    assert {} == grave(log)
    assert log.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert [] == log.outside


def test_the_cards_are_beside_the_page(page, binder):
    """The link leads to a file that a vCard library reads."""
    page.goto((binder / "contact-trees/night.html").as_uri())
    link = page.get_by_role("link", name="Put everybody into your phone").get_attribute("href")
    cards = list(vobject.readComponents((binder / "contact-trees" / link).read_bytes().decode()))

    assert {"Ben Hart", "Ada Okafor", "Jürgen Größe", "Mia Lund", "Eve Shah", "Northbank Mutual"} == {card.fn.value for card in cards}
