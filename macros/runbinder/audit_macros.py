"""The macros for an auditor: where to start, and what is evidence towards which control. Every figure leads to what it was computed from."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup, escape

from runbinder.analysis.coverage import EXTENTS, Coverage, by_record, of_regimes
from runbinder.analysis.reach import own
from runbinder.analysis.recovery_promise import contracted, standings
from runbinder.assess import results
from runbinder.calls import macro
from runbinder.change_macros import files_changed
from runbinder.checks import LEVELS
from runbinder.model.binder import PROVIDER, Binder, Entry
from runbinder.model.values import Prose
from runbinder.pages import pages
from runbinder.readiness import matrix, readiness
from runbinder.render import View
from runbinder.tables import TABLES, Row, covered

_YEAR = timedelta(days=365)
_WORST = 10
"""How many single points of failure the first sheet names; the page has them all."""
_SHORT = 4
"""A table of up to so many rows stands open; a longer one is folded behind its figure, on paper it is open."""
_FEW = 2
"""How many records a cell of the first sheet names before it counts the rest."""
_BRIEF = {
    "waivers": ("Check", "Record", "Reason", "Accepted by", "Expires", "In force"),
    "audit-findings": ("Finding", "Sort", "In", "Owner", "Due", "Status"),
    "exercises": ("Exercise", "Sort", "On", "Result", "Findings", "Of these open"),
    "recovery": ("Service", "MTPD", "Promised", "As arranged", "Verdict", "RPO", "Shown", "Shown on"),
    "single-points": ("If this is gone", "Critical services that stop", "Back after", "Back later than the MTPD", "Risk on record"),
    "copies": ("Copy", "Holder", "On", "Where", "Version", "Delivered", "State"),
}
"""The columns of each table for which the first sheets have room."""
_ANY = "any law or rule"
"""What a filter calls everything that applies to the client."""
_TONES = {"fully": "ok", "partly": "warn", "none": "bad", "not applicable": "muted"}


@macro
def audit_start(view: View) -> Markup:
    """For auditors: scope, level, findings, coverage, exercises, recovery times, copies on a few sheets, each figure a link."""
    binder = view.binder
    found = covered(binder)
    promises, kept = contracted(standings(binder))
    there = {page.path for page in pages(binder)}
    shown = {"coverage": [one for one in found if one.touched], "untouched": [one for one in found if not one.touched], "regimes": of_regimes(binder, found), "counts": _sum(found)}
    open_ = [one for one in results(binder) if not one.waiver]
    return view.render(
        "audit_start", it=readiness(binder), levels=LEVELS, there=there, matrix=_matrix(binder), open=_by_check(open_), **shown, **_figures(binder),
        promises=promises, kept=kept, since=_since(binder), edited=_edited(view), short=_SHORT, brief=lambda name: _brief(binder, name), cell=lambda value: _cell(view, value),
    )


def _edited(view: View) -> date | None:
    """The day of the last change of the plans, if it was after the last approval of the binder; approved is what was read then."""
    header, files = view.binder.client.profile.document, files_changed(view)
    approved = max((one.on for one in header.approvals), default=None) if header else None
    return files[0][1].on if approved and files and files[0][1].on > approved else None


@macro
def controls(view: View) -> Markup:
    """Controls and the records that are evidence towards them, and the other way round; how far it goes is computed."""
    found = covered(view.binder)
    regimes = of_regimes(view.binder, found)
    titles = {one.framework.id: one.framework.title.partition(" - ")[0] for one in found}
    return view.render(
        "controls", frameworks=found, regimes=regimes, records=by_record(found), tones=_TONES, extents=EXTENTS, counts=_sum(found), readable=view.binder.id != PROVIDER,
        applies=lambda one: _values([_ANY, *names] if (names := [regime for regime, about in regimes if one in about]) else []),
        frameworks_of=lambda towards: _values([titles[each.control.id.partition("/")[0]] for each in towards]),
    )


def _values(several: Iterable[str]) -> str:
    """Of an attribute that a filter reads: once each, parted by a stroke, which therefore no value may have in it."""
    return "|".join(dict.fromkeys(one.replace("|", "/") for one in several))


def _sum(found: list[Coverage]) -> Counter[str]:
    return sum((Counter(one.counts) for one in found), Counter())


def _matrix(binder: Binder) -> tuple[int, list[tuple[str, int]]]:
    """How many procedures there are, and how many of them can show what an auditor asks for."""
    rows = matrix(binder)
    said = [("documented", sum(one.documented for one in rows)), ("scheduled", sum(one.scheduled for one in rows)), ("somebody outside the provider could do it", sum(bool(one.alternate) for one in rows)),
            ("tested by a third party", sum(bool(one.third_party) for one in rows)), ("that test in date", sum(one.in_date for one in rows))]
    return len(rows), said


def _figures(binder: Binder) -> dict[str, Any]:
    """What stands before the tables: single points and how many of them stop something critical, copies and exercises by how they stand."""
    worst = list(TABLES["single-points"].rows(binder))
    return {
        "points": {"all": len(worst), "critical": sum(bool(row[2]) for row in worst), "known": sum(bool(row[2] and row[6]) for row in worst)},
        "copies": Counter(row[-1] for row in TABLES["copies"].rows(binder)),
        "held": Counter(row[3] for row in _rows(binder, "exercises")),
        "written_up": sum(1 for _ in TABLES["audit-findings"].rows(binder)),
    }


def _by_check(open_: list[Any]) -> list[tuple[Any, int]]:
    """The checks that find something, and how often; errors first, then by level."""
    order = {"error": 0, "warning": 1, "info": 2}
    counted = Counter(one.check for one in open_)
    return sorted(counted.items(), key=lambda pair: (order[pair[0].severity], pair[0].level, pair[0].code))


def _rows(binder: Binder, name: str) -> list[Row]:
    """What of a table the first sheets speak of: exercises of the last twelve months, findings that are open, the worst single points."""
    found = list(TABLES[name].rows(binder))
    match name:
        case "exercises":
            return [row for row in found if row[3] != "planned" and binder.as_of - _YEAR <= row[2] <= binder.as_of]
        case "audit-findings":
            return [row for row in found if row[5] in ("open", "in progress")]
        case "single-points":
            return found[:_WORST]
        case _:
            return found


def _brief(binder: Binder, name: str) -> tuple[tuple[str, ...], list[Row]]:
    """Columns and rows of a table as the first sheets have room for them."""
    places = [TABLES[name].columns.index(column) for column in _BRIEF[name]]
    return _BRIEF[name], [tuple(row[place] for place in places) for row in _rows(binder, name)]


def _since(binder: Binder) -> tuple[Entry | None, list[tuple[str, str, list[Entry]]]]:
    """The last audit, and with the page that has it all what has been written down after its day: what the next auditor has not seen judged."""
    held = [entry for entry in binder.all("audit") if entry.record.on <= binder.as_of]
    if not held:
        return None, []
    last = max(held, key=lambda entry: (entry.record.on, entry.id))
    day = last.record.on

    def after(kind: str, when: Any) -> list[Entry]:
        return [entry for entry in binder.all(kind) if (on := when(entry.record)) and day < on <= binder.as_of]

    groups = [
        ("Exercises held", "exercises/index", after("exercise", lambda one: one.planned if one.result else None)),
        ("Incidents reported", "incidents/index", after("incident", lambda one: one.reported_at.date())),
        ("Findings of audits and exercises closed", "audits/index", after("audit_finding", lambda one: one.closed)),
        ("Contracts begun or amended", "contracts", [*after("contract", lambda one: one.starts), *after("amendment", lambda one: one.on)]),
        ("Messages approved", "messages/index", after("message", lambda one: max((each.on for each in one.approved), default=None))),
        ("Procedures tested", "procedures/index", after("procedure", lambda one: max((each.on for each in one.tests), default=None))),
        ("Procedures reviewed", "document-control", after("procedure", lambda one: one.document.reviewed.on if one.document and one.document.reviewed else None)),
        ("Risks accepted", "risks", after("risk", lambda one: one.accepted_on)),
        ("Waivers granted", "document-control", after("waiver", lambda one: one.approved_on)),
        ("People who left", "people/index", [entry for entry in own(binder, "person") if (gone := entry.record.left) and day < gone <= binder.as_of]),
        ("Copies handed over", "document-control", after("copy", lambda one: one.delivered)),
    ]
    return last, [group for group in groups if group[2]]


def _cell(view: View, value: Any) -> Markup:
    """A table's cell on a page: a record is a link."""
    match value:
        case None:
            return Markup("")
        case bool():
            return Markup("yes" if value else "no")
        case Entry():
            return Markup('<a href="{}">{}</a>').format(view.to(value), value.title.rstrip("."))
        case list() | tuple():
            more = [Markup("and {} more").format(len(value) - _FEW)] * (len(value) > _FEW + 1)
            return Markup(", ").join([*(_cell(view, one) for one in value[: _FEW if more else None]), *more])
        case date():
            return view.day(value)
        case Prose():
            return view.inline(value)
        case _:
            return escape(value)
