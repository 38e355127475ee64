"""Who there is, how they are reached, what they may decide, and who calls whom."""

from collections.abc import Iterator

from runbinder.analysis.calling import calls as timed
from runbinder.arrange import by_title, roles_of
from runbinder.model.binder import Binder
from runbinder.tables.registry import Row, ref, refs, table


@table("People", "people/index", "Person", "Job", "Organisation", "Site", "Roles", "Deputy for", "Left")
def people(binder: Binder) -> Iterator[Row]:
    for entry in by_title(binder.all("person")):
        it, home, roles = entry.record, binder.home(entry), roles_of(binder, entry.id)
        held, deputy = [role for role, second in roles if not second], [role for role, second in roles if second]
        yield entry, it.title, ref(home, it.organisation), ref(home, it.works_at), held, deputy, it.left


@table("Contact points", "people/index", "Whose", "Order", "Way", "Number or address", "Hours", "Verified", "Private", "Notes")
def contacts(binder: Binder) -> Iterator[Row]:
    for entry in (*by_title(binder.all("person")), *by_title(binder.all("organisation"))):
        for place, one in enumerate(entry.record.contacts, start=1):
            yield entry, place, one.way, str(one.value), one.hours, one.verified, one.private, one.notes


@table("Roles", "contacts", "Role", "Held by", "Deputies", "Critical", "May decide")
def roles(binder: Binder) -> Iterator[Row]:
    for entry in binder.all("role"):
        it, home = entry.record, binder.home(entry)
        yield entry, ref(home, it.holder), refs(home, it.deputies), it.critical, list(it.may_)


@table("Qualifications and training", "people/index", "Person", "Sort", "What", "On", "Issued by", "Runs out", "Evidence")
def qualifications(binder: Binder) -> Iterator[Row]:
    for entry in by_title(binder.all("person")):
        for sort, several in (("qualification", entry.record.qualified), ("training", entry.record.trained)):
            for one in several:
                yield entry, sort, one.in_, one.on, one.issuer, one.expires, one.evidence


@table("Organisations", "organisations", "Organisation", "Party", "Does", "Sector", "Our account", "Principals")
def organisations(binder: Binder) -> Iterator[Row]:
    for entry in by_title(binder.all("organisation")):
        it = entry.record
        yield entry, it.party, it.does, it.sector, it.account, refs(binder.home(entry), it.principals)


@table("Sites", "sites", "Site", "Owner", "Operated by", "Address", "Hours", "If it can not be used", "One event would take too")
def sites(binder: Binder) -> Iterator[Row]:
    for entry in binder.all("site"):
        it, home = entry.record, binder.home(entry)
        yield entry, ref(home, it.owner), ref(home, it.operated_by), it.address, it.hours, ref(home, it.alternate), [ref(home, one.site) for one in it.shares_risk_with]


@table("Channels", "channels", "Channel", "Sort", "At", "Direction", "Stands on", "Fallback", "Owner", "Sensitive detail", "Verified")
def channels(binder: Binder) -> Iterator[Row]:
    for entry in binder.all("channel"):
        it, home = entry.record, binder.home(entry)
        yield entry, it.type, it.at, it.direction, refs(home, it.depends_on), refs(home, it.fallback), ref(home, it.owner), it.sensitive_detail, it.verified


@table("Contact trees", "contact-trees/index", "Contact tree", "Use", "Starts with", "Calls", "All answered by T+", "Assumes lost", "Has to reach", "Tested")
def contact_trees(binder: Binder) -> Iterator[Row]:
    for entry in binder.all("contact_tree"):
        it, home, made = entry.record, binder.home(entry), timed(entry.record)
        yield entry, it.use, ref(home, it.starts_with), len(made) - 1, max(one.due for one in made), refs(home, it.assumes_lost), refs(home, it.must_reach), it.tested


@table("Calls of the contact trees", "contact-trees/index", "Contact tree", "Order", "Whom", "Called by", "Calls down", "Answers within", "Answered by T+", "If there is no answer", "Says")
def calls(binder: Binder) -> Iterator[Row]:
    for entry in binder.all("contact_tree"):
        home = binder.home(entry)
        for place, one in enumerate(timed(entry.record)):
            own = entry.record.nodes.get(one.who)
            silent = own and own.if_no_answer or entry.record.if_no_answer
            whom, caller = (ref(home, name, "role", "person", "organisation") for name in (one.who, one.by))
            yield entry, place, whom, caller, one.depth, one.within, one.due, silent.do or ref(home, silent.escalate_to), ref(home, own and own.say or entry.record.say)
