"""DOC: who answers for each document, who approved it, when it was looked at, and who holds copies."""

from collections.abc import Iterator
from datetime import date

from runbinder.analysis import copies
from runbinder.analysis.reach import employer, own
from runbinder.analysis.rehearsed import held
from runbinder.checks.registry import Said, check
from runbinder.model.binder import Binder, Entry
from runbinder.model.common import Route
from runbinder.model.control import Document

_PLANS = {"transition": "the transition plan", "incident_team": "the incident team plan", "dispute_protocol": "the dispute protocol", "communications": "the communications plan"}

_OFFLINE = ("print", "usb", "vault")


def documents(binder: Binder) -> Iterator[tuple[Route, str, Document | None]]:
    """Route, name and header of the binder itself, of its plans, and of each of its procedures that has one of its own."""
    base = ("clients", binder.id)
    yield (*base, "profile", "document"), "the binder", binder.client.profile.document
    for name, words in _PLANS.items():
        if plan := getattr(binder.client, name):
            yield (*base, name, "document"), words, plan.document
    for entry in own(binder, "procedure"):
        if entry.record.document:
            yield (*entry.route, "document"), f"procedure '{entry.id}'", entry.record.document


@check("DOC-01", level=4)
def a_plan_has_a_header_and_an_owner(binder: Binder) -> Said:
    """The binder and each of its plans say their version and who owns them.

    A document that nobody owns is nobody's to keep true (ISO 22301 7.5).

    Fix: add `document:` with `version` and `owner`.
    """
    for route, name, header in documents(binder):
        missing = [field for field in ("version", "owner") if not (header and getattr(header, field))]
        if missing:
            yield route, f"{name} has no {' and no '.join(missing)}"


@check("DOC-02", level=4, severity="warning")
def a_document_is_reviewed_in_time(binder: Binder) -> Said:
    """Every document was reviewed within its interval.

    What was true a year ago is a rumour today (2024/2690 annex 4.1.4).

    Fix: read it against what is really done, correct it, and set `reviewed` with `on`, `by` and what was `found`. The interval is `review_every` of the document, or `reviewed` in the settings.
    """
    for route, name, header in documents(binder):
        if header and not header.reviewed and header.status != "retired":
            yield (*route, "reviewed"), f"{name} was never reviewed"
    for route, said, intervals in _overdue(binder):
        if intervals <= 1:
            yield route, said


@check("DOC-09", level=4)
def a_document_is_not_left_to_itself(binder: Binder) -> Said:
    """No document has gone without a review for more than two of its intervals.

    A review that is late was forgotten; one that was left out twice was given up, and the document with it (2024/2690
    annex 4.1.4).

    Fix: review it now, or set its `status` to retired and say what `supersedes` it.
    """
    for route, said, intervals in _overdue(binder):
        if intervals > 1:
            yield route, said


def _overdue(binder: Binder) -> Iterator[tuple[Route, str, float]]:
    """Documents past their review, and by how many of their intervals."""
    for route, name, header in documents(binder):
        if header and header.reviewed and header.status != "retired":
            every = header.review_every or binder.settings.intervals.reviewed
            late = binder.as_of - header.reviewed.on - every
            if late.days > 0:
                yield (*route, "reviewed", "on"), f"{name} was last reviewed on {header.reviewed.on}; the next review was due {late.days} days ago, as the interval is {every}", late / every


@check("DOC-03", level=4)
def an_approved_document_was_approved(binder: Binder) -> Said:
    """A document marked approved has an approval of this version that has not lapsed.

    An approval is of a text that somebody read, not of a file name (CSF RC.CO-04, NIST CP-2).

    Fix: have this version approved and add it under `approvals` with `by`, `as`, `on` and `version`. How long it holds is `approved` in the settings.
    """
    limit = binder.settings.intervals.approved
    for route, name, header in documents(binder):
        if not header or header.status != "approved":
            continue
        so_far = [one for one in header.approvals if one.on <= binder.as_of]
        last = max((one.on for one in so_far if one.version in (None, header.version)), default=None)
        if not last:
            other = f"; what was approved is version {so_far[-1].version}" if so_far else ""
            yield (*route, "approvals"), f"{name} is marked approved, and nobody has approved version {header.version}{other}"
        elif binder.as_of - last > limit:
            yield (*route, "approvals"), f"the last approval of {name} is of {last}, {(binder.as_of - last).days} days ago; the limit is {limit}"


@check("DOC-04", level=4, severity="warning")
def nobody_approves_their_own_work(binder: Binder) -> Said:
    """Somebody other than its author approved a document.

    Four eyes, not two that look twice (ISO 27001 5.3).

    Fix: have somebody else approve it.
    """
    for route, name, header in documents(binder):
        if header and header.author and header.approvals and all(one.by == header.author for one in header.approvals):
            yield (*route, "approvals"), f"{name} was written and approved by the same person, '{header.author}'"


@check("DOC-05", level=3)
def the_client_holds_a_copy(binder: Binder) -> Said:
    """The client holds a copy of the binder that needs no network, handed over within the interval.

    The binder is about the provider's end: a copy with the provider is none (AA22-131A, CP-2(b), S2-1). That there is no copy
    at all is said by TRN-19.

    Fix: hand over a stick or a print and record it under `copies` with its `number`, `holder` and `location`. The interval is `copy_delivered` in the settings.
    """
    limit = binder.settings.intervals.copy_delivered
    mine = [entry for entry in own(binder, "copy") if employer(binder, entry.record.holder) == binder.id]
    offline = [entry for entry in mine if entry.record.medium in _OFFLINE]
    if not offline and own(binder, "copy"):
        held_by = ", ".join(dict.fromkeys(entry.record.holder for entry in own(binder, "copy")))
        what = "holds the binder only on a site" if mine else f"holds no copy of the binder; the holders are {held_by}"
        yield ("clients", binder.id, "copies"), f"'{binder.id}' {what}"
    elif offline and (last := max(offline, key=lambda entry: entry.record.delivered)) and binder.as_of - last.record.delivered > limit:
        days = (binder.as_of - last.record.delivered).days
        yield (*last.route, "delivered"), f"the client's newest copy, '{last.id}', was handed over on {last.record.delivered}, {days} days ago; the limit is {limit}"


@check("DOC-06", level=3, severity="warning")
def a_copy_does_not_stand_on_what_it_is_for(binder: Binder) -> Said:
    """One of the copies that are kept offline can be read when every system of the business is down.

    The plan for the day without servers must not be on a server (RTS 2024/1774 26(1)(d)).

    Fix: keep a print or a stick, and leave `depends_on` out where nothing is needed to read it.
    """
    offline = [entry for entry in own(binder, "copy") if entry.record.medium in _OFFLINE]
    if offline and all(entry.record.depends_on for entry in offline):
        needs = ", ".join(dict.fromkeys(one for entry in offline for one in entry.record.depends_on))
        yield (*offline[0].route, "depends_on"), f"none of the {len(offline)} offline copies can be read without something else that works: {needs}"


@check("DOC-07", level=4, severity="warning")
def a_copy_is_of_the_current_version(binder: Binder) -> Said:
    """Every copy of the binder, on paper, on a stick or on a site, says which version it is, and that is the current one.

    Two versions in two hands are two plans (CP-2). A site does not follow the plans by itself either: somebody has to build
    it and put it there. What a copy carries stands at the foot of each of its pages.

    Fix: replace the copy and set its `version`, `digest` and `delivered`; `runbinder build --copy` says what to write.
    """
    header = binder.client.profile.document
    for entry in own(binder, "copy"):
        if header and (now := copies.state(binder, entry)) in ("outdated", "says no version"):
            is_ = f"is version {entry.record.version}" if now == "outdated" else "does not say which version it is"
            yield (*entry.route, "version"), f"copy {entry.record.number}, held by '{entry.record.holder}', {is_}; the binder is version {header.version}"


@check("DOC-10", level=4, severity="warning")
def one_version_is_one_text(binder: Binder) -> Said:
    """No copy stays for longer than its interval an earlier build of the version that the binder has.

    Its holder compares the number, finds it the same, and works by other words (CP-2). That the plans are edited between two
    versions is no fault: it becomes one when the copy was handed over longer ago than `copy_delivered` in the settings.

    Fix: raise the `version` of the binder, have it approved, and replace the copy: `runbinder build --copy` says what to write into the register.
    """
    for entry in copies.overdue(binder):
        it, days = entry.record, (binder.as_of - entry.record.delivered).days
        yield (*entry.route, "digest"), f"copy {it.number}, held by '{it.holder}' for {days} days, is an earlier build of version {it.version}: its digest is {it.digest}, and that of the plans is {binder.digest}"


@check("DOC-08", level=4, severity="warning")
def a_review_says_what_it_found(binder: Binder) -> Said:
    """A review says what it found, and after an exercise that brought something up it leads to a version that is approved anew.

    A date that moves on its own is no review: an auditor sees review dates moved on, and nothing else changed since the last
    test (2024/2690 annex 4.1.4, ISO 22301 7.5).

    Fix: write under `reviewed` in `found` what was compared with what, and what came of it; take over what the exercise showed, and have the new version approved.
    """
    for route, name, header in documents(binder):
        if not header or not header.reviewed:
            continue
        on, approved = header.reviewed.on, max((one.on for one in header.approvals), default=None)
        tried = [(day, entry) for day, entry in _brought_up(binder, route[-2]) if day <= on]
        if not header.reviewed.found and not header.changes:
            yield (*route, "reviewed"), f"the review of {name} on {on} says nothing of what it found"
        elif tried and approved and approved < tried[0][0]:
            day, entry = tried[0]
            yield (*route, "reviewed", "on"), f"{name} was reviewed on {on} and is still what was approved on {approved}, though exercise '{entry.id}' of {day} brought something up"


def _brought_up(binder: Binder, plan: str | int) -> list[tuple[date, Entry]]:
    """Exercises of a plan that led to findings or issues, latest first."""
    return [(day, entry) for day, entry in held(binder) if str(plan).replace("_", " ") in entry.record.plans and (entry.record.findings or entry.record.issues)]
