"""What each thing in a binder stands on: who does it, with what, over what - and who or what would do instead.

Only what the plans say counts. Whoever is named as deputy, other performer, other holder, fallback or substitute takes
over; whatever is named without another falls with it. Some nodes are no records: the `workforce` of an organisation (its
people, as far as work is done by it), a `call` in a contact tree, whether somebody can be `reached`, the `recovery` of a
service, the `approval` of a message.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from runbinder.analysis.dependencies import Key, needs
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
            for key, need in rule(binder, entry):
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
    others = [one.id for one in binder.all("credential") if wanted.opens and one.record.privilege in same and set(wanted.opens) <= set(one.record.opens)]
    return tuple(("credential", other) for other in dict.fromkeys([name, *others]))


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
    key = ("person", entry.id)
    yield key, Need("left", ()) if gone(entry, binder.as_of) else Need("works for", keys(binder, [entry.record.organisation], "organisation"))
    over = [contact.over for contact in entry.record.contacts]
    if over and all(over):
        yield ("reach", entry.id), Need("is only reached over", keys(binder, over, "channel"))
    yield ("reach", entry.id), Need("is", (key,))


def _organisation(binder: Binder, entry: Entry) -> Named:
    key = ("workforce", entry.id)
    yield key, Need("are the people of", (("organisation", entry.id),))
    staff = tuple(("person", one.id) for one in binder.all("person") if one.record.organisation == entry.id)
    if staff and entry.id in (binder.provider_id, binder.id):  # of others the plans name only whom to speak to
        yield key, Need("are", staff)


def _role(binder: Binder, entry: Entry) -> Named:
    yield ("role", entry.id), Need("is held by", keys(binder, (entry.record.holder, *entry.record.deputies), "person"))


def _site(binder: Binder, entry: Entry) -> Named:
    yield ("site", entry.id), Need("is run by", keys(binder, [entry.record.operated_by], "organisation"))


def _asset(binder: Binder, entry: Entry) -> Named:
    yield from _stands_on(binder, entry)
    yield ("asset", entry.id), Need("belongs to", keys(binder, [entry.record.owner], "organisation"))


def _channel(binder: Binder, entry: Entry) -> Named:
    """What it depends on; another line that is independent of that carries it meanwhile."""
    yield from _of_the_provider(binder, entry)
    for number, other in enumerate(entry.record.redundancy):
        if other.provider:
            yield ("line", f"{entry.id}/{number}"), Need("is supplied by", keys(binder, [other.provider], "organisation"))
    for _, need in _stands_on(binder, entry):
        first = need.any_of[0]
        lines = [("line", f"{entry.id}/{number}") for number, other in enumerate(entry.record.redundancy) if first[1] in other.independent_of]
        yield ("channel", entry.id), Need(need.words, (*need.any_of, *lines))


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
        for name in record.recovery.procedures:
            yield back, Need("takes procedure", keys(binder, [name], "procedure"))
        for name in record.recovery.resources:
            yield back, Need("takes", keys(binder, [name], "resource"))


def _resource(binder: Binder, entry: Entry) -> Named:
    key, record = ("resource", entry.id), entry.record
    if record.pre_positioned_at:
        yield key, Need("stands ready at", keys(binder, [record.pre_positioned_at], "site"))
    elif record.supplier:
        substitutes = getattr(binder.index["organisation"][record.supplier].record, "substitutes", ()) if record.supplier in binder.index["organisation"] else ()
        yield key, Need("is delivered by", keys(binder, (record.supplier, *(one.organisation for one in substitutes)), "organisation"))
    for name in record.needs:
        yield key, Need("needs", keys(binder, [name], "resource"))


def _procedure(binder: Binder, entry: Entry) -> Named:
    """A performer, every credential that it uses, everybody's yes, and what must be done before."""
    key, record = ("procedure", entry.id), entry.record
    if entry.party == "provider" and not entry.record.steps:
        return
    others: list[Key] = []
    for number, one in enumerate(record.or_by):
        doer = keys(binder, [one.role])
        if one.of and doer:
            virtual = ("performer", f"{entry.id}/{number}")
            yield virtual, Need("is", doer)
            yield virtual, Need("is sent by", keys(binder, [one.of], "organisation"))
            others.append(virtual)
        else:
            others.extend(doer)
    yield key, Need("is carried out by", (*keys(binder, [record.done_by]), *others))
    for name in access(binder, entry):
        if name in binder.index.get("credential", {}):
            yield key, Need("needs", opens_too(binder, name))
    if record.needs:
        for ref in record.needs.approval:
            yield key, Need("needs the yes of", keys(binder, [ref]))
        for ref in record.needs.before:
            yield key, Need("comes after", keys(binder, [ref]))


def _contact_tree(binder: Binder, entry: Entry) -> Named:
    """Each call: somebody to make it and somebody to answer. Where a caller does not answer, whoever is named for that goes on."""
    tree = entry.record
    called_by = {who: by for who, by, _ in tree.order()}
    for who, by in called_by.items():
        key = ("call", f"{entry.id}/{who}")
        yield key, Need("is a call to", _reached(binder, who))
        if by:
            yield key, Need("is made by", (("caller", f"{entry.id}/{by}"),))
    for who, by in called_by.items():
        caller = ("caller", f"{entry.id}/{who}")
        node = tree.nodes.get(who)
        instead = ((node and node.if_no_answer) or tree.if_no_answer).escalate_to
        covered = ("cover", f"{entry.id}/{who}")
        if instead and instead != who:
            yield covered, Need("is", _reached(binder, instead))
            if by:
                yield covered, Need("is told by", (("caller", f"{entry.id}/{by}"),))
        yield caller, Need("is", (("call", f"{entry.id}/{who}"), *([covered] if instead and instead != who else [])))


def _reached(binder: Binder, who: str) -> tuple[Key, ...]:
    """The ways to have somebody on the line: a role's holder or one of its deputies; of an organisation whoever answers."""
    entry = binder.find(who, ("role", "person", "organisation"))
    if entry is None:
        return ()
    if entry.kind == "role":
        return tuple(("reach", name) for name in (entry.record.holder, *entry.record.deputies) if name)
    return (("reach", entry.id),) if entry.kind == "person" else (("organisation", entry.id),)


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
