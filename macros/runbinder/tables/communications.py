"""Who tells whom what, in which words, and who has said yes to them; who sits in the incident team."""

from collections.abc import Iterator

from runbinder.analysis.approved import as_shown, same, until
from runbinder.analysis.reach import own
from runbinder.arrange import by_title
from runbinder.model.binder import Binder
from runbinder.model.messages import UrgencyRule
from runbinder.tables.registry import Row, ref, refs, table

_STATES = {"approved": "approved", "expired": "expired", "none": "not approved"}


@table("The incident team", "incident-team", "Role", "Held by", "Deputies", "What it does in the team")
def team(binder: Binder) -> Iterator[Row]:
    plan = binder.client.incident_team
    for it in plan.members if plan else ():
        role = binder.find(it.role)
        yield ref(binder, it.role), ref(binder, role.record.holder) if role else None, refs(binder, role.record.deputies) if role else [], it.does


@table("Communications plan", "communications", "Phase", "On this", "Tell", "With", "Over", "Or over", "Sent by", "Approved by", "Within", "Then every", "Until", "Duty", "Customers feel it")
def communications(binder: Binder) -> Iterator[Row]:
    plan = binder.client.communications
    for it in plan.entries if plan else ():
        yield (it.phase, it.trigger, ref(binder, it.audience), ref(binder, it.message), ref(binder, it.over), ref(binder, it.or_over), ref(binder, it.sent_by),
               ref(binder, it.approved_by) or "approved wording", it.within, it.repeat, it.until, ref(binder, it.regime), it.customer_impact_likely)


@table("Audiences", "communications", "Audience", "Party", "What they want to know", "Size", "List", "List on", "Copy that needs no system", "Languages")
def audiences(binder: Binder) -> Iterator[Row]:
    for entry in own(binder, "audience"):
        it = entry.record
        yield entry, it.party, it.need, it.size, it.list_in, ref(binder, it.list_on), it.offline_copy, list(it.languages)


@table("What comes in", "communications", "Inbound", "Sort", "What", "Over", "Owner", "Answered within", "Script", "Then", "Too much?")
def inbound(binder: Binder) -> Iterator[Row]:
    for entry in own(binder, "inbound"):
        it = entry.record
        yield entry, it.type, it.what, refs(binder, it.over), ref(binder, it.owner), it.respond_within, ref(binder, it.script), ref(binder, it.escalate), it.overflow


@table("Messages", "messages/index", "Message", "To", "Kind", "Goes out by", "Sender", "Approval", "Approved by", "Approved on", "Until", "Rehearsed")
def messages(binder: Binder) -> Iterator[Row]:
    for entry in by_title(binder.all("message")):
        it, found = entry.record, as_shown(binder, entry)
        given = found.given if found else None
        state = (_STATES.get(found.state) or ("changed since" if given and given.digest else "no digest")) if found else None
        yield (entry, list(it.to), it.type.replace("_", " "), list(it.channels), ref(binder, it.sender), state, ref(binder, given.by) if given else None,
               given.on if given else None, found.until if found else None, it.rehearsed)


@table("Approvals of messages", "messages/index", "Message", "By", "As", "On", "Until", "Digest", "Of these words")
def message_approvals(binder: Binder) -> Iterator[Row]:
    for entry in by_title(binder.all("message")):
        whole = (binder.whole or binder).index["message"].get(entry.id)
        for one in entry.record.approved:
            yield entry, ref(binder, one.by), one.as_, one.on, until(binder, one), one.digest, bool(whole and same(one.digest, whole.record))


@table("What messages ask for", "messages/index", "Message", "Variable", "What", "Needed", "Example", "Where from")
def variables(binder: Binder) -> Iterator[Row]:
    for entry in by_title(binder.all("message")):
        for name, one in entry.record.asks.items():
            yield entry, name, one.type, one.required, one.example, one.source


@table("Urgencies and updates", "provider/standard", "Urgency", "When", "Updates", "Outside working hours")
def urgencies(binder: Binder) -> Iterator[Row]:
    standard = binder.provider.standard
    for name, rule in standard.urgencies.items() if standard else ():
        yield name, list(rule.when), _rhythm(rule), rule.outside_hours


@table("What is not said", "provider/standard", "Class", "Severity", "Pattern", "Say instead", "Source")
def forbidden(binder: Binder) -> Iterator[Row]:
    standard = binder.provider.standard
    for it in standard.forbidden if standard else ():
        yield it.class_, it.severity, it.pattern, it.say, it.source


@table("Duties to notify", "provider/standard", "Duty", "From", "To", "Within", "Counted from", "Source", "Verified")
def legal_clocks(binder: Binder) -> Iterator[Row]:
    for entry in binder.all("legal_clock"):
        it = entry.record
        yield entry, it.from_, it.to, it.limit or "without undue delay", it.starts, it.source, it.verified


def _rhythm(rule: UrgencyRule) -> list[str]:
    skips = f", skipping at most {rule.skips} in a row" if rule.skips else ""
    return [*([f"every {rule.every}{skips}"] if rule.every else []), *(f"at {slot:%H:%M}" for slot in rule.slots), *([f"{rule.per_day} a working day"] if rule.per_day else [])]
