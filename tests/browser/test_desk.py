"""An incident is rated, counted down and talked about: in Chromium, from file://, with the clock in our hands."""

import importlib.util
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

_SPEC = importlib.util.spec_from_file_location("runbinder_desk_kit", Path(__file__).with_name("desk_kit.py"))
KIT = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(KIT)
acknowledge, begin, desk, due, exported, later, rate, sheet = KIT.acknowledge, KIT.begin, KIT.desk, KIT.due, KIT.exported, KIT.later, KIT.rate, KIT.sheet


@pytest.mark.parametrize(("answers", "urgency"), [
    (["Yes"], "urgent"), (["No", "Yes"], "urgent"), (["No", "No", "Yes"], "high"), (["No", "No", "No", "Yes"], "medium"), (["No", "No", "No", "No"], "medium"),
    (["No", "No"], "not rated"),
])
def test_four_questions_decide(desk, answers, urgency):
    """The first yes counts; while it is open, nothing is decided (S3-5 to S3-8)."""
    begin(desk)
    rate(desk, *answers)

    assert urgency == desk.locator(".rb-desk__card .rb-badge").text_content()


def test_another_urgency_wants_a_reason(desk):
    begin(desk)
    rate(desk, "Yes")
    desk.get_by_label("Rate it otherwise").select_option("high")
    assert "Write the reason" in desk.locator("[data-part=rated]").text_content()

    desk.get_by_label("because").fill("One customer of sixty")
    assert "Urgency: high, by decision." == desk.locator("[data-part=rated]").text_content()
    assert "urgency: high\nurgency_reason: One customer of sixty" in exported(desk)[1]


def test_the_first_word_is_due_in_a_quarter_of_an_hour(desk):
    """The limit is that of the settings; overdue is in the list, at the top, in the title of the tab, and said aloud."""
    begin(desk)
    later(desk, minutes=1)
    assert "Acknowledge by 03:15" in due(desk)[1]
    later(desk, minutes=16)

    assert ("over", "OVERDUE by 2:0") == (due(desk)[0], due(desk)[1][:14])
    assert desk.title().startswith("1 OVERDUE")
    assert "Nobody can publish" in desk.get_by_role("alert").first.text_content()
    assert "over" == desk.locator(".rb-desk__card").get_attribute("data-state")


def test_an_urgent_one_is_due_by_the_hour_and_two_may_be_skipped(desk):
    begin(desk)
    desk.get_by_role("button", name="Write to the client").click()
    desk.get_by_label("Next update by").fill("2026-11-24T06:30")
    desk.get_by_role("button", name="It has been sent").click()
    rate(desk, "Yes")
    found = []
    for minutes in (1, 60, 60, 58, 2):
        later(desk, minutes=minutes)
        found.append((due(desk)[0], due(desk)[1].split(",")[0], desk.locator("[data-part=why]").text_content().split(";")[0]))

    assert [("ok", "Next update by 04:00"), ("skip", "Next update by 05:00"), ("skip", "Next update by 06:00"), ("skip", "Next update by 06:00")] == [one[:2] for one in found[:4]]
    assert ["Skipped 1 of 2 in a row", "Skipped 2 of 2 in a row"] == [one[2] for one in found[1:3]]
    assert "over" == found[4][0] and found[4][1].startswith("OVERDUE by 1:0")


@pytest.mark.parametrize(("answers", "expected"), [(["No", "No", "Yes"], "12:30"), (["No", "No", "No", "Yes"], "Wed 25 Nov, 16:30")])
def test_high_has_its_times_of_day_and_medium_its_one(desk, answers, expected):
    """In the client's zone and on its working days. Word at three at night is that of the morning, as the checks have it."""
    begin(desk)
    rate(desk, *answers)
    acknowledge(desk)
    later(desk, seconds=2)

    assert f"Next update by {expected}" in due(desk)[1]


def test_several_at_once_and_the_soonest_first(desk):
    begin(desk, "The old logo is on the timesheet")
    rate(desk, "No", "No", "No", "Yes")
    acknowledge(desk)
    begin(desk, "Nobody can publish a rota")
    later(desk, seconds=2)
    cards = desk.locator(".rb-desk__card a")

    assert ["Nobody can publish a rota", "The old logo is on the timesheet"] == cards.all_text_contents()
    cards.nth(1).click()
    desk.get_by_role("heading", name="The old logo").wait_for()


def test_the_message_of_each_stage_is_offered(desk):
    """And it is filled in with what the desk knows; what nobody knows yet it asks for (S3-3, S3-24)."""
    begin(desk)
    desk.get_by_role("button", name="Write: We're on it").click()
    words = desk.locator("[data-part=text]").input_value()
    assert "logged as INC-2026-1200, and Sofia Lindqvist is looking" in words and "by 04:00 GMT, Tuesday 24 November" in words

    desk.get_by_role("button", name="It has been sent").click()
    assert "assessing" == desk.locator("[data-for]:not([hidden])").get_attribute("data-for")
    offers = {stage: desk.evaluate(f"Array.from(document.querySelectorAll('[data-offers={stage}] button'), one => one.dataset.kind)") for stage in ("reproducing", "monitoring", "resolved")}
    assert "cannot_reproduce_yet" in offers["reproducing"] and "monitoring" in offers["monitoring"] and "resolved" in offers["resolved"]


def test_what_can_not_be_seen_yet_leads_to_a_screenshare(desk):
    """The offer is put forward, and the words that would dismiss the client are caught (S3-10, S3-11)."""
    begin(desk)
    acknowledge(desk)
    desk.locator("[data-stage=reproducing]").click()
    desk.get_by_label("This attempt").select_option("not yet reproduced")
    desk.get_by_label("How it was tried").fill("Three browsers and two accounts.")
    desk.get_by_role("button", name="Note the attempt").click()
    offer = desk.locator("[data-offers=reproducing] [data-kind=cannot_reproduce_yet]")
    assert "rb-desk__go" in offer.get_attribute("class")
    offer.click()
    assert "We have tried three browsers and two accounts, and we have not yet seen it on our side." in desk.locator("[data-part=text]").input_value()

    desk.get_by_role("button", name="It has been sent").click()
    assert "screenshare slots" in desk.locator("[data-part=wanting]").text_content()
    desk.get_by_label("screenshare slots").fill("We cannot reproduce it")
    assert "not yet seen it on our side" in desk.locator("[data-part=unsaid]").text_content()
