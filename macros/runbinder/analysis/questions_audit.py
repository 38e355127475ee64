"""A cold read as an audit of the binder: complete is what stands in it, clear is what a stranger finds (S2-23, S2-24, S2-26).

Every question that was not answered in time becomes an observation. What somebody has to decide - by when it is mended, and what
is answered to it - is left open, and the checks go on asking for it.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from runbinder.analysis.questions_score import Outcome, Score, clock
from runbinder.model.binder import Binder
from runbinder.writing import flow

ENOUGH = 0.9
"""Of so many answers, found in time, a binder passes with findings; below that it has failed. Runbinder's own choice."""
_KINDS = ("procedure", "service", "credential", "contact_tree", "role", "person", "asset", "contract", "organisation", "scenario", "site", "channel", "copy", "audience", "inbound")


def result(one: Score) -> str:
    """The word of the audit for how a sheet came out."""
    if not one.missed:
        return "passed"
    return "passed with findings" if len(one.of("right")) >= ENOUGH * len(one.outcomes) else "failed"


def text(binder: Binder, sheet: str, state: str, on: date, reader: str, score: Score, independent_of: Iterable[str] = (), provider_in_scope: bool = False) -> str:
    """The plan, as it is written to a file. `state` says which binder was read: its digest and edition."""
    person = binder.find(reader, ("person",))
    asked, found = len(score.outcomes), len(score.of("right"))
    lines = [
        f"# Filed by runbinder cold-read from the sheet {sheet}. Each finding waits for a date under `due`, and for a response.",
        f"title: {flow(f'Does a stranger find it? Sheet {sheet}')}",
        "subjects: [binder completeness, binder clarity]",
        f"auditor: {flow(reader)}",
        f"of: {flow(str(person.record.organisation) if person else '')}",
        f"independent_of: {flow(list(independent_of))}",
        f"provider_in_scope: {'yes' if provider_in_scope else 'no'}",
        f"criteria: {flow('Any qualified technician can open the binder and find everything; a time allowed for each question')}",
        f"on: {on.isoformat()}",
        f"sample: {flow(f'{asked} questions drawn from the data, sheet {sheet}; {state}.')}",
        f"result: {result(score)}",
        f"conclusion: {flow(_conclusion(score))}",
        f"items_searched: {asked}",
        f"items_found: {found}",
    ]
    if score.missed:
        owner = _owner(binder)
        lines.append("findings:")
        for one in score.missed:
            lines += _finding(binder, sheet, on, one, owner)
    return "\n".join(lines) + "\n"


def _conclusion(score: Score) -> str:
    found, late = len(score.of("right")), len(score.of("late"))
    said = [f"{found} of {len(score.outcomes)} answers were found in time" + (f", {late} more too late" if late else "")]
    if score.times:
        said.append(f"half of the searches took less than {clock(score.median)}, the longest {clock(max(score.times))}")
    said.append("by parts: " + ", ".join(f"{part} {right} of {asked}" for part, right, asked in score.parts()))
    return "; ".join(said) + "."


def _finding(binder: Binder, sheet: str, on: date, one: Outcome, owner: str) -> Iterator[str]:
    """One question that was not answered in time. `due` is a comment: a date that a program invents binds nobody."""
    item, took = one.item, one.reply.took
    said = {"late": "found too late", "wrong": "answered wrongly", "not found": "not found"}[one.verdict]  # type: ignore[index]
    kind, _, name = item.record.partition(":")
    yield f"  cold-read-{on.isoformat()}-{item.number}:"
    yield "    kind: observation"
    yield f"    statement: {flow(f'A stranger was asked: {_one_line(item.text)} It was {said}.')}"
    answer = f"; the reader wrote: {_one_line(one.reply.answer)}" if one.reply.answer else ""
    after = f" after {clock(took)} of {clock(item.seconds)}" if took is not None else ""
    yield f"    evidence: {flow(f'Question {item.number} of {sheet}{after}{answer}. It stands on {item.page}')}"
    if kind in _KINDS and binder.find(name, (kind,)):
        yield f"    about: {flow(item.record)}"
    yield "    class: documentation"
    yield f"    owner: {flow(owner)}"
    yield "    # due: fill in the day by which it is mended"
    yield "    # response: fill in what was done about it"
    yield "    status: open"


def _owner(binder: Binder) -> str:
    """Who keeps the binder true: the owner of the document, else the coordinator, else the first role there is."""
    profile = binder.client.profile
    named = [profile.document.owner if profile.document else None, profile.coordinator, binder.client.transition.owner if binder.client.transition else None]
    roles = [entry.id for entry in binder.all("role") if entry.party == "client"] + [entry.id for entry in binder.all("person")]
    return next((str(one) for one in (*named, *roles) if one), "")


def _one_line(words: str) -> str:
    """Without what prose would read as a mention of a record."""
    return " ".join(words.replace("[[", "").replace("]]", "").split())
