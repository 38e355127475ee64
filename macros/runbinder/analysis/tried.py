"""What was tried: a digest that changes when what one does in a procedure changes, and how long it took when it was done (S2-20).

The canonical form is a JSON array without spaces, in UTF-8, of

1. the steps in their order, each as [do, where, run, expect, if not: do, if not: procedure, if not: call, caution, uses, shows];
2. what is needed, as [qualification, access, tools, approval, before], each a list;
3. the rollback, whom to call, what to write down.

What is not written is an empty text. Every text is in Unicode form NFC, with line feeds, without space at the ends of its
lines and at its own end. Times, schedule, people, tests and document control are not in it: a procedure whose stated time
is put right after a test is still the one that was tested. The digest is the SHA-256 of that, in hexadecimal; a test
quotes its first eight characters or more, a run record the first 16.
"""

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from runbinder.analysis.approved import QUOTED, SHORTEST
from runbinder.analysis.reach import answers, employer
from runbinder.model.binder import Binder, Entry
from runbinder.model.procedures import Needs, Procedure, Step, Test
from runbinder.model.values import Duration


def canonical(procedure: Procedure) -> str:
    """The canonical form described above."""
    needs = procedure.needs or Needs()
    wanted = [_texts(getattr(needs, name)) for name in ("qualification", "access", "tools", "approval", "before")]
    whole = [[_step(step) for step in procedure.steps], wanted, *_texts((procedure.rollback, procedure.escalate, procedure.record))]
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


def digest(procedure: Procedure) -> str:
    """64 hexadecimal characters."""
    return hashlib.sha256(canonical(procedure).encode()).hexdigest()


def same(quoted: str | None, procedure: Procedure) -> bool:
    """Whether a digest that a test or a run quotes is that of the procedure as it is written now."""
    return quoted is not None and len(quoted) >= SHORTEST and digest(procedure).startswith(quoted.casefold())


def earlier(test: Test, procedure: Procedure) -> bool:
    """Whether a test says itself that it was one of another version; one without a digest says nothing about it."""
    return test.of_digest is not None and not same(test.of_digest, procedure)


def as_shown(binder: Binder, entry: Entry) -> str:
    """What a page quotes: the digest in the whole binder, as an edition may lack words of it. Empty if the procedure is withheld."""
    found = (binder.whole or binder).index["procedure"].get(entry.id)
    return digest(found.record)[:QUOTED] if found else ""  # type: ignore[arg-type]


def measured(binder: Binder, procedure: Procedure) -> Test | None:
    """The last time on the binder's day that somebody did it for real and looked at the clock; a failed one shows nothing."""
    live = [one for one in procedure.tests if one.kind == "live" and one.took and one.result != "failed" and one.on <= binder.as_of]
    return max(reversed(live), key=lambda one: one.on, default=None)


@lru_cache(maxsize=64)
def restoring(binder: Binder) -> frozenset[str]:
    """Ids of the procedures that bring a critical service back."""
    plans = [entry.record.recovery for entry in binder.all("service") if entry.record.criticality == "critical"]
    return frozenset(str(one) for plan in plans if plan for one in plan.procedures)


def has_to_be_live(binder: Binder, entry: Entry) -> bool:
    """Whether talking it through proves nothing: as its `live_test` says, or because a critical service comes back by it."""
    said: bool | None = entry.record.live_test
    return entry.id in restoring(binder) if said is None else said


def why_not(binder: Binder, entry: Entry, test: Test) -> str:
    """Why a test of a procedure is none by a third party of what is written now, on the binder's day; empty if it is one.

    It counts if neither author nor provider nor client made it, it did not fail, it quotes the digest of this text, and it
    was done for real where that is needed (S2-20, ISO 27001 5.35). Whether it is recent enough is a question of its own.
    """
    whole = binder.whole or binder
    known = whole.index["procedure"].get(entry.id, entry)
    procedure: Procedure = known.record  # type: ignore[assignment]
    tester, parties = answers(whole, test.by), {test.of, employer(whole, test.by)}
    author = procedure.document.author if procedure.document else None
    if test.result == "failed":
        return "it failed"
    if test.on > binder.as_of:
        return "its day is still to come"
    if parties & {binder.provider_id, binder.id}:
        return f"it was made by the {'provider' if binder.provider_id in parties else 'client'}"
    if author and author in (test.by, tester and tester.id):
        return "its author made it"
    if has_to_be_live(whole, known) and test.kind != "live":
        return f"it was a {test.kind}, and this has to be tried live"
    if test.of_digest is None:
        return "it does not say which version was tried"
    return "" if same(test.of_digest, procedure) else "the procedure was changed since"


def proof(binder: Binder, entry: Entry) -> Test | None:
    """The latest test of a procedure that counts, however old."""
    return max((one for one in reversed(entry.record.tests) if not why_not(binder, entry, one)), key=lambda one: one.on, default=None)


def sheet(binder: Binder, entry: Entry) -> dict[str, Any]:
    """What the page of a procedure shows of it: its digest, the last time, and who may have done it for whom."""
    procedure: Procedure = entry.record  # type: ignore[assignment]
    known = (binder.whole or binder).index
    people = [one for one in binder.all("person") if one.id in known["person"] and not one.record.left]  # type: ignore[attr-defined]
    organisations = [one for one in binder.all("organisation") if one.id in known["organisation"]]
    return {
        "digest": as_shown(binder, entry), "last": measured(binder, procedure), "live": has_to_be_live(binder.whole or binder, entry), "why_not": lambda test: why_not(binder, entry, test), "minutes": minutes,
        "people": sorted(people, key=_title), "organisations": sorted(organisations, key=_title),
    }


def minutes(time: Duration) -> str:
    """`90`, `0.5`."""
    return f"{time.total_seconds() / 60:g}"


def _title(entry: Entry) -> str:
    return entry.title.casefold()


def _step(step: Step) -> list[str]:
    other = step.if_not
    branch = (other.do, other.procedure, other.call) if other else (None, None, None)
    return _texts((step.do, step.where, step.run, step.expect, *branch, step.caution, step.uses, step.shows))


def _texts(values: Iterable[str | None]) -> list[str]:
    return [_text(value) for value in values]


def _text(text: str | None) -> str:
    lines = unicodedata.normalize("NFC", text or "").splitlines()
    return "\n".join(line.rstrip() for line in lines).rstrip()
