"""CTR: contact trees - who calls whom, whether everybody is reached, and where the tree is kept."""


from runbinder.analysis.calling import Situation, Untold, situations, untold
from runbinder.analysis.dependencies import circle, stands_on
from runbinder.analysis.reach import answers, employer, own
from runbinder.analysis.rehearsed import rung
from runbinder.checks.registry import Said, check, records_of
from runbinder.model.binder import Binder, Entry

OFFLINE = ("print", "usb", "phone")


@check("CTR-01", level=1, provider=True)
def tree_has_no_circle(binder: Binder) -> Said:
    """Nobody in a contact tree ends up calling somebody who has called them.

    Calls that go round in a circle never come to an end, and nobody can say that all were reached (NIST SP 800-53 CP-2,
    NIST SP 800-34).

    Fix: take the last call of the circle out of `calls`; who rings back at the end stands under `ends`.
    """
    for tree in records_of(binder, "contact_tree"):
        if way := circle(tree.record.calls):
            yield (*tree.route, "calls", way[-2]), f"the calls of contact tree '{tree.id}' go in a circle: {' → '.join(way)}"


@check("CTR-02", level=1, provider=True)
def everybody_in_a_tree_is_called(binder: Binder) -> Said:
    """Everybody who stands in a contact tree is called by somebody, back to who starts it.

    Who is only expected to call others, and is never called, does nothing on the day (NIST SP 800-53 CP-2, ISO 22301 8.4.3).

    Fix: add them to the calls of somebody who is reached, or take them out of `calls` and `nodes`.
    """
    for tree in records_of(binder, "contact_tree"):
        called = {str(tree.record.starts_with), *(str(who) for each in tree.record.calls.values() for who in each)}
        for caller in tree.record.calls:
            if caller not in called:
                yield (*tree.route, "calls", caller), f"'{caller}' stands in contact tree '{tree.id}' and nobody calls them"
        for name in tree.record.nodes:
            if name not in called and name not in tree.record.calls:
                yield (*tree.route, "nodes", name), f"'{name}' has instructions in contact tree '{tree.id}' and nobody calls them"


@check("CTR-03", level=1)
def tree_reaches_whom_it_must(binder: Binder) -> Said:
    """A contact tree reaches everybody whom it must reach, and an invocation reaches the whole incident team, the
    spokesperson, the coordinator, the insurer and a lawyer of the client.

    Who is forgotten in the first hour learns of it from the news (S0-17, CIS 17.2, NIST SP 800-34). Whoever takes a seat only when
    the provider is gone may be called by the tree for the transition.

    Fix: add them to the `calls` of somebody in the tree.
    """
    trees = own(binder, "contact_tree")
    for tree in trees:
        reached = _behind(binder, _mentioned(tree))
        for place, who in enumerate(tree.record.must_reach):
            if not reached & _behind(binder, [who]):
                yield (*tree.route, "must_reach", place), f"contact tree '{tree.id}' does not reach '{who}', whom it must reach"
    reached = _behind(binder, [who for tree in trees if tree.record.use == "transition" or _invokes(binder, tree) for who in _mentioned(tree)])
    for tree in (tree for tree in trees if _invokes(binder, tree)):
        for who, part in _for_an_invocation(binder).items():
            if who not in tree.record.must_reach and not reached & _behind(binder, [who]):
                yield (*tree.route, "calls"), f"contact tree '{tree.id}' does not reach '{who}' ({part})"
        lawyers = binder.client.profile.lawyers
        if lawyers and not reached.intersection(lawyers):
            yield (*tree.route, "calls"), f"contact tree '{tree.id}' reaches no lawyer of '{binder.id}' ({', '.join(lawyers)})"


@check("CTR-04", level=1, provider=True)
def silence_has_an_answer(binder: Binder) -> Said:
    """For everybody in a contact tree it is said what happens when they do not answer, and it is not to call them again.

    Half of all calls at night are not answered; a caller who has no next name stops there (NIST SP 800-34 notification
    procedures, NIST SP 800-53 CP-2).

    Fix: write `if_no_answer` for the tree or for that one, or name a deputy of the role.
    """
    for tree in records_of(binder, "contact_tree"):
        general = tree.record.if_no_answer
        for who, _, _ in tree.record.order():
            node, role = tree.record.nodes.get(who), binder.find(who, ("role",))
            own_rule = node.if_no_answer if node else None
            rule, where = (own_rule, ("nodes", who, "if_no_answer")) if own_rule else (general, ("if_no_answer",))
            if rule.do or (role and role.record.deputies):
                continue
            if not rule.escalate_to:
                yield (*tree.route, *where), f"nothing happens in contact tree '{tree.id}' if '{who}' does not answer"
            elif (behind := answers(binder, who)) and behind is answers(binder, rule.escalate_to):
                yield (*tree.route, *where), f"if '{who}' does not answer in contact tree '{tree.id}', '{rule.escalate_to}' is called, which is the same"


@check("CTR-05", level=1, severity="warning")
def nobody_calls_too_many(binder: Binder) -> Said:
    """Nobody in a contact tree calls more people than the limit.

    Ten minutes for each call add up: the last of eight hears of it after more than an hour (NIST SP 800-34; practice
    guidance on call trees names five).

    Fix: let one of those who are called call some of the others. The limit is `fan_out` in the settings.
    """
    most = binder.settings.thresholds.fan_out
    for tree in own(binder, "contact_tree"):
        for caller, called in tree.record.calls.items():
            if len(called) > most:
                yield (*tree.route, "calls", caller), f"'{caller}' must call {len(called)} others in contact tree '{tree.id}'; the limit is {most}"


@check("CTR-08", level=1)
def tree_can_be_read_offline(binder: Binder) -> Said:
    """Of every contact tree there is a copy that needs no system: on paper, on a stick or on a telephone.

    Who to call is looked up when the systems are down (AA22-131A on hard copies, RTS 2024/1774 Article 26(1)(d)).

    Fix: print it or put it on a telephone, and say where that copy is under `kept`.
    """
    for tree in own(binder, "contact_tree"):
        if not any(copy.medium in OFFLINE for copy in tree.record.kept):
            where = " and ".join(f"{copy.medium}: {copy.at}" for copy in tree.record.kept)
            yield (*tree.route, "kept"), f"contact tree '{tree.id}' is kept {f'only where a system must work ({where})' if where else 'nowhere'}"


@check("CTR-09", level=1)
def client_holds_a_copy_of_the_tree(binder: Binder) -> Said:
    """Of every contact tree the client itself holds a copy.

    The tree is needed above all when the provider does not answer (S2-12, S2-1).

    Fix: give a copy to somebody of the client, and add it under `kept` with `by`.
    """
    for tree in own(binder, "contact_tree"):
        keepers = {str(copy.by): employer(binder, copy.by) for copy in tree.record.kept}
        if keepers and binder.id not in keepers.values():
            yield (*tree.route, "kept"), f"no copy of contact tree '{tree.id}' is with '{binder.id}', only with {', '.join(keepers)}"


@check("CTR-11", level=4, severity="warning")
def tree_was_rung_through(binder: Binder) -> Said:
    """Every contact tree was rung through within the interval.

    Numbers change without notice; only ringing shows how long it takes and who is missing (CIS 17.2, ISO 22301 8.5).

    Fix: ring it through and write the day under `tested`. The interval is `tree_tested` in the settings.
    """
    every = binder.settings.intervals.tree_tested
    for tree in own(binder, "contact_tree"):
        last = max(rung(binder, tree.id), default=None)
        if last is None:
            yield (*tree.route, "tested"), f"contact tree '{tree.id}' was never rung through; the interval is {every.days} days"
        elif last + every < binder.as_of:
            yield (*tree.route, "tested"), f"contact tree '{tree.id}' was last rung through on {last}, {(binder.as_of - last).days} days ago; the interval is {every.days} days"


@check("CTR-12", level=1, severity="info")
def tree_closes_its_loop(binder: Binder) -> Said:
    """A contact tree says who rings back whom when everybody was called.

    Without that nobody knows whether the round is finished and who was missed (NIST SP 800-34, ISO 22301 8.4.3).

    Fix: write under `ends` who tells whom that it is done, and who was not reached.
    """
    for tree in own(binder, "contact_tree"):
        if not tree.record.ends:
            yield (*tree.route, "ends"), f"contact tree '{tree.id}' does not say who rings back whom at the end"


@check("CTR-16", level=1)
def tree_reaches_everybody_in_each_situation(binder: Binder) -> Said:
    """A contact tree reaches everybody who is still there, in each situation that it is for: when what it assumes to be lost
    is gone with all that follows from that, and in every scenario that starts it.

    A tree is needed because something is down. One that runs over that same thing, or through somebody whom the scenario
    takes away, stops there, and nobody below hears of it (S1-23, S2-8, CIS 17.6). What a contact point runs over directly is
    CTR-07's question; here it is followed through. Who is taken away need not be reached; whom they were to call has to be.

    Fix: add a contact point that runs over something else, let somebody else make the call, or name under
    `if_no_answer.escalate_to` who goes on in the caller's place.
    """
    for tree in own(binder, "contact_tree"):
        told: set[str] = set()
        for situation in situations(binder, tree):
            for one in (one for lost in situation.losses for one in untold(binder, tree, lost)):
                place = (*tree.route, "calls", one.by, tree.record.calls[one.by].index(one.who)) if one.by else (*tree.route, "starts_with")
                if one.who not in told and not _said_already(binder, tree, one):
                    yield place, _not_told(tree, situation, one)
                told.add(one.who)


def _said_already(binder: Binder, tree: Entry, one: Untold) -> bool:
    """Whether all of somebody's channels are, or stand on, what the tree names as lost: then CTR-07 has found it."""
    channels = [channel for name in one.over if (channel := binder.find(name, ("channel",)))]
    direct = [set(tree.record.assumes_lost) & {channel.id, *(name for _, name in stands_on(binder, channel))} for channel in channels]
    return bool(direct) and all(direct)


def _not_told(tree: Entry, situation: Situation, one: Untold) -> str:
    """Who is not reached by which tree, when and why."""
    gone = f", without {one.loss.title}" if len(situation.losses) > 1 else ""
    when = f"in scenario '{situation.scenario}'{gone}" if situation.scenario else "when what it assumes to be lost is gone"
    why = f"only over {', '.join(one.over)}, which falls too" if one.over else f"only by '{one.by}', who is not reached" if one.by else "by nobody"
    return f"'{one.who}' is not reached by contact tree '{tree.id}' {when}: {why}"


def _mentioned(tree: Entry) -> list[str]:
    """Everybody who stands among the calls of a tree; whether somebody calls them is CTR-02's question."""
    return [tree.record.starts_with, *tree.record.calls, *(who for called in tree.record.calls.values() for who in called)]


def _behind(binder: Binder, names: list[str]) -> set[str]:
    """Roles, people and organisations with the people behind them: who is reached in one role is reached in all."""
    people = {entry.id for name in names if (entry := answers(binder, name))}
    return {*map(str, names), *people}


def _invokes(binder: Binder, tree: Entry) -> bool:
    team = binder.client.incident_team
    return tree.record.use == "invocation" or bool(team and team.calls == tree.id)


def _for_an_invocation(binder: Binder) -> dict[str, str]:
    """Whom an invocation must reach beside the lawyers, each with the first part they have in it."""
    client, wanted = binder.client, {}
    for member in client.incident_team.members if client.incident_team else ():
        wanted.setdefault(str(member.role), "in the incident team")
    spokesperson = client.communications.spokesperson if client.communications else None
    for who, part in ((spokesperson, "spokesperson"), (client.profile.coordinator, "coordinator"), (client.profile.insurer, "insurer")):
        if who:
            wanted.setdefault(str(who), part)
    return wanted
