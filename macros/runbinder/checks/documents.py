"""DOC: who answers for each document, who approved it, when it was looked at, and who holds copies."""

from collections.abc import Iterator
from datetime import date

from runbinder.checks.registry import Said, check
from runbinder.model.binder import Binder
from runbinder.model.common import Route
from runbinder.model.control import Document

_PLANS = ("transition", "incident_team", "dispute_protocol", "communications")


def documents(binder: Binder) -> Iterator[tuple[Route, str, Document | None]]:
    """Route, name and header of the binder itself, of its plans, and of each procedure that has one of its own."""
    base = ("clients", binder.id)
    yield (*base, "profile", "document"), "the binder", binder.client.profile.document
    for name in _PLANS:
        if plan := getattr(binder.client, name):
            yield (*base, name, "document"), f"the {name.replace('_', ' ')}{' plan' if name in ('transition', 'communications') else ''}", plan.document
    for entry in binder.all("procedure"):
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


def _due(binder: Binder, header: Document) -> tuple[date | None, int]:
    """When the review was due, and how many days ago that was."""
    if not header.reviewed:
        return None, 0
    due = header.reviewed.on + (header.review_every or binder.settings.intervals.reviewed)
    return due, (binder.as_of - due).days


@check("DOC-02", level=4, severity="warning")
def a_document_is_reviewed_in_time(binder: Binder) -> Said:
    """Every document was reviewed within its interval.

    What was true a year ago is a rumour today (2024/2690 annex 4.1.4).

    Fix: read it against what is really done, correct it, and set `reviewed` with `on`, `by` and what was `found`.
    """
    for route, name, header in documents(binder):
        if header and header.status != "retired":
            due, days = _due(binder, header)
            if due is None:
                yield route, f"{name} was never reviewed"
            elif days > 0:
                yield (*route, "reviewed"), f"the review of {name} was due on {due}, {days} days ago"


@check("DOC-03", level=4)
def an_approved_document_was_approved(binder: Binder) -> Said:
    """A document marked approved has an approval of this version that has not lapsed.

    An approval is of a text that somebody read, not of a file name (CSF RC.CO-04, NIST CP-2).

    Fix: have this version approved and add it under `approvals` with `by`, `as`, `on` and `version`.
    """
    limit = binder.settings.intervals.approved
    for route, name, header in documents(binder):
        if not header or header.status != "approved":
            continue
        mine = [one for one in header.approvals if one.version in (None, header.version)]
        if not mine:
            yield (*route, "approvals"), f"{name} is marked approved, and version {header.version} has no approval"
        elif (last := max(one.on for one in mine)) and binder.as_of - last > limit:
            yield (*route, "approvals"), f"the last approval of {name} is of {last}, {(binder.as_of - last).days} days ago; the limit is {limit}"


@check("DOC-04", level=4, severity="warning")
def nobody_approves_their_own_work(binder: Binder) -> Said:
    """An author does not approve what they wrote.

    Four eyes, not two looking twice (ISO 27001 5.3).

    Fix: have somebody else approve it.
    """
    for route, name, header in documents(binder):
        if header and header.author and header.approvals and all(one.by == header.author for one in header.approvals):
            yield (*route, "approvals"), f"{name} was written and approved by the same person, '{header.author}'"


@check("DOC-05", level=3)
def the_client_holds_a_copy(binder: Binder) -> Said:
    """The client holds a copy of the binder that needs no network, handed over within the interval.

    The binder is about the provider's end: a copy with the provider is none (AA22-131A, CP-2(b), S2-1).

    Fix: hand over a stick or a print and record it under `copies` with its `number`, `holder` and `location`.
    """
    limit = binder.settings.intervals.copy_delivered
    mine = [entry for entry in binder.all("copy") if entry.party == "client" and _with_client(entry.record.holder, binder)]
    offline = [entry for entry in mine if entry.record.medium in ("print", "usb", "vault")]
    if not offline:
        held = "only on a site" if mine else "not at all"
        yield ("clients", binder.id, "copies"), f"the client holds the binder {held}: no print and no stick is recorded"
    elif (last := max(offline, key=lambda entry: entry.record.delivered)) and binder.as_of - last.record.delivered > limit:
        days = (binder.as_of - last.record.delivered).days
        yield (*last.route, "delivered"), f"the client's newest copy, '{last.id}', was handed over on {last.record.delivered}, {days} days ago; the limit is {limit}"


def _with_client(holder: str, binder: Binder) -> bool:
    """Whether the holder is the client, or one of its people, directly or by a role."""
    entry = binder.find(holder, ("role", "person", "organisation"))
    if entry and entry.kind == "role" and entry.record.holder:
        entry = binder.find(entry.record.holder, ("person",))
    return bool(entry and (entry.id == binder.id or getattr(entry.record, "organisation", None) == binder.id))


@check("DOC-06", level=3, severity="warning")
def a_copy_does_not_stand_on_what_it_is_for(binder: Binder) -> Said:
    """Some copy of the binder can be read when every system of the business is down.

    The plan for the day without servers must not be on a server (RTS 2024/1774 26(1)(d)).

    Fix: keep a print or a stick, and leave `depends_on` out where nothing is needed to read it.
    """
    mine = [entry for entry in binder.all("copy") if entry.party == "client"]
    if mine and all(entry.record.depends_on or entry.record.medium == "site" for entry in mine):
        yield mine[0].route, f"each of the {len(mine)} copies needs a system to be read"


@check("DOC-07", level=4, severity="warning")
def a_copy_is_of_the_current_version(binder: Binder) -> Said:
    """Every copy of the binder carries its current version.

    Two versions in two hands are two plans (CP-2).

    Fix: replace the copy and set its `version` and `delivered`.
    """
    header = binder.client.profile.document
    for entry in binder.all("copy"):
        if entry.party == "client" and header and header.version and entry.record.medium != "site" and entry.record.version not in (None, header.version):
            yield (*entry.route, "version"), f"copy {entry.record.number} at '{entry.record.location}' is version {entry.record.version}; the binder is version {header.version}"


@check("DOC-08", level=4, severity="warning")
def a_review_says_what_it_found(binder: Binder) -> Said:
    """A review says what it changed, or that nothing had to change.

    A date that moves on its own is no review: an auditor sees review dates moved on with nothing else changed.

    Fix: write under `reviewed` in `found` what was compared with what, and what came of it.
    """
    for route, name, header in documents(binder):
        if header and header.reviewed and not header.reviewed.found and not header.changes:
            yield (*route, "reviewed"), f"the review of {name} on {header.reviewed.on} says nothing of what it found"
