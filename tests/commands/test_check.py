"""`runbinder check` as it is seen: on a terminal, in a pipe, by a script."""

import json
import re
import sys

import click
import pytest
from click.testing import CliRunner

from runbinder.assess import CATALOGUE
from runbinder.commands import check as command
from runbinder.main import cli
from runbinder.testing import write_plans

BROKEN = {"clients/harbour/people.yml": "people:\n  anna: {name: Anna}\n  bert: {name: Bert}\n", "clients/harbour/roles.yml": "roles: {scribe: {does: Writes., holder: bob}}\n"}
PATH = "plans/clients/harbour/people.yml"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """What `check` with these words says about plans that can not be read."""
    monkeypatch.chdir(tmp_path)
    write_plans(tmp_path, BROKEN)
    (tmp_path / "mkdocs.yml").touch()
    return lambda *words: CliRunner().invoke(cli, ["check", *words])


@pytest.fixture
def terminal(tmp_path, monkeypatch, capsys):
    """The same on a terminal of so many columns, without its colours."""
    write_plans(tmp_path, BROKEN)

    def look(columns=80, **more):
        monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
        monkeypatch.setenv("COLUMNS", str(columns))
        command.check(tmp_path, **more)
        return click.unstyle(capsys.readouterr().out)

    return look


# In a pipe


def test_a_pipe_gets_lines_alone(run):
    """Each finding on a line that begins with its place, no colours, the summary elsewhere."""
    result = run()

    assert f"{PATH}:2:3: error GEN-01 'organisation' is missing" in result.stdout.splitlines()
    assert "\x1b" not in result.stdout
    assert [] == [line for line in result.stdout.splitlines() if not line.startswith(("plans/", "    "))]
    assert "harbour: 3 errors, 0 warnings" in result.stderr


def test_a_name_in_no_encoding_is_still_told(run, tmp_path):
    """A file from another system."""
    try:
        (tmp_path / "plans/clients/harbour/\udcff.txt").touch()
    except OSError:
        pytest.skip("this file system has no such names")

    assert {form: 1 for form in ("text", "json", "sarif", "github", "junit")} == {form: run("--format", form).exit_code for form in ("text", "json", "sarif", "github", "junit")}


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_a_form_for_programs_is_the_whole_output(run, form):
    """Nothing else comes between."""
    assert json.loads(run("--format", form).stdout)


# On a terminal


def test_a_terminal_gets_findings_by_file(terminal):
    """The client, the file, then its findings; a hint that neighbours share is said once."""
    lines = terminal(columns=100).splitlines()
    start = lines.index(PATH)

    assert ["", "harbour", "", PATH] == lines[start - 3 : start + 1]
    assert [["2:3", "error", "GEN-01", "'organisation' is missing"], ["3:3", "error", "GEN-01", "'organisation' is missing"]] == [re.split("  +", line.strip()) for line in lines[start + 1 : start + 3]]
    assert 1 == sum("> add 'organisation:'" in line for line in lines)


@pytest.mark.parametrize("columns", [80, 120])
def test_nothing_is_wider_than_the_terminal(terminal, columns):
    """What goes on, goes on under itself."""
    assert max(map(len, terminal(columns).splitlines())) <= columns


def test_a_terminal_gets_what_was_reached(terminal):
    """A line for each, the provider's without a level."""
    said = terminal()

    assert re.search(r"^provider  1 error, 0 warnings$", said, re.MULTILINE)
    assert re.search(r"^harbour   3 errors, 0 warnings; the plans can not be read, aims at 4$", said, re.MULTILINE)


def test_readiness_is_a_line_for_each_client(terminal):
    """And nothing else."""
    assert "harbour  the plans can not be read, 3 errors before level 1 (reachable); aims at 4\n" == terminal(120, readiness=True)


# What it is about


@pytest.mark.parametrize("code", ["PPL-02", "GEN-01", "CRD-01"])
def test_a_code_that_is_shown_is_explained(run, code):
    """Also the reader's."""
    result = run("--explain", code)

    assert 0 == result.exit_code
    assert all(words in result.stdout for words in (code, CATALOGUE[code].rule, CATALOGUE[code].why.split("\n")[0], f"To mend it: {CATALOGUE[code].fix}"))


def test_all_codes_are_listed(run):
    """A line for each, in the order of the catalogue."""
    assert list(CATALOGUE) == [line[:6] for line in run("--explain", "all").stdout.splitlines()]


@pytest.mark.parametrize("option", ["--code", "--explain"])
def test_an_unknown_code_is_answered_with_the_nearest(run, option):
    """Before anything is read."""
    result = run(option, "PPL-20")

    assert (1, "") == (result.exit_code, result.stdout)
    assert re.match(r"Error: there is no check 'PPL-20'\n       did you mean 'PPL-\d\d'\?\n", result.stderr)


def test_one_code_alone_decides(run):
    """What the others say is neither shown nor counted."""
    result = run("--code", "PPL-02")

    assert (0, "") == (result.exit_code, result.stdout)


# Progress


def test_progress_is_for_a_terminal(monkeypatch, capsys):
    """In a log it would be a line of rubbish."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: False)
    command.Progress()("harbour", 2)
    quiet = capsys.readouterr().err
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    progress = command.Progress()
    progress("harbour", 2)
    progress.end()

    assert ("", "\r\x1b[K1/2 harbour\r\x1b[K") == (quiet, capsys.readouterr().err)
