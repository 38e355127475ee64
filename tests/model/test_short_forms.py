"""Short forms: what an author may write on one line means the same as its long form, and what it can not mean is said."""

from datetime import time, timedelta

import pytest

from runbinder.model.channels import ContactTree, NoAnswer
from runbinder.model.common import Part, Record
from runbinder.model.control import Calendar, Document, Term
from runbinder.model.messages import Asked, Message
from runbinder.model.people import Attested, Contact, Reachable
from runbinder.model.procedures import IfNot, OtherPerformer, Parameter, Procedure, Schedule, Step
from runbinder.model.recovery import Option, RecoveryObjective
from runbinder.model.transition import Gone
from runbinder.validate import validate

PROCEDURE = {"title": "Restore", "schedule": {"every": "day"}, "done_by": "operator", "steps": ["Begin."]}
MESSAGE = {"title": "Down", "kind": "update", "to": "client", "channels": ["email"], "text": "It is down."}


def made(cls, data):
    model, faults = validate(cls, data)
    assert [] == faults
    return model


def faults(cls, data):
    return [(route, message) for route, message, _ in validate(cls, data)[1]]


@pytest.mark.parametrize(
    ("cls", "line", "long"),
    [
        (Step, "Call Anna.", {"do": "Call Anna."}),
        (IfNot, "Try again.", {"do": "Try again."}),
        (OtherPerformer, "operator", {"role": "operator"}),
        (Parameter, "Name of the server", {"says": "Name of the server"}),
        (Asked, "time", {"type": "time"}),
        (NoAnswer, "deputy, then next", {"do": "deputy, then next"}),
        (Attested, "anna", {"by": "anna"}),
        (Term, "A pallet on wheels.", {"means": "A pallet on wheels."}),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_a_line_stands_for_the_field_that_matters(cls, line, long):
    """Where one field says it all, it is written without its name."""
    assert made(cls, long) == made(cls, line)


def test_every_class_with_a_short_form_reads_a_line():
    """`short` is no promise that the class does not keep: a line lands in that field, or is refused for what it says."""
    short = {cls for base in (Part, Record, Reachable) for cls in base.__subclasses__() if cls.short}

    assert len(short) >= 8
    assert set() == {cls for cls in short if any("has keys of its own" in message for _, message in faults(cls, "text"))}


@pytest.mark.parametrize(
    ("cls", "field", "data", "one"),
    [
        (Procedure, "or_by", PROCEDURE, "operator"),
        (Procedure, "or_by", PROCEDURE, {"role": "operator", "of": "fenwick"}),
        (Document, "approvals", {}, {"by": "anna", "as": "management", "on": "2026-03-31"}),
        (Message, "approved", MESSAGE, {"by": "anna", "as": "management", "on": "2026-03-31"}),
    ],
)
def test_a_list_of_one_is_its_entry(cls, field, data, one):
    """Most documents have one approval, and most procedures one other performer."""
    assert made(cls, {**data, field: [one]}) == made(cls, {**data, field: one})


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("any one person of kestrel", "any_one_person_of"), ("everyone of kestrel", "everyone_of"), ("all principals of kestrel", "all_principals_of"),
        ("organisation kestrel", "organisation"), ("person kestrel", "person"), ("site kestrel", "site"), ("asset kestrel", "asset"),
        ("channel kestrel", "channel"), ("service kestrel", "service"), ("credential kestrel", "credential"),
    ],
)
def test_what_is_gone_is_said_in_words(line, field):
    """Every field of Gone has its words, in which scenarios read like scenarios."""
    assert made(Gone, {field: "kestrel"}) == made(Gone, line)


def test_every_field_of_gone_has_its_words():
    """No field can only be written the long way."""
    assert [] == [name for name in Gone.model_fields if validate(Gone, f"{name.replace('_', ' ')} kestrel")[1]]


@pytest.mark.parametrize("line", ["kestrel", "everyone", "everyone of kestrel and fenwick", "everybody of kestrel"])
def test_what_does_not_say_what_is_gone_is_refused(line):
    """With all the ways to say it."""
    ((_, message, hint),) = validate(Gone, line)[1]

    assert (f"'{line}' does not say what is gone", True) == (message, hint.startswith("write everyone of kestrel"))


@pytest.mark.parametrize("ways", [{}, {"notes": "Ask for Anna."}, {"mobile": "+44 7700 900101", "email": "anna@harbour.example"}])
def test_a_contact_names_exactly_one_way(ways):
    """Two numbers in one entry could not both have been verified; none is no contact."""
    expected = [((), "a contact names one way")]

    assert expected == faults(Contact, ways)


@pytest.mark.parametrize("way", ["mobile", "phone", "home", "desk", "sms"])
def test_a_contact_knows_its_way(way):
    """Whichever field was written is the way, and its value the number."""
    contact = made(Contact, {way: "+44 7700 900101"})

    assert (way, "+44 7700 900101") == (contact.way, contact.value)


def test_an_option_may_change_the_promise_among_its_changes():
    """`contracted` stands beside the resources, as people list what would change."""
    resources = {"rack": {"what": "A rack"}}
    short = {"title": "Buy", "cost": "0 GBP", "change": {"contracted": {"rto": "4d"}, "rack": {"lead_time": "1d"}}}
    long = {"title": "Buy", "cost": "0 GBP", "contracted": {"rto": "4d"}, "change": {"rack": {"lead_time": "1d"}}}
    one, other = (made(RecoveryObjective, {"mtpd": "9d", "resources": resources, "options": {"buy": data}}) for data in (short, long))

    assert other == one


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ({"options": {"buy": {"title": "Buy", "cost": "0 GBP", "change": {"shelf": {"lead_time": "1d"}}}}}, "an option changes 'shelf', which is not under resources (rack)"),
        ({"decision": {"option": "rent", "decided_by": "anna", "on": "2026-03-31"}}, "the decision takes option 'rent', which is not under options (none)"),
    ],
)
def test_an_option_changes_what_is_there(more, message):
    """A resource or option of which nothing is known is a slip, and the message lists what is known."""
    assert [((), message)] == faults(RecoveryObjective, {"mtpd": "9d", "resources": {"rack": {"what": "A rack"}}, **more})


def test_a_change_of_the_promise_that_is_no_change_is_refused():
    """What stands under `contracted` has the fields of a promise."""
    assert [(("contracted",), "'rto' is missing")] == faults(Option, {"title": "Buy", "cost": "0 GBP", "change": {"contracted": {}}})


@pytest.mark.parametrize("on", ["Monday", "Monday and Thursday", "first Monday", "last working day", "day 15", "1 March", "Monday, Tuesday and Friday"])
def test_a_schedule_names_its_day_in_words(on):
    """As a rota does."""
    assert on == made(Schedule, {"every": "month", "on": on}).on


@pytest.mark.parametrize("on", ["Mon", "15", "day 32", "fifth Monday", "March", "March 1"])
def test_a_day_that_nobody_can_find_is_refused(on):
    """With the ways to write one."""
    assert [((), f"'{on}' is not a day")] == faults(Schedule, {"every": "month", "on": on})


@pytest.mark.parametrize("every", ["on demand", "event"])
def test_what_is_not_regular_says_what_sets_it_off(every):
    """Otherwise nobody knows when it is due."""
    assert [((), "say what sets it off")] == faults(Schedule, {"every": every})


def test_defaults_are_values_too():
    """A default written as text is read like what an author writes."""
    tree = made(ContactTree, {"purpose": "To call", "starts_with": "anna", "if_no_answer": "next"})

    assert [time(9), time(17, 30)] == [made(Calendar, {}).starts, made(Calendar, {}).ends]
    assert timedelta(minutes=10) == tree.answer_within
