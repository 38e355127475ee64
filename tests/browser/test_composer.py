"""A message is filled in, its times are offered, it is kept and printed: in Chromium, from file://, with the clock in our hands."""

import importlib.util
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

_SPEC = importlib.util.spec_from_file_location("runbinder_composer_kit", Path(__file__).with_name("composer_kit.py"))
KIT = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(KIT)
ANSWERS, NOW, answer, complete, composer, said, sheets, words = KIT.ANSWERS, KIT.NOW, KIT.answer, KIT.complete, KIT.composer, KIT.said, KIT.sheets, KIT.words


def test_the_text_is_there_as_it_is_typed(composer):
    """Answers are marked, what is missing has its name in red, and the approved words can not be typed into."""
    page = composer()
    answer(page, service_name="<b>Rota</b>")

    assert "We are still working on <b>Rota</b>. Since our last message we have [actions]." in words(page)
    assert "<b>Rota</b>: progress ([incident ref])" == words(page, "head")
    assert ["<b>Rota</b>"] == page.locator("[data-part=words] .rb-composer__typed").all_text_contents()
    assert "[actions]" == page.locator("[data-part=words] .rb-composer__missing").first.text_content()
    assert not page.locator("[data-part=words]").evaluate("node => node.isContentEditable")


def test_nothing_is_left_to_say_of_a_complete_message(composer):
    """And it is copied to the letter, without a question."""
    page = composer()
    complete(page)
    page.get_by_role("button", name="Copy", exact=True).click()

    assert [] == said(page) == page.asked
    assert page.evaluate("copied") == [words(page).strip()]
    assert words(page).startswith("We are still working on Tessera Rota.")
    assert "Copied: " in words(page, "done")


@pytest.mark.parametrize(("zone", "offered"), [
    ("Europe/London", ["+30 min: 10:20", "+1 h: 10:50", "Slot: 12:30", "End of day: 16:30"]),
    ("Asia/Kolkata", ["+30 min: 15:50", "+1 h: 16:20", "End of day: 16:30", "Slot: Wed 25 Nov, 09:00"]),
])
def test_times_are_offered_in_the_clients_zone(composer, zone, offered):
    """Whatever this computer's is: half an hour, an hour, the next times of day of the standard."""
    page = composer(swap=[('"zone":"Europe/London"', f'"zone":"{zone}"')])

    assert offered == page.locator("[data-offers=next_update_at] button").all_text_contents()
    page.locator("[data-offers=next_update_at] button").last.click()
    assert {"Europe/London": "16:30 GMT, Tuesday 24 November", "Asia/Kolkata": "09:00 GMT+5:30, Wednesday 25 November"}[zone] in words(page)


@pytest.mark.parametrize(("example", "hours", "written"), [
    ("16:30 GMT, Friday 20 November", 2, "11:50 GMT, Tuesday 24 November"), ("20 November 2026 at 11:05 GMT", 24, "25 November 2026 at 09:50 GMT"),
    ("16:30 Wed 25 Nov", 2, "11:50 Tue 24 Nov"), ("11:30", 2, "11:50"), ("11:30", 24, "09:50 GMT, Wednesday 25 November"), ("14:00 today", 24, "09:50 tomorrow"),
    ("05:00 today, Friday 20 November", 72, "09:50 GMT, Friday 27 November"), ("Wed 18.00", 2, "Tue 11.50"), ("noon on Monday", 2, "11:50 GMT, Tuesday 24 November"), ("", 2, "11:50 GMT, Tuesday 24 November"),
])
def test_a_time_is_written_as_the_example_is(composer, example, hours, written):
    """Where it would not be clear, or the example has other words, the whole time is written."""
    at = f"{NOW.timestamp() * 1000} + {hours} * 3600000"

    assert written == composer().evaluate(f"rbComposer.when.words({at}, rbDesk.time('Europe/London'), '{example}', {NOW.timestamp() * 1000})")


def test_the_next_news_must_have_a_time_that_is_still_to_come(composer):
    """An hour later the same page says that it has passed."""
    page = composer()
    answer(page, **ANSWERS)
    assert ["Still to be filled in: next update at."] == said(page)
    page.locator("[data-pick=next_update_at]").fill("2026-11-24T10:20")
    assert [] == said(page)

    page.clock.run_for(3600 * 1000)
    assert ["The time of the next news has passed."] == said(page)
    assert "This time has passed." == page.locator("[data-odd=next_update_at]").text_content()


def test_a_list_of_times_grows(composer):
    """A click adds one to those that are there."""
    page = composer("cannot-reproduce-yet")
    offers = page.locator("[data-offers=screenshare_slots] button")
    offers.nth(1).click()
    offers.nth(2).click()

    assert "10:20 GMT, Tuesday 24 November or 10:50 GMT, Tuesday 24 November" == page.locator("[data-answer=screenshare_slots]").input_value()


def test_each_form_has_its_own_words(composer):
    """With the questions for these words only; a link to a form opens it."""
    page = composer(anchor="#as-sms")
    assert page.locator("[data-form=sms]").is_checked()
    assert "[service name]: we are still working on it. Now: [impact]. Next news by [next update at]. Call +44 808 157 0240" == words(page)
    assert not page.locator("[data-answer=status]").is_visible()

    page.locator("[data-form=status-page]").check()
    assert "The next update will be here by" in words(page)
    assert not page.get_by_role("link", name="Text message", exact=True).is_visible()


def test_what_was_typed_is_kept_and_can_be_cleared(composer):
    """Over a reload, with the form that was chosen."""
    page = composer()
    complete(page)
    page.locator("[data-form=portal]").check()
    page.clock.run_for(500)
    page.reload()
    assert "We are still working on Tessera Rota." in words(page)
    assert page.locator("[data-form=portal]").is_checked()

    page.get_by_role("button", name="Clear").click()
    page.reload()
    assert ["", "[service name]"] == [page.locator("[data-answer=service_name]").input_value(), page.locator("[data-part=words] .rb-composer__missing").first.text_content()]


def test_another_message_is_one_choice_away(composer, sheets):
    """Of those to the same audience."""
    sheets("acknowledgement")
    page = composer()
    page.get_by_label("Message", exact=True).select_option("We're on it")
    page.get_by_role("button", name="Open").click()

    page.wait_for_url("**/acknowledgement.html")


def test_paper_is_complete(composer):
    """Blank lines before anything is typed; the text with what was typed afterwards. Never a button or a field."""
    page = composer()
    page.emulate_media(media="print")
    blank, filled = page.locator(".rb-composer__paper"), page.locator(".rb-composer__sheet")
    assert [True, False] == [blank.is_visible(), filled.is_visible()]
    assert page.locator(".rb-composer__paper .rb-quote .rb-var").first.evaluate("node => parseFloat(getComputedStyle(node, '::before').width)") > 80
    page.emulate_media(media="screen")
    answer(page, service_name="Tessera Rota")
    page.emulate_media(media="print")

    assert [False, True] == [blank.is_visible(), filled.is_visible()]
    assert not any(one.is_visible() for one in page.locator("rb-composer :is(button, input, select, textarea)").all())


def test_without_scripts_the_page_is_whole(browser, sheets):
    """Text, forms and questions are there, and nothing is offered that would not work."""
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(sheets("update"))

    assert page.locator("#as-sms").is_visible() and page.get_by_role("row", name="next_update_at").is_visible()
    assert not page.locator("rb-composer :is(button, input, select)").first.is_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_is_in_anybodys_way(composer, scheme, width):
    """axe finds nothing, whether something is wrong with the text or not."""
    page = composer(swap=[('"state":"approved"', '"state":"none"')])
    page.set_viewport_size({"width": width, "height": 844})
    page.evaluate(f"document.documentElement.dataset.mdColorScheme = '{scheme}'; document.body.style.background = 'var(--rb-paper)'; document.body.style.color = 'var(--rb-ink)'")
    answer(page, actions="human error", service_name="Rota")
    page.locator("[data-offers=next_update_at] button").first.click()

    assert [] == [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in Axe().run(page, context="rb-composer").response["violations"]]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
