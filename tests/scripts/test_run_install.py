"""Making .venv what the lock says, or leaving everything as it was."""

import shutil
import sys
from pathlib import Path

import pytest


def test_missing_lock_is_named(run, empty):
    """Without a lock file nothing is made, and the sentence says how to get it back."""
    (empty / "requirements.lock").unlink()

    with pytest.raises(SystemExit, match="requirements.lock is missing in .*git checkout requirements.lock"):
        run.prepare(str(empty))
    assert not (empty / ".venv").exists()



def test_first_start_installs_and_stamps(run, empty, started, capsys):
    """The first start makes .venv, installs in two calls, says why, and leaves its stamp."""
    run.prepare(str(empty))

    assert started[0][1:3] == ["-m", "venv"]
    assert started[1:] == run.install_commands(str(empty), shutil.which("uv"))
    assert Path(run.stamp_path(str(empty))).read_text() == run.stamp(str(empty))
    assert "because this is the first start" in capsys.readouterr().err


def test_packages_are_counted(run, empty, started, capsys):
    """The number that a waiting reader sees is the number of pins in the lock."""
    run.prepare(str(empty))

    assert "Installing 2 packages" in capsys.readouterr().err


@pytest.mark.parametrize("uv", [None, "/somewhere/uv"])
def test_lock_is_installed_with_hashes(run, uv):
    """Packages come from the lock with their hashes; the project itself has none and is installed after them."""
    packages, project = run.install_commands("binder", uv)

    assert packages[-3:] == ["--require-hashes", "-r", "requirements.lock"]
    assert project[-4:] == ["--no-deps", "--no-build-isolation", "-e", "."]
    assert "--require-hashes" not in project


def test_uv_is_told_where(run):
    """uv installs into our .venv, whichever environment is active."""
    expected = ["uv", "pip", "install", "-p", run.interpreter("binder")]

    assert [command[:5] for command in run.install_commands("binder", "uv")] == [expected, expected]


def test_pip_is_that_of_the_venv(run):
    """Without uv, the pip inside .venv does the work."""
    expected = [run.interpreter("binder"), "-m", "pip", "install"]

    assert [command[:4] for command in run.install_commands("binder", None)] == [expected, expected]


def test_no_ensurepip_names_the_package(run, empty, monkeypatch):
    """A Python without ensurepip says which Debian package brings it."""
    monkeypatch.setitem(sys.modules, "ensurepip", None)

    with pytest.raises(SystemExit, match="apt install python3-venv"):
        run.make_command(str(empty), uv=None)


def test_uv_needs_no_ensurepip(run, empty, monkeypatch):
    """With uv, a Python without ensurepip is good enough."""
    monkeypatch.setitem(sys.modules, "ensurepip", None)

    assert "--without-pip" in run.make_command(str(empty), uv="uv")


@pytest.mark.parametrize("end", [KeyboardInterrupt, SystemExit, OSError])
def test_failure_puts_the_old_venv_back(run, ready, monkeypatch, end):
    """However an installation ends early, the .venv from before is there again, and still stale."""
    def interrupted(what, command, root, handle):
        Path(root, ".venv").mkdir()
        Path(root, ".venv", "half-made").touch()
        raise end("early")

    monkeypatch.setattr(run, "run", interrupted)
    (ready / "pyproject.toml").write_text("[changed]\n")

    with pytest.raises(end):
        run.prepare(str(ready))
    assert run.why_install(str(ready)) == "pyproject.toml changed"
    assert not (ready / ".venv-old").exists()


def test_stale_venv_is_made_from_nothing(run, ready, started):
    """Nothing of a stale .venv gets into the new one, nor does what a killed start left behind stay."""
    (ready / "pyproject.toml").write_text("[changed]\n")
    (ready / ".venv" / "removed-from-the-lock").touch()
    (ready / ".venv-old").mkdir()
    (ready / ".venv-old" / "left-behind").touch()

    run.prepare(str(ready))

    assert [path.name for path in (ready / ".venv").iterdir()] == ["runbinder-lock.txt"]
    assert not (ready / ".venv-old").exists()


def test_venv_is_made_by_the_python_beneath(run, empty, monkeypatch):
    """A start from inside the .venv that it replaces uses the Python beneath, which stays where it is."""
    monkeypatch.setattr(run.sys, "_base_executable", "/beneath/python", raising=False)

    assert run.make_command(str(empty), uv="uv")[0] == "/beneath/python"


def test_failed_command_is_shown(run, empty, capsys):
    """A command that fails is shown with its last lines, and the sentence says that nothing was changed."""
    command = [sys.executable, "-c", "for n in range(50): print('line', n)\nraise SystemExit(2)"]

    failed = pytest.raises(SystemExit, match="Trying failed, and nothing was changed")
    with run.one_at_a_time(str(empty)) as handle, failed:
        run.run("Trying", command, str(empty), handle)
    shown = capsys.readouterr().err
    assert sys.executable in shown and "    line 49" in shown and "    line 1\n" not in shown



def test_one_start_installs_at_a_time(run, empty):
    """A second start cannot take the lock while the first one holds it, and can when it is done."""
    with run.one_at_a_time(str(empty)), open(empty / ".venv-lock", "a") as second:
        assert not run.taken(second)
    with open(empty / ".venv-lock", "a") as second:
        assert run.taken(second)


def test_waiting_start_does_not_install_again(run, empty, ready, started, monkeypatch):
    """A start that had to wait finds the work done."""
    answers = iter(["this is the first start", None])
    monkeypatch.setattr(run, "why_install", lambda root: next(answers))

    run.prepare(str(empty))

    assert started == []
