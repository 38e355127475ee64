"""A run of a procedure that its page has timed, on its way into the plans: a line among the procedure's tests, and the record itself as evidence.

The record is kept, word for word, below `attachments/runs/`: beside the plans, and on no page, as it names who was how fast.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

from runbinder import recording, references
from runbinder.analysis import tried
from runbinder.asof import judged_as_of
from runbinder.errors import Fixable
from runbinder.finding import Finding
from runbinder.load import Document, Route, parse, read_file
from runbinder.model.binder import Binder, Entry
from runbinder.model.common import Part, given, may, must
from runbinder.model.procedures import Procedure
from runbinder.model.values import Duration, Moment, Prose, Ref, Text
from runbinder.read import PLANS, Shelf, read
from runbinder.validate import Fault, validate
from runbinder.writing import append, put, save

WORD = "run"
"""What stands under `record` in such a file."""


class RunStep(Part):
    """What became of one step."""

    step: int = must("Its number on the page.", ge=1)
    do: Text = must("Its words, as they were on the page.")
    done: bool = given(True, "Whether it was done.")
    at: Moment | None = may("When it was done.")
    took: Duration | None = may("How long it took, from the step before.")
    stated: Duration | None = may("How long the procedure says that it takes.")
    wrong: bool = given(False, "Whether it went wrong.")
    note: Prose | None = may("What was noted at it.")


class Run(Part):
    """A run record: who did which procedure when, step by step, and how it ended."""

    record: Literal["run"] = must("What sort of record it is.")
    client: Text | None = may("Whose procedure it is.")
    procedure: Ref["procedure"] = must("Which procedure was run.")
    title: Text | None = may("What the procedure was called.")
    digest: Text = must("Fingerprint of the procedure as it was on the page.")
    kind: Literal["test", "real"] = must("Whether it was tried, or done because it was needed.")
    how: Literal["desk check", "walkthrough", "live", "cold read"] = must("How far it went, from reading it through to doing it.")
    by: Ref["person", "role"] = must("Who did it.")
    organisation: Ref["organisation"] = must("The organisation that they did it for.")
    started: Moment = must("When it began.")
    finished: Moment = must("When it was over.")
    took: Duration = must("How long it took without the pauses.")
    stated: Duration | None = may("How long the procedure says that it takes.")
    paused: Duration | None = may("How long it rested.")
    result: Literal["passed", "passed with findings", "failed"] = must("How it ended.")
    found: Prose | None = may("What was unclear or wrong.")
    evidence: Text | None = may("A ticket, an exercise, an incident.")
    steps: tuple[RunStep, ...] = must("What became of each step.", min_length=1)


@dataclass(frozen=True)
class Filing:
    """What is going to be written: the plan with one more test, and the record beside the plans."""

    client: str
    procedure: Entry
    run: Run
    test: dict[str, str]
    plan: Path
    before: bytes
    after: str
    kept: recording.Recording
    route: Route
    earlier: bool
    """Whether the procedure was changed since it was run."""
    done: str
    """The day that `last_done` can be set to, where that is newer and can be written; else empty."""
    remarks: tuple[str, ...]

    def with_last_done(self) -> str:
        """The text of the plan with the day of the run as the last one."""
        schedule = (*self.route, "schedule")
        text = put(self.after, (*schedule, "last_done"), self.done, after=("when", "at", "on", "every"))
        return put(text, (*schedule, "evidence"), self.test["evidence"], after=("last_done",))


def is_run(file: Path) -> bool:
    """Whether a file says that it is one; whatever else is wrong with it is said later."""
    document, _ = read_file(file, file.name)
    return document is not None and document.data.get("record") == WORD


def take(root: Path, file: Path, client: str = "") -> tuple[Filing | None, list[Finding]]:
    """What has to be written for the run in a file, or everything that is wrong with it. Raises Fixable where that is no question of its lines."""
    document, findings = read_file(file, file.name)
    if document is None or findings:
        return None, findings
    whose = recording.client_of(root, str(document.data.get("client") or ""), client)
    shelf = read(root, [whose])
    if whose not in shelf.clients or not shelf.provider:
        raise Fixable(f"the plans of '{whose}' can not be read, so nothing that the record names can be looked up", f"runbinder check {whose}")
    binder = shelf.binder(whose, judged_as_of("", shelf.settings))
    run, faults = validate(Run, document.data, binder.zone)
    if run:
        faults = [*references.check(run, (), binder.index, shelf.folders[whose].lost), *_contradictions(run)]
    if faults or run is None:
        return None, sorted(Finding(file.name, *document.position(route), "GEN-01", "error", message, hint) for route, message, hint in faults)
    return _filing(root, shelf, binder, run, document), []


def write(root: Path, filing: Filing, text: str) -> None:
    """The record first, then the plan; if the plan can not be written, the record goes again."""
    recording.put(root, filing.kept)
    try:
        save(filing.plan, filing.before, text)
    except Fixable:
        (root / filing.kept.target).unlink(missing_ok=True)
        raise


def _contradictions(run: Run) -> Iterator[Fault]:
    if not re.fullmatch(r"[0-9a-f]{8,64}", run.digest):
        yield ("digest",), f"'{run.digest}' is no digest of a procedure", "copy it from the page of the procedure, or save the record there again"
    if run.finished < run.started:
        yield ("finished",), "it was finished before it was started", "correct one of the two times"
    elif run.took > run.finished - run.started + timedelta(minutes=1):
        yield ("took",), f"it can not have taken {run.took} from its start to its end", "correct `took`, which is without pauses, or the times"
    wrong = [number for number, step in enumerate(run.steps) if step.wrong]
    if wrong and run.result == "passed":
        advice = "result: passed with findings, or failed; or take `wrong` off the step if that was a mistake"
        yield ("result",), f"it says 'passed', and step {run.steps[wrong[0]].step} went wrong", advice
    if run.kind == "real" and run.how != "live":
        yield ("how",), f"a real run is not a {run.how}", "how: live; or kind: test"


def _filing(root: Path, shelf: Shelf, binder: Binder, run: Run, document: Document) -> Filing:
    entry = binder.index["procedure"][run.procedure]
    procedure: Procedure = entry.record  # type: ignore[assignment]
    folder = shelf.folders[binder.id]
    inner = ("procedures", entry.id)
    source, skip = folder.origin[inner]
    plan = root / source.path
    before = plan.read_bytes()
    again, _ = parse(before, source.path)
    if not again or again.text != source.text:
        raise Fixable(f"{source.path} is being changed by somebody", "try again")
    route: Route = inner[skip:]
    own: Any = again.data
    for step in route:
        own = own[step]
    name = f"runs/{run.started.astimezone(binder.zone):%Y-%m-%d-%H%M}-{entry.id}.yml"
    kept = _kept(root, binder.id, name, document)
    on = run.finished.astimezone(binder.zone).date()
    test = _test(run, on, name)
    after = append(before.decode(), (*route, "tests"), test) if own.get("tests") else put(before.decode(), (*route, "tests"), [test], after=("record", "escalate", "rollback", "steps"))
    old = procedure.schedule.last_done
    newer = run.kind == "real" and run.result != "failed" and (old is None or on > old)
    settable = isinstance(own.get("schedule"), dict)
    return Filing(
        binder.id, entry, run, test, plan, before, after, kept, route, not tried.same(run.digest, procedure), str(on) if newer and settable else "",
        tuple(_remarks(run, binder, procedure, own, on, newer and not settable)),
    )


def _kept(root: Path, client: str, name: str, document: Document) -> recording.Recording:
    target = f"{PLANS}/clients/{client}/attachments/{name}"
    text = document.text if document.text.endswith("\n") else f"{document.text}\n"
    there = root / target
    now = there.read_text(encoding="utf-8") if there.is_file() else None
    if now is not None and now != text:
        raise Fixable(f"another record of this run is filed already: {target}", "if the new one is right, delete that file and its line under `tests`, and file this one again")
    return recording.Recording(WORD, client, name, target, text, now, ())


def _test(run: Run, on: date, name: str) -> dict[str, str]:
    """The entry of the plan, in the order in which people write it."""
    wrong = [f"Step {one.step} went wrong{f': {one.note}' if one.note else '.'}" for one in run.steps if one.wrong]
    real = "Real run; " if run.kind == "real" else ""
    reference = f"{run.evidence}; " if run.evidence else ""
    whole = {
        "by": run.by, "of": run.organisation, "on": str(on), "kind": run.how, "result": run.result, "took": _short(run.took), "of_digest": run.digest[: tried.QUOTED],
        "found": " ".join([*([run.found.strip()] if run.found else []), *wrong]), "evidence": f"{real}{reference}run record attachments/{name}",
    }
    return {key: str(value) for key, value in whole.items() if value}


def _short(time: timedelta) -> str:
    minutes = max(round(time.total_seconds() / 60), 1)
    return " ".join(f"{number}{unit}" for number, unit in ((minutes // 60, "h"), (minutes % 60, "m")) if number)


def _remarks(run: Run, binder: Binder, procedure: Procedure, own: dict[str, Any], on: date, no_schedule: bool) -> Iterator[str]:
    open_ = [str(one.step) for one in run.steps if not one.done]
    if open_:
        yield f"Not done: step {', '.join(open_)}."
    if procedure.uses and "tests" not in own and procedure.tests:
        yield "The tests that this procedure had so far are those of the shared one; from now on it has its own."
    if no_schedule:
        yield "When it was last done stands with the shared procedure's schedule; enter it by hand."
    if on > binder.as_of:
        yield f"The plans are judged as of {binder.as_of}, before the run: until that day is past, the checks do not count it."
