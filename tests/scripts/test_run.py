import ast
import re
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "scripts" / "run.py"
ARGUMENTS = ["check", "--format", "json"]


def test_parses_on_old_pythons():
    """The file parses on a Python that is far too old, or it could not say so."""
    tree = ast.parse(SOURCE.read_text(encoding="ascii"), feature_version=(3, 7))

    newer = (ast.JoinedStr, ast.AnnAssign)
    assert [node for node in ast.walk(tree) if isinstance(node, newer) or getattr(node, "annotation", None)] == []


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 15), (3, 10, 13)])
def test_old_python_is_refused(run, version):
    """A Python that is too old is named, and so is the one that is needed."""
    with pytest.raises(SystemExit) as stopped:
        run.require_python(version)

    assert stopped.value.code == f"Runbinder needs Python 3.11 or newer, and this is Python {version[0]}.{version[1]}."


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 2), (4, 0, 0)])
def test_new_python_is_accepted(run, version):
    """Python 3.11 and everything after it may go on."""
    assert run.require_python(version) is None


def test_python_is_asked_first(run, monkeypatch):
    """Nothing is touched before the Python is known to be new enough."""
    monkeypatch.setattr(run, "require_python", lambda version: sys.exit("too old"))
    monkeypatch.setattr(run, "prepare", lambda root: pytest.fail("went on"))

    with pytest.raises(SystemExit, match="too old"):
        run.main(ARGUMENTS)


def test_missing_project_file_is_one_sentence(run, ready, monkeypatch):
    """What the system refuses becomes a sentence that names the file, never a traceback."""
    monkeypatch.setattr(run, "ROOT", str(ready))
    (ready / "pyproject.toml").unlink()

    sentence = run.main(ARGUMENTS)

    assert re.fullmatch(r"Runbinder could not start: .*pyproject\.toml.*run the same command again\.", sentence)


def test_interrupt_is_130(run, monkeypatch):
    """Ctrl-C ends with the exit code that shells expect."""
    def interrupt(root):
        raise KeyboardInterrupt

    monkeypatch.setattr(run, "prepare", interrupt)

    assert run.main(ARGUMENTS) == 130


def test_current_directory_stays_inside_the_project(run, ready, handed_over, monkeypatch):
    """Inside the project the command runs where its user stands, with the arguments as they were given."""
    (ready / "plans").mkdir()
    monkeypatch.chdir(ready / "plans")

    run.hand_over(str(ready), ARGUMENTS)

    assert handed_over == [(["runbinder", *ARGUMENTS], ready / "plans")]


def test_outside_the_project_the_command_runs_in_its_root(run, ready, handed_over, monkeypatch):
    """From anywhere else the command runs in the project root; a folder that only starts with its name is elsewhere."""
    neighbour = ready.with_name(ready.name + "-two")
    neighbour.mkdir()
    monkeypatch.chdir(neighbour)

    run.hand_over(str(ready), ARGUMENTS)

    assert handed_over == [(["runbinder", *ARGUMENTS], ready)]


def test_test_is_pytest_in_the_root(run, ready, handed_over, monkeypatch):
    """`test` hands its arguments to pytest, in the project root."""
    (ready / "plans").mkdir()
    monkeypatch.chdir(ready / "plans")

    run.hand_over(str(ready), ["test", "-k", "loss"])

    assert handed_over == [(["pytest", "-k", "loss"], ready)]
