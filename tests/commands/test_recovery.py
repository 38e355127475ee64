"""`runbinder recovery`: the portfolio, a client, a service; for people, for pipes, for machines."""

import json
import re

import pytest
from click.testing import CliRunner

from runbinder.main import cli
from runbinder.testing import write_plans

PROCEDURE = {"title": "Move", "schedule": {"every": "event", "when": "x"}, "done_by": "ola", "takes": "12h", "steps": [{"do": "Split the people.", "takes": "30m"}, "Go."]}


def plans(rto="24h", **recovery):
    """Dispatch needs racking that takes 72 and 12 hours; the office is wanted back in a day, by nobody's contract."""
    racking = {"what": "Racking", "lead_time": "72h", "install": "12h"}
    options = {
        "standby": {"title": "Standby", "cost": "20000 GBP", "paid_by": "harbour", "change": {"racking": {"pre_positioned_at": "yard"}}},
        "four-days": {"title": "Four days", "cost": "0 GBP", "change": {"contracted": {"rto": "4d"}}},
    }
    dispatch = {"mtpd": "7d", "contracted": {"rto": rto}, "procedures": ["move"], "resources": {"racking": racking}, "options": options, **recovery}
    services = {"dispatch": dispatch, "office": {"mtpd": "5d", "rto": "24h", "procedures": ["move"]}}
    return {
        "clients/harbour/plans.yml": {
            "people": {"ola": {"name": "Ola Brandt", "organisation": "harbour"}},
            "sites": {"yard": {"name": "Yard", "owner": "harbour", "operated_by": "harbour", "address": "Yard"}},
            "services": {
                "plain": {"name": "Plain", "criticality": "ordinary", "done_by": "harbour", "for": "harbour"},
                **{name: {"name": name.title(), "criticality": "critical", "done_by": "harbour", "for": "harbour", "recovery": plan} for name, plan in services.items()},
            },
        },
        "clients/harbour/procedures/move.yml": PROCEDURE,
    }


@pytest.fixture
def run(tmp_path, monkeypatch):
    """The result of `runbinder recovery` with these words, inside a binder with these plans."""
    monkeypatch.chdir(tmp_path)

    def call(*words, files=None):
        write_plans(tmp_path, plans() if files is None else files)
        (tmp_path / "mkdocs.yml").touch()
        return CliRunner().invoke(cli, ["recovery", *words])

    return call


@pytest.fixture
def terminal(monkeypatch):
    """As if somebody sat before it."""
    monkeypatch.setattr("runbinder.commands.recovery._terminal", lambda: True)


def test_a_line_for_each_service_where_it_is_piped(run):
    """Tabs between the fields; how many can be kept is said where a pipe does not take it."""
    result = run()

    assert ["harbour\tdispatch\t24 h\t4 days\t7 days\t-\t3 days too long", "harbour\toffice\t24 h (own)\t12 h\t5 days\t-\tin time"] == result.stdout.splitlines()
    assert "0 of 1 contracted recovery time is achievable.\n" == result.stderr


def test_columns_on_a_terminal(run, terminal):
    """Under headings, each as wide as its widest cell; the portfolio at the end."""
    lines = run().stdout.splitlines()

    assert ["Service   Promised    Achievable  MTPD    Shown  Verdict", "Dispatch  24 h        4 days      7 days  -      3 days too long"] == lines[2:4]
    assert ["Client   Contracted  Achievable", "harbour  1           0", "0 of 1 contracted recovery time is achievable."] == lines[-3:]


@pytest.mark.parametrize(("rto", "code"), [("24h", 1), ("95h", 1), ("96h", 0)])
def test_a_promise_that_can_not_be_kept_is_a_finding(run, rto, code):
    """Exit code 1 while a contract says what can not be done."""
    assert code == run(files=plans(rto)).exit_code
    assert code == run("harbour", "dispatch", files=plans(rto)).exit_code
    assert 0 == run("harbour", "office", files=plans(rto)).exit_code


def test_one_service_step_by_step(run):
    """The path with a clock from T0, where the promise breaks, what each option buys, and who was not asked."""
    said = run("harbour", "dispatch").stdout

    assert re.search(r"T0 +3 days  Racking: ordered until there\n +T0 \+ 24 h +here the promised 24 h are over\n +T0 \+ 3 days +12 h  Racking: installed\n +T0 \+ 3 days 12 h +12 h  Move\n +1\. Split the people\. \(30 min\)\n +2\. Go\.\n +T0 \+ 4 days +back", said)
    assert re.search(r"  Standby +20,000 GBP  back in 24 h: in time, paid by Harbour\n  Four days +0 GBP  back in 4 days, the contract says 4 days: in time", said)
    assert 2 == said.count("not asked")


def test_the_decision_and_the_amendment_it_needs(run):
    """What was chosen is marked."""
    said = run("harbour", "dispatch", files=plans(decision={"option": "four-days", "decided_by": "ola", "on": "2024-05-20"})).stdout

    assert "* Four days" in said
    assert "Decided by Ola Brandt on 2024-05-20: Four days; it needs an amendment of the contract." in said


def test_what_nobody_wrote_down_is_said(run):
    """Instead of a path."""
    said = run("harbour", "dispatch", files=plans(procedures=[], resources={}, options={})).stdout

    assert "? no procedure is named" in said
    assert "There is no path: nothing says how it is recovered." in said


def test_for_machines(run):
    """Hours as numbers; with a service also its path, options, attestations and scenarios."""
    (client,) = json.loads(run("--format", "json").stdout)
    (whole,) = json.loads(run("harbour", "dispatch", "--format", "json", "--as-of", "2026-11-20").stdout)
    service = whole["services"][0]

    assert ("harbour", 1, 0, [96.0, 12.0]) == (client["client"], client["contracted"], client["achievable"], [one["achievable"] for one in client["services"]])
    assert ("2026-11-20", 24.0, 72.0, "broken") == (whole["as_of"], service["promised"], service["excess"], service["verdict"])
    assert [(0.0, 72.0), (72.0, 84.0), (84.0, 96.0)] == [(one["starts"], one["ends"]) for one in service["path"]]
    assert [("20,000 GBP", 24.0), ("0 GBP", 96.0)] == [(one["cost"], one["buys"]) for one in service["options"]]
    assert {"senior management": None, "site": None} == service["attested"]


@pytest.mark.parametrize(("words", "hint"), [
    (("habour",), "there is no client 'habour'\n       did you mean 'harbour'?"), (("harbour", "dispach"), "there is no service 'dispach' in the binder of 'harbour'\n       did you mean 'dispatch'?"),
    (("harbour", "plain"), "service 'plain' of 'harbour' does not say how it is recovered"), (("--as-of", "soon"), "'soon' is not a date"),
])
def test_a_wrong_name_says_what_may_be_meant(run, words, hint):
    """And is no traceback."""
    result = run(*words)

    assert 1 == result.exit_code
    assert f"Error: {hint}" in result.stderr


def test_plans_that_can_not_be_read_are_findings(run):
    """As `check` shows them."""
    result = run(files={"clients/harbour/a.yml": "people:\n  anna: {name: Anna}\n"})

    assert 1 == result.exit_code
    assert "plans/clients/harbour/a.yml:2:3: error GEN-01 'organisation' is missing" in result.stdout
