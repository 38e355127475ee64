"""`runbinder cadence`: the plans and a ticket system's export, judged by one set of rules; for people, for pipes, for machines."""

import csv
import io
import json
import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from runbinder.analysis.kept import judged
from runbinder.main import cli
from runbinder.read import read as read_plans
from runbinder.tickets.log import read
from runbinder.tickets.records import called, cases

ROOT = Path(__file__).parents[2]
SHELF = read_plans(ROOT)
BINDERS = {client: SHELF.binder(client, SHELF.settings.as_of) for client in SHELF.clients}
STEPS = {"impact_solved_at": "impact solved", "fixed_at": "fixed", "prevention_set_at": "prevention set", "documented_at": "documented", "circulated_at": "circulated", "closed_at": "closed"}
HEADINGS = "\n".join(SHELF.provider.standard.report_headings)


def rows_of(name, incident, binder):
    """The events of an incident as a ticket system would list them."""
    def row(at, kind, by="", cc=(), text=""):
        return [name, at.isoformat(), kind, incident.urgency, by, "; ".join(cc), text]

    yield row(incident.reported_at, "opened", text=incident.title)
    yield row(incident.acknowledged_at, "acknowledged")
    for update in incident.updates:
        message = binder.find(update.message or "", ("message",))
        yield row(update.at, message.record.type if message else "update", update.by, (*update.to, *update.cc))
    for weekly in binder.client.weekly_statuses.values():
        if name in weekly.incidents:
            yield row(weekly.sent, "weekly status")
    for step, kind in STEPS.items() if incident.closure else ():
        if at := getattr(incident.closure, step):
            yield row(at, kind)
    if incident.report:
        yield row(incident.acknowledged_at, "incident report", text=HEADINGS)


def export(binder):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["ticket", "time", "kind", "urgency", "by", "cc", "text"])
    for name, incident in binder.client.incidents.items():
        writer.writerows(rows_of(name, incident, binder))
    return out.getvalue()


def changed(client, moves, urgency):
    """A client of the demo, of whose incidents updates are lost (None), come later or lose their copies, and the urgency is another."""
    whole, others = BINDERS[client], {}
    for name, one in whole.client.incidents.items():
        pairs = [(update, moves[number % len(moves)]) for number, update in enumerate(one.updates)]
        moved = [update.model_copy(update={"at": update.at + timedelta(minutes=late), "cc": () if late == 7 else update.cc}) for update, late in pairs if late is not None]
        others[name] = one.model_copy(update={"updates": tuple(sorted(moved, key=lambda update: update.at)), "urgency": urgency or one.urgency})
    return replace(whole, client=whole.client.model_copy(update={"incidents": others}))


def of_file(binder, text):
    """Verdicts, and where what was broken stands."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "LOG.csv")
        path.write_text(text, encoding="utf-8")
        log = read(path, binder.zone, called(binder))
    assert [] == [fault for fault in log.faults if fault.severity == "error"]
    return {case.ticket.id: judged(case.binder, case.ticket.id, case.incident, case.unsaid) for case in cases(log, binder)}


@settings(deadline=None)
@given(st.sampled_from(sorted(BINDERS)), st.lists(st.sampled_from((0, 0, 7, 190, 1500, None)), min_size=1, max_size=9), st.sampled_from((None, "urgent", "high", "medium", "low")))
def test_an_export_is_judged_as_the_plans_are(client, moves, urgency):
    """The same incident as YAML and as CSV: the same promises fell due, the same were broken at the same update, in the same words."""
    binder = changed(client, moves, urgency)
    plans = {name: judged(binder, name, one) for name, one in binder.client.incidents.items()}
    found = of_file(binder, export(binder))

    for name, one in plans.items():
        assert one == found[name]
    assert set(plans) == set(found)


# The command

GOOD = "ticket,time,kind,urgency,cc\nT-1,2026-11-17 09:00,opened,P1,\nT-1,2026-11-17 09:05,update,P1,rosa-mendes\nT-1,2026-11-17 11:00,closed,P1,\n"
LATE = GOOD + "T-2,2026-11-17 09:00,opened,P1,\nT-2,2026-11-17 09:05,update,P1,Rosa Mendes\nT-2,2026-11-17 13:10,update,P1,rosa-mendes\nT-2,2026-11-17 14:00,closed,P1,\n"
LATE_LINE = "LOG.csv:7: ticket T-2: no update from 2026-11-17 09:05 to 13:10 (4 h 5 min; the standard allows 3 h)"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """The result of `runbinder cadence` in a folder with this LOG.csv, over the demo's plans."""
    monkeypatch.chdir(tmp_path)

    def call(*words, log=None):
        if log is not None:
            (tmp_path / "LOG.csv").write_text(log, encoding="utf-8")
        return CliRunner().invoke(cli, ["-C", str(ROOT), "cadence", *words])

    return call


def test_the_plans_of_all_clients(run):
    """Each broken promise with file and line on its own line; the months where a pipe does not take them."""
    result = run()
    lines = result.stdout.splitlines()

    assert (1, 2) == (result.exit_code, len(lines))
    assert lines[0].startswith("plans/clients/larkfield/incidents/my-box-delivery-day.yml:") and lines[0].endswith("no update by 2026-11-18 16:30; the next one came 2026-11-18 17:05")
    assert "8 incidents, none with a broken promise; 46 of 46 promised messages came in time (100 %)." in result.stderr


def test_one_client_that_kept_its_word(run):
    """Nothing on stdout, and all is well."""
    result = run("tessera")

    assert (0, "") == (result.exit_code, result.stdout)


def test_a_file_with_a_broken_promise(run):
    """The line of the update that came late; what the file does not say is said."""
    result = run("LOG.csv", "--client", "tessera", log=LATE)

    assert (1, [LATE_LINE]) == (result.exit_code, result.stdout.splitlines())
    assert "LOG.csv: 7 rows, 2 tickets, utf-8; ticket = ticket" in result.stderr
    assert "The file says nothing about closing steps, reports: not judged." in result.stderr
    assert 0 == run("LOG.csv", "--client", "tessera", log=GOOD).exit_code


def test_a_line_that_can_not_be_read_fails_too(run):
    """With what to do; the ticket is named as one that nobody judged."""
    result = run("LOG.csv", "--client", "tessera", log=GOOD + "T-3,soon,update,P1,\n")

    assert ["LOG.csv:5: error: ticket T-3: 'soon' is not a point in time", "    write it as 2026-03-31 16:30, or with an offset as 2026-03-31T16:30+01:00"] == result.stdout.splitlines()
    assert 1 == result.exit_code
    assert "1 ticket could not be judged: T-3" in result.stderr


def test_many_lines_with_one_fault_are_summed_up(run):
    """The first ten, then how many more; JSON has all."""
    log = GOOD + "".join(f"N-{number},2026-11-17 09:00,frobbed,P1,\n" for number in range(300))
    lines = run("LOG.csv", "--client", "tessera", log=log).stdout.splitlines()
    (data,) = json.loads(run("LOG.csv", "--client", "tessera", "--format", "json").stdout)

    assert 21 == len(lines) and lines[-1].startswith("LOG.csv: 290 more lines with a fault like this")
    assert (300, 300) == (len(data["faults"]), len(data["not_judged"]))
    assert "error" not in run("LOG.csv", "--client", "tessera", "--kind", "frobbed=update").stdout


def test_what_lies_after_as_of_has_not_happened(run):
    """As of an earlier day; a ticket that was opened later is said not to be judged."""
    result = run("LOG.csv", "--client", "tessera", "--as-of", "2026-11-16", log=LATE)

    assert 0 == result.exit_code
    assert "LOG.csv:2: warning: ticket T-1 was opened on 2026-11-17, after 2026-11-16, so it is not judged" in result.stdout


def test_for_machines(run):
    """Months, incidents with every promise, how the file was read; silences in hours."""
    (data,) = json.loads(run("LOG.csv", "--client", "tessera", "--format", "json", log=LATE).stdout)
    (month,) = data["months"]
    broken = data["incidents"][1]["broken"]

    assert ("tessera", "2026-11-20", ["kind"], []) == (data["client"], data["as_of"], data["columns"]["kind"], data["faults"])
    assert ("2026-11", "urgent", 2, 3, 2, 66, ["T-2"]) == tuple(month[name] for name in ("month", "urgency", "incidents", "due", "in_time", "kept_percent", "failed"))
    assert (4.083, 3.0) == (round(month["longest_silence_hours"], 3), month["allowed_hours"])
    assert [("LOG.csv", 7, "interval", 1)] == [(one["path"], one["line"], one["rule"], one["times"]) for one in broken]
    assert {"tessera", "larkfield"} <= {one["client"] for one in json.loads(run("--format", "json").stdout)}


def test_a_table_on_a_terminal(run, monkeypatch):
    """Month by month below what was broken."""
    monkeypatch.setattr("runbinder.commands.cadence._terminal", lambda: True)
    said = run("LOG.csv", "--client", "tessera", log=LATE).stdout

    assert "2026-11  urgent   2          3         2        1 interval  66 %  4 h 5 min of 3 h  3 of 3   -       -" in said
    assert said.splitlines()[-1] == "2 incidents, 1 with a broken promise; 2 of 3 promised messages came in time (66 %)."


@pytest.mark.parametrize(("words", "message"), [
    (("LOG.csv",), "whose tickets are these?"), (("LOG.csv", "tessera"), "one file is judged at a time"), (("tessera", "--dates", "day-first"), "--client, --columns, --urgency, --kind and --dates are about a file"), (("tesera",), "there is no client 'tesera'"),
    (("nowhere.csv", "--client", "tessera"), "there is no file nowhere.csv"), (("LOG.csv", "--client", "tesera"), "there is no client 'tesera'"), (("LOG.csv", "--client", "tessera", "--columns", "opened"), "'opened' does not say what is what"),
])
def test_what_is_wrong_with_the_call_is_said(run, words, message):
    """In a sentence with what to do, and no traceback."""
    result = run(*words, log=GOOD)

    assert 1 == result.exit_code
    assert f"Error: {message}" in result.stderr and "\n       " in result.stderr
