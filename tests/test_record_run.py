"""`runbinder record` for a run: a line among the procedure's tests and the record beside the plans, or a refusal with its lines; nothing unasked."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from runbinder.analysis.tried import digest, earlier, measured
from runbinder.macros import MACROS
from runbinder.main import cli
from runbinder.read import read
from runbinder.render import View
from runbinder.testing import write_plans

PLAN = """\
title: Restore the database   # the big one
schedule: {every: on demand, when: Data are gone, last_done: 2026-01-10, evidence: Ticket 7}
done_by: ada
takes: 1h
# Steps below were written at night.
steps:
  - {do: Sign in., takes: 5m}
  - do: Restore it.
    run: restore --all   # two hours
tests:
  # by strangers
  - {by: jan, of: fenwick, on: 2026-01-10, kind: live, result: passed, took: 50m}
notes: Kept cold.
"""
PLANS = {
    "clients/harbour/people.yml": {"people": {"ada": {"name": "Ada Quay", "organisation": "harbour"}, "jan": {"name": "Jan Kolb", "organisation": "fenwick"}}},
    "clients/harbour/organisations.yml": {"organisations": {"fenwick": {"name": "Fenwick", "party": "auditor"}}},
    "clients/harbour/procedures/restore.yml": PLAN,
}
RECORD = """\
record: run
client: harbour
procedure: restore
title: Restore the database
digest: "{digest}"
kind: test
how: live
by: jan
organisation: fenwick
started: "2026-03-24 23:40:10+00:00"
finished: "2026-03-25 01:10:20+00:00"
took: "1h 20m"
paused: "10m"
result: passed with findings
found: |
  Too long: "restore", he said.
  Twice.
evidence: INC-9
steps:
  - step: 1
    do: Sign in.
    at: "2026-03-24 23:45:10+00:00"
    took: "5m"
  - step: 2
    do: Restore it.
    done: false
    wrong: true
    note: No disk.
"""
PROCEDURE = "plans/clients/harbour/procedures/restore.yml"
KEPT = "plans/clients/harbour/attachments/runs/2026-03-24-2340-restore.yml"


@pytest.fixture
def home(tmp_path):
    (write_plans(tmp_path, PLANS) / "mkdocs.yml").touch()
    return tmp_path


def written(home):
    return (home / PROCEDURE).read_text(encoding="utf-8")


def procedure(home):
    shelf = read(home)
    assert [] == shelf.findings
    return shelf.clients["harbour"].procedures["restore"]


@pytest.fixture
def export(home):
    """A record of the procedure as it is written now."""
    return RECORD.format(digest=digest(procedure(home))[:16])


@pytest.fixture
def record(home, monkeypatch):
    """The output of the command for a record with this text, and its exit code; `answers` are typed at a terminal."""
    def call(text, *words, code=0, answers=None):
        (home / "run.yml").write_text(text, encoding="utf-8")
        monkeypatch.setattr("runbinder.commands.record.sys", type("Sys", (), {"stdin": type("In", (), {"isatty": staticmethod(lambda: answers is not None)})}))
        result = CliRunner().invoke(cli, ["-C", str(home), "record", str(home / "run.yml"), "--as-of", "2026-03-31", *words], input=answers)
        assert code == result.exit_code, result.output
        return result.output
    return call


def test_a_run_becomes_a_test_and_nothing_else_changes(record, home, export):
    """One line in the plan, every other as its author wrote it; the record itself beside the plans, letter by letter."""
    said = record(export, "--yes")

    new = [line for line in written(home).splitlines() if line not in PLAN.splitlines()]
    assert 1 == len(new) and [line for line in written(home).splitlines() if line not in new] == PLAN.splitlines()
    test = procedure(home).tests[-1]
    assert ("jan", "fenwick", "2026-03-25", "live", "passed with findings", "1 h 20 min") == (test.by, test.of, str(test.on), test.kind, test.result, str(test.took))
    assert 'Too long: "restore", he said.\nTwice. Step 2 went wrong: No disk.' == test.found
    assert "INC-9; run record attachments/runs/2026-03-24-2340-restore.yml" == test.evidence
    assert export == (home / KEPT).read_text(encoding="utf-8")
    assert f"+{new[0]}" in said and "Not done: step 2." in said


def test_the_day_is_the_clients(record, home, export):
    """A run that ends at half past midnight in another zone is of the day it was at the client's."""
    record(export.replace("2026-03-25 01:10:20+00:00", "2026-03-25 00:30:00+01:00").replace("2026-03-24 23:40:10+00:00", "2026-03-24 22:40:10+00:00").replace("1h 20m", "40m"), "--yes")

    assert "2026-03-24" == str(procedure(home).tests[-1].on)


def test_nothing_is_written_without_a_yes(record, home, export):
    """Without a terminal only with --yes; a no leaves everything; the same again is no question."""
    assert "say --yes" in record(export, code=1)
    assert "Nothing was written." in record(export, code=1, answers="n\n")
    assert written(home) == PLAN and not (home / KEPT).exists()

    assert "Written." in record(export, answers="y\n")
    once = written(home)
    assert "filed already" in record(export, "--yes")
    assert "another record of this run" in record(export.replace("INC-9", "INC-10"), "--yes", code=1)
    assert once == written(home)


def test_a_procedure_that_was_changed_since_keeps_the_old_digest(record, home, export):
    """It is said, and the checks say it after that; a stated time that was put right changes nothing."""
    (home / PROCEDURE).write_text(PLAN.replace("takes: 1h", "takes: 2h"), encoding="utf-8")
    assert "was changed" not in record(export, answers="n\n", code=1)
    (home / PROCEDURE).write_text(PLAN.replace("restore --all", "restore --most"), encoding="utf-8")
    said = record(export, "--yes")

    assert "was changed since it was run" in said and "error PRC-04 procedure 'restore' was never tested by a third party with success: the test of 2026-03-25 does not count, as the procedure was changed since" in said
    assert earlier(procedure(home).tests[-1], procedure(home))


def test_a_real_run_was_done(record, home, export):
    """`last_done` follows if somebody agrees, with its evidence; never backwards."""
    real = export.replace("kind: test", "kind: real")
    record(real, answers="n\ny\n")
    assert "last_done: 2026-01-10, evidence: Ticket 7" in written(home)
    (home / KEPT).unlink()
    (home / PROCEDURE).write_text(PLAN, encoding="utf-8")

    record(real, answers="y\ny\n")
    assert "last_done: 2026-03-25, evidence: Real run; INC-9; run record attachments/runs/2026-03-24-2340-restore.yml}" in written(home)
    assert procedure(home).tests[-1].evidence == procedure(home).schedule.evidence

    record(real.replace("2026-03-2", "2025-03-2"), "--yes")
    assert "2026-03-25" == str(procedure(home).schedule.last_done)


@pytest.mark.parametrize(("old", "new", "expected"), [
    ("by: jan", "by: jann", "run.yml:8:1: error GEN-01 there is no person or role 'jann'\n    did you mean 'jan'?"),
    ("procedure: restore", "procedure: restor", "run.yml:3:1: error GEN-01 there is no procedure 'restor'"),
    ("result: passed with findings", "result: passed", "run.yml:14:1: error GEN-01 it says 'passed', and step 2 went wrong"),
    ("result: passed with findings\n", "", "'result' is missing"),
    ("how: live\n", "", "'how' is missing"),
    ("2026-03-25 01:10:20", "2026-03-24 01:10:20", "run.yml:11:1: error GEN-01 it was finished before it was started"),
    ('took: "1h 20m"', 'took: "3h"', "run.yml:12:1: error GEN-01 it can not have taken 3 h"),
    ('took: "1h 20m"', "took: long", "'long' is not a length of time"),
    ("digest: ", "digest: x", "run.yml:5:1: error GEN-01"),
    ('digest: "', 'digest: "zz', "run.yml:5:1: error GEN-01"),
    ("kind: test", "kind: tset", "'tset' is not a value of 'kind'"),
    ("record: run", "record: rum", "'rum' is no kind of record\n    did you mean 'run'?"),
    ("step: 2", "step: two", "run.yml:24:5: error GEN-01 'two' is not a whole number"),
    ("    done: false", "    done: perhaps", "run.yml:26:5: error GEN-01 'perhaps' is not yes or no"),
    ("steps:", "stesp:", "did you mean 'steps'?"),
    ("client: harbour", "client: harbor", "there is no client 'harbor'"),
])
def test_what_is_wrong_is_said_and_nothing_is_written(record, home, export, old, new, expected):
    """In the words of the reader, with the line in the record."""
    assert expected in record(export.replace(old, new, 1), "--yes", code=1)
    assert written(home) == PLAN and not (home / KEPT).exists()


def test_the_first_test_of_a_procedure(record, home, export):
    """A plan without tests gets them behind its steps."""
    bare = PLAN[:PLAN.index("tests:")] + "notes: Kept cold.\n"
    (home / PROCEDURE).write_text(bare, encoding="utf-8")
    record(export, "--yes")

    assert written(home).startswith(bare[:bare.index("notes:")] + "tests: [{by: jan,")
    assert 1 == len(procedure(home).tests)


def test_a_shared_procedure_is_filed_with_the_client(record, home, export):
    """The client's file gets the test; where the schedule is the shared one's, it is left to people."""
    shared = PLAN.replace("done_by: ada", "done_by: kit").replace("jan", "kit").replace("fenwick", "kestrel")
    (home / "plans/provider/procedures").mkdir()
    (home / "plans/provider/procedures/restore.yml").write_text(shared.replace("kit", "ada").replace("of: kestrel", "of: harbour"), encoding="utf-8")
    (home / PROCEDURE).write_text("uses: restore\n", encoding="utf-8")
    said = record(export.replace("kind: test", "kind: real"), "--yes")

    assert "those of the shared one" in said and "enter it by hand" in said
    assert written(home).startswith("uses: restore\ntests: [{by: jan,")


def test_the_disk_may_refuse(record, home, export, monkeypatch):
    """Then the plan is as it was, and no record lies there that nothing names."""
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("runbinder.writing.os.replace", full)
    assert "No space left on device" in record(export, "--yes", code=1)
    assert written(home) == PLAN and not (home / KEPT).exists()


def test_what_was_measured_is_the_last_live_time(record, home, export):
    """Not that of a walkthrough, not of one that failed, and not of tomorrow."""
    for how, result, expected in (("walkthrough", "passed with findings", "50 min"), ("live", "failed", "50 min"), ("live", "passed with findings", "1 h 20 min")):
        (home / KEPT).unlink(missing_ok=True)
        record(export.replace("how: live", f"how: {how}").replace("result: passed with findings", f"result: {result}"), "--yes")
        shelf = read(home)
        binder = shelf.binder("harbour", shelf.settings.as_of or procedure(home).tests[-1].on)

        assert expected == str(measured(binder, procedure(home)).took)


def test_the_measured_time_stands_beside_the_stated_one():
    """In the path of a service's recovery, on its page and in a terminal; in the demo, where somebody has measured it."""
    root = Path(__file__).parents[1]
    shelf = read(root, ["tessera"])
    page = MACROS["service"](View(shelf.binder("tessera", shelf.settings.as_of), "services/rota-api.html"), "rota-api")
    said = CliRunner().invoke(cli, ["-C", str(root), "recovery", "tessera", "rota-api"]).output

    assert "2 h 5 min  measured live on 2026-05-20, by Jan Kolb" in said
    assert '20 May 2026</time>: 2 h 5 min' in page
