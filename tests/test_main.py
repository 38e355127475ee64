"""The command line: one exit code for each way to end, and no traceback but for bugs, and there only if asked for."""

import click
import pytest
from click.testing import CliRunner

from runbinder import __version__
from runbinder.main import cli
from runbinder.testing import write_plans

HOME = "clients/harbour/"
BROKEN = {HOME + "a.yml": "people:\n  anna: {name: Anna}\n", HOME + "b.yml": "roles: {scribe: {does: Writes., holder: bob}}\n"}


@pytest.fixture
def run(tmp_path, monkeypatch):
    """The result of a command line, given inside a binder with these plans."""
    monkeypatch.chdir(tmp_path)

    def call(*words, files={}):
        write_plans(tmp_path, files)
        (tmp_path / "mkdocs.yml").touch()
        return CliRunner().invoke(cli, list(words))

    return call


@pytest.fixture
def bug(monkeypatch):
    """Makes `check` end in this."""
    def make(error):
        def fail(**_):
            raise error

        monkeypatch.setattr(cli.commands["check"], "callback", fail)

    return make


# How it ends


def test_0_is_fine(run):
    """Nothing to say against the plans; a warning would not change that."""
    result = run("check", "--code", "GEN-01")

    assert 0 == result.exit_code
    assert ": error " not in result.stdout


def test_1_is_findings(run):
    """Each on a line that an editor follows, its hint below it; how many there are is said where a pipe does not take it."""
    result = run("check", "--code", "GEN-01", files=BROKEN)
    lines = [
        "plans/clients/harbour/a.yml:2:3: error GEN-01 'organisation' is missing", "    add 'organisation:' - The company or authority that employs them",
        "plans/clients/harbour/b.yml:1:33: error GEN-01 there is no person 'bob'",
    ]

    assert 1 == result.exit_code
    assert lines == result.stdout.splitlines()[:3]
    assert "2 " in result.stderr


@pytest.mark.parametrize("words", [("chek",), ("check", "--fast"), ("serve", "harbour", "quay"), ("-C", "nowhere", "check"), ("build", "-j", "0")])
def test_2_is_usage(run, words):
    """A command, an option, an argument that there is not."""
    result = run(*words)

    assert 2 == result.exit_code
    assert "Usage:" in result.stderr


def test_3_is_a_bug(run, bug):
    """One line that can be reported, and what to do; no traceback."""
    bug(RuntimeError("no such thing"))
    result = run("check")

    assert 3 == result.exit_code
    assert result.stderr.startswith(f"This is a bug in Runbinder {__version__}: RuntimeError: no such thing\n")
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("option", ["-v", "-vv", "--verbose"])
def test_where_a_bug_is_can_be_asked_for(run, bug, option):
    """However the option is written; it is still a bug."""
    bug(RuntimeError("no such thing"))
    result = run(option, "check")

    assert 3 == result.exit_code
    assert "Traceback" in result.stderr


@pytest.mark.parametrize("error", [KeyboardInterrupt(), EOFError()])
def test_130_is_stopped(run, bug, error):
    """By Ctrl-C or by the end of what is read, as shells have it."""
    bug(error)
    result = run("check")

    assert (130, True) == (result.exit_code, "Stopped." in result.stderr)


def test_a_pipe_that_closes_is_no_error(run, bug):
    """`runbinder check | head` has seen enough."""
    bug(BrokenPipeError())

    assert 0 == run("check").exit_code


# What can be fixed


@pytest.mark.parametrize("words", [("check", "harbor"), ("build", "harbor"), ("serve", "harbor")])
def test_a_client_that_there_is_not_is_answered_with_the_nearest(run, words):
    """In every command that takes one."""
    result = run(*words)

    assert (1, "Error: there is no client 'harbor'\n       did you mean 'harbour'?\n") == (result.exit_code, result.stderr)


def test_a_date_that_is_none_is_answered_with_one(run):
    """Before anything is built."""
    result = run("build", "--as-of", "soon")

    assert (1, "Error: 'soon' is not a date\n       write it as 2026-03-31\n") == (result.exit_code, result.stderr)


def test_outside_a_binder_it_says_where_to_go(tmp_path):
    """And how to name the folder instead."""
    result = CliRunner().invoke(cli, ["-C", str(tmp_path), "check"])

    assert 1 == result.exit_code
    assert result.stderr.startswith("Error: this is not inside a binder")
    assert "runbinder -C FOLDER" in result.stderr


def test_a_binder_is_found_from_below(run, tmp_path, monkeypatch):
    """Wherever in it the shell stands."""
    run("check")
    monkeypatch.chdir(tmp_path / "plans" / "clients")

    assert 0 == CliRunner().invoke(cli, ["check", "--code", "GEN-01"]).exit_code


# What is told


def test_the_version_is_told(run):
    """For a report, and for whoever holds a binder built with it."""
    result = run("--version")

    assert (0, f"runbinder, version {__version__}\n") == (result.exit_code, result.stdout)


@pytest.mark.parametrize("words", [("-h",), ("--help",), *((name, "-h") for name in cli.commands)])
def test_every_command_explains_itself(run, words):
    """In either spelling."""
    result = run(*words)

    assert (0, True) == (result.exit_code, result.stdout.startswith("Usage:"))


def test_every_option_says_what_it_does():
    """In a sentence; so does every command."""
    options = [option for command in (cli, *cli.commands.values()) for option in command.params if isinstance(option, click.Option)]

    assert [] == [option.name for option in options if not (option.help or "").endswith(".")]
    assert [] == [name for name, command in cli.commands.items() if not (command.help or "").partition("\n")[0].endswith((".", "?"))]


def test_only_some_clients_are_checked(run):
    """What is wrong with another is not asked for."""
    quay = {"clients/quay/client.yml": "name: [\n"}

    assert [0, 1] == [run("check", "--code", "GEN-01", *words, files=quay).exit_code for words in (("harbour",), ())]
