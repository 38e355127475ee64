"""What each thing in a binder stands on: who does it, with what, over what - and who or what would do instead.

Only what the plans say counts. Whoever is named as deputy, other performer, other holder, fallback or substitute takes
over; whatever is named without another falls with it. Some nodes are no records: the `workforce` of an organisation (its
people, as far as work is done by it), a `call` in a contact tree, whether somebody can be `reached`, the `recovery` of a
service, the `approval` of a message.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from runbinder.analysis.dependencies import Key, circle, needs
from runbinder.analysis.graph import Graph, Need
from runbinder.analysis.reach import gone
from runbinder.model.binder import Binder, Entry

PRIVILEGED = ("admin", "break-glass", "root")
"""Any of these does what another can do, on what both open."""
Named = Iterator[tuple[Key, Need]]


@lru_cache(maxsize=8)
def support(binder: Binder) -> Graph:
    """The graph of a binder: every record that can be lost, and what it needs (S2-12, DORA 28(8))."""
    found: dict[Key, list[Need]] = {}
    for kind, rule in _RULES.items():
        for entry in binder.all(kind):
            found.setdefault((kind, entry.id), [])
            for key, need in rule(binder.home(entry), entry):
                found.setdefault(key, []).append(need)
    return Graph(found)


def key_of(binder: Binder, ref: str, *kinds: str) -> Key | None:
    """The node that a reference means."""
    entry = binder.find(ref, kinds)
    return (entry.kind, entry.id) if entry else None


def keys(binder: Binder, refs: Iterable[str | None], *kinds: str) -> tuple[Key, ...]:
    """The nodes that references mean, without what is left open."""
    return tuple(key for ref in refs if ref and (key := key_of(binder, ref, *kinds)))


def access(binder: Binder, entry: Entry) -> tuple[str, ...]:
    """Ids of the credentials that a procedure can't be done without, in the order in which it names them."""
    named = entry.record.needs.access if entry.record.needs else ()
    return tuple(dict.fromkeys([*named, *(step.uses for step in entry.record.steps if step.uses)]))


def opens_too(binder: Binder, name: str) -> tuple[Key, ...]:
    """A credential and those that get at least as far: they open all that it opens, with the same or any administrator's privilege."""
    wanted = binder.index["credential"][name].record
    same = PRIVILEGED if wanted.privilege in PRIVILEGED else (wanted.privilege,)
    others = _openers(binder).get(wanted.opens[0], ()) if wanted.opens else ()
    fit = [one.id for one in others if one.record.privilege in same and set(wanted.opens) <= set(one.record.opens)]
    return tuple(("credential", other) for other in dict.fromkeys([name, *fit]))


@lru_cache(maxsize=8)
def _openers(binder: Binder) -> dict[str, list[Entry]]:
    """The credentials, by what each opens."""
    found: dict[str, list[Entry]] = {}
    for entry in binder.all("credential"):
        for opened in entry.record.opens:
            found.setdefault(opened, []).append(entry)
    return found


def _stands_on(binder: Binder, entry: Entry) -> Named:
    """Everything it depends on directly; a channel has its fallbacks."""
    for ref in needs(entry):
        key = key_of(binder, ref)
        if key:
            instead = [("channel", other) for other in binder.index["channel"][key[1]].record.fallback] if key[0] == "channel" else []
            yield (entry.kind, entry.id), Need("stands on", (key, *instead))


def _of_the_provider(binder: Binder, entry: Entry) -> Named:
    if entry.party == "provider":
        yield (entry.kind, entry.id), Need("belongs to", (("organisation", binder.provider_id),))


def _person(binder: Binder, entry: Entry) -> Named:
    there = Need("left", ()) if gone(entry, binder.as_of) else Need("works for", keys(binder, [entry.record.organisation], "organisation"))
    yield ("person", entry.id), there
    yield from _reach(binder, entry)


def _reach(binder: Binder, entry: Entry) -> Named:
    """Whoever has a contact point that runs over none of the business's own channels is reached as long as they are there."""
    over = [contact.over for contact in entry.record.contacts]
    if over and all(over):
        yield ("reach", entry.id), Need("is only reached over", keys(binder, over, "channel"))
    yield ("reach", entry.id), Need("is", ((entry.kind, entry.id),))


def _organisation(binder: Binder, entry: Entry) -> Named:
    yield from _reach(binder, entry)
    key = ("workforce", entry.id)
    yield key, Need("are the people of", (("organisation", entry.id),))
    known = binder.all("person") if entry.id in (binder.provider_id, binder.id) else ()  # of others the plans name only whom to speak to
    if staff := tuple(("person", one.id) for one in known if one.record.organisation == entry.id):
        yield key, Need("are", staff)


def _role(binder: Binder, entry: Entry) -> Named:
    yield ("role", entry.id), Need("is held by", keys(binder, _holders(binder, entry), "person"))


def _holders(binder: Binder, role: Entry) -> tuple[str, ...]:
    """Who holds a role, up to the last day of that, and who takes over."""
    over = role.record.until and role.record.until < binder.as_of
    return tuple(name for name in (None if over else role.record.holder, *role.record.deputies) if name)


def _site(binder: Binder, entry: Entry) -> Named:
    yield ("site", entry.id), Need("is run by", keys(binder, [entry.record.operated_by], "organisation"))


def _asset(binder: Binder, entry: Entry) -> Named:
    yield from _stands_on(binder, entry)
    yield ("asset", entry.id), Need("belongs to", keys(binder, [entry.record.owner], "organisation"))
    if entry.record.keys_held_by:
        opened = tuple(("credential", one.id) for one in _openers(binder).get(entry.id, ()))
        yield ("asset", entry.id), Need("can be opened only by", keys(binder, [entry.record.keys_held_by], "organisation") + opened)


def _channel(binder: Binder, entry: Entry) -> Named:
    """What it depends on; another line carries it meanwhile, where that is independent of all that failed."""
    yield from _of_the_provider(binder, entry)
    direct = [need for _, need in _stands_on(binder, entry)]
    lines: dict[Key, tuple[str, ...]] = {}
    for number, other in enumerate(entry.record.redundancy):
        line = ("line", f"{entry.id}/{number}")
        lines[line] = other.independent_of
        if other.provider:
            yield line, Need("is supplied by", keys(binder, [other.provider], "organisation"))
        yield from ((line, need) for need in direct if need.any_of[0][1] not in other.independent_of)
    for need in direct:
        others = (line for line, independent_of in lines.items() if need.any_of[0][1] in independent_of)
        yield ("channel", entry.id), Need(need.words, (*need.any_of, *others))


def _credential(binder: Binder, entry: Entry) -> Named:
    """Somebody who can fetch it, from where it is kept, with the second factor in hand."""
    key, record = ("credential", entry.id), entry.record
    yield key, Need(f"is kept in {record.vault.name} and can be fetched only by", keys(binder, record.holders))
    if not record.client_can_retrieve:
        yield key, Need("can not be fetched without", keys(binder, [record.custodian], "organisation"))
    if record.second_factor and not record.second_factor.recovery:
        yield key, Need(f"asks for a second factor ({record.second_factor.type}) that is with", keys(binder, [record.second_factor.held_by]))


def _service(binder: Binder, entry: Entry) -> Named:
    key, record = ("service", entry.id), entry.record
    yield from _of_the_provider(binder, entry)
    elsewhere = [record.recovery.alternate_site] if record.recovery else []
    for _, need in _stands_on(binder, entry):
        at = need.any_of[0] == ("site", record.at)
        yield key, Need("is done at", need.any_of + keys(binder, elsewhere, "site")) if at else need
    performers = [key_ for ref in (record.done_by, *record.or_by) if (key_ := key_of(binder, ref, "organisation"))]
    yield key, Need("is performed by", tuple(("workforce", name) for _, name in performers))
    if record.recovery:
        back = ("recovery", entry.id)
        yield from ((back, Need("takes procedure", keys(binder, [name], "procedure"))) for name in record.recovery.procedures)
        yield from ((back, Need("takes", keys(binder, [name], "resource"))) for name in record.recovery.resources)


def _resource(binder: Binder, entry: Entry) -> Named:
    key, record = ("resource", entry.id), entry.record
    ready = keys(binder, [record.pre_positioned_at], "site")
    supplier = binder.find(record.supplier or "", ("organisation",))
    substitutes = getattr(supplier.record, "substitutes", ()) if supplier else ()
    if ready and not record.lead_time:
        yield key, Need("stands ready at", ready)
    elif record.supplier:
        sellers = keys(binder, (record.supplier, *(one.organisation for one in substitutes)), "organisation")
        yield key, Need("stands ready at or is delivered by" if ready else "is delivered by", ready + sellers)
    for name in record.needs:
        yield key, Need("needs", keys(binder, [name], "resource"))


def _procedure(binder: Binder, entry: Entry) -> Named:
    """A performer, every credential that it uses, everybody's yes, and what must be done before."""
    key, record = ("procedure", entry.id), entry.record
    others: list[Key] = []
    for number, one in enumerate(record.or_by):
        doer, sent = keys(binder, [one.role]), ("performer", f"{entry.id}/{number}")
        if one.of and doer:
            yield sent, Need("is", doer)
            yield sent, Need("is sent by", keys(binder, [one.of], "organisation"))
        others += [sent] if one.of and doer else doer
    yield key, Need("is carried out by", (*keys(binder, [record.done_by]), *others))
    for name in access(binder, entry):
        if name in binder.index.get("credential", {}):
            yield key, Need("needs", opens_too(binder, name))
    if record.needs:
        yield from ((key, Need("needs the yes of", keys(binder, [ref]))) for ref in record.needs.approval)
        yield from ((key, Need("comes after", keys(binder, [ref]))) for ref in record.needs.before)


def _contact_tree(binder: Binder, entry: Entry) -> Named:
    """Each call: somebody to make it and somebody to answer. Where a caller does not answer, whoever is named for that goes on."""
    tree = entry.record
    first = {who: by for who, by, _ in tree.order()}
    around = circle(tree.calls)  # in a circle they would all be told by each other: only the first call of each counts
    for who, by in first.items():
        callers = [by] if around else [one for one in first if who in tree.calls.get(one, ())]
        called = tuple(("caller", f"{entry.id}/{one}") for one in callers if by)
        node = tree.nodes.get(who)
        instead = ((node and node.if_no_answer) or tree.if_no_answer).escalate_to
        call, covered = ("call", f"{entry.id}/{who}"), ("cover", f"{entry.id}/{who}")
        covers = [covered] if instead and instead != who else []
        yield call, Need("is a call to", _reached(binder, who))
        if covers:
            yield covered, Need("is", _reached(binder, instead))
        if called:
            yield from ((one, Need("is made by" if one == call else "is told by", called)) for one in (call, *covers))
        yield ("caller", f"{entry.id}/{who}"), Need("is", (call, *covers))


def _reached(binder: Binder, who: str) -> tuple[Key, ...]:
    """The ways to have somebody on the line: a role's holder or one of its deputies; of an organisation whoever answers."""
    entry = binder.find(who, ("role", "person", "organisation"))
    names = () if entry is None else _holders(binder, entry) if entry.kind == "role" else (entry.id,)
    return tuple(("reach", name) for name in names)


def _message(binder: Binder, entry: Entry) -> Named:
    """Somebody who may send it, and somebody of those who approved it to approve it again."""
    record = entry.record
    senders = [record.sender, *(record.use.by if record.use else ())]
    if any(senders):
        yield ("message", entry.id), Need("may be sent only by", keys(binder, senders, "role"))
    if record.approved:
        may = [role.id for role in binder.all("role") if role.record.allows("approve messages")]
        yield ("approval", entry.id), Need("is given by", keys(binder, (one.by for one in record.approved), "person") + keys(binder, may, "role"))


def _copy(binder: Binder, entry: Entry) -> Named:
    yield ("copy", entry.id), Need("is kept by", keys(binder, [entry.record.holder]))
    yield from _stands_on(binder, entry)


_RULES = {
    "person": _person, "organisation": _organisation, "role": _role, "site": _site, "asset": _asset, "channel": _channel, "credential": _credential,
    "service": _service, "resource": _resource, "procedure": _procedure, "contact_tree": _contact_tree, "message": _message, "copy": _copy,
}
