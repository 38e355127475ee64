"""What a stranger is asked about people: whom to call, who stands in, who may decide - also at two in the morning."""

from collections.abc import Iterator

from runbinder.analysis.hours import minutes
from runbinder.analysis.questions_kinds import Raw, asks, called, heads, own, quoted, works_for
from runbinder.analysis.reach import BY_VOICE
from runbinder.model.binder import Binder, Entry

NIGHT = 6 * 1440 + 120
"""Sunday, 02:00, in minutes from Monday 00:00."""
_PART = "People"


@asks(_PART, seconds=60)
def who_holds_a_role(binder: Binder) -> Raw:
    """Which person is behind a role: a plan names roles, a telephone is answered by people."""
    for entry in own(binder, "role"):
        if person := binder.find(entry.record.holder or "", ("person",)):
            yield f"Which person (by name) holds the role {quoted(entry.title)}?", [person.title], entry


@asks(_PART, seconds=60)
def who_stands_in_first(binder: Binder) -> Raw:
    """Who takes over: people sleep, travel and fall ill."""
    for entry in own(binder, "role"):
        if entry.record.deputies and (person := binder.find(entry.record.deputies[0], ("person",))):
            yield f"The holder of the role {quoted(entry.title)} can not be reached. Which person (by name) is the first to stand in?", [person.title], entry


@asks(_PART, seconds=120)
def who_may_decide(binder: Binder) -> Raw:
    """Who has an authority; sums of money are left out, as who may spend much may spend little."""
    for entry in own(binder, "role"):
        for may in entry.record.may_:
            if not may.casefold().startswith("spend"):
                yield f"Which role at {binder.client.profile.name} may {quoted(may)}?", called(binder, entry.id, "role"), entry


@asks(_PART, seconds=60, sort="phone", any=True)
def number_of_a_person(binder: Binder) -> Raw:
    """How to ring somebody: the most common thing that a binder is opened for."""
    for entry in binder.all("person"):
        phones = [str(one.value) for one in entry.record.phones if not one.private and one.way in BY_VOICE]
        if phones and not entry.record.left:
            yield f"Under which number is {entry.title} called?", phones, entry


@asks(_PART, seconds=90, sort="phone", any=True)
def number_at_two_in_the_night(binder: Binder) -> Raw:
    """Which of several numbers answers on Sunday at 02:00; a desk that is closed costs the first half hour."""
    for entry in _organisations(binder):
        phones = [one for one in entry.record.phones if not one.private]
        awake = [str(one.value) for one in phones if not one.hours or NIGHT in minutes(one.hours)]
        if awake and any(one.hours for one in phones):
            yield f"It is Sunday, 02:00. Under which number does somebody at {entry.title} answer now?", awake, entry


@asks(_PART, seconds=60)
def first_to_call(binder: Binder) -> Raw:
    """Who stands first on the list of the front page: whom to call, knowing nothing yet."""
    for ref in binder.client.profile.call_first[:1]:
        yield f"It is 02:00. Something is badly wrong at {binder.client.profile.name}, and you know nothing else. Whom does the binder tell you to call first?", called(binder, ref, "role", "person", "organisation"), "front page/call first"


@asks(_PART, seconds=120)
def tree_for_an_occasion(binder: Binder) -> Raw:
    """Which contact tree an event starts: for a breach other people are rung than for a power cut."""
    for entry in own(binder, "contact_tree"):
        if entry.record.when:
            yield f"This has happened: {quoted(entry.record.when)}. Which contact tree is started?", [entry.title], entry


@asks(_PART, seconds=60)
def who_starts_a_tree(binder: Binder) -> Raw:
    """Who makes the first call; a tree that nobody begins reaches nobody."""
    for entry in own(binder, "contact_tree"):
        yield f"In the contact tree {quoted(entry.title)}: who makes the first call?", called(binder, entry.record.starts_with, "role", "person"), entry


@asks(_PART, seconds=90)
def who_is_called_next(binder: Binder) -> Raw:
    """Whom somebody rings first in a tree: the order is what a tree is for."""
    for entry in own(binder, "contact_tree"):
        for caller, calls in entry.record.calls.items():
            who = binder.find(caller, ("role", "person", "organisation"))
            if who and calls and caller != entry.record.starts_with:
                yield f"In the contact tree {quoted(entry.title)}: whom does {_the(who)} call first?", called(binder, calls[0], "role", "person", "organisation"), entry


@asks(_PART, seconds=90, sort="duration")
def how_long_to_wait(binder: Binder) -> Raw:
    """How long one waits for an answer before going on; only where somebody is given another time than the rest."""
    for entry in own(binder, "contact_tree"):
        for name, node in entry.record.nodes.items():
            who = binder.find(name, ("role", "person", "organisation"))
            if who and node.answer_within and node.answer_within != entry.record.answer_within:
                yield f"In the contact tree {quoted(entry.title)}: how long is {_the(who)} given to answer, before one goes on?", [str(node.answer_within)], entry


@asks(_PART, seconds=90)
def where_a_tree_is_kept(binder: Binder) -> Raw:
    """Where the paper is, for the hour in which no screen works."""
    for entry in own(binder, "contact_tree"):
        for one in entry.record.kept:
            if one.medium == "print":
                yield f"No computer works. Where is the printed copy of the contact tree {quoted(entry.title)}?", heads(one.at), entry


@asks(_PART, seconds=90)
def where_to_work_instead(binder: Binder) -> Raw:
    """Which place takes over when another can not be entered."""
    for entry in own(binder, "site"):
        if other := binder.find(entry.record.alternate or "", ("site",)):
            yield f"Nobody can work at {quoted(entry.title)}. Which site is the alternate?", [other.title], entry


@asks(_PART, seconds=90)
def what_to_use_instead(binder: Binder) -> Raw:
    """Which channel comes next when one is down."""
    for entry in own(binder, "channel"):
        if entry.record.fallback and (other := binder.find(entry.record.fallback[0], ("channel",))):
            yield f"The channel {quoted(entry.title)} is down. Which channel is used instead, first of all?", [other.title], entry


@asks(_PART, seconds=90)
def whose_job_when_they_are_gone(binder: Binder) -> Raw:
    """Who carries out a procedure when nobody of the provider's does (S2-22)."""
    provider = binder.find(binder.provider_id, ("organisation",))
    for entry in own(binder, "procedure"):
        others = [one for one in entry.record.or_by if works_for(binder, one.role) != binder.provider_id]
        if provider and len(others) == 1 and works_for(binder, entry.record.done_by) == binder.provider_id:
            company = called(binder, others[0].of, "organisation")
            yield f"{provider.title} is gone. Who carries out {quoted(entry.title)} now?", [*called(binder, others[0].role, "role", "person"), *company], entry


def _organisations(binder: Binder) -> Iterator[Entry]:
    """The client itself is left out: nobody rings the place where it is dark."""
    return (entry for entry in binder.all("organisation") if entry.id != binder.id)


def _the(who: Entry) -> str:
    return f"the {who.title[:1].lower()}{who.title[1:]}" if who.kind == "role" else who.title
