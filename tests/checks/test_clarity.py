"""PRC: what a stranger could not follow in a procedure, and what only looks like it."""

import pytest

TEST = ("procedures", "generator-test")


def _with(broken, *steps, **fields):
    """Harbour's generator test with these steps."""
    return broken({(*TEST, "steps"): list(steps or ["Sign the book."])} | {(*TEST, field): value for field, value in fields.items()})


CLEAR = {"do": "Turn the switch.", "expect": "It runs.", "if_not": "Turn it back."}


@pytest.mark.parametrize(("steps", "words"), [
    ([CLEAR, {"do": "Turn the switch.", "where": "Roof"}], "step 2 does not say what should happen"),
    ([{"do": "Look", "run": "ls"}, {"do": "Look", "uses": "wms-admin"}, CLEAR, {"do": "Look", "run": "ls"}], "steps 1, 2 and 4 do not say what should happen"),
    ([{"do": "Look", "run": "ls", "expect": "A list."}], "step 1 does not say what to do otherwise"),
    ([{"do": "Look", "run": "ls", "if_not": "Ring."}], "step 1 does not say what should happen"),
    ([{"do": "Look", "run": "ls"}, {"do": "Look", "expect": "x"}], "step 1 does not say what should happen; step 2 does not say what to do otherwise"),
])
def test_a_step_without_an_end_is_found(steps, words, broken, check_finds):
    """PRC-06: one finding for a procedure, at its first such step; what has no result is not blamed for its way out as well."""
    assert [f"procedure 'generator-test': {words}"] == check_finds("PRC-06", _with(broken, *steps))


def test_one_line_is_enough_where_nothing_can_go_wrong(broken, check_passes):
    """PRC-06: the short form of a step is no gap, with or without its time."""
    check_passes("PRC-06", _with(broken, "Sign the book.", {"do": "Sign the book.", "takes": "1m"}, CLEAR))


@pytest.mark.parametrize("text", [
    "Do it as usual.", "Sign in with the usual password.", "Use the **normal** password.", "Take the ones you know.", "Do it the way Callum showed us.",
    "Same as last time.", "See my email.", "It is somehow connected.", "Everybody knows where it is.", "Ask Bob.", "Then ring Darren about it.", "Check with Wendy first.",
    "As\u00a0usual, but faster.", "Ask around.", "Start it like last time",
])
def test_what_only_insiders_understand_is_found(text, broken, check_finds):
    """PRC-07: however it was typed; a first name alone is one of them, even of somebody who is in the binder."""
    check_finds("PRC-07", _with(broken, CLEAR | {"if_not": text}), "'generator-test': step 1 says", "a stranger can not follow")


@pytest.mark.parametrize("text", [
    "It usually takes ten minutes.", "A usual way in for fraud.", "Names have their usual endings.", "As before the round.", "Compare what you know with the list.",
    "Ask the approver.", "Ring Coldwell.", "Ring Darren Fisk on radio 1.", "Call Kestrel's desk.", "Ask for the missing part.", "Write down what has to be done.", "Mail does not come in.",
])
def test_what_only_sounds_like_it_passes(text, broken, check_passes):
    """PRC-07: organisations can be looked up, and words in another sense are just words."""
    check_passes("PRC-07", _with(broken, CLEAR | {"if_not": text}))


def test_other_parts_of_a_procedure_are_read_too(broken, check_finds, check_passes):
    """PRC-07: prerequisites, rollback, record; what a tester found is history, not an order."""
    check_finds("PRC-07", _with(broken, rollback="Put it back as usual."), "'rollback' says \"as usual\"")
    check_passes("PRC-07", _with(broken, tests=[{"by": "jan-kolb", "of": "fenwick-it", "on": "2026-06-10", "kind": "live", "result": "passed", "found": "It said: as usual"}]))


def test_an_abbreviation_that_nobody_explains_is_found_once(broken, check_finds):
    """PRC-08: with the place where it is read first, and how many there are."""
    binder = _with(broken, CLEAR | {"if_not": "Reset the QXP."}, CLEAR | {"if_not": "Look at both QXPs."})

    assert ["'QXP' is in no glossary; procedure 'generator-test' uses it in step 1, one of 2 places"] == check_finds("PRC-08", binder)


@pytest.mark.parametrize("text", [
    "The RTO counts.", "Look into the WMS.", "Save it as PDF on USB, OK?", "Type `QXP` and `RST 5`.", "Press *QXP*.", "It says \"QXP\".", "At least 40 QB free.", "The seal is QX-27.",
    "Set QXP_HOME.", "Error NET::QXP_FAILED", "Switch it ON, then off and on again.", "Bay III is empty.", "See https://QXP.example/A", "TBD",
])
def test_what_needs_no_glossary_passes(text, broken, check_passes):
    """PRC-08: explained words, what everybody knows, code, labels, quotations, units, identifiers, capitals for emphasis; a TBD is GEN-06's."""
    check_passes("PRC-08", _with(broken, CLEAR | {"if_not": text}))


def test_the_glossary_explains_by_name_id_and_synonym(broken, check_passes):
    """PRC-08: `rto: {name: ..., also: [...]}` explains all three; so does the name of an asset."""
    terms = {("glossary", "qxp"): "A meter.", ("glossary", "meter"): {"name": "QXQ", "means": "x", "also": ["QXR meter"]}}
    used = {(*TEST, "steps"): ["Read QXP, QXQ, QXR and QXS."], ("assets", "office-files", "name"): "Box QXS"}

    check_passes("PRC-08", broken(terms | used))


def test_a_long_step_is_found(broken, check_finds, check_passes):
    """PRC-10: at the limit of the settings it passes, one word more does not."""
    check_passes("PRC-10", _with(broken, "Turn " * 60))
    check_finds("PRC-10", _with(broken, "Sign.", "Turn " * 61), "'generator-test': step 2 has 61 words; the limit is 60 (step_words)")


@pytest.mark.parametrize("text", ["It is in the wiki.", "See our network wiki", "See the manual.", "Look it up in Confluence.", "As described at https://help.example/generator", "See [the guide](https://help.example)."])
def test_a_procedure_that_is_elsewhere_is_found(text, broken, check_finds):
    """PRC-11: when the systems are down, so are the pages on them."""
    check_finds("PRC-11", _with(broken, CLEAR | {"if_not": text}), "step 1 says", "not in the binder")


@pytest.mark.parametrize("text", ["Open https://portal.coldwell.example and sign in.", "See [[procedure:paper-dispatch]].", "Switch to manual.", "Write it into the wiki."])
def test_a_page_that_is_worked_with_passes(text, broken, check_passes):
    """PRC-11: a portal is a tool, and other procedures of the binder are in it."""
    check_passes("PRC-11", _with(broken, CLEAR | {"if_not": text}))


@pytest.mark.parametrize("step", ["Restore the server.", "Then restore the server", "If that fails, rebuild the machine.", "Check that the orders have arrived.", {"do": "Make sure mail works.", "takes": "5m"}])
def test_a_heading_is_no_step(step, broken, check_finds):
    """PRC-12: "restore the server" tells nothing to somebody who does not know how."""
    check_finds("PRC-12", _with(broken, CLEAR, step), "'generator-test': step 2, ", "does not say where, with what")


@pytest.mark.parametrize("step", [
    "Restore it with `restic restore latest`.", "Restore it: *Jobs, Restore, Start*.", "Restore as in [[procedure:restore-test]].", "Check that lamp 3 is green.", "Sign the book.",
    {"do": "Restore the server.", "where": "WMS01"}, {"do": "Restore the server.", "expect": "It answers."}, "Restored files are deleted at once.",
])
def test_a_step_that_can_be_done_passes(step, broken, check_passes):
    """PRC-12: something to type, to press, to look for, or nothing technical at all; what is more than one line is PRC-06's."""
    check_passes("PRC-12", _with(broken, step))
