"""MSG: whether a message is there, whole, approved, and sent by somebody who may."""

import dataclasses
from datetime import date

import pytest

from runbinder.analysis.approved import digest
from runbinder.checks import REGISTRY, run

DELAY = ("messages", "delivery-delay-notice")


@pytest.fixture
def library(broken):
    """`library({("messages", "update", "sender"): ...})`: the provider's own binder, with its plans changed."""
    return lambda changes: dataclasses.replace(broken({}, provider=changes), id="provider")


def test_the_library_is_judged_once(library, broken, check_finds, check_passes):
    """In the provider's own binder, and not again in that of every client."""
    fault = {("messages", "update", "sender"): ...}

    check_finds("MSG-18", library(fault), "'update'")
    check_passes("MSG-18", broken({}, provider=fault))


@pytest.mark.parametrize(("own", "kind"), [({}, "weekly_status"), ({("profile", "data_sensitivity"): "personal"}, "data_breach_regulator")])
def test_a_kind_that_nobody_wrote_is_missed(own, kind, broken, check_finds):
    """MSG-01: neither the client nor the library has it; the notices of a breach only where there are data (S1-20)."""
    gone = {("messages", kind.replace("_", "-")): ...}

    check_finds("MSG-01", broken(own, provider=gone), kind)


def test_a_kind_may_be_the_clients_own(broken, check_passes):
    """MSG-01: the client's message does instead of the library's."""
    check_passes("MSG-01", broken({(*DELAY, "kind"): "weekly_status"}, provider={("messages", "weekly-status"): ...}))


def test_what_is_used_is_asked_for_and_the_other_way_round(broken, check_finds, check_passes):
    """MSG-02: in translations as well; what the binder knows is not asked for."""
    other = {(*DELAY, "translations"): [{"language": "Polish", "text": "{{kiedy}} {{client_name}}"}]}

    check_finds("MSG-02", broken({(*DELAY, "asks", "goods_status"): ...}), "'goods_status'", "does not ask")
    check_finds("MSG-02", broken({(*DELAY, "asks", "driver"): "name"}), "'driver'", "does not use it")
    assert 1 == len(check_finds("MSG-02", broken(other), "'kiedy'"))


def test_the_next_news_has_a_time(broken, check_finds, check_passes):
    """MSG-05: the subject is not enough; the last message and those among ourselves need none (S3-24)."""
    silent = {(*DELAY, "text"): "We are on it.", (*DELAY, "subject"): "Until {{next_update_at}}"}

    check_finds("MSG-05", broken(silent), "'next_update_at'")
    check_passes("MSG-05", broken({**silent, (*DELAY, "final"): True}))
    check_passes("MSG-05", broken({**silent, (*DELAY, "internal"): True}))
    check_finds("MSG-05", broken({(*DELAY, "asks", "next_update_at", "required"): False}), "can be sent without")


@pytest.mark.parametrize(("message", "name"), [("media-holding-statement", "next_statement_at"), ("ivr-script", "recorded_at")])
def test_press_and_announcements_have_times_of_their_own(message, name, library, check_finds):
    """MSG-05: the next statement; the time of recording."""
    check_finds("MSG-05", library({("messages", message, "text"): "We know, until {{next_update_at}}."}), name)


@pytest.mark.parametrize(("message", "element"), [
    ("investigating", "impact"), ("resolved", "apology"), ("workaround", "what you can do"), ("media-holding-statement", "acknowledgement"),
])
def test_an_element_that_a_kind_needs_is_missed(message, element, shelf, library, check_finds):
    """MSG-06: acknowledge, say what happened and what is done, and what the kind asks for (S1-5, S1-6, S1-9)."""
    kept = [one for one in shelf.provider.messages[message].contains if one != element]

    check_finds("MSG-06", library({("messages", message, "contains"): kept}), f"'{message}'", f"lacks '{element}'")


def test_doubt_needs_a_screenshare(library, check_finds):
    """MSG-07: acknowledged, offered, and with times to choose from (S3-10, S3-12)."""
    here = ("messages", "cannot-reproduce-yet")

    assert 2 == len(check_finds("MSG-07", library({(*here, "contains"): []}), "'screenshare'"))
    check_finds("MSG-07", library({(*here, "asks", "screenshare_slots", "type"): "text"}), "no times")
    check_finds("MSG-07", library({(*here, "text"): "Let us look together."}), "no times")


@pytest.mark.parametrize(("approved", "words"), [
    ([], "not approved by management"),
    ([{"by": "ines-harbour", "as": "lawyer", "on": "2026-10-09"}], "only by ines-harbour as lawyer on 2026-10-09"),
    ([{"by": "ines-harbour", "as": "management", "on": "2026-11-21"}], "not approved by management"),
    ([{"by": "ines-harbour", "as": "management", "on": "2026-10-09"}], "has no digest"),
    ([{"by": "ines-harbour", "as": "management", "on": "2026-10-09", "digest": "00000000"}], "changed since"),
])
def test_an_approval_is_by_management_and_of_this_text(approved, words, broken, check_finds):
    """MSG-10: not by a lawyer alone, not tomorrow, not of other words (S1-21)."""
    assert 1 == len(check_finds("MSG-10", broken({(*DELAY, "approved"): approved}), "'delivery-delay-notice'", words))


def test_a_changed_word_takes_the_approval_away(broken, check_finds, check_passes):
    """MSG-10: and one approval of the text as it is now gives it back, whatever stands beside it."""
    binder = broken({(*DELAY, "text"): "We are sorry. {{next_update_at}}"})
    now = digest(binder.client.messages["delivery-delay-notice"])
    again = [{"by": "peter-tranter", "as": "senior manager", "on": "2026-11-20", "digest": now}, {"by": "ines-harbour", "as": "management", "on": "2026-10-09"}]

    check_finds("MSG-10", binder, "2026-10-09", now[:8])
    check_passes("MSG-10", broken({(*DELAY, "text"): "We are sorry. {{next_update_at}}", (*DELAY, "approved"): again}))


@pytest.mark.parametrize(("day", "found"), [(date(2027, 10, 9), False), (date(2027, 10, 10), True)])
def test_an_approval_runs_out(day, found, broken, check_finds, check_passes):
    """MSG-11: on the last day it holds."""
    binder = broken({}, as_of=day)

    check_finds("MSG-11", binder, "'insurer-notice'", "ran out on 2027-10-09") if found else check_passes("MSG-11", binder)


def test_an_approval_without_an_end_is_as_old_as_the_interval_allows(broken, check_finds, check_passes):
    """MSG-11: intervals.approved."""
    now = digest(broken({}).client.messages["delivery-delay-notice"])
    given = {"by": "ines-harbour", "as": "management", "on": "2025-11-20", "digest": now}

    check_passes("MSG-11", broken({(*DELAY, "approved"): given}))
    check_finds("MSG-11", broken({(*DELAY, "approved"): {**given, "on": "2025-11-19"}}), "366 days old", "intervals.approved")


@pytest.mark.parametrize(("given", "author", "words"), [
    ({"by": "ines-harbour"}, "ines-harbour", "only by ines-harbour as management (who wrote it)"),
    ({"by": "wendy-clark"}, "kate-lowther", "only by wendy-clark as management (whom no role allows to approve messages)"),
])
def test_not_everybody_can_approve(given, author, words, broken, check_finds):
    """MSG-10: nobody their own words, and nobody whom no role allows it, where roles speak of it."""
    now = digest(broken({}).client.messages["delivery-delay-notice"])
    approval = {**given, "as": "management", "on": "2026-10-09", "digest": now}

    check_finds("MSG-10", broken({(*DELAY, "approved"): approval, (*DELAY, "author"): author}), words)


def test_a_later_date_renews_nothing(broken, check_finds, check_passes):
    """MSG-10, MSG-11: an approval of other words, however new, is none of these; the old one of these runs out by itself."""
    now = digest(broken({}).client.messages["delivery-delay-notice"])
    old, bumped = ({"by": "ines-harbour", "as": "management", "on": day, "expires": end, "digest": of} for day, end, of in (("2025-10-09", "2026-10-09", now), ("2026-11-01", "2030-11-01", "0" * 8)))
    binder = broken({(*DELAY, "approved"): [old, bumped]})

    check_passes("MSG-10", binder)
    check_finds("MSG-11", binder, "'delivery-delay-notice' of 2025-10-09 ran out on 2026-10-09")
    check_finds("MSG-10", broken({(*DELAY, "approved"): [bumped]}), "changed since")


def test_an_approval_covers_the_words_for_every_form(broken, check_finds):
    """MSG-10: a text message is read by more people than the mail."""
    check_finds("MSG-10", broken({(*DELAY, "forms"): {"phone": "Late. Next news {{next_update_at}}."}}), "changed since")


def test_the_next_news_has_a_time_in_every_form(broken, check_finds):
    """MSG-05: whoever gets the text message does not get the mail."""
    check_finds("MSG-05", broken({(*DELAY, "forms"): {"phone": "We are on it."}}), "is not in its words for phone")


def test_a_breach_notice_has_a_place_for_each_item(library, check_finds):
    """MSG-14: GDPR 33(3)(a) to (d), and 34(2) for the people concerned."""
    bare = {("messages", name, "text"): "{{nature}} {{nature_plain}} {{dpo_contact}} {{measures}}" for name in ("data-breach-regulator", "data-breach-data-subjects")}

    said = check_finds("MSG-14", library(bare), "'data-breach-regulator'", "categories_count, records_count, consequences")
    assert any("data-breach-data-subjects" in one and one.endswith("no place for consequences") for one in said)


def test_an_internal_message_stays_inside(broken, check_finds):
    """MSG-17: neither by its own address nor by an entry of the plan."""
    entries = ("communications", "entries")

    check_finds("MSG-17", broken({(*DELAY, "internal"): True}), "addressed to end customers")
    check_finds("MSG-17", broken({(*entries, 0, "message"): "staff-briefing"}), "entry 1", "'staff-briefing'", "(end customers)")


def test_the_sender_is_one_who_may(broken, check_finds):
    """MSG-18: named, and among those who may use it (S1-22)."""
    check_finds("MSG-18", broken({(*DELAY, "sender"): ...}), "no sender")
    check_finds("MSG-18", broken({(*DELAY, "sender"): "scribe"}), "'scribe'", "communications-lead, transport-desk")


def test_a_sender_without_a_deputy_is_found_once(library, check_finds):
    """MSG-18: however many messages the role sends."""
    said = check_finds("MSG-18", library({("roles", "service-desk", "deputies"): []}), "'service-desk'", "no deputy")

    assert 1 == len(said)


def test_each_scenario_has_a_message(shelf, broken, check_finds, check_passes):
    """MSG-19: named by the scenario or naming it (S1-19)."""
    name = next(iter(shelf.clients["harbour"].transition.scenarios))
    silent = {("transition", "scenarios", name, "messages"): [], **{("messages", one, "scenarios"): [] for one in shelf.clients["harbour"].messages}}
    none = {("messages", one, "scenarios"): [] for one in shelf.provider.messages}

    check_finds("MSG-19", broken(silent, provider=none), f"'{name}'")
    check_passes("MSG-19", broken({**silent, (*DELAY, "scenarios"): [name]}, provider=none))


def test_every_finding_of_a_message_can_be_waived(broken):
    """An exemption is a waiver: it has a reason, somebody who gave it, and an end; the finding stays visible."""
    waiver = {
        "check": "MSG-04", "record": "message:delivery-delay-notice", "reason": "Quoted from the court's order.", "approved_by": "ines-harbour",
        "approved_on": "2026-11-01", "expires": "2026-12-01",
    }
    binder = broken({(*DELAY, "text"): "The order says: user error. {{next_update_at}}", ("waivers",): {"quoted": waiver}})

    assert ["quoted"] == [result.waiver.id for result in run(binder, [REGISTRY["MSG-04"]])]
