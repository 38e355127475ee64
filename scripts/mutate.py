"""Breaks the demo in every way that its model knows, one fault at a time, and says which of them nobody would be told of.

    python scripts/mutate.py                     a fault of each kind in every field that harbour uses
    python scripts/mutate.py --client provider   the provider's own plans, judged with the first client's

A fault is caught when the reader refuses it (GEN-01) or a check says what it did not say before. What the model lets
people leave out, and no rule asks for, is allowed; the rest is explained below, or a gap (exit code 1).
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path
from random import Random
from typing import Any, NamedTuple
from unittest.mock import patch

from runbinder.asof import judged_as_of
from runbinder.checks.registry import PROVIDER, run
from runbinder.folder import read_folder
from runbinder.model.binder import Client, Provider
from runbinder.model.common import Part, Record, Route, walk
from runbinder.model.control import FileName
from runbinder.model.values import Command, Email, Phone, Prose, Ref, Text
from runbinder.read import clients_of, read
from runbinder.references import MENTION
from runbinder.shelf import provider_binder
from runbinder.validate import validate

ROOT = Path(__file__).resolve().parents[1]
OPERATIONS = ("remove", "empty", "duplicate", "mistype", "misdirect", "misdirect-kind", "misdirect-other", "age", "postpone")
VERDICTS = ("reader", "checks", "allowed", "explained", "missed", "crash")
GONE = ...
FOUR_YEARS = timedelta(days=1461)
REASONS = (
    ("misdirect-other", "another record of the same kind can be the right one: only the people themselves can tell", "*.*"),
    ("duplicate", "the same can be due, needed, changed, seen or suffered twice", "AcceptedRisk.what Amendment.title Incident.title MonitoringIssue.what Procedure.steps Resource.what"),
    ("duplicate", "people of one organisation may share a switchboard or a desk", "Contact.desk Contact.phone"),
    ("age", "it holds until it is agreed, decided or accepted anew", "Agreed.on Amendment.on Decision.on DisputeProtocol.agreed_on LegalReview.on Role.accepted"),
    ("age", "what has held for long still holds", "Candidate.nda Contract.starts Role.since"),
    ("age", "it says itself until when it holds, where it does not hold for good", "AcceptedRisk.accepted_on Held.on MessageApproval.on Waiver.approved_on"),
    ("age", "what waits for an occasion is never late, and of several trials the earlier are history", "Demonstrated.on Schedule.last_done Test.on"),
    ("age", "what lay far ahead still lies ahead", "Asset.renews"),
    ("age", "a drawing is as old as what it shows, and what led to an incident may lie far back", "Attachment.taken TimelineEntry.at"),
    ("postpone", "what lies ahead may lie far ahead", "*.due *.expires *.next_update_at *.renews *.until Amendment.on Candidate.nda Contract.ends Contract.starts Role.since"),
)
EXPLAINED = {(*field.split("."), operation): reason for operation, reason, fields in REASONS for field in fields.split()}
"""(class, field, operation) -> why it is right that nothing is said; `*` is any class or field."""


class Mutation(NamedTuple):
    """One fault: what is written at a route of the plans when the field at `place` in it is broken."""

    field: tuple[str, str]
    operation: str
    route: Route
    place: Route
    part: dict[str, Any]
    allowed: bool


class World:
    """A client, or the provider with the first client: read once, and read again from memory with a fault in it."""

    def __init__(self, root: Path, name: str) -> None:
        self.root, self.client, self.of_provider = root, clients_of(root)[0] if name == PROVIDER else name, name == PROVIDER
        families: dict[Route, Any] = {("provider",): Provider, ("clients", self.client): Client}
        self.own: Route = next(route for route in families if route[-1] == name)
        self.folders = {route: read_folder(root, route, "/".join(("plans", *map(str, route))), cls) for route, cls in families.items()}
        self.cls, self.data = families[self.own], self.folders[self.own].data
        self.unmade = set(validate(self.cls, self.data)[1])  # a procedure that uses a shared one is not whole yet
        _, self.known, self.binder = self.said(self.data)
        self.plans = self.binder.provider if self.of_provider else self.binder.client

    def said(self, data: dict[str, Any], family: Any = None) -> tuple[bool, set[tuple[str, str]], Any]:
        """Whether the reader takes these plans, (code, message) of all that it or the checks say, and the binder."""
        changed = {key: value for key, value in data.items() if family in (None, key) or key == "profile"}
        if set(faults := validate(self.cls, changed)[1]) - self.unmade:  # most end here, in a tenth of the time
            return False, {("GEN-01", message) for _, message, _ in faults}, None

        def folder(_root: Path, route: Route, *_: Any) -> Any:
            plans = data if route == self.own else self.folders[route].data
            whole = {**plans, "procedures": dict(plans.get("procedures", {}))}  # the reader puts shared procedures in place
            return replace(self.folders[route], data=whole, findings=[], moved={}, faulty=set(), lost=set())

        with patch("runbinder.read.read_folder", folder):
            shelf = read(self.root, [self.client])
        if shelf.findings:
            return False, {(one.code, one.message) for one in shelf.findings}, None
        when = judged_as_of("", shelf.settings)
        binders = [shelf.binder(self.client, when), *([provider_binder(shelf, when)] if self.of_provider else [])]
        return True, {(one.check.code, one.message) for binder in binders for one in run(binder)}, binders[0]


world_of = cache(World)


def judge(root: Path, name: str, fault: Mutation) -> dict[str, Any]:
    """What becomes of the plans with this one fault: a verdict, and the codes that speak. Every process reads them once."""
    world, verdict = world_of(root, name), "allowed" if fault.allowed else "explained" if why(fault.field, fault.operation) else "missed"
    try:
        taken, said, _ = world.said(put(world.data, fault.route, fault.part), *fault.route[:1])
        if codes := sorted({code for code, _ in said - world.known}):
            verdict = "checks" if taken else "reader"
    except Exception as error:  # a fault in a plan must never be a fault of Runbinder
        verdict, codes = "crash", [repr(error)]
    place = "/".join(map(str, (*fault.route, *fault.place)))
    return {"field": ".".join(fault.field), "operation": fault.operation, "route": place, "verdict": verdict, "codes": codes}


def at(data: Any, route: Route) -> Any:
    """What is written at a route, or GONE; the short form of a list with one entry is the entry."""
    for step in route:
        inside = isinstance(data, list) and isinstance(step, int) and step < len(data)
        data = data.get(step, data if step == 0 else GONE) if isinstance(data, dict) else data[step] if inside else data if step == 0 else GONE
    return data


def put(data: Any, route: Route, value: Any) -> Any:
    """A copy of data with a value at a route, or without it (GONE); what is not on the way is shared."""
    if not route:
        return value
    if isinstance(route[0], int):
        entries = list(data) if isinstance(data, (list, tuple)) else [data]
        return [*entries[: route[0]], put(entries[route[0]], route[1:], value), *entries[route[0] + 1 :]]
    whole = {**data, route[0]: put(data.get(route[0]), route[1:], value)}
    return {key: one for key, one in whole.items() if one is not GONE}


def mutations(world: World, each: int = 1, seed: int = 0) -> Iterator[Mutation]:
    """Every operation on up to `each` instances of every field that occurs in the plans."""
    found: dict[tuple[str, str], list[tuple[Route, Part]]] = {}
    for route, part in walk(world.plans):
        for name in part.model_fields_set if isinstance(part, Part) else ():
            if written(world, route, part, name):
                found.setdefault((type(part).__name__, name), []).append((route, part))
    for (cls, name), places in sorted(found.items()):
        filled = [one for one in places if getattr(one[1], name) not in ((), {}, None)] or places
        random = Random(f"{seed} {cls}.{name}")
        for route, part in random.sample(filled, min(each, len(filled))):
            others = [value for _, other in filled if (value := getattr(other, name)) != getattr(part, name)]
            whole, optional = written(world, route, part, name), not type(part).model_fields[name].is_required()
            plain = isinstance(value := getattr(part, name), tuple) and all(type(one) in (str, Text, Prose, Command) for one in value)
            for operation, place, value in faults(world, part, name, whole, others, random):
                allowed = optional and operation in ("remove", "empty") or plain and operation == "duplicate"
                yield Mutation((cls, name), operation, route, place, put(whole, place, value), allowed)


def written(world: World, route: Route, part: Part, name: str) -> dict[str, Any]:
    """A part as the author wrote it, with all its keys if that was a short form; nothing if a shared procedure has the field."""
    data = at(world.data, route)
    if data is GONE or isinstance(data, dict) and (part.field_key(name) in data or isinstance(part, Record)):
        return data if data is not GONE and part.field_key(name) in data else {}
    try:
        long = part.model_dump(by_alias=True, exclude_unset=True)
        return long if type(part).model_validate(long) == part else {}
    except ValueError:
        return {}


def faults(world: World, part: Part, name: str, whole: dict[str, Any], others: list[Any], random: Random) -> Iterator[tuple[str, Route, Any]]:
    """(operation, place in the part, new value or GONE) for a field, by the type of what it holds."""
    key, value = part.field_key(name), getattr(part, name)
    first, inner = (value[0], (key, 0)) if isinstance(value, tuple) and value else (value, (key,))
    yield "remove", (key,), GONE
    if isinstance(value, (tuple, dict, Part, str)):  # the others are empty when they are not there
        yield "empty", (key,), [] if isinstance(value, tuple) else "" if isinstance(value, str) else {}
    if first is not value:
        entries = whole[key] if isinstance(whole[key], (list, tuple)) else [whole[key]]
        yield "duplicate", (key,), [*entries, entries[0]]
    elif isinstance(value, dict) and value and isinstance(whole[key], dict):
        one = random.choice(sorted(whole[key]))
        yield "duplicate", (key, f"{one}-twice"), whole[key][one]
    elif others and (isinstance(value, (Phone, Email)) or isinstance(part, Record) and value == part.title_text):
        yield "duplicate", (key,), random.choice(others)
    text: Any = "No such word!" if type(first) is str else "soon" if isinstance(first, (Phone, Email)) else {"no-such": "shape"}
    yield "mistype", inner, text if isinstance(first, str) else ["soon"] if isinstance(first, Part) else "soon"
    for operation, wrong in misdirected(world, first, value, random):
        yield operation, inner, wrong
    if isinstance(first, date):
        yield "age", inner, first - FOUR_YEARS
        yield "postpone", inner, first + FOUR_YEARS


def misdirected(world: World, ref: Any, beside: Any, random: Random) -> Iterator[tuple[str, str]]:
    """Instead of a reference: one that leads nowhere, one to a record of a wrong kind, one to another of the same kind."""
    if isinstance(ref, FileName):
        yield "misdirect", "no-such-file.pdf"
    elif isinstance(ref, Ref) and (target := world.binder.find(ref)):
        yield "misdirect", "no-such-id"
        right = {one for kind in ref.kinds for one in world.binder.index.get(kind, {})}
        if wrong := sorted({one for family in world.binder.index.values() for one in family} - right):
            yield "misdirect-kind", random.choice(wrong)
        taken = {ref, *(beside if isinstance(beside, tuple) else ())}
        if same := sorted(one.id for one in world.binder.all(target.kind) if one.party == target.party and one.id not in taken):
            yield "misdirect-other", random.choice(same)
    elif isinstance(ref, (Prose, Text)) and (mention := MENTION.search(ref)):
        yield "misdirect", ref.replace(mention[0], f"[[{mention[1]}:no-such-id]]")


def why(field: tuple[str, str], operation: str) -> str:
    """Why it is right that nothing is said of such a fault, if it is."""
    cls, name = field
    return next((EXPLAINED[key] for key in ((cls, name, operation), ("*", name, operation), ("*", "*", operation)) if key in EXPLAINED), "")


def table(name: str, found: list[dict[str, Any]]) -> Iterator[str]:
    """The figure, a row for each operation, then what nobody is told of: gaps by field, the explained by their reason."""
    yield f"{name}: {len(found)} mutations tried, {sum(one['verdict'] in ('reader', 'checks') for one in found)} caught"
    yield f"{'':16}" + "".join(f"{word:>10}" for word in ("tried", *VERDICTS))
    for row in (*OPERATIONS, "all"):
        counted = Counter(one["verdict"] for one in found if row in (one["operation"], "all"))
        yield f"{row:16}" + "".join(f"{number:10}" for number in (counted.total(), *(counted[word] for word in VERDICTS)))
    unseen: dict[tuple[str, str], list[str]] = {}
    for one in (one for one in found if one["verdict"] in VERDICTS[3:]):
        reason = why(tuple(one["field"].split(".")), one["operation"]) if one["verdict"] == "explained" else " ".join(one["codes"])
        unseen.setdefault((one["verdict"], reason or one["field"]), []).append(f"{one['operation']} {one['route']}")
    for (verdict, subject), group in sorted(unseen.items()):
        yield f"{verdict:10}{len(group):4}  {subject}: {'; '.join(group[:4])}"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--client", action="append", help="a client's name, or 'provider'; may be given again (harbour)")
    parser.add_argument("--each", type=int, default=1, metavar="N", help="tries N instances of every field (1)")
    parser.add_argument("--seed", type=int, default=0, help="chooses other instances (0)")
    parser.add_argument("--json", action="store_true", help="prints every mutation and what became of it")
    asked = parser.parse_args()
    found: dict[str, list[dict[str, Any]]] = {}
    for name in asked.client or ["harbour"]:
        todo, found[name] = list(mutations(world_of(ROOT, name), asked.each, asked.seed)), []
        with ProcessPoolExecutor() as pool:
            for outcome in pool.map(partial(judge, ROOT, name), todo, chunksize=8):
                found[name].append(outcome)
                if sys.stderr.isatty():
                    print(f"\r{name}: {len(found[name])} of {len(todo)} ", end="\n" * (len(found[name]) == len(todo)), file=sys.stderr, flush=True)
    print(json.dumps(found, indent=1) if asked.json else "\n".join(line for each in found.items() for line in table(*each)))
    return int(any(one["verdict"] in ("missed", "crash") for outcomes in found.values() for one in outcomes))


if __name__ == "__main__":
    sys.exit(main())
