"""The page of changes, and what document control says of the past: with a history, without one, in every edition."""

import os
import subprocess
from dataclasses import replace
from datetime import date

import pytest

from runbinder.change_macros import last_changes, since_audit
from runbinder.digest import Digests
from runbinder.edition import narrowed
from runbinder.macros import MACROS
from runbinder.read import read
from runbinder.render import View
from runbinder.testing import write_plans

AUDIT = {"title": "Yearly", "subjects": ["policies"], "auditor": "ana", "of": "harbour", "criteria": "Ours.", "on": "2026-02-01", "result": "passed"}
PEOPLE = {"ana": {"name": "Ana", "organisation": "harbour"}, "ben": {"name": "Ben", "organisation": "harbour"}}
STEPS = {"title": "Restore", "schedule": {"every": "week"}, "done_by": "ana", "steps": ["Look."], "tests": [{"by": "ana", "of": "harbour", "on": "2026-02-10", "kind": "live", "result": "passed"}]}
ROLES, PROCEDURE = "clients/harbour/roles.yml", "clients/harbour/procedures/restore.yml"
FILES = {"clients/harbour/people.yml": {"people": PEOPLE}, "clients/harbour/audits/yearly.yml": AUDIT, PROCEDURE: STEPS}


def role(holder, **more):
    return {"roles": {"scribe": {"does": "Writes.", "holder": holder, **more}}}


def commit(root, day, by="Owen Pryce"):
    environment = {"PATH": os.environ["PATH"], "HOME": str(root), "GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    for words in (["init", "-q", "-b", "main"], ["add", "-A"], ["-c", f"user.name={by}", "-c", "user.email=x@harbour.example", "commit", "-qm", "x"]):
        subprocess.run(["git", *words], cwd=root, env=environment, check=True)


@pytest.fixture
def root(tmp_path):
    """Ana is the scribe at the audit of 1 February; Ben afterwards, when the procedure has another step too."""
    write_plans(tmp_path, {**FILES, ROLES: role("ana")})
    commit(tmp_path, "2026-01-20")
    write_plans(tmp_path, {**FILES, ROLES: role("ben"), PROCEDURE: {**STEPS, "steps": ["Look.", "Listen."]}})
    commit(tmp_path, "2026-03-01", by="Ola Brandt")
    return tmp_path


def view(root, edition="internal", here="changes.html"):
    shelf = read(root)
    assert [] == shelf.findings
    day = date(2026, 3, 31)
    whole = shelf.binder("harbour", day)
    binder = whole if edition == "internal" else replace(narrowed(shelf, edition).binder("harbour", day), edition=edition, whole=whole)
    return View(binder, here, root / "overrides", lambda route: shelf.locate("harbour", route))


def control(shown):
    return str(MACROS["document_control"](shown))


def test_the_plans_of_the_audits_day_are_compared_with_those_of_now(root):
    """The base is the last commit up to that day."""
    since = since_audit(view(root))

    assert (date(2026, 1, 20), ["Holder of Scribe changed from Ana to Ben", "Step 2 of Restore added: 'Listen.'"]) == (since.on, [one.words for one in since.found])
    assert "Holder of Scribe changed from Ana to Ben" in str(MACROS["changes"](view(root)))


@pytest.mark.parametrize(("on", "words"), [("2026-01-10", "their history begins later, on 20 January 2026"), ("2026-03-02", "nothing has changed")])
def test_a_page_says_what_it_can_not_compare_or_need_not(root, on, words):
    """An audit before the history begins; an audit after the last change."""
    write_plans(root, {**FILES, ROLES: role("ben"), PROCEDURE: {**STEPS, "steps": ["Look.", "Listen."]}, "clients/harbour/audits/yearly.yml": {**AUDIT, "on": on}})
    commit(root, on if on > "2026-03-01" else "2026-03-10")

    assert words in str(MACROS["changes"](view(root)))


@pytest.mark.parametrize("why", ["no repository", "no folder"])
def test_without_a_history_the_page_says_so(tmp_path, why):
    """And document control leaves out what it does not know."""
    write_plans(tmp_path, {**FILES, ROLES: role("ana")})
    shown = view(tmp_path) if why == "no repository" else View(view(tmp_path).binder, "changes.html")

    assert "built without the history of its plans" in str(MACROS["changes"](shown))
    assert not any(words in control(shown) for words in ("Last changed", "last changed"))


def test_older_plans_that_can_not_be_read_are_no_error(root):
    """The model went on; a binder is built all the same."""
    write_plans(root, {**FILES, ROLES: "roles: {scribe: {}}"})
    commit(root, "2026-01-25")
    write_plans(root, {**FILES, ROLES: role("ben")})

    assert "can not be read by this version" in str(MACROS["changes"](view(root)))


def test_document_control_says_who_changed_what_last(root):
    """And what was changed after its test, with the command that shows how."""
    shown = control(view(root))

    assert "by Ola Brandt" in shown
    assert "plans/clients/harbour/roles.yml" in shown
    assert "tested " in shown.partition("Changed since it was")[2] and "runbinder diff harbour " in shown


@pytest.mark.parametrize("edition", ["client", "auditor"])
def test_other_editions_have_the_day_and_neither_names_nor_files(root, edition):
    """Who commits is the provider's own business, and a file's name is an id."""
    shown = control(view(root, edition))

    assert "Plans last changed" in shown and "2026-03-01" in shown
    assert not any(words in shown for words in ("Ola Brandt", "roles.yml", "runbinder diff"))


def test_an_edition_compares_what_its_readers_may_have(root):
    """In both states."""
    write_plans(root, {**FILES, ROLES: role("ana", classification="internal"), PROCEDURE: {**STEPS, "steps": ["Look.", "Listen."]}})

    assert ["Step 2 of Restore added: 'Listen.'"] == [one.words for one in since_audit(view(root, "client")).found]


def test_a_commit_builds_again_what_tells_of_it_and_nothing_else(root):
    """The history takes part in the digest as far as it is the client's; the clock does not."""
    write_plans(root, {"clients/quay/client.yml": {"name": "Quay", "timezone": "UTC", "summary": "x", "data_sensitivity": "none", "service_model": "total", "in_house_technical_staff": 0}, **FILES, ROLES: role("ben")})
    commit(root, "2026-03-02")
    before = Digests(root, "2026-03-31", "internal")
    (root / "plans" / ROLES).write_text("roles: {}\n", encoding="utf-8")
    commit(root, "2026-03-03")
    write_plans(root, {ROLES: role("ben")})
    commit(root, "2026-03-04")
    after = Digests(root, "2026-03-31", "internal")

    assert before.client("quay") == after.client("quay")
    assert before.client("harbour") != after.client("harbour")


def test_the_list_of_changes_knows_every_plan_file(root):
    """Newest first."""
    rows = last_changes(view(root))["rows"]

    assert [date(2026, 3, 1), date(2026, 3, 1)] == [one.on for _, one in rows][:2]
    assert "plans/provider/provider.yml" in [path for path, _ in rows]
