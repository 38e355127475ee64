"""One service's recovery for `runbinder recovery CLIENT SERVICE`: the path with a clock, the options, the decision, who believes in it."""

from collections.abc import Iterator
from textwrap import shorten

import click

from runbinder.analysis.recovery import Piece
from runbinder.analysis.recovery_promise import Standing, Way, believed, clock, steps, ways
from runbinder.analysis.recovery_scenarios import of_plan
from runbinder.analysis.tried import measured
from runbinder.model.binder import Binder
from runbinder.model.procedures import Test
from runbinder.model.values import Duration
from runbinder.references import MENTION

_WIDTH = 72
_TONES = {"kept": "green", "broken": "red", "open": "yellow", "none": None}


def told(binder: Binder, one: Standing) -> str:
    """Everything about it, a paragraph for each question."""
    parts = [_head(binder, one), _path(binder, one), _options(binder, one), _attested(binder, one), _scenarios(binder, one)]
    return "\n\n".join("\n".join(lines) for part in parts if (lines := list(part)))


def as_data(binder: Binder, one: Standing) -> dict[str, object]:
    """The same for a machine: lengths of time in hours."""
    plan = one.plan
    path = [
        {"starts": hours(starts), "ends": hours(ends), "takes": hours(piece.takes), "what": piece.what, "id": piece.id, "says": words(binder, piece),
         "measured": hours(last.took) if (last := _measured(binder, piece)) else None, "steps": [{"do": _plain(str(step.do)), "takes": hours(step.takes)} for step in steps(binder, piece)]}
        for piece, starts, ends in clock(one.outlook.path or ())
    ]
    options = [
        {"id": way.id, "title": str(way.option.title), "cost": str(way.option.cost), "paid_by": way.option.paid_by, "buys": hours(way.buys),
         "promise": hours(way.promise), "closes": way.closes, "taken": way.taken}
        for way in ways(binder, one.entry.id, plan)
    ]
    decision = plan.decision and {"option": str(plan.decision.option), "by": plan.decision.decided_by, "on": plan.decision.on.isoformat(), "amendment": plan.decision.amendment}
    attested = {position: said and {"person": said[1].person, "achievable": said[1].achievable, "on": said[1].on.isoformat()} for position, said in believed(plan).items()}
    scenarios = {under.scenario: {"achievable": hours(under.outlook.time), "why": under.outlook.why} for under in of_plan(binder).get(one.entry.id, [])}
    return {"path": path, "options": options, "decision": decision, "attested": attested, "scenarios": scenarios}


def hours(time: Duration | None) -> float | None:
    return None if time is None else round(time.total_seconds() / 3600, 2)


def words(binder: Binder, piece: Piece) -> str:
    """A piece of a path as a sentence without a verb too many."""
    def title(kind: str) -> str:
        entry = binder.find(piece.id, (kind,))
        return entry.title if entry else piece.id

    match piece.what:
        case "answer":
            return f"{title('contact_tree')}: called until somebody answers"
        case "hours":
            return f"Until somebody is at work for: {title('procedure')}"
        case "order":
            return f"Until {title('organisation')} takes orders"
        case "delivery":
            return f"{title('resource')}: ordered until there"
        case "installation":
            return f"{title('resource')}: installed"
    return title("procedure")


def _head(binder: Binder, one: Standing) -> Iterator[str]:
    plan = one.plan
    yield click.style(f"{one.entry.title} ({binder.id}/{one.entry.id})", bold=True)
    source = plan.contracted and ", ".join(str(part) for part in (plan.contracted.contract, plan.contracted.clause and f"clause {plan.contracted.clause}") if part)
    agreed = plan.contracted and plan.contracted.agreed
    with_ = f"; agreed with {_name(binder, agreed.with_)} on {agreed.on}" if agreed else ""
    yield _fact("Contracted" if plan.contracted else "Own target", one.promised or "nothing", f"{source or ''}{with_}")
    yield _fact("Achievable", one.achievable or "not known", click.style(one.words, fg=_TONES[one.verdict]))
    yield _fact("MTPD", plan.mtpd, click.style("past it", fg="red") if one.too_late else f"catching up takes {plan.catch_up} of it" if plan.catch_up else "")
    yield _fact("Shown", one.shown.took if one.shown else "never", f"{one.shown.on}, {one.shown.by}" if one.shown else "")
    for line in one.unsaid:
        yield click.style(f"  ? {line}", fg="yellow")


def _fact(label: str, value: object, more: str) -> str:
    return f"  {label:<11} {value!s:<14} {more}".rstrip()


def _path(binder: Binder, one: Standing) -> Iterator[str]:
    """A line for each piece with the time at which it begins, its steps below, and a line where the promised time runs out."""
    if not one.achievable or not one.outlook.path:
        yield f"There is no path: {one.outlook.why or 'nothing says how it is recovered'}."
        return
    yield "The longest path, from the first call (T0):"
    pieces = clock(one.outlook.path)
    wide = max(len(_t(ends)) for _, _, ends in pieces)
    long = max(len(str(piece.takes)) for piece, _, _ in pieces)
    for piece, starts, ends in pieces:
        yield f"  {_t(starts):<{wide}}  {piece.takes!s:>{long}}  {words(binder, piece)}"
        if last := _measured(binder, piece):
            yield f"  {'':<{wide}}  {last.took!s:>{long}}  measured live on {last.on}, by {_name(binder, last.by)}"
        for number, step in enumerate(steps(binder, piece), 1):
            yield click.style(f"  {'':<{wide}}  {'':>{long}}  {number:>4}. {_plain(str(step.do))}{f' ({step.takes})' if step.takes else ''}", dim=True)
        if one.promised and starts <= one.promised < ends:
            yield click.style(f"  {_t(one.promised):<{wide}}  {'':>{long}}  here the promised {one.promised} are over", fg="red")
    yield click.style(f"  {_t(one.achievable):<{wide}}  {'':>{long}}  back", bold=True)


def _measured(binder: Binder, piece: Piece) -> Test | None:
    """The last time that somebody did the procedure of a piece live, by the clock."""
    return measured(binder, binder.index["procedure"][piece.id].record) if piece.what == "procedure" else None  # type: ignore[arg-type]


def _options(binder: Binder, one: Standing) -> Iterator[str]:
    found = ways(binder, one.entry.id, one.plan)
    if not found:
        return
    yield "Options:"
    title, cost = (max(len(str(getattr(way.option, field))) for way in found) for field in ("title", "cost"))
    for way in found:
        yield f"{'*' if way.taken else ' '} {way.option.title!s:<{title}}  {way.option.cost!s:>{cost}}  {_buys(way)}{f', paid by {_name(binder, way.option.paid_by)}' if way.option.paid_by else ''}"
    if decision := one.plan.decision:
        changes = one.plan.options[decision.option].contracted
        amendment = f"amendment {decision.amendment}" if decision.amendment else click.style("it needs an amendment of the contract", fg="yellow") if changes else "no amendment needed"
        yield f"Decided by {_name(binder, decision.decided_by)} on {decision.on}: {one.plan.options[decision.option].title}; {amendment}."


def _buys(way: Way) -> str:
    promise = f", the contract says {way.promise}" if way.option.contracted else ""
    return f"back in {way.buys}{promise}: {click.style('in time', fg='green') if way.closes else click.style('too long', fg='red')}"


def _attested(binder: Binder, one: Standing) -> Iterator[str]:
    said = believed(one.plan)
    if not one.plan.contracted and not any(said.values()):
        return
    yield "Can it be kept?"
    for position, found in said.items():
        if found is None:
            yield f"  {position:<18} {click.style('not asked', fg='yellow')}"
            continue
        who = found[1]
        answer = click.style("yes", fg="green") if who.achievable else click.style("no ", fg="red")
        yield f"  {position:<18} {answer}  {_name(binder, who.person)}, {who.on}{f': {who.says}' if who.says else ''}"


def _scenarios(binder: Binder, one: Standing) -> Iterator[str]:
    found = of_plan(binder).get(one.entry.id, []) if one.outlook.path else []
    if found:
        yield "If more is lost:"
    wide = max((len(under.scenario) for under in found), default=0)
    for under in found:
        time = "never" if under.outlook.path is None else f"back in {under.outlook.time}"
        yield f"  {under.scenario:<{wide}}  {click.style(time, fg=None if under.kept else 'red')}{f': {under.outlook.why}' if under.outlook.why else ''}"


def _t(time: Duration) -> str:
    return f"T0 + {time}" if time else "T0"


def _name(binder: Binder, ref: str) -> str:
    entry = binder.find(ref)
    return entry.title if entry else ref


def _plain(text: str) -> str:
    """The beginning of a step, with what its mentions say."""
    return shorten(MENTION.sub(lambda found: found[3] or found[2].replace("-", " "), text).replace("`", ""), _WIDTH, placeholder=" ...")
