"""How a change is said: the names of fields, values in a few words, and which changes a reader has to see first."""

from datetime import date, datetime, time
from difflib import SequenceMatcher
from typing import Any

from runbinder.model.binder import Binder, Entry
from runbinder.model.common import Part
from runbinder.model.people import Contact
from runbinder.model.procedures import Schedule
from runbinder.model.values import Prose, Ref, Text

GROUPS = {1: "Who can be reached, and who decides", 2: "What was promised, and what it hangs on", 3: "Approvals and proof", 4: "What is done, and with what", 5: "Wording, dates and notes"}
"""Weight -> heading; the lightest number is the most important."""
_EXCERPT = 70
_LABELS = {
    "contracted.rto": "contracted RTO", "change.rto": "promised RTO", "rto": "target RTO", "mtpd": "MTPD", "rpo": "RPO", "mbco": "minimum level", "or_by": "stand-ins", "for_": "party served", "of_": "for whom",
    "do": "words", "expect": "expected result", "if_not": "what to do if not", "run": "what to type", "shows": "picture", "uses": "credential in use", "may_": "authority", "does": "what it answers for",
    "call_first": "people to call first", "first": "first steps", "as_": "capacity", "with_": "values", "by": "by whom", "on": "day", "until": "end", "kept": "copies", "first_hour": "steps of the first hour",
    "holder": "holder", "done_by": "performer", "says": "wording", "nodes": "exceptions", "type": "kind", "class_": "class", "nda": "confidentiality agreement", "sms": "number for text messages", "phone": "office number",
    "mobile": "mobile number", "home": "home number", "desk": "desk number", "email": "mail address", "from_": "start", "client_can_retrieve": "retrieval by the client", "answer_within": "time to answer", "expires": "last day", "verified": "last verification", "at": "place or number",
    "last_done": "last time", "delivered": "day of delivery", "takes": "stated time", "critical": "whether it is critical", "customer_facing": "whether they speak to customers", "depends_on": "dependencies",
}
_SINGULAR = {"deputies": "deputy", "depends_on": "dependency", "or_by": "stand-in", "contacts": "contact", "call_first": "person to call first", "may_": "authority", "authorised": "authorised person", "does": "task",
             "kept": "copy", "gone": "loss", "channels": "form", "first": "first step", "contains": "element", "approved": "approval", "lockdown": "lockdown step", "continuity": "continuity measure", "attested": "attestation",
             "demonstrated": "demonstration", "criteria": "criterion", "duties": "duty", "opens": "thing opened", "must_reach": "person to be reached", "assumes_lost": "assumed loss", "knowledge": "item to learn", "data": "data set",
             "parties": "party", "invoked_by": "person who may invoke it", "may_invoke": "person who may invoke it", "briefed": "briefing", "reviewed": "review", "first_hour": "step of the first hour", "asks": "variable", "by": "name",
             "evidence_for": "control", "covers": "thing covered", "to": "reader", "of": "organisation", "needs": "need", "calls": "call", "fallback": "fallback", "success": "sign of success", "entries": "row", "inbound": "row"}
_NAMES = {"organisation": "organisation", "term": "glossary entry", "risk": "known risk", "resource": "recovery resource", "audit_finding": "audit finding", "shared_procedure": "shared procedure"}
# What weighs how much: by kind and field, then by field, then by kind.
_WEIGHT: dict[tuple[str, str], int] = {
    **{("", field): 1 for field in ("contacts", "holder", "deputies", "may_", "left", "call_first", "coordinator", "project_manager", "invocation", "exit_managers", "invoked_by", "may_invoke", "customer_seat", "members",
                                    "holders", "custodian", "vault", "client_can_retrieve", "second_factor", "fallback", "critical", "second_signatory", "partner_seat", "authorised", "escalate", "principals", "owner")},
    **{("contact_tree", field): 1 for field in ("starts_with", "calls", "nodes", "must_reach", "answer_within", "if_no_answer", "kept")}, ("channel", "at"): 1, ("site", "access"): 1, ("site", "address"): 1,
    **{("", field): 2 for field in ("recovery", "substitutes", "depends_on", "contract", "respond_within", "criticality", "rpo", "termination_grounds", "notice", "assistance", "done_by", "for_", "legal_clock", "dispute")},
    **{("", field): 3 for field in ("document", "approved", "approvals", "tests", "accepted", "reviewed", "legal_review", "agreed_on")}, **{("waiver", field): 3 for field in ("reason", "expires")},
    **{("procedure", field): 4 for field in ("done_by", "or_by", "steps", "schedule", "needs", "takes")},
    **{("", field): 5 for field in ("notes", "attachments", "evidence_for", "classification", "verified", "last_done", "title", "name", "why", "summary", "control_mappings", "symptoms", "does")},
}
_KIND_WEIGHT = {"person": 1, "role": 1, "contact_tree": 1, "channel": 1, "credential": 1, "service": 2, "contract": 2, "amendment": 2, "resource": 2, "legal_clock": 2, "waiver": 3, "risk": 3, "audit": 3, "audit_finding": 3, "exercise": 3,
                "copy": 3, "term": 5, "attachment": 5, "incident": 5, "weekly_status": 5, "monitoring_issue": 5, "framework": 5, "control": 5, "settings": 3}


def weight(kind: str, fields: tuple[str, ...], before: Any = None, after: Any = None) -> int:
    """1 is read first. A record that comes or goes counts as its kind; a sentence that is worded anew only as wording."""
    if not fields:
        return _KIND_WEIGHT.get(kind, 4)
    if fields[-1] in ("verified", "verified_by", "last_done", "notes"):
        return 5
    own = _WEIGHT.get((kind, fields[0]), _WEIGHT.get(("", fields[0])))
    if own is None:
        own = max(_KIND_WEIGHT.get(kind, 4), 4) if kind in ("person", "role", "channel", "contact_tree", "credential") else _KIND_WEIGHT.get(kind, 4)
    if own == 4 and isinstance(before, Prose) and isinstance(after, Prose) and fields[0] not in ("steps", "text", "forms", "lockdown"):
        return 5
    return own


def name_of(kind: str) -> str:
    """`contact_tree` -> contact tree."""
    return _NAMES.get(kind, kind.replace("_", " "))


def label(field: str, owner: str = "") -> str:
    """The words for a field, in the middle of a sentence."""
    return _LABELS.get(f"{owner}.{field}") or _LABELS.get(field) or field.strip("_").replace("_", " ")


def singular(field: str) -> str:
    """What one entry of a list is called: deputy, step, dependency."""
    if field in _SINGULAR:
        return _SINGULAR[field]
    word = label(field)
    return word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")


def title(entry: Entry) -> str:
    """What a record is called in a sentence; a waiver and a copy by what tells them from others."""
    record = entry.record
    if entry.kind == "waiver":
        return f"{record.check} for {record.record}"
    if entry.kind == "copy":
        return f"{record.number} ({record.medium})"
    return entry.title


def day(when: date) -> str:
    return f"{when.day} {when:%b %Y}"


def shown(value: Any, binder: Binder) -> str:
    """A value in a few words, as a reader knows it: names for ids, lengths and dates as people write them."""
    match value:
        case None | () | {}:
            return "nothing"
        case bool():
            return "yes" if value else "no"
        case Ref():
            entry = binder.find(value)
            return title(entry) if entry else str(value)
        case Schedule():
            return schedule(value)
        case datetime():
            return f"{day(value)}, {value:%H:%M}"
        case date():
            return day(value)
        case time():
            return f"{value:%H:%M}"
        case Contact():
            return f"{label(value.way)} {value.value}"
        case Part():
            return part(value, binder)
        case tuple():
            return ", ".join(shown(one, binder) for one in value)
        case dict():
            return ", ".join(f"{key}: {shown(inner, binder)}" for key, inner in value.items())
        case Prose():
            return quoted(value)
        case Text():
            return quoted(value) if " " in value else str(value)
    return str(value)


def schedule(value: Schedule) -> str:
    """`every week on Monday at 09:00`, or what sets it off."""
    if value.every in ("on demand", "event"):
        return f"{value.every}: {value.when}"
    words = [f"every {value.every}" if value.every != "continuous" else "continuous", f"on {value.on}" if value.on else "", f"at {value.at:%H:%M}" if value.at else ""]
    return " ".join(word for word in words if word)


def part(value: Part, binder: Binder) -> str:
    """The first things that a part has to say, such as `Ola Brandt, 3 Mar 2026`."""
    said = [shown(inner, binder) for name in type(value).model_fields if (inner := getattr(value, name)) not in (None, (), {}, False)]
    return ", ".join(said[:3]) or "nothing in it"


def quoted(text: str) -> str:
    """A text in quotes; of a long one the beginning."""
    line = " ".join(text.split())
    return f"'{line}'" if len(line) <= _EXCERPT else f"'{line[:_EXCERPT].rsplit(' ', 1)[0]} ...'"


def excerpts(before: str, after: str) -> tuple[str, str]:
    """Both texts in quotes, from shortly before the first difference on, so that a long one shows what is different."""
    one, other = " ".join(before.split()), " ".join(after.split())
    if one == other:  # only the layout differs
        return quoted(one), quoted(other)
    if max(len(one), len(other)) <= _EXCERPT:
        return f"'{one}'", f"'{other}'"
    same = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    start = one.rfind(" ", 0, max(one.rfind(" ", 0, same), 0)) + 1 if same > 20 else 0
    lead = "... " if start else ""
    return tuple(f"'{lead}{quoted(text[start:])[1:]}" if text[start:] else "nothing" for text in (one, other))  # type: ignore[return-value]


def alike(one: str, other: str) -> bool:
    """Whether a text is likely to be the other one in new words."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() > 0.6 and matcher.quick_ratio() > 0.6 and matcher.ratio() > 0.6


def sentence(op: str, subject: str, context: tuple[str, ...], fields: tuple[str, ...], values: tuple[str, str], worded: bool) -> str:
    """What happened to one field of a record, in the domain's words. `context` goes from the inside to the record."""
    one, other = values
    place = " of ".join(context)
    if fields[0] == "calls" and len(context) > 1:  # a contact tree: who calls whom
        caller, tree = context[0], context[-1]
        said = {"added": f"{caller} now also calls {other}", "removed": f"{caller} no longer calls {one}", "order": f"{caller} calls in a new order: {other}"}
        return capital(f"{said.get(op, f'{caller} now calls {other} instead of {one}')} ({tree})")
    whole = f"{subject} of {place}"
    match op:
        case "added":
            said_ = f"{whole} added: {other}"
        case "removed":
            said_ = f"{whole} removed: {one}"
        case "moved":
            said_ = f"{whole} moved: it is now number {other}"
        case "order":
            said_ = f"order of {whole} changed: {other}"
        case _ if worded:
            said_ = f"{whole} reworded: {one} -> {other}"
        case _ if one == "nothing":
            said_ = f"{whole} set to {other}"
        case _ if other == "nothing":
            said_ = f"{whole} no longer given (was {one})"
        case _:
            said_ = f"{whole} changed from {one} to {other}"
    return capital(said_)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
