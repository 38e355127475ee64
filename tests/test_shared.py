"""A shared procedure is the provider's text with the client's values, steps and people in it."""

import pytest

from runbinder.shared import expand
from runbinder.testing import binder_of, findings_of, shelf_of

SHARED = {
    "title": "Check {{ server }}",
    "parameters": {"server": "Name of the server", "hours": {"says": "How old", "default": "26"}},
    "steps": ["Sign in to {{server}}.", {"do": "Look.", "expect": "Not older than {{hours}} h.", "run": "get {{server}}"}],
    "needs": {"tools": ["A key to {{server}}"]},
}
WITH = {"uses": "check", "with": {"server": "BKP01"}}


def whole(own, shared=SHARED):
    """The procedure, where everything fits."""
    data, faults, _ = expand({**WITH, **own}, shared)
    assert [] == faults
    return data


def steps(own):
    """The steps in words, those of the client's own marked."""
    return [("own: " if isinstance(step, dict) and step.get("own") else "") + (step["do"] if isinstance(step, dict) else step) for step in whole(own)["steps"]]


# Values


def test_values_stand_wherever_they_are_named():
    """In texts, lists, commands; with or without spaces in the braces."""
    data = whole({})

    assert ("Check BKP01", "Sign in to BKP01.", "get BKP01", ["A key to BKP01"]) == (data["title"], data["steps"][0], data["steps"][1]["run"], data["needs"]["tools"])


def test_a_default_stands_in_for_a_value():
    """Until the client gives one."""
    expects = [whole({"with": {"server": "BKP01", **more}})["steps"][1]["expect"] for more in ({}, {"hours": "48"})]

    assert ["Not older than 26 h.", "Not older than 48 h."] == expects


def test_a_value_is_never_looked_into():
    """What a client writes is text, also if it looks like a variable."""
    assert "Check {{hours}}" == whole({"with": {"server": "{{hours}}"}})["title"]


def test_a_value_that_is_missing_is_asked_for():
    """With what the provider says of it."""
    expected = [(("with",), "the shared procedure needs a value for 'server'", "add 'server:' under with - Name of the server")]

    assert expected == expand({"uses": "check"}, SHARED)[1]


def test_a_value_that_nobody_asked_for_is_refused():
    """A slip in its name would leave the default in place."""
    expected = [(("with", "hour"), "the shared procedure has no parameter 'hour'", "did you mean 'hours'?")]

    assert expected == expand({**WITH, "with": {"server": "BKP01", "hour": "48"}}, SHARED)[1]


def test_the_shared_text_is_not_changed():
    """Another client fills it in differently."""
    before = repr(SHARED)
    whole({"with": {"server": "A"}, "add_steps": {"1": ["x"]}, "replace_steps": {"2": "y"}})

    assert before == repr(SHARED)


# Steps

FIRST, SECOND = "Sign in to BKP01.", "Look."


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ({}, [FIRST, SECOND]),
        ({"replace_steps": {"1": "Walk over."}}, ["own: Walk over.", SECOND]),
        ({"replace_steps": {"2": {"do": "Ask."}}}, [FIRST, "own: Ask."]),
        ({"add_steps": {"0": ["Ring.", {"do": "Wait."}]}}, ["own: Ring.", "own: Wait.", FIRST, SECOND]),
        ({"add_steps": {"1": ["Ring."]}}, [FIRST, "own: Ring.", SECOND]),
        ({"add_steps": {"2": ["Leave."]}}, [FIRST, SECOND, "own: Leave."]),
        ({"add_steps": {"1": ["Ring."]}, "replace_steps": {"1": "Walk over."}}, ["own: Walk over.", "own: Ring.", SECOND]),
        ({"steps": ["All else."]}, ["own: All else."]),
        ({"add_steps": {"1": "Ring."}}, [FIRST, "own: Ring.", SECOND]),
    ],
)
def test_a_client_has_its_own_steps(own, expected):
    """In place of a step, or after it; 0 is the beginning. Its own carry a mark, because the provider does not know them."""
    assert expected == steps(own)


@pytest.mark.parametrize(("field", "number"), [("replace_steps", "0"), ("replace_steps", "3"), ("add_steps", "3"), ("add_steps", "first"), ("replace_steps", "-1"), ("add_steps", "9" * 5000)])
def test_a_step_that_is_not_there_is_a_fault(field, number):
    """Numbers are those of the shared procedure, and the hint says how many it has."""
    ((route, message, hint),) = expand({**WITH, field: {number: ["x"]}}, SHARED)[1]

    assert ((field, number), f"the shared procedure has no step {number}", "it has steps 1 to 2") == (route, message, hint)


# Fields


def test_what_the_client_writes_comes_before_what_is_shared():
    """Its own schedule, people, title; the rest is shared."""
    data = whole({"title": "Ours", "done_by": "samir"})

    assert ("Ours", "samir", ["A key to BKP01"]) == (data["title"], data["done_by"], data["needs"]["tools"])


def test_what_it_is_made_of_is_kept():
    """For the page to say; the parameters belong to the shared procedure alone."""
    data = whole({})

    assert ("check", {"server": "BKP01"}, False) == (data["uses"], data["with"], "parameters" in data)


# Read from a folder

FILES = {
    "provider/procedures/check.yml": {**SHARED, "schedule": {"every": "day"}, "done_by": "operator"},
    "clients/harbour/people.yml": {"roles": {"operator": {"does": "Operates.", "holder": None}}},
}


def test_a_client_reads_the_whole_procedure():
    """It can be worked by without the provider's folder."""
    binder = binder_of({**FILES, "clients/harbour/procedures/nightly.yml": {**WITH, "add_steps": {"2": ["Leave."]}}})
    made = binder.client.procedures["nightly"]

    assert ("Check BKP01", ["Sign in to BKP01.", "Look.", "Leave."], [False, False, True]) == (made.title, [step.do for step in made.steps], [step.own for step in made.steps])


def test_a_shared_procedure_names_what_the_client_has():
    """Whom it names is looked for where it is used, and the finding is in the client's file."""
    files = {"provider/procedures/check.yml": FILES["provider/procedures/check.yml"], "clients/harbour/procedures/nightly.yml": WITH}

    assert ["clients/harbour/procedures/nightly.yml:1:1: there is no role or person 'operator'"] == findings_of(files)


def test_a_shared_procedure_that_is_not_there_is_one_fault():
    """Whatever names the client's procedure is right, and the fields it would have had are not missing."""
    link = {"glossary": {"check": "See [[procedure:nightly]]."}}
    (found,) = shelf_of({**FILES, "clients/harbour/procedures/nightly.yml": {"uses": "chek"}, "clients/harbour/words.yml": link}).findings

    assert ("the provider has no shared procedure 'chek'", "did you mean 'check'?") == (found.message, found.hint)


@pytest.mark.parametrize(
    "own",
    [{"with": "BKP01"}, {"with": ["BKP01"]}, {"with": {"server": ["BKP01"]}}, {"with": None}, {"replace_steps": ["x"]}, {"replace_steps": "x"}, {"add_steps": "x"},
     {"add_steps": {"1": None}}, {"add_steps": {"1": {"0": "x"}}}, {"steps": "x"}, {"steps": None}, {"steps": {"1": "x"}}, {"uses": ["check"]}, {"uses": None}],
)
def test_a_wrong_shape_is_a_fault_and_no_crash(own):
    """What is not the shape of a procedure's fields is told like everywhere else."""
    assert findings_of({**FILES, "clients/harbour/procedures/nightly.yml": {**WITH, **own}})


@pytest.mark.parametrize(
    ("own", "place"),
    [("replace_steps:\n  2: {do: Look., uses: nobody}\n", "6:18"), ("add_steps:\n  0:\n    - Ring.\n    - {do: Look., uses: nobody}\n", "8:19"),
     ("steps:\n  - {do: Look., uses: nobody}\n", "6:17"), ("escalate: nobody\n", "5:1")],
)
def test_a_fault_in_a_clients_own_step_is_at_its_line(own, place):
    """Not where the step is in the whole procedure, which nobody has written."""
    files = {**FILES, "clients/harbour/procedures/nightly.yml": "uses: check\n# one server\nwith:\n  server: BKP01\n" + own}

    assert [place] == [":".join(one.split(":")[1:3]) for one in findings_of(files)]


def test_a_fault_in_a_shared_step_is_where_it_is_used():
    """The client has to have the credential that the step names."""
    shared = {"steps": ["Begin.", {"do": "Look.", "uses": "nobody"}]}
    files = {**FILES, "provider/procedures/check.yml": {**FILES["provider/procedures/check.yml"], **shared}}

    assert ["clients/harbour/procedures/nightly.yml:2:1: there is no credential 'nobody'"] == findings_of(
        {**files, "clients/harbour/procedures/nightly.yml": "with: {server: BKP01}\nuses: check\n"})


@pytest.mark.parametrize("shared", [{"parameters": ["server"]}, {"parameters": "server"}, {"steps": "x"}, {"steps": None}, {"steps": {"1": "x"}}])
def test_a_fault_of_the_shared_text_is_the_providers(shared):
    """It is told where it can be mended, and not once more for every client."""
    files = {**FILES, "provider/procedures/check.yml": {**FILES["provider/procedures/check.yml"], **shared}, "clients/harbour/procedures/nightly.yml": WITH}
    found = findings_of(files)

    assert found
    assert [] == [one for one in found if not one.startswith("provider/procedures/check.yml")]
