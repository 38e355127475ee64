"""What the binder is evidence towards, and how far that goes: computed, and never called compliance.

A record that a check finds fault with does not stand, whoever named it as evidence. And nothing goes all the way unless
somebody judged that it does: a record that says what it is evidence for says nothing of how much is missing.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from runbinder.edition import WITHHELD
from runbinder.model.binder import Binder, Entry
from runbinder.model.common import Route
from runbinder.model.control import ControlMapping

Extent = Literal["fully", "partly", "none", "not applicable"]
EXTENTS: tuple[Extent, ...] = ("fully", "partly", "none", "not applicable")
Wrong = Iterable[tuple[Route, str]]
"""Where something is wrong, and the code of the check that says so: open errors and warnings."""
PLANS = {
    "transition": ("Transition-away plan", "transition/index.html"), "incident_team": ("Incident team", "incident-team.html"),
    "dispute_protocol": ("Dispute protocol", "dispute-protocol.html"), "communications": ("Communications plan", "communications.html"),
}
"""The plans, which are no records: what each is called, and its page."""
_CLAIMED = {"none": 0, "partial": 1, "full": 2}


@dataclass(frozen=True)
class Evidence:
    """One record, or a whole plan (no entry), that is evidence; `failing` are the codes of the checks that find fault with it."""

    name: str
    entry: Entry | None
    failing: tuple[str, ...]
    there: bool = True

    @property
    def stands(self) -> bool:
        return self.there and not self.failing

    @property
    def plan(self) -> tuple[str, str] | None:
        """What a plan is called, and its page."""
        return PLANS.get(self.name.removeprefix("plan:").replace("-", "_")) if self.there and self.name.startswith("plan:") else None

    @property
    def title(self) -> str:
        return self.entry.title if self.entry else self.plan[0] if self.plan else self.name


@dataclass(frozen=True)
class Covered:
    """A control with all that is evidence towards it, how far that goes, and why no further."""

    control: Entry
    evidence: tuple[Evidence, ...]
    claims: tuple[ControlMapping, ...]
    extent: Extent
    because: str

    @property
    def number(self) -> str:
        """The control's id in its standard."""
        return self.control.id.partition("/")[2]


@dataclass(frozen=True)
class Coverage:
    """One framework, control by control, in the order of its catalogue."""

    framework: Entry
    controls: tuple[Covered, ...]

    @property
    def counts(self) -> dict[Extent, int]:
        found = Counter(one.extent for one in self.controls)
        return {extent: found[extent] for extent in EXTENTS}

    @property
    def touched(self) -> bool:
        """Whether the binder says anything towards this framework."""
        return any(one.evidence or one.claims for one in self.controls)


def coverage(binder: Binder, wrong: Wrong) -> list[Coverage]:
    """Every framework with its controls.

    An edition is told as much as the whole binder has, for what a reader may not see is evidence all the same; it is
    called withheld there.
    """
    whole = binder.whole or binder
    faults = by_place(wrong)
    named: dict[str, dict[str, Evidence]] = {}
    claimed: dict[str, list[ControlMapping]] = {}
    for mapping in whole.client.control_mappings:
        claimed.setdefault(mapping.control, []).append(mapping)
        for name in mapping.evidence:
            one = pointed_at(whole, name, faults)
            named.setdefault(mapping.control, {})[one.name] = one
    for family in whole.index.values():
        for entry in family.values():
            for control in entry.record.evidence_for:
                one = Evidence(f"{entry.kind}:{entry.id}", entry, faults.get(entry.route, ()))
                named.setdefault(control, {}).setdefault(one.name, one)
    for plan in PLANS:
        for control in getattr(getattr(whole.client, plan), "evidence_for", ()):
            one = pointed_at(whole, f"plan:{plan}", faults)
            named.setdefault(control, {}).setdefault(one.name, one)
    shown: dict[str, list[ControlMapping]] = {}
    for mapping in binder.client.control_mappings:
        shown.setdefault(mapping.control, []).append(mapping)
    found: dict[str, list[Covered]] = {}
    for entry in binder.all("control"):
        evidence = tuple(named.get(entry.id, {}).values())
        extent, because = _extent(evidence, claimed.get(entry.id, []))
        seen = tuple(_seen(binder, one) for one in evidence) if binder.whole else evidence
        found.setdefault(entry.id.partition("/")[0], []).append(Covered(entry, seen, tuple(shown.get(entry.id, ())), extent, because))
    return [Coverage(entry, tuple(found.get(entry.id, ()))) for entry in binder.all("framework")]


def pointed_at(binder: Binder, name: str, faults: dict[Route, tuple[str, ...]]) -> Evidence:
    """What a mapping means by `procedure:restore-test` or `plan:transition`; it may not be there."""
    kind, _, id_ = name.partition(":")
    if kind == "plan":
        field = id_.replace("-", "_")
        return Evidence(f"plan:{id_.replace('_', '-')}", None, faults.get(("clients", binder.id, field), ()), bool(getattr(binder.client, field, None)))
    entry = binder.find(id_, (kind,))
    return Evidence(name, entry, faults.get(entry.route, ()) if entry else (), entry is not None)


def _seen(binder: Binder, one: Evidence) -> Evidence:
    """The evidence as the readers of an edition may have it."""
    kind, _, id_ = one.name.partition(":")
    if one.entry is None:
        gone = kind == "plan" and one.there and not getattr(binder.client, id_.replace("-", "_"), None)
        return Evidence(WITHHELD, None, one.failing, one.there) if gone else one
    entry = binder.index.get(kind, {}).get(id_)
    return Evidence(one.name if entry else WITHHELD, entry, one.failing)


def by_place(wrong: Wrong) -> dict[Route, tuple[str, ...]]:
    """The codes for each route and for all that it is inside of: what is wrong with a step is wrong with its procedure."""
    found: dict[Route, set[str]] = {}
    for route, code in wrong:
        for length in range(1, len(route) + 1):
            found.setdefault(route[:length], set()).add(code)
    return {route: tuple(sorted(codes)) for route, codes in found.items()}


def _extent(evidence: tuple[Evidence, ...], claims: list[ControlMapping]) -> tuple[Extent, str]:
    """How far it goes, and the words for why it goes no further."""
    judged = [one.coverage for one in claims]
    if "not applicable" in judged:
        return "not applicable", "judged to be none of this business's concern"
    if not evidence:
        return "none", "nothing in the binder is named as evidence"
    sound = sum(one.stands for one in evidence)
    if not sound:
        return "none", "no record that is named as evidence stands"
    least = min((_CLAIMED[one] for one in judged), default=None)
    if least == 0:
        return "none", "judged to be no evidence yet"
    if sound < len(evidence):
        return "partly", f"{len(evidence) - sound} of {len(evidence)} records do not stand"
    if least is None:
        return "partly", "nobody has judged how far it goes"
    return ("fully", "") if least == 2 else ("partly", "judged to go part of the way")


def by_record(found: Iterable[Coverage]) -> dict[str, dict[str, tuple[Evidence, list[Covered]]]]:
    """The other way round: for each kind of record, each one that is evidence, and towards which controls."""
    kinds: dict[str, dict[str, tuple[Evidence, list[Covered]]]] = {}
    for framework in found:
        for control in framework.controls:
            for one in control.evidence:
                if one.name != WITHHELD:
                    records = kinds.setdefault(one.name.partition(":")[0], {})
                    records.setdefault(one.name, (one, []))[1].append(control)
    return {kind: dict(sorted(kinds[kind].items())) for kind in sorted(kinds)}


def of_regimes(binder: Binder, found: Iterable[Coverage]) -> list[tuple[str, list[Coverage]]]:
    """Each law or rule that applies to the client, with the frameworks that are about it; none where the catalogue has none."""
    frameworks = list(found)
    return [(str(regime), [one for one in frameworks if _about(str(regime), one.framework.title)]) for regime in binder.client.profile.regimes]


def _about(regime: str, title: str) -> bool:
    """Whether one name stands in the other, word by word: UK GDPR is GDPR, and a regulation under DORA belongs to DORA."""
    head = title.partition(" - ")[0]
    return _words_in(head, regime) or _words_in(regime, head)


def _words_in(words: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE))
