"""`runbinder due`: for people, for pipes, for other programs, for calendars."""

import json

import icalendar
import pytest
from click.testing import CliRunner

from runbinder.main import cli
from runbinder.testing import MINIMAL, write_plans

NAMES = {"people": {"anna": {"name": "Anna", "organisation": "harbour"}, "bo": {"name": "Bo", "organisation": "harbour"}}, "roles": {"chief": {"does": "Leads.", "holder": "anna"}}}
LOOK = {"title": "Look", "done_by": "chief", "steps": ["Look."], "schedule": {"every": "week", "on": "Monday", "last_done": "2026-03-30"}}
DOMAIN = {"name": "late.example", "kind": "domain", "owner": "harbour", "custodian": "bo", "renews": "2026-03-30"}
PLANS = {"clients/harbour/plans.yml": {**NAMES, "procedures": {"look": LOOK}, "assets": {"late": DOMAIN, "far": {**DOMAIN, "name": "far.example", "renews": "2026-12-01"}}}}


@pytest.fixture
def run(tmp_path, monkeypatch):
    """The result of `runbinder due` with these words, on the last day of March."""
    monkeypatch.chdir(tmp_path)
    write_plans(tmp_path, PLANS)
    (tmp_path / "mkdocs.yml").touch()
    return lambda *words: CliRunner().invoke(cli, ["due", "--as-of", "2026-03-31", *words])


def test_a_line_for_each_where_it_is_piped(run):
    """Overdue first, then by day; the sum where a pipe does not take it; nothing here is a failure."""
    result = run()

    assert ["harbour\t2026-03-30\toverdue\trenewal\tBo\tlate.example: lapses unless renewed", "harbour\t2026-04-06\tdue\troutine\tchief (Anna)\tLook: last done 2026-03-30"] == result.stdout.splitlines()
    assert ("1 overdue, 1 more due until 2026-04-14 (as of 2026-03-31).\n", 0) == (result.stderr, result.exit_code)


@pytest.mark.parametrize(("within", "count"), [("3d", 1), ("6d", 2), ("52w", 3)])
def test_how_far_ahead(run, within, count):
    """The last day is in it; what is overdue always is."""
    assert count == len(run("--within", within).stdout.splitlines())


@pytest.mark.parametrize("who", ["anna", "chief"])
def test_what_one_person_does(run, who):
    """By name, or by the role that they hold."""
    assert ["look"] == [one["record"].partition(":")[2] for one in json.loads(run("--who", who, "--format", "json").stdout)]


def test_for_other_programs(run):
    """Everything that is known of it, the page too."""
    assert {"client": "harbour", "day": "2026-04-06", "overdue": False, "kind": "routine", "title": "Look", "words": "last done 2026-03-30", "who": ["chief"], "people": ["anna"], "record": "procedure:look",
            "route": ["clients", "harbour", "procedures", "look", "schedule"], "page": "procedures/look.html"} == json.loads(run("--format", "json").stdout)[1]


def test_for_a_calendar(run):
    """A file of what was asked for; as many as are listed."""
    assert ["Overdue since 2026-03-30: late.example: lapses unless renewed", "Look"] == [str(one["SUMMARY"]) for one in icalendar.Calendar.from_ical(run("--format", "ics").stdout_bytes).events]


@pytest.mark.parametrize(("words", "said"), [
    (["harbor"], "did you mean 'harbour'?"), (["--who", "ana"], "did you mean 'anna'?"), (["--within", "soon"], "'soon' is not a length of time: write 30m, 24h, 4d or 2w"),
])
def test_a_slip_is_told_with_what_may_be_meant(run, words, said):
    """And nothing is printed that a pipe would take for an answer."""
    result = run(*words)

    assert (1, "") == (result.exit_code, result.stdout)
    assert said in result.stderr


def test_a_calendar_is_of_one_client(run, tmp_path):
    """Two clients may have two zones."""
    write_plans(tmp_path, {"clients/quay/client.yml": {**MINIMAL["clients/harbour/client.yml"], "name": "Quay"}, **PLANS})

    assert "name it: runbinder due CLIENT --format ics" in run("--format", "ics").stderr
    assert 0 == run("harbour", "--format", "ics").exit_code


def test_columns_on_a_terminal(run, monkeypatch):
    """Aligned, with the day of the week; a long line is cut and not wrapped, and what is to be done can still be read."""
    monkeypatch.setattr("runbinder.commands.due._terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "52")

    assert ["Mon 2026-03-30 late  Bo    late.example: lapses unless...", "Mon 2026-04-06       Anna  Look"] == [line.rstrip() for line in run().stdout.splitlines()]


def test_many_of_a_kind_are_one_line_on_a_terminal(run, monkeypatch, tmp_path):
    """As in the calendar; a pipe has each."""
    people = {f"p{number}": {"name": f"P {number}", "organisation": "harbour", "contacts": [{"mobile": f"+44 7700 90010{number}", "verified": "2026-01-02", "verified_by": "bo"}]} for number in range(5)}
    write_plans(tmp_path, {"clients/harbour/more.yml": {"organisations": {"bank": {"name": "Bank", "party": "supplier"}}}, "clients/harbour/people.yml": {"people": people}})
    assert 5 == run("--who", "bo", "--within", "1w").stdout.count("\tcontact\tBo\tP ")
    monkeypatch.setattr("runbinder.commands.due._terminal", lambda: True)

    assert "Thu 2026-04-02       Bo    Contact, 5 of them: verify the contact points" in run("--within", "1w").stdout
