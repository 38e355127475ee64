"""What the composer of a message knows, and what it must not: data for a script, from the binder as its reader has it."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from runbinder.analysis import approved
from runbinder.composing import attribute, facts, fields, javascript, others
from runbinder.edition import WITHHELD, narrowed
from runbinder.macros import MACROS
from runbinder.read import read
from runbinder.render import View
from runbinder.testing import binder_of

ROOT = Path(__file__).parents[1]
MESSAGE = {
    "title": "We are late", "kind": "update", "to": "client", "channels": ["email", "sms", "ivr"], "subject": "Late: {{client_name}}",
    "text": "We know of {{what}}. News by {{next_update_at}}. {{help_desk}} {{project_manager}}", "forms": {"sms": "Late. {{next_update_at}}"},
    "asks": {"what": {"type": "text", "required": False}, "next_update_at": {"type": "time", "required": False, "example": "16:30"}},
    "translations": [{"language": "French", "subject": "En retard", "text": "{{what}}"}],
}
PEOPLE = {"people": {"rosa": {"name": "Rosa Mendes", "organisation": "kestrel", "contacts": [
    {"mobile": "+44 7700 900101"}, {"email": "home@mendes.example", "private": True}, {"email": "rosa@kestrel.example"},
]}}}


def known(people=PEOPLE, profile=None, **more):
    """Facts of a message of the provider's library."""
    files = {"provider/people.yml": people, "provider/messages/late.yml": {**MESSAGE, **more}}
    binder = binder_of(files)
    binder = replace(binder, client=binder.client.model_copy(update={"profile": binder.client.profile.model_copy(update=profile or {})}))
    entry = binder.index["message"]["late"]
    return facts(binder, entry, approved.standing(binder, entry))


def test_each_form_has_its_own_words():
    """In the order of the channels; a subject only where the form has a line for it, another language last."""
    versions = known()["versions"]

    assert ["email", "sms", "ivr", "in-1"] == [one["key"] for one in versions]
    assert ["Late: {{client_name}}", "", "", "En retard"] == [one["subject"] for one in versions]
    assert ["Late. {{next_update_at}}", MESSAGE["text"]] == [versions[1]["text"], versions[2]["text"]]
    assert ["email", "ivr"] == versions[3]["as"]


@pytest.mark.parametrize(("final", "needed"), [(False, True), (True, False)])
def test_the_next_news_is_promised_unless_it_is_the_last_message(final, needed):
    """Also where the plan would let it go without."""
    found = known(final=final)

    assert needed == found["asks"]["next_update_at"]["needed"]
    assert not found["asks"]["what"]["needed"]
    assert ("next_update_at" if needed else "") == found["promise"]


def test_what_the_binder_does_not_know_is_asked_for():
    """A binder without a project manager can not fill one in, and braces are never sent."""
    found = known()

    assert {"what", "next_update_at", "help_desk", "project_manager"} - set(found["known"]) == set(found["asks"])
    assert found["asks"]["project_manager"]["needed"]


def test_the_project_manager_is_in_copy():
    """With the first address that is not private: that one is nobody's to pass on."""
    assert {"name": "", "mail": ""} == known()["cc"]
    assert {"name": "Rosa Mendes", "mail": "rosa@kestrel.example"} == known(profile={"project_manager": "rosa"})["cc"]


def test_a_project_manager_who_is_withheld_stays_so():
    """Neither name nor address, in the text as in the line of those in copy."""
    shelf = read(ROOT, ["tessera"])
    hidden = shelf.provider.people["rosa-mendes"].model_copy(update={"classification": "internal"})
    provider = shelf.provider.model_copy(update={"people": {**shelf.provider.people, "rosa-mendes": hidden}})
    binder = narrowed(replace(shelf, provider=provider), "client").binder("tessera", shelf.settings.as_of)
    entry = binder.index["message"]["update"]
    found = attribute(facts(binder, entry, approved.standing(binder, entry)))

    assert "osa" not in re.sub(r'"text":"[^"]*"', "", found).replace("purpose", "")
    assert WITHHELD not in found
    assert '"cc":{"name":"","mail":""}' in found


def test_a_message_that_is_withheld_has_no_composer():
    """There is nothing to fill in, and its id says nothing."""
    shelf = read(ROOT, ["tessera"])
    hidden = shelf.provider.messages["call-tree-script"].model_copy(update={"classification": "internal"})
    provider = shelf.provider.model_copy(update={"messages": {**shelf.provider.messages, "call-tree-script": hidden}})
    whole = replace(shelf, provider=provider)
    binder = narrowed(whole, "client").binder("tessera", shelf.settings.as_of)
    binder = replace(binder, whole=whole.binder("tessera", shelf.settings.as_of))
    (entry,) = [one for one in binder.all("message") if one.record.text == WITHHELD]

    assert "rb-composer " not in str(MACROS["message"](View(binder, f"messages/{entry.id}.html"), entry.id)).replace("rb-composer__", "")
    assert not any(entry in found for one in binder.all("message") for _, found in others(binder, one))


def test_the_list_to_choose_from_is_for_the_same_audience():
    """This message is among them."""
    binder = read(ROOT, ["tessera"]).binder("tessera", read(ROOT, ["tessera"]).settings.as_of)
    entry = binder.index["message"]["update"]
    ((to, found),) = others(binder, entry)

    assert "client" == to and entry in found
    assert all("client" in one.record.to for one in found)


def test_no_text_ends_the_attribute():
    """Whatever stands in a plan."""
    found = attribute(known(title="</script>' <b>&", text="<!-- {{what}} </SCRIPT> {{next_update_at}}")) + attribute("\u2028")

    assert not set("<>&'\u2028") & set(found)
    assert "</script>' <b>&" == json.loads(found.removesuffix(attribute("\u2028")))["title"]


@pytest.mark.parametrize(("pattern", "translated"), [
    (r"\bno\b", r"\bno\b"), (r"\w\d", r"[\p{L}\p{N}_]\p{Nd}"), (r"[\w-]", r"[\p{L}\p{N}_\-]"), (r"[^\d]", r"[^\p{Nd}]"), (r"[]a]", r"[\]a]"), (r"\'\ \-", "' -"),
    ("x{,3}?", "x{0,3}?"), ("{a}", r"\{a\}"), ("(?P<n>a)", "(a)"), ("(?#why)a", "a"), (r"\Ab\Z", "^b$"), (r"[\b]", r"[\x08]"), (r"\U0001F600", r"\u{1F600}"),
    ("a.+b", "a.+b"), (r"(?<!no )x(?! y)", r"(?<!no )x(?! y)"), ("a/b", r"a\/b"),
])
def test_a_pattern_is_put_into_javascript(pattern, translated):
    """Classes go by Unicode as in Python, signs stay signs."""
    assert translated == javascript(pattern)


@pytest.mark.parametrize("pattern", ["(", "a++", "a{2}+", "(?>a)", r"(a)\1", "(?P<n>a)(?P=n)", "(?i)a", "(a)?(?(1)b|c)", r"[^\W]", r"\07"])
def test_a_pattern_without_an_equal_is_none(pattern):
    """The page says how many it does not look for."""
    assert javascript(pattern) is None


def test_every_pattern_of_the_demo_can_be_looked_for():
    """None is lost on the way to the browser."""
    shelf = read(ROOT, ["tessera"])
    binder = shelf.binder("tessera", shelf.settings.as_of)
    entry = binder.index["message"]["update"]
    found = facts(binder, entry, approved.standing(binder, entry))

    assert 0 == found["unread"]
    assert len(binder.provider.standard.forbidden) == len(found["forbidden"])


def test_every_variable_of_a_message_has_a_field_or_is_known():
    """In every message of the demo, in each of its forms."""
    shelf = read(ROOT)
    for name in shelf.clients:
        binder = shelf.binder(name, shelf.settings.as_of)
        for entry in binder.all("message"):
            found = facts(binder, entry, approved.standing(binder, entry))
            used = {one for version in found["versions"] for one in re.findall(r"\{\{\s*(\w+)\s*\}\}", version["subject"] + version["text"])}
            assert used <= set(found["asks"]) | set(found["known"])
            assert list(found["asks"]) == [one for one, _, _ in fields(binder, entry.record)]
