"""scripts/run.py as a module, and project folders for it to work on. Nothing here installs anything."""

import importlib.util
import shutil
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "scripts" / "run.py"


@pytest.fixture
def run():
    """A fresh copy of scripts/run.py, which is no package and cannot be imported by name."""
    spec = importlib.util.spec_from_file_location("runbinder_run", SOURCE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def empty(tmp_path):
    """A project folder before its first start."""
    root = tmp_path.resolve() / "binder"
    root.mkdir()
    pins = ["click==8.1.0", "mkdocs==1.6.1"]
    (root / "requirements.lock").write_text("".join(f"{pin} \\\n    --hash=sha256:00\n" for pin in pins))
    (root / "pyproject.toml").write_text("[project]\n")
    return root


@pytest.fixture
def ready(run, empty):
    """A project folder whose .venv is what the lock says."""
    python = Path(run.interpreter(str(empty)))
    python.parent.mkdir(parents=True)
    shutil.copy(sys.executable, python)
    Path(run.stamp_path(str(empty))).write_text(run.stamp(str(empty)))
    return empty


@pytest.fixture
def started(run, monkeypatch):
    """The commands that run.py would have started; each one succeeds and does nothing."""
    commands = []

    def record(what, command, root, handle):
        commands.append(command)
        Path(root, ".venv").mkdir(exist_ok=True)

    monkeypatch.setattr(run, "run", record)
    return commands


@pytest.fixture
def handed_over(run, monkeypatch):
    """What the command line would become: (program, arguments, current directory)."""
    calls = []
    monkeypatch.setattr(run.os, "execv", lambda path, argv: calls.append((argv[3:], Path.cwd())), raising=False)
    monkeypatch.setattr(run.subprocess, "call", lambda argv: calls.append((argv[3:], Path.cwd())))
    return calls
