"""`runbinder diff`: for people, for pipes, for minutes, for machines."""

import json
import os
import subprocess

import pytest
from click.testing import CliRunner

from runbinder.main import cli
from runbinder.testing import write_plans

PEOPLE = {"people": {name: {"name": name.title(), "organisation": "harbour"} for name in ("ana", "ben")}}
ROLES = "clients/harbour/roles.yml"


def role(holder):
    return {"roles": {"scribe": {"does": "Writes.", "holder": holder}}}


@pytest.fixture
def run(tmp_path, monkeypatch):
    """The result of `runbinder diff` with these words; `../old` has Ana as the scribe, the binder has Ben."""
    (tmp_path / "new").mkdir()
    monkeypatch.chdir(tmp_path / "new")
    write_plans(tmp_path / "old", {"clients/harbour/people.yml": PEOPLE, ROLES: role("ana")})
    write_plans(tmp_path / "new", {"clients/harbour/people.yml": PEOPLE, ROLES: role("ben")})
    (tmp_path / "new" / "mkdocs.yml").touch()
    return lambda *words: CliRunner().invoke(cli, ["diff", *words])


@pytest.fixture
def terminal(monkeypatch):
    """As if somebody sat before it."""
    monkeypatch.setattr("runbinder.commands.diff._terminal", lambda: True)


def test_a_line_for_each_change_where_it_is_piped(run):
    """Tabs between client, importance, kind, id and words."""
    result = run("../old")

    assert (0, ["harbour\tWho can be reached, and who decides\trole\tscribe\tHolder of Scribe changed from Ana to Ben"]) == (result.exit_code, result.stdout.splitlines())


def test_the_words_stand_in_one_column_on_a_terminal(run, terminal):
    """Under headings, most important first."""
    assert [
        "From ../old to the plans as they are now", "", "Harbour (harbour)", "", "  Who can be reached, and who decides (1)", "    role  Holder of Scribe changed from Ana to Ben",
    ] == run("../old").stdout.splitlines()


def test_a_client_may_be_named_first(run):
    """And two states, for two that are past."""
    assert "from Ana to Ben" in run("harbour", "../old").stdout
    assert "from Ben to Ana" in run("harbour", ".", "../old").stdout


def test_no_change_is_said_where_it_does_not_get_into_a_pipe(run, terminal, monkeypatch):
    """A person reads it either way."""
    assert "Nothing has changed." in run(".").stdout
    monkeypatch.setattr("runbinder.commands.diff._terminal", lambda: False)
    result = run(".")

    assert (0, "", "Nothing has changed from . to the plans as they are now.\n") == (result.exit_code, result.stdout, result.stderr)


def test_markdown_can_be_pasted_and_says_nothing_of_its_own(run, tmp_path):
    """What a plan says can not become a link or HTML."""
    people = {"people": {**PEOPLE["people"], "ben": {"name": "Ben <b>[x](http://x)", "organisation": "harbour"}}}
    write_plans(tmp_path / "new", {"clients/harbour/people.yml": people, ROLES: role("ben")})
    lines = run("../old", "--format", "markdown").stdout.splitlines()

    assert "# Changes from ../old to the plans as they are now" == lines[0]
    assert r"- Holder of Scribe changed from Ana to Ben \<b\>\[x\](http://x)" in lines


def test_json_has_routes_and_whole_values(run):
    """For a program that wants more than sentences."""
    data = json.loads(run("../old", "--format", "json").stdout)

    assert {"kind": "role", "id": "scribe", "title": "Scribe", "party": "client", "what": "changed", "field": "holder", "before": "Ana", "after": "Ben",
            "words": "Holder of Scribe changed from Ana to Ben", "weight": 1} == data["clients"][0]["changes"][0]


def test_an_edition_is_told_what_its_readers_may_know(run, tmp_path):
    """What is private, or internal in the newer state, is not in a report for the client; the whole of it is in one's own."""
    for state, number, fee in (("old", "+44 7700 900101", "10"), ("new", "+44 7700 900102", "20")):
        people = {"people": {"ana": {"name": "Ana", "organisation": "harbour", "contacts": [{"phone": number, "private": True}]}, "ben": PEOPLE["people"]["ben"]}}
        glossary = {"glossary": {"fee": {"means": f"{fee} an hour.", "classification": "internal"}, "dock": {"means": f"Dock {fee}."}}}
        write_plans(tmp_path / state, {"clients/harbour/people.yml": people, "clients/harbour/glossary.yml": glossary})
    told = {edition: run("../old", "--edition", edition, "--format", form).stdout for edition, form in (("internal", "text"), ("client", "markdown"), ("auditor", "json"))}

    assert "900102" in told["internal"] and "20 an hour" in told["internal"]
    assert not any(words in told[edition] for edition in ("client", "auditor") for words in ("900101", "900102", "an hour"))
    assert all("Holder of Scribe changed from Ana to Ben" in said and "Dock 20." in said for said in told.values())
    assert "# Changes from ../old to the plans as they are now, as the client may know it" in told["client"]
    assert "auditor" == json.loads(told["auditor"])["edition"]


def test_a_revision_of_git_stands_for_the_plans_of_its_day(run, tmp_path):
    """What is asked for most."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "GIT_AUTHOR_DATE": "2026-01-10T12:00:00Z", "GIT_COMMITTER_DATE": "2026-01-10T12:00:00Z"}
    for words in (["init", "-q"], ["add", "-A"], ["-c", "user.name=x", "-c", "user.email=x@harbour.example", "commit", "-qm", "x"]):
        subprocess.run(["git", *words], cwd=tmp_path / "new", env=environment, check=True)
    write_plans(tmp_path / "new", {ROLES: role("ana")})

    assert "Holder of Scribe changed from Ben to Ana" in run("HEAD").stdout


def test_a_client_that_came_or_went_is_said_in_one_line(run, tmp_path):
    """Nobody wants to read its whole binder as news."""
    (tmp_path / "old" / "plans" / "clients" / "harbour").rename(tmp_path / "old" / "plans" / "clients" / "quay")
    for file in ("people.yml", "roles.yml"):
        (tmp_path / "old" / "plans" / "clients" / "quay" / file).unlink()

    assert ["harbour\t\t\t\tA new client: everything in its binder is new.", "quay\t\t\t\tNot a client any more: its binder is gone."] == run("../old").stdout.splitlines()


def test_what_changed_with_the_provider_is_said_once(run, tmp_path):
    """It is part of every client's binder."""
    for state, name in (("old", "Kestrel"), ("new", "Kite")):
        write_plans(tmp_path / state, {
            "provider/provider.yml": {"id": "kestrel", "name": name, "timezone": "UTC", "summary": "x"},
            "clients/quay/client.yml": {"name": "Quay", "timezone": "UTC", "summary": "x", "data_sensitivity": "none", "service_model": "total", "in_house_technical_staff": 0},
            "clients/harbour/people.yml": PEOPLE, ROLES: role("ana" if state == "old" else "ben")})

    assert ["harbour", "provider"] == [line.split("\t")[0] for line in run("../old").stdout.splitlines()]


@pytest.mark.parametrize(("words", "said"), [
    (["HEAD"], "is in no repository of git"), (["../nowhere"], "there is no folder or archive"), (["quai", ".", "../old"], "there is no client 'quai' in either state"), (["../old", "../old"], ""),
])
def test_what_can_not_be_compared_is_said(run, words, said):
    """In a sentence, and not as a bug."""
    result = run(*words)

    assert (1 if said else 0) == result.exit_code
    assert said in result.stderr


def test_plans_that_can_not_be_read_are_named_with_file_and_line(run, tmp_path):
    """And with the state that they are of."""
    write_plans(tmp_path / "old", {ROLES: "roles: {scribe: {does: Writes.}}"})
    result = run("../old")

    assert 1 == result.exit_code
    assert "the plans of ../old can not be read: plans/clients/harbour/roles.yml:1:" in result.stderr


@pytest.mark.parametrize("words", [[], ["a", "b", "c", "d"]])
def test_too_few_or_too_many_states_are_a_mistake_in_the_command(run, words):
    """One or two, and perhaps a client."""
    assert 2 == run(*words).exit_code
