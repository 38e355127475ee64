"""When a procedure or a message was last looked at, and what counts as a change since."""

from datetime import date
from types import SimpleNamespace

import pytest

from runbinder.analysis import approved, looked_at, tried
from runbinder.analysis.looked_at import Look
from runbinder.read import read
from runbinder.testing import write_plans

TEST = {"by": "ana", "of": "harbour", "on": "2026-02-10", "kind": "live", "result": "passed"}
APPROVAL = {"by": "ana", "as": "management", "on": "2026-02-12"}
PLANS = {"clients/harbour/people.yml": {"people": {"ana": {"name": "Ana", "organisation": "harbour"}}}}
PROCEDURE = {"title": "Restore", "schedule": {"every": "week"}, "done_by": "ana", "steps": ["Look."]}
MESSAGE = {"title": "News", "kind": "update", "to": "client", "channels": ["email"], "text": "It works."}


@pytest.fixture
def looked(tmp_path):
    """The last look at a procedure or a message with these fields, in March 2026; `digest` stands for the one that it has."""

    def last(kind, **fields):
        base, home = (PROCEDURE, "procedures") if kind == "procedure" else (MESSAGE, "messages")
        write_plans(tmp_path, {**PLANS, f"clients/harbour/{home}/one.yml": {**base, **fields}})
        shelf = read(tmp_path)
        assert [] == shelf.findings
        binder = shelf.binder("harbour", date(2026, 3, 31))
        return looked_at.last_look(binder, binder.index[kind]["one"])

    return last


def test_the_latest_up_to_the_binders_day_counts(looked):
    """Tests, approvals of messages, approvals of a procedure's document."""
    assert Look(date(2026, 2, 10), "tested") == looked("procedure", tests=[{**TEST, "on": "2026-01-10"}, TEST, {**TEST, "on": "2026-05-01"}])
    assert Look(date(2026, 2, 12), "approved") == looked("procedure", tests=[TEST], document={"approvals": [APPROVAL]})
    assert Look(date(2026, 2, 12), "approved") == looked("message", approved=[APPROVAL])
    assert looked("message") is None


def test_the_digest_of_now_proves_what_it_is_over(looked, tmp_path):
    """Whoever quoted it, also if somebody looked again later and quoted none."""
    looked("procedure")
    quoted = tried.digest(read(tmp_path).clients["harbour"].procedures["one"])[:8]

    assert "steps" in looked("procedure", tests=[{**TEST, "of_digest": quoted}]).proven
    assert (date(2026, 3, 1), True) == ((last := looked("procedure", tests=[{**TEST, "of_digest": quoted}, {**TEST, "on": "2026-03-01"}])).on, "steps" in last.proven)
    assert () == looked("procedure", tests=[{**TEST, "of_digest": "0" * 8}]).proven

    looked("message")
    words = approved.digest(read(tmp_path).clients["harbour"].messages["one"])[:16]
    assert "text" in looked("message", approved=[{**APPROVAL, "digest": words}]).proven


@pytest.mark.parametrize(("field", "proven", "expected"), [
    (("steps",), (), True), (("steps", "2", "do"), ("steps",), False), (("takes",), ("steps",), True), ((), (), False), (("tests",), (), False), (("approved", "1"), (), False),
    (("document",), (), False), (("document", "approvals"), (), False), (("document", "owner"), (), True), (("schedule", "last_done"), (), False), (("schedule", "every"), (), True),
])
def test_what_was_looked_at_is_not_what_was_written_about_it(field, proven, expected):
    """A test that is added is no change of what was tested; a header that it got, a record that came or has a new id are none either."""
    assert expected is looked_at.counts(SimpleNamespace(field=field), Look(date(2026, 2, 10), "tested", proven))
