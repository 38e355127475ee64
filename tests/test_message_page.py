"""The page of a message says what its approval is worth before it shows the words, and the index says it in one word."""

import re
from datetime import date

import pytest

from runbinder.analysis.approved import digest
from runbinder.macros import MACROS
from runbinder.model.messages import Message
from runbinder.render import View
from runbinder.testing import binder_of

MESSAGE = {
    "title": "We are late", "kind": "update", "to": "client", "channels": ["email", "sms"], "text": "We know. {{when}}", "forms": {"sms": "Late <b>. {{when}}"},
    "asks": {"when": "time"}, "translations": [{"language": "French", "subject": "En retard", "text": "{{when}}"}],
}
NOW = digest(Message.model_validate(MESSAGE))[:16]
PEOPLE = {"people": {"uma": {"name": "Uma Lind", "organisation": "kestrel"}}}


def pages(approved, **more):
    """Page and index of a message with these approvals, judged on the last day of March."""
    binder = binder_of({"provider/people.yml": PEOPLE, "provider/messages/late.yml": {**MESSAGE, "approved": approved, **more}}, as_of=date(2026, 3, 31))
    view = View(binder, "messages/late.html")
    return str(MACROS["message"](view, "late")), str(MACROS["messages"](view))


def given(**more):
    return {"by": "uma", "as": "management", "on": "2026-03-01", "expires": "2027-03-01", "digest": NOW, **more}


@pytest.mark.parametrize(("approved", "page", "index"), [
    ([given()], r'rb-badge--ok">approved</span> by <a[^>]+>Uma Lind</a> \(management\) on .*1 Mar 2026.*, until .*1 Mar 2027', "until <time"),
    ([given(digest="00000000")], r"rb-callout--danger.*The text was changed after it was approved.*Uma Lind.*Do not send these", "changed since"),
    ([given(digest=None)], r"rb-callout--danger.*nobody knows in which words.*is bound to no text", "no digest"),
    ([given(expires="2026-03-30")], r"rb-callout--warn.*The approval ran out on .*30 Mar 2026.*read again", "expired"),
    ([], r"rb-callout--danger.*Not approved.*Do not send this without asking management", "not approved"),
    ([given(**{"as": "lawyer"})], r"rb-callout--danger.*Not approved", "not approved"),
])
def test_what_the_approval_is_worth_comes_before_the_words(approved, page, index):
    """Approved, changed, of no words, run out, none; a lawyer alone is none."""
    html, listed = pages([{key: value for key, value in one.items() if value} for one in approved])
    before = html.partition('class="rb-quote"')[0]

    assert re.search(page, before, re.DOTALL), before
    assert index in listed


def test_each_form_has_its_own_words():
    """Below the text, which is not shown for a form that has others; a translation has its subject."""
    html, _ = pages([])

    assert ["email", "sms"] == re.findall(r'rb-quote__kind">([^<]+)<', html)
    assert 'id="as-sms"' in html and "Late &lt;b&gt;. <span" in html
    assert "<b>Subject: </b>En retard" in html


def test_every_approval_is_on_the_page():
    """With its last day, and whether it is of these words."""
    html, _ = pages([given(), given(on="2025-03-01", expires="2026-03-01", digest="00000000")])

    assert f"<code>{NOW}</code></td>" in html
    assert "<code>00000000</code> (not these)</td>" in html
