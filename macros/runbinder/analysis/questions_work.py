"""What a stranger is asked about the work: keys, routines, procedures, services, suppliers and things that lapse."""

from runbinder.analysis.questions_kinds import Raw, asks, called, day, heads, own, plain, quoted
from runbinder.model.binder import Binder, Entry

_FEW = 14
"""Words that a reader can be asked to copy out."""
_KEYS, _ROUTINE, _SERVICE, _SUPPLY = "Keys and copies", "Procedures", "Services", "Suppliers and assets"


@asks(_KEYS, seconds=90, any=True)
def where_a_key_is_kept(binder: Binder) -> Raw:
    """In which vault, and where in it: the key that nobody finds opens nothing."""
    for entry in own(binder, "credential"):
        vault = entry.record.vault
        places = [str(vault.path), *(one.strip() for one in str(vault.path).split(";"))]  # one of several sets is enough
        yield f"{_account(binder, entry)}: where is it kept? Give the vault or place, and the envelope or entry in it.", [way for one in places for way in (f"{vault.name}, {one}", one, f"{one}, {vault.name}")], entry


@asks(_KEYS, seconds=90, any=True)
def who_can_open_it(binder: Binder) -> Raw:
    """One person who can fetch a break-glass or administrator account: the first of them may be on holiday."""
    for entry in own(binder, "credential"):
        if entry.record.privilege in ("break-glass", "admin", "root", "registrar"):
            yield f"{_account(binder, entry)}: name one person or role who can fetch it.", [name for ref in entry.record.holders for name in called(binder, ref, "role", "person")], entry


@asks(_KEYS, seconds=90)
def who_has_the_second_factor(binder: Binder) -> Raw:
    """Who has the device without which a password is worth nothing."""
    for entry in own(binder, "credential"):
        if factor := entry.record.second_factor:
            yield f"{_account(binder, entry)}: who holds the second factor?", called(binder, factor.held_by, "person", "role", "organisation"), entry


@asks(_ROUTINE, seconds=90, any=True)
def what_is_done_then(binder: Binder) -> Raw:
    """What is due on a Monday, on the first of the month, on 1 March: the week of somebody who was not there before."""
    for entry in own(binder, "procedure"):
        due = entry.record.schedule
        if due.on:
            yield f"What is done every {due.every}, on {due.on}? Name one procedure.", [entry.title], entry


@asks(_ROUTINE, seconds=60, sort="time")
def at_what_time(binder: Binder) -> Raw:
    """At what time of day a routine is due."""
    for entry in own(binder, "procedure"):
        if entry.record.schedule.at:
            yield f"At what time of day is {quoted(entry.title)} due?", [f"{entry.record.schedule.at:%H:%M}"], entry


@asks(_ROUTINE, seconds=60, sort="duration")
def how_long_it_takes(binder: Binder) -> Raw:
    """How long a procedure takes: whether there is time for it before the courier comes."""
    for entry in own(binder, "procedure"):
        if entry.record.takes:
            yield f"How long does {quoted(entry.title)} take, from the first step to the last?", [str(entry.record.takes)], entry


@asks(_ROUTINE, seconds=90)
def what_one_sees(binder: Binder) -> Raw:
    """What a step shows when it has worked, where that is short enough to be copied out."""
    for entry in own(binder, "procedure"):
        for number, step in enumerate(entry.record.steps, start=1):
            if step.expect and 2 < len(step.expect.split()) <= _FEW:
                yield f"{quoted(entry.title)}, step {number}: what do you see when it has worked?", plain(step.expect), entry


@asks(_ROUTINE, seconds=90)
def where_to_go_on(binder: Binder) -> Raw:
    """Which procedure or whose telephone follows when a step shows something else."""
    for entry in own(binder, "procedure"):
        for number, step in enumerate(entry.record.steps, start=1):
            lead = f"{quoted(entry.title)}, step {number}: it does not show what it should."
            if step.if_not and step.if_not.procedure:
                yield f"{lead} With which procedure do you go on?", called(binder, step.if_not.procedure, "procedure"), entry
            elif step.if_not and step.if_not.call:
                yield f"{lead} Whom do you call?", called(binder, step.if_not.call, "contact_tree", "role", "person", "organisation"), entry


@asks(_ROUTINE, seconds=90)
def whom_to_call_about_it(binder: Binder) -> Raw:
    """Who helps when a procedure goes wrong."""
    for entry in own(binder, "procedure"):
        if entry.record.escalate:
            yield f"{quoted(entry.title)} goes wrong as a whole. Whom, or which contact tree, do you call?", called(binder, entry.record.escalate, "contact_tree", "role", "person", "organisation"), entry


@asks(_ROUTINE, seconds=90)
def whose_yes_is_needed(binder: Binder) -> Raw:
    """Who must say yes before one begins; asked only where it is one alone."""
    for entry in own(binder, "procedure"):
        if entry.record.needs and len(entry.record.needs.approval) == 1:
            yield f"Who has to say yes before you start {quoted(entry.title)}?", called(binder, entry.record.needs.approval[0], "role", "person"), entry


@asks(_ROUTINE, seconds=120, any=True)
def what_helps_against(binder: Binder) -> Raw:
    """Which procedure belongs to what people say; nobody rings up with the title of a procedure."""
    for entry in own(binder, "procedure"):
        for symptom in entry.record.symptoms:
            yield f"Somebody says: {quoted(symptom)}. Which procedure do you open?", [entry.title], entry


@asks(_SERVICE, seconds=60, sort="duration")
def how_long_it_may_be_down(binder: Binder) -> Raw:
    """After what time the business itself is in danger (MTPD)."""
    for entry in own(binder, "service"):
        if plan := entry.record.recovery:
            yield f"{quoted(entry.title)}: how long may it be down at most before the business is in danger (MTPD)?", [str(plan.mtpd)], entry


@asks(_SERVICE, seconds=60, sort="duration")
def how_soon_it_is_back(binder: Binder) -> Raw:
    """By when it is promised or meant to be back (RTO)."""
    for entry in own(binder, "service"):
        plan = entry.record.recovery
        if plan and plan.contracted:
            yield f"{quoted(entry.title)}: within what time does the contract promise that it is back (RTO)?", [str(plan.contracted.rto)], entry
        elif plan and plan.rto:
            yield f"{quoted(entry.title)}: within what time is it meant to be back (RTO)?", [str(plan.rto)], entry


@asks(_SERVICE, seconds=60, sort="duration")
def how_much_may_be_lost(binder: Binder) -> Raw:
    """How old the newest copy may be (RPO): what has to be typed again."""
    for entry in own(binder, "service"):
        if entry.record.recovery and entry.record.recovery.rpo:
            yield f"{quoted(entry.title)}: how much data, counted as time, may be lost at most (RPO)?", [str(entry.record.recovery.rpo)], entry


@asks(_SERVICE, seconds=90)
def where_the_spare_stands(binder: Binder) -> Raw:
    """Where a thing that recovery needs stands ready."""
    for entry in own(binder, "service"):
        for one in entry.record.recovery.resources.values() if entry.record.recovery else ():
            if one.pre_positioned_at:
                yield f"To bring back {quoted(entry.title)} one needs {quoted(one.what)}. At which site does it stand ready?", called(binder, one.pre_positioned_at, "site"), entry


@asks(_SUPPLY, seconds=60)
def account_with_a_supplier(binder: Binder) -> Raw:
    """The number without which a supplier's desk does not talk to a stranger."""
    for entry in own(binder, "organisation"):
        if any(one.isdigit() for one in entry.record.account or ""):  # `no account` is a note and no number
            yield f"You ring {entry.title}. Which account or contract number of {binder.client.profile.name} do you quote?", [str(entry.record.account)], entry


@asks(_SUPPLY, seconds=90)
def who_could_deliver(binder: Binder) -> Raw:
    """Who steps in for a supplier; asked where it is one alone."""
    for entry in own(binder, "organisation"):
        substitutes = getattr(entry.record, "substitutes", ())
        if len(substitutes) == 1:
            yield f"{entry.title} can not deliver. Which company could step in?", called(binder, substitutes[0].organisation, "organisation"), entry


@asks(_SUPPLY, seconds=60, sort="duration")
def notice_of_a_contract(binder: Binder) -> Raw:
    """How long beforehand a contract must be ended."""
    for entry in own(binder, "contract"):
        yield f"How long beforehand must one give notice to end the contract {quoted(entry.title)}?", [str(entry.record.notice)], entry


@asks(_SUPPLY, seconds=90)
def where_a_contract_is(binder: Binder) -> Raw:
    """Where the signed paper is."""
    for entry in own(binder, "contract"):
        if entry.record.held_at:
            yield f"Where is the signed copy of the contract {quoted(entry.title)} kept?", heads(entry.record.held_at), entry


@asks(_SUPPLY, seconds=60, sort="day")
def when_it_lapses(binder: Binder) -> Raw:
    """On which day a name, certificate or licence lapses unless somebody renews it."""
    for entry in own(binder, "asset"):
        if entry.record.renews:
            yield f"On which day does {quoted(entry.title)} have to be renewed?", day(entry.record.renews), entry


@asks(_SUPPLY, seconds=60)
def where_a_thing_stands(binder: Binder) -> Raw:
    """In which room, rack or tenant a machine is."""
    for entry in own(binder, "asset"):
        if entry.record.where and entry.record.type in ("hardware", "network", "backup", "building system", "document"):
            yield f"Where exactly does {quoted(entry.title)} stand?", [way for one in heads(entry.record.where) for way in (one, *(f"{place}, {one}" for place in called(binder, entry.record.at, "site")))], entry


@asks(_KEYS, seconds=90)
def where_a_copy_is(binder: Binder) -> Raw:
    """Where copies of the binder are, by their number; this one may be lost."""
    for entry in own(binder, "copy"):
        yield f"This binder is lost. Where is copy number {entry.record.number} kept?", heads(entry.record.location), entry


def _account(binder: Binder, entry: Entry) -> str:
    """A credential by what it opens and what for; two of a kind are told apart by the name one signs in with."""
    kind = {"break-glass": "break-glass account", "admin": "administrator account", "user": "user account", "service": "service account", "root": "root account", "registrar": "registrar account"}.get(entry.record.privilege, entry.record.privilege)
    twins = [one for one in own(binder, "credential") if (one.record.system, one.record.privilege) == (entry.record.system, entry.record.privilege)]
    return f"The {kind} for {quoted(entry.record.system)}" + (f" ({entry.record.account})" if len(twins) > 1 else "")
