"""What the composer of a message knows: its words for each form, what to ask, what speaks against sending it. Pure; the script knows nothing by heart."""

import json
import re
from collections.abc import Iterator
from typing import Any

from runbinder.analysis import approved, letters, phrases
from runbinder.arrange import messages_by_audience
from runbinder.checks.messages import NEXT
from runbinder.desk_macros import calendar
from runbinder.edition import WITHHELD
from runbinder.model.binder import Binder, Entry
from runbinder.model.messages import Asked, ForbiddenPhrase, Message

WITH_SUBJECT = ("email", "portal", "letter")
"""Forms that have a line for the subject."""
# What would end an attribute in single quotes, begin an element or a character reference, or end a line to an old reader of JSON.
_HIDDEN = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&'\u2028\u2029"}
_SYNTAX = frozenset("^$\\.*+?()[]{}|/")
_ESCAPES = {"d": r"\p{Nd}", "D": r"\P{Nd}", "s": r"\s", "S": r"\S", "w": r"[\p{L}\p{N}_]", "W": r"[^\p{L}\p{N}_]", "b": r"\b", "B": r"\B", "A": "^", "Z": "$"}
_IN_SET = {"d": r"\p{Nd}", "D": r"\P{Nd}", "s": r"\s", "S": r"\S", "w": r"\p{L}\p{N}_", "b": r"\x08"}
_CONTROLS = {"a": r"\x07", "f": r"\f", "n": r"\n", "r": r"\r", "t": r"\t", "v": r"\v"}
_ESCAPE = r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^xuU])"
_TOKEN = re.compile(
    rf"(?P<escape>{_ESCAPE})|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<remark>\(\?#[^)]*\))|(?P<group>\(\?(?:P<\w+>|[:=!]|<[=!])|\((?!\?))"
    r"|(?P<times>(?:[*+?]|\{(?:\d+(?:,\d*)?|,\d*)\})\??)|(?P<mark>[.^$|)])|(?P<plain>[^*+?(\[\\])", re.DOTALL)


def fields(binder: Binder, message: Message) -> list[tuple[str, Asked, bool]]:
    """What the sender is asked for, in the order of the text: name, what sort of answer, whether it can not go without.

    The time of the next news is wanted of every message that is not the last one (S3-24); what the binder was expected to know, and does not, as well.
    """
    known, promise = _said(binder), NEXT.get(message.type, "next_update_at")
    used = dict.fromkeys(name for _, text in letters.bodies(message) for name in letters.variables(text))
    asked = {name: message.asks.get(name) or Asked(type="text") for name in used if name in message.asks or name not in known}
    return [(name, one, one.required or (name == promise and not message.final)) for name, one in asked.items()]


def others(binder: Binder, entry: Entry) -> list[tuple[str, list[Entry]]]:
    """The messages to the same audiences, this one among them; what is withheld is not offered."""
    groups = [(to, [one for one in found if one.record.text != WITHHELD]) for to, found in messages_by_audience(binder) if to in entry.record.to]
    return [(to, found) for to, found in groups if found]


def facts(binder: Binder, entry: Entry, found: approved.Standing) -> dict[str, Any]:
    """All that the script knows of a message and of those who send it."""
    message, standard = entry.record, binder.provider.standard
    assert isinstance(message, Message)
    asks = {name: {"type": one.type, "example": str(one.example or ""), "needed": needed} for name, one, needed in fields(binder, message)}
    said = [(one, javascript(one.pattern)) for one in (standard.forbidden if standard else ())]
    promise = NEXT.get(message.type, "next_update_at")
    return {
        "id": entry.id, "title": str(message.title), "zone": binder.client.profile.timezone, "calendar": calendar(binder),
        "state": found.state, "until": found.until.isoformat() if found.until else "",
        "versions": list(_versions(message)), "asks": asks, "known": _said(binder), "promise": "" if message.final else promise,
        "max_length": message.max_length or 0, "sms_segments": binder.settings.thresholds.sms_segments, "slots": slots(binder), "cc": _copy_to(binder),
        "forbidden": [_phrase(one, pattern) for one, pattern in said if pattern], "unread": sum(pattern is None for _, pattern in said),
    }


def attribute(data: Any) -> str:
    """JSON that can stand in an attribute with single quotes: there no search finds it, and no page has a script for it."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_HIDDEN)


def slots(binder: Binder) -> list[str]:
    """The times of day at which the standard has news due, the end of the day last."""
    standard = binder.provider.standard
    if not standard:
        return []
    named = {f"{one:%H:%M}" for rule in standard.urgencies.values() for one in rule.slots}
    end = f"{standard.end_of_day:%H:%M}"
    return [*sorted(named - {end}), end]


def javascript(pattern: str) -> str | None:
    r"""The pattern as JavaScript reads it with the flag `u`, or None where it has nothing of the same meaning.

    `\w`, `\d` and `\b` go by Unicode in Python and by ASCII in JavaScript, so they are written out; `\b` and `\B` are left to the script, which
    does the same (composer-phrases.js). Group names go, as nothing refers to them; references, conditions, atomic groups and flags have no equal.
    """
    if phrases.readable(pattern) is None:
        return None
    at, made = 0, []
    while at < len(pattern):
        token = _TOKEN.match(pattern, at)
        piece = _translated(token) if token else None
        if token is None or piece is None or (token.lastgroup == "times" and pattern.startswith("+", token.end())):
            return None
        made.append(piece)
        at = token.end()
    return "".join(made)


def _translated(token: re.Match[str]) -> str | None:
    text = token[0]
    match token.lastgroup:
        case "escape":
            return _escape(text, _ESCAPES)
        case "set":
            return _set(text)
        case "remark":
            return ""
        case "group":
            return "(" if text.startswith("(?P") else text
        case "times":
            return text.replace("{,", "{0,")
        case "plain":
            return _literal(text)
    return text


def _escape(text: str, classes: dict[str, str]) -> str | None:
    sign = text[1]
    if sign == "U":
        return rf"\u{{{text[2:].lstrip('0') or '0'}}}"
    if len(text) > 2:
        return text
    if sign in classes or sign in _CONTROLS:
        return classes.get(sign) or _CONTROLS[sign]
    return None if sign.isalnum() else _literal(sign)


def _set(text: str) -> str | None:
    """What stands in square brackets: there a bracket or a hyphen may be a sign like any other."""
    negated = text.startswith("[^")
    inner = text[1 + negated:-1]
    tokens = re.findall(rf"{_ESCAPE}|.", inner, re.DOTALL)
    made = []
    for place, one in enumerate(tokens):
        edge = place in (0, len(tokens) - 1)
        piece = _escape(one, _IN_SET) if len(one) > 1 else rf"\{one}" if one in _SYNTAX or (one == "-" and edge) else one
        if piece is None:
            return None
        made.append(r"\-" if one == r"\-" else piece)
    return f"[{'^' * negated}{''.join(made)}]"


def _literal(sign: str) -> str:
    return rf"\{sign}" if sign in _SYNTAX else sign


def _said(binder: Binder) -> dict[str, str]:
    return {name: str(word) for name, word in letters.said(binder).items() if word != WITHHELD}


def _versions(message: Message) -> Iterator[dict[str, Any]]:
    """The words for each form, then those in other languages, which go out where a form has no words of its own."""
    for form in message.channels:
        subject = message.subject if form in WITH_SUBJECT else None
        yield {"key": form.replace(" ", "-"), "name": form, "as": [form], "subject": str(subject or ""), "text": str(message.forms.get(form, message.text))}
    for number, one in enumerate(message.translations, start=1):
        heard = list(letters.heard_in(message, ("text",)))
        subject = one.subject if set(heard) & set(WITH_SUBJECT) else None
        yield {"key": f"in-{number}", "name": f"in {one.language}", "as": heard, "subject": str(subject or ""), "text": str(one.text)}


def _phrase(one: ForbiddenPhrase, pattern: str | None) -> dict[str, Any]:
    return {"pattern": pattern, "say": str(one.say), "error": one.severity == "error", "where": list(one.where)}


def _copy_to(binder: Binder) -> dict[str, str]:
    """The project manager, who is in copy of everything (S3-21). An address that is private is nobody's to pass on, in whatever edition."""
    manager = binder.find(binder.client.profile.project_manager or "", ("person",))
    if manager is None or manager.title == WITHHELD:
        return {"name": "", "mail": ""}
    mails = [str(one.value) for one in manager.record.contacts if one.way == "email" and not one.private and one.value != WITHHELD]
    return {"name": manager.title, "mail": next(iter(mails), "")}
