"""An oracle for what a loss takes: random small binders, and an answer by plain loops over their records.

It is written from the sentences of the model and knows nothing of graphs: everything is there at first, what was taken away
is struck out, then whatever can not go on without it, until nothing more is. The tests ask some hundred binders; more are
asked by `python tests/analysis/oracle.py 20000`.
"""

import random
import sys
from dataclasses import dataclass
from datetime import date

from runbinder.analysis.support import support
from runbinder.model.binder import Binder, Client, Provider, entries
from runbinder.model.control import Settings

TODAY = date(2026, 11, 20)
GONE, COMING = "2026-11-19", "2026-11-20"  # a last day that is over, and one that is not
REMOVABLE = ("person", "organisation", "site", "asset", "channel", "credential", "service")
POWERFUL = ("admin", "break-glass", "root")
COMPANIES = ("harbour", "kestrel", "marlow", "cable", "forklifts")
SIZES = {"person": (2, 6), "role": (1, 3), "site": (1, 2), "asset": (0, 3), "channel": (1, 3), "service": (1, 3), "credential": (0, 4), "procedure": (0, 3)}
KINDS = {*SIZES, "organisation", "resource", "message", "copy", "call", "recovery", "approval"}
"""What the oracle knows of; the graph has more nodes between these."""


def made(client=None, provider=None):
    """A binder of these families alone: Harbour, which Kestrel serves; nothing is read from disk."""
    def profile(name, **more):
        return {"name": name, "timezone": "UTC", "summary": "For a test.", **more}

    ours = Client.model_validate({"profile": profile("Harbour", data_sensitivity="none", service_model="total", in_house_technical_staff=0), **(client or {})})
    theirs = Provider.model_validate({"profile": profile("Kestrel", id="kestrel"), **(provider or {})})
    index = {}
    for entry in (*entries(theirs, "kestrel", "provider", ("provider",)), *entries(ours, "harbour", "client", ("clients", "harbour"))):
        index.setdefault(entry.kind, {})[entry.id] = entry
    return Binder("harbour", ours, "kestrel", theirs, Settings(), TODAY, index=index)


def random_binder(rng):
    """A few records of each kind, no two of one id, which name each other at random, in circles too; only calls do not (CTR-01)."""
    ids = {kind: [f"{kind}-{number}" for number in range(rng.randint(*some))] for kind, some in SIZES.items()}
    bearers = [*ids["person"], *ids["role"]]
    things = [*ids["asset"], *ids["service"], *COMPANIES, *ids["channel"], *ids["site"]]
    all_ = [*things, *ids["credential"], *bearers]

    def few(names, most=2, least=0):
        return rng.sample(names, min(len(names), rng.randint(least, most)))

    def maybe(names, chance=0.4):
        return rng.choice(names) if names and rng.random() < chance else None

    def resources(own):
        names = [f"{own}-{letter}" for letter in "ab"[:rng.randint(0, 2)]]
        return {name: {
            "what": "w", "lead_time": maybe(["2h"]), "supplier": maybe(COMPANIES, 0.7), "pre_positioned_at": maybe(ids["site"]), "needs": few(names[:place], 1),
        } for place, name in enumerate(names)}

    def calls(first, names):
        return {"calls": {first: few(names, 2, 1), **{name: few(names[place + 1:], 3) for place, name in enumerate(names)}}, "starts_with": first}

    shapes = {
        "people": lambda _: {
            "name": "n", "organisation": rng.choice(COMPANIES), "left": maybe((GONE, COMING), 0.15),
            "contacts": [{"mobile": "+44 7700 900101", "over": maybe(ids["channel"], 0.8)} for _ in range(rng.randint(0, 2))]},
        "roles": lambda _: {
            "does": "d", "holder": maybe(ids["person"], 0.8), "deputies": few(ids["person"]), "may": few(["approve messages"], 1), "until": maybe((GONE, COMING), 0.2)},
        "sites": lambda _: {"name": "n", "owner": "marlow", "operated_by": rng.choice(COMPANIES), "address": "a"},
        "assets": lambda _: {
            "name": "n", "kind": "hardware", "owner": rng.choice(COMPANIES), "at": maybe(ids["site"]), "depends_on": few(all_), "keys_held_by": maybe(COMPANIES, 0.2)},
        "channels": lambda _: {
            "name": "n", "kind": "phone", "depends_on": (needs := few(things)), "fallback": few(ids["channel"], 1),
            "redundancy": [{"kind": "k", "provider": maybe(COMPANIES), "independent_of": few(needs, 2, 1)} for _ in range(rng.randint(0, 2))]},
        "services": lambda own: {
            "name": "n", "criticality": "critical", "for": "marlow", "done_by": rng.choice(COMPANIES), "or_by": few(COMPANIES, 1), "at": maybe(ids["site"]), "depends_on": few(all_),
            "recovery": maybe([{"mtpd": "1d", "procedures": few(ids["procedure"]), "resources": resources(own), "alternate_site": maybe(ids["site"])}], 0.6)},
        "credentials": lambda _: {
            "system": "s", "account": "a", "privilege": rng.choice(["user", "service", *POWERFUL]), "opens": few([*ids["asset"], *ids["service"], *ids["channel"]]),
            "custodian": rng.choice(COMPANIES), "vault": {"name": "v", "path": "p"}, "client_can_retrieve": rng.random() < 0.6, "holders": few(bearers, 3, 1),
            "second_factor": maybe([{"kind": "app", "held_by": rng.choice([*bearers, *COMPANIES]), "recovery": maybe(["r"])}], 0.3)},
        "procedures": lambda _: {
            "title": "t", "schedule": {"every": "event", "when": "x"}, "done_by": rng.choice(bearers),
            "or_by": [{"role": rng.choice(bearers), "of": maybe(COMPANIES)} for _ in range(rng.randint(0, 2))], "steps": [{"do": "d", "uses": maybe(ids["credential"], 0.3)}],
            "needs": maybe([{"access": few(ids["credential"], 1), "approval": few(bearers, 1), "before": few(ids["procedure"], 1)}], 0.7)},
        "contact_trees": lambda _: {
            "purpose": "p", **calls(first := rng.choice(bearers), names := few([name for name in (*bearers, *COMPANIES) if name != first], 6)),
            "nodes": {name: {"if_no_answer": maybe([{"do": "d", "escalate_to": maybe(bearers)}], 0.7)} for name in few(names, 3)},
            "if_no_answer": {"do": "d", "escalate_to": maybe(bearers)}},
        "messages": lambda _: {
            "title": "t", "kind": "update", "to": "staff", "channels": ["sms"], "text": "t", "sender": maybe(ids["role"]), "use": maybe([{"by": few(ids["role"], 2, 1)}]),
            "approved": few([{"by": rng.choice(ids["person"]), "as": "management", "on": "2026-01-01"}], 1)},
        "copies": lambda _: {"holder": rng.choice([*bearers, *COMPANIES]), "medium": "usb", "location": "l", "number": "1", "delivered": "2026-01-01", "depends_on": few(things, 1)},
    }
    kinds = [{"people": "person", "contact_trees": "tree", "copies": "copy"}.get(family, family[:-1]) for family in shapes]
    client = {family: {own: shape(own) for own in ids.get(kind, [f"{kind}-a", f"{kind}-b"])} for kind, (family, shape) in zip(kinds, shapes.items(), strict=True)}
    client["suppliers"] = {"cable": {"name": "n", "supplies": "s", "category": "hardware", "substitutes": [{"organisation": "forklifts"}]}}
    client["organisations"] = {"marlow": {"name": "n", "party": "end customer"}, "forklifts": {"name": "n", "party": "alternate provider"}}
    provider = {family: {name: client[family].pop(name) for name in list(client[family]) if rng.random() < 0.2} for family in ("channels", "services")}
    return made(client, provider)


def random_loss(rng, binder):
    """One to three things at once; now and then the people of an organisation, whose systems stay."""
    known = [(kind, entry.id) for kind in REMOVABLE for entry in binder.all(kind)]
    removed = set(rng.sample(known, rng.randint(1, 3)))
    if rng.random() < 0.1:
        company = rng.choice(COMPANIES)
        removed |= {("workforce", company), *(("person", entry.id) for entry in binder.all("person") if entry.record.organisation == company)}
    return removed


@dataclass
class World:
    """The ids of what is still there, while it is struck out; the questions are those that a reader of the plans would ask."""

    binder: Binder
    removed: set
    up: set

    def here(self, ref):
        return ref in self.up

    def any_here(self, refs):
        return any(map(self.here, refs))

    def usable(self, ref):
        """A thing to rely on; where it is a channel, another that is named as its fallback does."""
        channel = self.binder.index["channel"].get(ref)
        return self.here(ref) or bool(channel and self.any_here(channel.record.fallback))

    def all_usable(self, refs):
        return all(self.usable(ref) for ref in refs)

    def holders(self, role):
        return role.deputies if role.until and role.until < TODAY else (role.holder, *role.deputies)

    def answers(self, who):
        """Somebody answers on at least one way that works; of a role anybody who holds it."""
        if who in self.binder.index["role"]:
            return any(self.answers(name) for name in self.holders(self.binder.index["role"][who].record) if name)
        found = self.binder.find(who, ("person", "organisation"))
        return self.here(who) and (not found.record.contacts or any(not one.over or self.here(one.over) for one in found.record.contacts))

    def works(self, company):
        """Whether a company has hands: of client and provider we know whose they are."""
        staff = [entry.id for entry in self.binder.all("person") if entry.record.organisation == company]
        unknown = not staff or company not in ("harbour", "kestrel")
        return self.here(company) and ("workforce", company) not in self.removed and (unknown or self.any_here(staff))

    def get_in(self, name):
        """The credential, or one that opens as much with the same power."""
        wanted = self.binder.index["credential"][name].record
        same = POWERFUL if wanted.privilege in POWERFUL else (wanted.privilege,)
        others = [one.id for one in self.binder.all("credential") if one.record.privilege in same and set(wanted.opens) <= set(one.record.opens)]
        return self.any_here([name, *(others if wanted.opens else ())])

    def told(self, tree):
        """Who is told, from whoever begins; where nobody answers, whoever is called instead goes on with the calls."""
        told, calling, waiting = set(), set(), [tree.starts_with]
        while waiting:
            who = waiting.pop()
            instead = ((who in tree.nodes and tree.nodes[who].if_no_answer) or tree.if_no_answer).escalate_to
            if self.answers(who):
                told.add(who)
            if who not in calling and (who in told or (instead and self.answers(instead))):
                calling.add(who)
                waiting += tree.calls.get(who, ())
        return told

    def goes_on(self, entry):
        """Whether a record can still be counted on, by the sentences of its fields."""
        one, ours = entry.record, entry.party == "client" or self.here("kestrel")
        match entry.kind:
            case "person":
                return not (one.left and one.left < TODAY) and self.here(one.organisation)
            case "role":
                return self.any_here(self.holders(one))
            case "site":
                return self.here(one.operated_by)
            case "asset":
                others = [other.id for other in self.binder.all("credential") if entry.id in other.record.opens]
                opened = not one.keys_held_by or self.any_here([one.keys_held_by, *others])
                return self.here(one.owner) and (not one.at or self.here(one.at)) and self.all_usable(one.depends_on) and opened
            case "channel":
                others = [line for line in one.redundancy if not line.provider or self.here(line.provider)]
                return ours and any(self.all_usable(set(one.depends_on) - set(line)) for line in ((), *(line.independent_of for line in others)))
            case "service":
                place = not one.at or self.any_here([one.at, one.recovery and one.recovery.alternate_site])
                return ours and place and self.all_usable(set(one.depends_on) - {one.at}) and any(map(self.works, (one.done_by, *one.or_by)))
            case "resource":
                supplier = self.binder.index["organisation"][one.supplier].record if one.supplier else None
                sellers = [one.supplier, *(other.organisation for other in getattr(supplier, "substitutes", ()))]
                ordered = (one.lead_time or not one.pre_positioned_at) and (not supplier or self.any_here(sellers))
                return (ordered or self.here(one.pre_positioned_at)) and all(map(self.here, one.needs))
            case "credential":
                factor = one.second_factor
                in_hand = not factor or factor.recovery or self.here(factor.held_by)
                return self.any_here(one.holders) and in_hand and (one.client_can_retrieve or self.here(one.custodian))
            case "procedure":
                doers = self.here(one.done_by) or any(self.here(other.role) and (not other.of or self.here(other.of)) for other in one.or_by)
                access = [*(one.needs.access if one.needs else ()), *(step.uses for step in one.steps if step.uses)]
                first = [*one.needs.approval, *one.needs.before] if one.needs else []
                return doers and all(map(self.get_in, access)) and all(map(self.here, first))
            case "message":
                senders = [one.sender, *(one.use.by if one.use else ())]
                return not any(senders) or self.any_here(senders)
            case "copy":
                return self.here(one.holder) and self.all_usable(one.depends_on)
        return True


def left_over(binder, removed=frozenset()):
    """Everything that is still there: the records, who is told, what could be brought back, what could be approved again."""
    entries = {entry.id: entry for kind, family in binder.index.items() for entry in family.values() if kind in KINDS}
    world = World(binder, removed, set(entries) - {name for kind, name in removed if kind in KINDS})
    while gone := {name for name in world.up if not world.goes_on(entries[name])}:
        world.up -= gone
    found = {(entries[name].kind, name) for name in world.up}
    for tree in binder.all("contact_tree"):
        found |= {("call", f"{tree.id}/{who}") for who in world.told(tree.record)}
    for service in binder.all("service"):
        needed = (*service.record.recovery.procedures, *service.record.recovery.resources) if service.record.recovery else ()
        found |= {("recovery", service.id)} if needed and all(map(world.here, needed)) else set()
    may = [role.id for role in binder.all("role") if "approve messages" in role.record.may_]
    for message in binder.all("message"):
        by = {one.by for one in message.record.approved}
        found |= {("approval", message.id)} if by and world.any_here(by.union(may)) else set()
    return found


def disagreements(seed, losses=3):
    """What is there to the analysis alone and to the oracle alone, in one random binder, whole and after each of some losses."""
    rng = random.Random(seed)
    binder = random_binder(rng)
    graph = support(binder)
    whole = {key for key in graph.lost(graph.needs) if key[0] in KINDS}
    for removed in (set(), *(random_loss(rng, binder) for _ in range(losses))):
        found, expected = whole - set(graph.lost(removed)), left_over(binder, removed)
        if found != expected:
            yield seed, sorted(removed), sorted(found - expected), sorted(expected - found)


if __name__ == "__main__":
    cases = int(sys.argv[1])
    wrong = [one for seed in range(cases) for one in disagreements(seed)]
    print(*wrong[:8], f"{cases} binders, {3 * cases} losses, {len(wrong)} disagreements", sep="\n")
    sys.exit(bool(wrong))
