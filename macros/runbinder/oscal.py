"""Assessment results in OSCAL: what the checks found, and what is evidence towards which control.

OSCAL asks of every finding whether its objective is satisfied. The objective here is never the control itself: it is
that the binder holds evidence towards it which somebody judged to go all the way, and which no check finds fault with.
Every identifier is made from what it stands for, and every time is the day that the binder is judged by, so that the same
plans give the same file, letter by letter.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from runbinder import __version__
from runbinder.analysis.coverage import Covered, Evidence
from runbinder.assess import results
from runbinder.checks import LEVELS, Result
from runbinder.model.binder import Binder
from runbinder.readiness import readiness
from runbinder.tables import covered

VERSION = "1.1.3"
"""The version of OSCAL that is written."""
_SYSTEM = "https://runbinder.invalid/ns/oscal"
"""Names the scheme of our own properties; it leads nowhere on purpose, as OSCAL asks for a name and not for a page."""
_TOWARDS = "Evidence towards, not conformity: whether the control is met is for the assessor to say."
Object = dict[str, Any]


def assessment_results(binder: Binder) -> Object:
    """The whole document, ready for JSON."""
    return _Document(binder).whole()


def token(control: str) -> str:
    """A control's id as OSCAL writes one: `nist-800-53/CP-2(7)` is `nist-800-53_CP-2.7`."""
    return re.sub(r"[^\w.\-]", "_", re.sub(r"\((\w+)\)", r".\1", control))


class _Document:
    """Holds the binder while the parts of its document name one another."""

    def __init__(self, binder: Binder) -> None:
        self.binder = binder
        self.when = moment(binder.as_of)
        self.controls = [one for framework in covered(binder) for one in framework.controls]
        self.said = self._numbered(results(binder))
        self.resources: dict[str, Object] = {}

    def id(self, *words: str) -> str:
        return str(uuid5(NAMESPACE_URL, "/".join((_SYSTEM, self.binder.id, *words))))

    def _numbered(self, said: Iterable[Result]) -> list[tuple[str, Result]]:
        """Each finding with its identifier; those that an edition says in the same words are told apart by counting."""
        alike: Counter[tuple[str, ...]] = Counter()
        made = []
        for one in said:
            key = (one.check.code, "/".join(map(str, one.route)), one.message)
            made.append((self.id("check", *key, str(alike[key])), one))
            alike[key] += 1
        return made

    def whole(self) -> Object:
        name, plan = str(self.binder.client.profile.name), self.id("no-assessment-plan")
        self.resources[plan] = {
            "uuid": plan, "title": "No assessment plan was written",
            "description": "The checks of Runbinder were applied to the plans as they stand; `runbinder check --explain all` lists them.",
        }
        result = self.result(name)
        body: Object = {
            "metadata": self.metadata(name), "import-ap": {"href": f"#{plan}"},
            **({"local-definitions": {"objectives-and-methods": [_objective(one) for one in self.controls]}} if self.controls else {}),
            "results": [result],
            "back-matter": {"resources": list(self.resources.values())},
        }
        said = json.dumps(body, sort_keys=True, ensure_ascii=False)
        return {"assessment-results": {"uuid": self.id("document", said), **body}}

    def metadata(self, name: str) -> Object:
        document = self.binder.client.profile.document
        version = str(document.version) if document and document.version else self.binder.digest or "unversioned"
        props = [_prop("digest-of-the-plans", self.binder.digest), _prop("edition", self.binder.edition)]
        tool = self.id("party", "runbinder")
        return {
            "title": f"Runbook binder of {name}: evidence towards controls, and findings", "last-modified": self.when, "version": version,
            "oscal-version": VERSION, "props": [one for one in props if one["value"]], "roles": [{"id": "assessor", "title": "The tool that applied the checks"}],
            "parties": [{"uuid": tool, "type": "organization", "name": f"Runbinder {__version__}"}, {"uuid": self.id("party", self.binder.id), "type": "organization", "name": name}],
            "responsible-parties": [{"role-id": "assessor", "party-uuids": [tool]}], "remarks": _TOWARDS,
        }

    def result(self, name: str) -> Object:
        ready = readiness(self.binder)
        observations = [self.checked(number, one) for number, one in self.said if not one.waiver]
        observations += [self.looked(one) for one in self.controls if one.evidence]
        risks = [self.waived(number, one) for number, one in self.said if one.waiver]
        made: Object = {
            "uuid": self.id("result"), "title": f"{name}, as of {self.binder.as_of}",
            "description": f"Readiness level {ready.level} ({ready.name}) of {len(LEVELS)}; {ready.errors} errors, {ready.warnings} warnings, {ready.waived} waived. {_TOWARDS}",
            "start": self.when, "end": self.when,
            "reviewed-controls": {"control-selections": [self.selected()]},
            "observations": observations, "risks": risks, "findings": [self.finding(one) for one in self.controls],
        }
        return {key: value for key, value in made.items() if value}

    def selected(self) -> Object:
        """OSCAL wants some controls; a binder of a provider without frameworks has been looked at as a whole."""
        if not self.controls:
            return {"description": "The provider keeps no frameworks: only the checks were applied.", "include-all": {}}
        return {"description": "Every control in the provider's frameworks.", "include-controls": [{"control-id": token(one.control.id)} for one in self.controls]}

    def checked(self, number: str, one: Result) -> Object:
        return {
            "uuid": number, "title": f"{one.check.code}: {one.check.rule}", "description": one.message,
            "props": [_prop("check", one.check.code), _prop("severity", one.severity), _prop("record", one.about), _prop("readiness-level", str(one.check.level))],
            "methods": ["TEST"], "types": ["finding"], "collected": self.when, "remarks": one.check.fix or one.check.rule,
        }

    def looked(self, one: Covered) -> Object:
        return {
            "uuid": self.seen(one), "title": f"Evidence towards {one.control.id}", "description": "; ".join(map(_words, one.evidence)), "methods": ["EXAMINE"],
            "types": ["control-objective"], "collected": self.when,
            "relevant-evidence": [{"href": f"#{self.resource(each)}", "description": _words(each)} for each in one.evidence],
        }

    def seen(self, one: Covered) -> str:
        return self.id("evidence", one.control.id)

    def resource(self, one: Evidence) -> str:
        """A record in the back matter: named once, however many controls it is evidence towards."""
        made = self.id("record", one.name)
        self.resources[made] = {"uuid": made, "title": one.title, "props": [_prop("record", one.name)]}
        return made

    def waived(self, number: str, one: Result) -> Object:
        assert one.waiver
        waiver = one.waiver.record
        return {
            "uuid": number, "title": f"{one.check.code}: accepted until {waiver.expires}",
            "description": one.message, "statement": " ".join(str(waiver.reason).split()), "status": "deviation-approved", "deadline": moment(waiver.expires),
            "props": [_prop("check", one.check.code), _prop("record", one.about)],
        }

    def finding(self, one: Covered) -> Object:
        record = one.control.record
        made: Object = {
            "uuid": self.id("finding", one.control.id), "title": f"{one.control.id}: evidence {_EXTENT[one.extent]}", "description": str(record.asks),
            "props": [_prop("evidence", one.extent.replace(" ", "-")), _prop("control", one.control.id), _prop("text-of-the-control-seen", "yes" if record.verified else "no")],
            "target": {
                "type": "objective-id", "target-id": f"{token(one.control.id)}_evidence", "title": f"The binder holds sound evidence towards {one.control.id} that was judged to go all the way",
                "status": {"state": "satisfied" if one.extent == "fully" else "not-satisfied", "reason": "pass" if one.extent == "fully" else "other", "remarks": one.because or _TOWARDS},
            },
            "remarks": _TOWARDS,
        }
        if one.evidence:
            failing = {code for each in one.evidence for code in each.failing}
            made["related-observations"] = [{"observation-uuid": self.seen(one)}, *({"observation-uuid": number} for number in self.behind(one, failing))]
        return made

    def behind(self, one: Covered, failing: set[str]) -> list[str]:
        """The observations about the evidence of a control, so that one can go from the control to what is wrong."""
        places = [each.entry.route for each in one.evidence if each.entry]
        return [number for number, said in self.said if said.check.code in failing and not said.waiver and any(said.route[: len(place)] == place for place in places)]


_EXTENT = {"fully": "was judged to go all the way, and stands", "partly": "goes part of the way", "none": "is missing", "not applicable": "is not called for"}


def _words(one: Evidence) -> str:
    if not one.there:
        return f"{one.name} is not there"
    return f"{one.name} fails {', '.join(one.failing)}" if one.failing else f"{one.name} stands"


def _objective(one: Covered) -> Object:
    """What is asked of the binder about a control, in place of the control itself."""
    prose = f"The binder holds evidence towards: {one.control.record.asks} Somebody has judged that it goes all the way, and no check finds fault with it."
    return {"control-id": token(one.control.id), "parts": [{"id": f"{token(one.control.id)}_evidence", "name": "assessment-objective", "ns": _SYSTEM, "prose": prose}]}


def _prop(name: str, value: str) -> Object:
    return {"name": name, "ns": _SYSTEM, "value": " ".join(value.split())}


def moment(day: date) -> str:
    """A day as OSCAL writes a time: its first moment, in UTC."""
    return f"{day.isoformat()}T00:00:00+00:00"
