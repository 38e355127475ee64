"""Is .venv what the lock says?"""

import os
from pathlib import Path

import pytest


def test_finished_installation_is_current(run, ready):
    """A .venv that was made from this lock, by this Python, in this folder is used as it is."""
    assert run.why_install(str(ready)) is None


def test_second_start_spawns_nothing(run, ready, capsys, monkeypatch):
    """A start with nothing to install says nothing, starts no process and writes no file."""
    monkeypatch.setattr(run.subprocess, "run", lambda *args, **kwargs: pytest.fail("started a process"))
    before = sorted(ready.rglob("*"))

    run.prepare(str(ready))

    assert (sorted(ready.rglob("*")), capsys.readouterr().err) == (before, "")


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_changed_file_is_named(run, ready, name):
    """A change in what was installed from makes .venv stale, by a single byte."""
    with open(ready / name, "a") as file:
        file.write("\n")

    assert run.why_install(str(ready)) == f"{name} changed"


def test_other_python_is_noticed(run, ready, monkeypatch):
    """A .venv belongs to the version of Python that made it."""
    monkeypatch.setattr(run.sys, "version", "3.99.1 (main)")

    assert run.why_install(str(ready)) == "the Python version changed"


def test_moved_folder_is_noticed(run, ready):
    """A .venv that moved with its folder is stale, because its paths point at the old place."""
    moved = ready.rename(ready.with_name("moved"))

    assert run.why_install(str(moved)) == "the folder changed"


def test_missing_interpreter_is_noticed(run, ready):
    """A finished installation whose Python was deleted is stale."""
    os.remove(run.interpreter(str(ready)))

    assert run.why_install(str(ready)) == "its Python is gone"


@pytest.mark.skipif(os.name == "nt", reason="there a .venv holds a copy of Python, not a link")
def test_link_to_nowhere_is_noticed(run, ready):
    """A .venv whose Python was a link to one that is no longer installed is stale."""
    python = Path(run.interpreter(str(ready)))
    python.unlink()
    python.symlink_to(ready / "uninstalled")

    assert run.why_install(str(ready)) == "its Python is gone"


@pytest.mark.parametrize("damage", [Path.unlink, lambda stamp: stamp.write_bytes(b"\xff\xfe")])
def test_unfinished_installation_is_noticed(run, ready, damage):
    """Without a readable stamp, which is written last, an installation counts as interrupted."""
    damage(Path(run.stamp_path(str(ready))))

    assert run.why_install(str(ready)) == "it was not finished, or this script did not make it"
