"""DOC: versions, owners, approvals, reviews and copies, on a binder that keeps each law and on one that does not."""

from datetime import date

import pytest

from runbinder.checks import REGISTRY

HEADER = ("profile", "document")
PROTOCOL, TEAM = ("dispute_protocol", "document"), ("incident_team", "document")
PRINT, STICK, HOME = ("copies", "hl-02"), ("copies", "hl-01"), ("copies", "hl-04")


def test_a_plan_has_version_and_owner(broken, check_finds):
    """DOC-01: the binder as a whole as well; no header at all is one finding."""
    check_finds("DOC-01", broken({(*HEADER, "owner"): ...}), "the binder has no owner")
    check_finds("DOC-01", broken({TEAM: ...}), "the incident team plan has no version and no owner")


def test_a_plan_that_is_not_there_has_no_header(broken, check_passes):
    """DOC-01: that it is missing is said by the check that asks for it."""
    check_passes("DOC-01", broken({("dispute_protocol",): None}))


@pytest.mark.parametrize(("day", "found"), [(27, False), (28, True)])
def test_a_review_is_due_after_its_interval(day, found, broken, check_finds, check_passes):
    """DOC-02: the protocol was reviewed on 27 April 2026; after 365 days it is due, after 366 late."""
    binder = broken({(*HEADER, "review_every"): "730d"}, as_of=date(2027, 4, day))

    check_finds("DOC-02", binder, "the dispute protocol was last reviewed on 2026-04-27; the next review was due 1 days ago, as the interval is 365 days") if found else check_passes("DOC-02", binder)


def test_a_document_has_an_interval_of_its_own(broken, check_finds):
    """DOC-02: 26 weeks after 12 October 2026 is 12 April 2027."""
    check_finds("DOC-02", broken({}, as_of=date(2027, 4, 13)), "the binder was last reviewed on 2026-10-12", "due 1 days ago", "182 days")


def test_what_was_never_reviewed_is_found_unless_it_is_retired(broken, check_finds, check_passes):
    """DOC-02: nobody reviews what nobody uses."""
    check_finds("DOC-02", broken({(*TEAM, "reviewed"): ...}), "the incident team plan was never reviewed")
    check_passes("DOC-02", broken({(*TEAM, "reviewed"): ..., (*TEAM, "status"): "retired"}))


@pytest.mark.parametrize(("day", "warned", "failed"), [(date(2028, 4, 26), True, False), (date(2028, 4, 27), False, True)])
def test_a_document_that_was_given_up(day, warned, failed, broken, check_finds, check_passes):
    """DOC-09: late by more than a whole interval it is an error, and DOC-02 says no more of it."""
    binder, words = broken({(*HEADER, "reviewed", "on"): "2028-04-01", (*TEAM, "reviewed", "on"): "2028-04-01"}, as_of=day), "the dispute protocol"

    check_finds("DOC-02" if warned else "DOC-09", binder, words)
    assert (warned, failed) == tuple(any(words in message for _, message in REGISTRY[code].function(binder)) for code in ("DOC-02", "DOC-09"))


def test_an_approval_is_of_this_version(broken, check_finds):
    """DOC-03: the new one has to be read again; an approval of tomorrow is none."""
    check_finds("DOC-03", broken({(*PROTOCOL, "version"): "1.3"}), "the dispute protocol is marked approved, and nobody has approved version 1.3; what was approved is version 1.2")
    check_finds("DOC-03", broken({(*PROTOCOL, "approvals"): []}), "nobody has approved version 1.2")
    check_finds("DOC-03", broken({}, as_of=date(2026, 5, 5)), "the dispute protocol", "nobody has approved version 1.2")


def test_an_approval_lapses(broken, check_finds):
    """DOC-03: a year after the last one."""
    check_finds("DOC-03", broken({}, as_of=date(2027, 5, 8)), "the last approval of the dispute protocol is of 2026-05-07, 366 days ago; the limit is 365 days")


def test_a_draft_needs_no_approval(broken, check_passes):
    """DOC-03: it does not claim to have one."""
    check_passes("DOC-03", broken({(*PROTOCOL, "status"): "draft", (*PROTOCOL, "approvals"): []}))


def test_who_wrote_it_does_not_approve_it_alone(broken, check_finds, check_passes):
    """DOC-04: with somebody else beside them they may."""
    check_finds("DOC-04", broken({(*TEAM, "author"): "ines-harbour", (*TEAM, "approvals", 1): ...}), "the incident team plan was written and approved by the same person, 'ines-harbour'")
    check_passes("DOC-04", broken({(*TEAM, "author"): "ines-harbour"}))


def test_the_client_holds_a_copy_that_needs_no_network(shelf, broken, check_finds, check_passes):
    """DOC-05: by one of its people or roles; where there is no copy at all TRN-19 says so."""
    copies = shelf.folders["harbour"].data["copies"]
    away = {name: copies[name] for name in ("hl-05", "hl-07")}

    check_finds("DOC-05", broken({("copies",): away}), "'harbour' holds no copy of the binder; the holders are kestrel, fenwick-it")
    check_finds("DOC-05", broken({("copies",): {"hl-01": {**copies["hl-01"], "medium": "site"}}}), "'harbour' holds the binder only on a site")
    check_passes("DOC-05", broken({("copies",): {**away, "hl-01": copies["hl-01"]}}))
    check_passes("DOC-05", broken({("copies",): {}}))


@pytest.mark.parametrize(("day", "found"), [(19, False), (20, True)])
def test_a_copy_is_replaced_within_the_interval(day, found, broken, check_finds, check_passes):
    """DOC-05: the newest one counts."""
    binder = broken({}, as_of=date(2027, 10, day))

    check_finds("DOC-05", binder, "handed over on 2026-10-19, 366 days ago; the limit is 365 days") if found else check_passes("DOC-05", binder)


def test_a_copy_that_needs_a_server_is_no_copy(shelf, broken, check_finds, check_passes):
    """DOC-06: one that needs nothing is enough."""
    tied = {("copies", name, "depends_on"): ["office-mail"] for name, copy in shelf.clients["harbour"].copies.items() if copy.medium != "site"}

    check_finds("DOC-06", broken(tied), "none of the 7 offline copies", "office-mail")
    check_passes("DOC-06", broken({**tied, (*PRINT, "depends_on"): []}))


def test_two_versions_in_two_hands(broken, check_finds, check_passes):
    """DOC-07: a copy that does not say is not known to be current; a site that nobody built anew is as old as a print."""
    check_finds("DOC-07", broken({(*STICK, "version"): "4.1"}), "copy HL-01, held by 'incident-manager', is version 4.1; the binder is version 4.2")
    check_finds("DOC-07", broken({(*STICK, "version"): ...}), "does not say which version it is")
    check_finds("DOC-07", broken({("copies", "hl-05", "version"): "4.1"}), "copy HL-05, held by 'kestrel', is version 4.1; the binder is version 4.2")
    check_passes("DOC-07", broken({("copies", "hl-05", "version"): "4.2"}))


def test_a_digest_says_which_version_a_copy_is(broken, check_finds, check_passes):
    """DOC-07: the one of the plans now is the current version, whether or not its number is written down too; another is nobody knows which."""
    now = broken({}).digest

    check_passes("DOC-07", broken({(*STICK, "version"): ..., (*STICK, "digest"): now}))
    check_finds("DOC-07", broken({(*STICK, "version"): ..., (*STICK, "digest"): "0" * 12}), "does not say which version it is")


@pytest.mark.parametrize(("day", "found"), [(19, False), (20, True)])
def test_one_version_is_not_two_texts_for_ever(day, found, broken, check_finds, check_passes):
    """DOC-10: copy HL-01 was handed over on 19 October 2026; for a year an earlier build of the same version is no fault."""
    binder = broken({(*STICK, "digest"): "0123456789ab"}, as_of=date(2027, 10, day))

    check_finds("DOC-10", binder, "copy HL-01, held by 'incident-manager' for 366 days, is an earlier build of version 4.2: its digest is 0123456789ab, and that of the plans is") if found else check_passes("DOC-10", binder)


def test_what_is_the_same_build_or_another_version_is_no_earlier_build(broken, check_passes):
    """DOC-10: however old the copy is; that it is another version is DOC-07's to say."""
    now, late = broken({}).digest, date(2028, 1, 1)

    check_passes("DOC-10", broken({(*STICK, "digest"): now}, as_of=late))
    check_passes("DOC-10", broken({(*STICK, "digest"): "0" * 12, (*STICK, "version"): "4.1"}, as_of=late))
    check_passes("DOC-10", broken({}, as_of=late))


def test_a_review_says_what_it_found(broken, check_finds, check_passes):
    """DOC-08: or the version says what changed."""
    silent = {(*PROTOCOL, "reviewed", "found"): ...}

    check_finds("DOC-08", broken(silent), "the review of the dispute protocol on 2026-04-27 says nothing of what it found")
    check_passes("DOC-08", broken({**silent, (*PROTOCOL, "changes"): "Clause 4."}))


def test_a_date_that_moved_on_alone_is_found(broken, check_finds, check_passes):
    """DOC-08: reviewed after the full exercise of September, which found things, and still what was approved before it."""
    moved = {(*TEAM, "reviewed", "on"): "2026-11-01", (*TEAM, "approvals", 0, "on"): "2026-09-06", (*TEAM, "approvals", 1, "on"): "2026-09-06"}

    check_finds("DOC-08", broken(moved), "the incident team plan was reviewed on 2026-11-01 and is still what was approved on 2026-09-06", "exercise 'call-tree-autumn-2026' of 2026-10-08 brought something up")
    check_passes("DOC-08", broken({**moved, (*TEAM, "reviewed", "on"): "2026-06-22"}))
    check_passes("DOC-08", broken({**moved, (*TEAM, "approvals", 1, "on"): "2026-11-02"}))
