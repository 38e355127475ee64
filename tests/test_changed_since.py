"""What document control and a record's own page say of it since it was last tested or approved."""

import os
import subprocess
from datetime import date

import pytest

from runbinder import change_macros, history
from runbinder.analysis import tried
from runbinder.change_macros import since_looked_at
from runbinder.digest import Digests
from runbinder.edition import as_read
from runbinder.macros import MACROS
from runbinder.read import read
from runbinder.render import View
from runbinder.testing import write_plans

PEOPLE = {"clients/harbour/people.yml": {"people": {"ana": {"name": "Ana", "organisation": "harbour"}, "ben": {"name": "Ben", "organisation": "harbour", "classification": "internal"}}}}
TEST = {"by": "ana", "of": "harbour", "on": "2026-02-10", "kind": "live", "result": "passed"}
RESTORE = {"title": "Restore", "schedule": {"every": "week"}, "done_by": "ana", "steps": ["Look."], "tests": [TEST]}
NEWS = {"title": "News", "kind": "update", "to": "client", "channels": ["email"], "text": "It works.", "approved": {"by": "ana", "as": "management", "on": "2026-02-12"}}
OTHER = {**RESTORE, "title": "Other"}
ONE, TWO, MESSAGE = "clients/harbour/procedures/restore.yml", "clients/harbour/procedures/other.yml", "clients/harbour/messages/news.yml"
NOW = {ONE: {**RESTORE, "steps": ["Look.", "Listen."], "escalate": "ana"}, MESSAGE: {**NEWS, "text": "It all works."}}


def commit(root, day):
    environment = {"PATH": os.environ["PATH"], "HOME": str(root), "GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    for words in (["init", "-q"], ["add", "-A"], ["-c", "user.name=Owen", "-c", "user.email=x@harbour.example", "commit", "-qm", "x", "--allow-empty"]):
        subprocess.run(["git", *words], cwd=root, env=environment, check=True)


@pytest.fixture
def history_of(tmp_path):
    """A binder of these files on 20 January, and of those afterwards; the second state is committed on `on`, or not."""

    def made(before, after, on="2026-03-01"):
        write_plans(tmp_path, {**PEOPLE, ONE: RESTORE, TWO: OTHER, MESSAGE: NEWS, **before})
        commit(tmp_path, "2026-01-20")
        write_plans(tmp_path, after)
        if on:
            commit(tmp_path, on)
        return tmp_path

    return made


def view(root, edition="internal", as_of=date(2026, 3, 31)):
    shelf = read(root)
    assert [] == shelf.findings
    return View(as_read(shelf, "harbour", as_of, edition), "document-control.html", root / "overrides", lambda route: shelf.locate("harbour", route))


def said(shown, kind="procedure", id_="restore"):
    found = since_looked_at(shown, shown.binder.index[kind][id_])
    return found and (found.what, found.on, found.said)


def test_the_difference_itself_stands_in_document_control_and_on_the_page(history_of):
    """Of that record alone, without its name in each sentence; the page says how many there are, and opens."""
    shown = view(history_of({}, NOW))
    control, page, letter = (str(MACROS[name](shown, *more)) for name, more in (("document_control", ()), ("procedure", ("restore",)), ("message", ("news",))))

    assert ("tested", date(2026, 2, 10), ["Escalate set to Ana", "Step 2 added: 'Listen.'"]) == said(shown)
    assert ("approved", date(2026, 2, 12), ["Text reworded: 'It works.' -> 'It all works.'"]) == said(shown, "message", "news")
    assert all(words in control.partition("Changed since it was")[2] for words in ("Step 2 added: &#39;Listen.&#39;", "Text reworded"))
    assert 'Changed since it was last tested on <time datetime="2026-02-10">10 Feb 2026</time>: 2 changes</summary><ul><li>' in page
    assert 'last approved on <time datetime="2026-02-12">12 Feb 2026</time>: 1 change</summary>' in letter
    assert "Other" not in control.partition("Changed since it was")[2].partition("Last changed")[0]
    assert "rb-since" not in str(MACROS["procedure"](shown, "other"))


def test_many_changes_are_folded_in_document_control(history_of):
    """A list that is longer than its row is high is opened by who wants it."""
    shown = view(history_of({}, {ONE: {**RESTORE, "steps": ["Look.", "Listen.", "Think.", "Write.", "Read.", "Say."]}}))

    assert '<details class="rb-since"><summary>5 changes</summary>' in str(MACROS["document_control"](shown))


@pytest.mark.parametrize("after", [
    {ONE: {**RESTORE, "tests": [TEST, {**TEST, "on": "2026-02-09"}], "schedule": {"every": "week", "last_done": "2026-02-20"}}},
    {ONE: {**RESTORE, "document": {"approvals": [{"by": "ana", "as": "management", "on": "2026-02-11"}]}}},
    {"clients/harbour/procedures/third.yml": {**RESTORE, "title": "Third"}},
])
def test_what_is_written_about_a_record_is_no_change_of_it(history_of, after):
    """A test that is filed, an approval, a turn; nor is a record that came into the history after its test."""
    shown = view(history_of({}, after))

    assert None is said(shown)
    assert "Changed since it was" not in str(MACROS["document_control"](shown))


def test_a_digest_proves_that_the_steps_are_those_that_were_tested(history_of):
    """They were written before the test and committed after it; another field that changed is told all the same."""
    root = history_of({}, {ONE: NOW[ONE]})
    quoted = tried.digest(read(root).clients["harbour"].procedures["restore"])[:8]
    write_plans(root, {ONE: {**NOW[ONE], "tests": [{**TEST, "of_digest": quoted}], "takes": "2h"}})
    commit(root, "2026-03-02")

    assert ["Stated time set to 2 h"] == said(view(root))[2]


def test_what_is_not_committed_yet_counts(history_of):
    """The binder shows it; the page says that the history does not know it."""
    shown = view(history_of({}, NOW, on=""))

    assert ["Escalate set to Ana", "Step 2 added: 'Listen.'"] == said(shown)[2]
    assert "not committed" in str(MACROS["document_control"](shown)).partition("Changed since it was")[2].partition("Last changed")[0]


def test_a_test_of_a_later_day_than_the_binders_is_none_yet(history_of):
    """The binder of February knows the one of February."""
    root = history_of({}, {ONE: {**NOW[ONE], "tests": [TEST, {**TEST, "on": "2026-03-15"}]}})

    assert date(2026, 2, 10) == said(view(root, as_of=date(2026, 3, 10)))[1]
    assert None is said(view(root))


def test_a_shared_procedure_changes_what_is_made_of_it(history_of):
    """Its file is the provider's."""
    shared, uses = "provider/procedures/base.yml", {"uses": "base", "title": "Restore", "schedule": {"every": "week"}, "done_by": "ana", "tests": [TEST]}
    base = {"title": "Base", "schedule": {"every": "week"}, "done_by": "ana", "steps": ["Look."]}

    assert "Step 2 added: 'Listen.'" in said(view(history_of({ONE: uses, shared: base}, {shared: {**base, "steps": ["Look.", "Listen."]}})))[2]


@pytest.mark.parametrize("edition", ["client", "auditor"])
def test_an_edition_tells_what_its_readers_may_have(history_of, edition):
    """A name that is withheld is not in the difference, and neither commit nor command is told."""
    shown = view(history_of({}, {ONE: {**RESTORE, "steps": ["Look.", "Listen."], "done_by": "ben"}}), edition)
    text = str(MACROS["document_control"](shown)) + str(MACROS["procedure"](shown, "restore"))

    assert "Step 2 added: 'Listen.'" in said(shown)[2]
    assert not any(words in text for words in ("Ben", "ben<", "runbinder diff", "<code>" + since_looked_at(shown, shown.binder.index["procedure"]["restore"]).commit))


def test_older_plans_are_read_once_for_all_records_and_editions(history_of, monkeypatch):
    """Once for a commit, whichever day it is the last of; not at all where nothing was changed since."""
    root, taken, original = history_of({}, {**NOW, TWO: {**OTHER, "steps": ["Look.", "Listen."]}}), [], history.at
    monkeypatch.setattr(history, "at", lambda *words: taken.append(words) or original(*words))
    for edition in ("internal", "client"):
        shown = view(root, edition)
        for name in ("restore", "other"):
            assert said(shown, "procedure", name)
        assert said(shown, "message", "news")
    assert 1 == len(taken)

    write_plans(root, {ONE: RESTORE, TWO: OTHER, MESSAGE: NEWS})
    commit(root, "2026-01-25")
    change_macros._then.cache_clear()
    taken.clear()
    assert None is said(view(root)) and [] == taken


def test_plans_that_can_not_be_read_any_more_are_said(history_of):
    """That the file was changed is known, and what changed is not."""
    shown = view(history_of({"clients/harbour/roles.yml": "roles: {scribe: {}}"}, {**NOW, "clients/harbour/roles.yml": {"roles": {"scribe": {"does": "Writes.", "holder": "ana"}}}}))

    assert "Not known: this version of Runbinder can not read" in str(MACROS["document_control"](shown))
    assert "What changed is not known" in str(MACROS["procedure"](shown, "restore"))


def test_without_a_history_nothing_of_it_is_there(tmp_path):
    """No line, no table, no error; nor in a view that knows of no folder."""
    write_plans(tmp_path, {**PEOPLE, ONE: RESTORE})
    for shown in (view(tmp_path), View(view(tmp_path).binder, "document-control.html")):
        assert None is said(shown)
        assert not any("since it was" in str(html) for html in (MACROS["document_control"](shown), MACROS["procedure"](shown, "restore")))


def test_a_history_that_becomes_longer_builds_again(history_of, tmp_path):
    """What a clone did not know of older days it does not tell; when it knows, every page is another one."""
    root, shallow = history_of({}, NOW), tmp_path.parent / f"{tmp_path.name}-clone"
    write_plans(root, {MESSAGE: NEWS})
    commit(root, "2026-03-05")
    subprocess.run(["git", "clone", "-q", "--depth", "2", root.as_uri(), shallow], check=True)
    before = Digests(shallow, "2026-03-31", "internal").client("harbour")
    subprocess.run(["git", "fetch", "-q", "--unshallow"], cwd=shallow, check=True)

    assert before != Digests(shallow, "2026-03-31", "internal").client("harbour")
