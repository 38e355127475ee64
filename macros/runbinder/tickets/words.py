"""What a ticket system's words mean: how urgent a ticket is, and what happened at a time.

Numbers alone are not read: priority 1 is the highest in ServiceNow and the lowest in Freshdesk.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import get_args

from runbinder.errors import Fixable
from runbinder.model.incidents import Urgency
from runbinder.model.messages import MessageKind
from runbinder.validate import did_you_mean

URGENCIES: dict[str, str] = {
    word: urgency for urgency, words in {
        "urgent": "urgent critical highest blocker emergency p0 p1 sev1 severe", "high": "high major p2 sev2",
        "medium": "medium moderate normal average p3 sev3", "low": "low lowest minor trivial planning p4 p5 sev4",
    }.items() for word in words.split()
}
MEANINGS = {
    "opened": ("opened", "open", "created", "new", "reported", "logged"), "acknowledged": ("acknowledged", "ack", "first response", "first reply"),
    "update": ("comment", "commented", "public comment", "public reply", "reply", "replied", "response", "additional comment", "additional comments", "customer update", "mail", "email", "sent", "call", "called",
               *(word.replace("_", " ") for word in get_args(MessageKind) if word not in ("monitoring", "resolved", "weekly_status"))),
    "monitoring": ("monitoring",), "resolved": ("resolved", "solved", "resolution"), "closed": ("closed", "close", "done", "completed"), "reopened": ("reopened", "re opened", "reopen"),
    "weekly status": ("weekly status", "weekly"), "report": ("report", "incident report"),
    "impact_solved_at": ("impact solved", "impact solved at", "service restored", "restored"), "fixed_at": ("fixed", "fixed at", "mended"), "problem": ("problem", "problem record"),
    "prevention_set_at": ("prevention", "prevention set", "prevention set at"), "documented_at": ("documented", "documented at"), "circulated_at": ("circulated", "circulated at", "report circulated"),
    "no news": ("internal", "internal note", "note", "work note", "work notes", "private note", "private comment", "finding", "assigned", "reassigned", "escalated", "in progress", "work in progress", "pending", "on hold", "hold",
                "waiting", "waiting for customer", "waiting for support", "priority changed", "status changed", "customer reply", "client reply", "chased", "customer comment"),
}
"""What an event may mean -> the words for it. `no news` is whatever the client does not hear from us."""
KINDS = {word: meaning for meaning, words in MEANINGS.items() for word in words}
STEPS = ("impact_solved_at", "fixed_at", "problem", "prevention_set_at", "documented_at", "circulated_at")
NEWS = ("update", "monitoring", "resolved", "acknowledgement")
"""Kinds that are messages to the client; an acknowledgement that is only a time is none."""


def urgencies(said: Mapping[str, str]) -> dict[str, str]:
    """The words for urgencies, with the user's own laid over them."""
    return {**URGENCIES, **_laid_over(said, get_args(Urgency), "urgency")}


def kinds(said: Mapping[str, str]) -> dict[str, str]:
    """The words for what happened, with the user's own laid over them."""
    return {**KINDS, **_laid_over(said, [*MEANINGS, *(meaning.replace("_", " ").removesuffix(" at") for meaning in STEPS)], "kind")}


def _laid_over(said: Mapping[str, str], known: tuple[str, ...] | list[str], option: str) -> dict[str, str]:
    found = {}
    for word, meaning in said.items():
        if meaning not in known:
            raise Fixable(f"'{meaning}' in --{option} is not one of {', '.join(known)}", did_you_mean(meaning, known))
        found[plain(word)] = meaning if option == "urgency" or meaning in MEANINGS else KINDS.get(meaning, meaning)
    return found


@lru_cache(maxsize=4096)
def plain(word: str) -> str:
    """`1 - Critical`, `P1: critical` and `CRITICAL` are one word; so are `In_Progress` and `in progress`."""
    text = re.sub(r"[\W_]+", " ", word.casefold()).strip()
    return re.sub(r"^p?\d (?=[a-z])", "", text)
