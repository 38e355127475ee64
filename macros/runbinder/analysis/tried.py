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
from typing import Any

from runbinder.analysis.approved import QUOTED, SHORTEST
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


def sheet(binder: Binder, entry: Entry) -> dict[str, Any]:
    """What the page of a procedure shows of it: its digest, the last time, and who may have done it for whom."""
    procedure: Procedure = entry.record  # type: ignore[assignment]
    known = (binder.whole or binder).index
    people = [one for one in binder.all("person") if one.id in known["person"] and not one.record.left]  # type: ignore[attr-defined]
    organisations = [one for one in binder.all("organisation") if one.id in known["organisation"]]
    return {
        "digest": as_shown(binder, entry), "last": measured(binder, procedure), "earlier": earlier, "minutes": minutes,
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
