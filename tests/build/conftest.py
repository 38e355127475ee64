"""A small project with a shelf of its own, built once; what a test changes is a copy."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[1]
# What would decide about a build from outside, and must not in a test.
FOREIGN = ("SOURCE_DATE_EPOCH", "RUNBINDER_CLIENT", "RUNBINDER_AS_OF", "PYTHONHASHSEED", "PYTHONPATH")


def make_project(root):
    """The fixture's plans and pages under the repository's own mkdocs.yml and theme."""
    root.mkdir(parents=True)
    for folder in (HERE / "plans", HERE / "docs", REPOSITORY / "overrides"):
        shutil.copytree(folder, root / folder.name)
    shutil.copy(REPOSITORY / "mkdocs.yml", root)
    return root


def environment(**more):
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    return {**kept, "PYTHONUTF8": "1", **{name: str(value) for name, value in more.items()}}


def run(root, *words, **env):
    """The command line, as a process of its own."""
    command = [sys.executable, "-m", "runbinder", *map(str, words)]
    return subprocess.run(command, cwd=root, env=environment(**env), capture_output=True, encoding="utf-8", timeout=120)


def tree(folder):
    """Every file below a folder and a digest of what is in it; empty folders count too."""
    found = {}
    for path in sorted(folder.rglob("*")):
        found[path.relative_to(folder).as_posix()] = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
    return found


@pytest.fixture(name="run", scope="session")
def _run():
    return run


@pytest.fixture(scope="session")
def env():
    """The environment for a process of its own."""
    return environment()


@pytest.fixture(name="tree", scope="session")
def _tree():
    return tree


@pytest.fixture(autouse=True)
def _no_foreign_settings(monkeypatch):
    for name in FOREIGN:
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(scope="session")
def project(tmp_path_factory):
    """The project, built. Shared by all tests: look, and change nothing."""
    root = make_project(tmp_path_factory.mktemp("build") / "project")
    done = run(root, "build")
    assert 0 == done.returncode, done.stdout + done.stderr
    return root


@pytest.fixture(scope="session")
def site(project):
    return project / "site"


@pytest.fixture
def copy(project, tmp_path):
    """A copy of the built project, to be changed."""
    return Path(shutil.copytree(project, tmp_path / "project"))


@pytest.fixture
def build(capsys):
    """`runbinder build` in this process: its exit code and all that it says."""
    from runbinder.commands.build import build as command

    def built(root, *clients, **more):
        capsys.readouterr()
        code = command(root, clients, more.pop("site", None), jobs=more.pop("jobs", 1), **more)
        said = capsys.readouterr()
        return SimpleNamespace(code=code, said=said.out + said.err)

    return built


@pytest.fixture
def what_is_built(monkeypatch):
    """Names of the sites that a build in this process builds, in a list that fills as it goes."""
    from runbinder import building

    names = []
    original = building.build_one
    monkeypatch.setattr(building, "build_one", lambda root, name, *more, **named: names.append(name) or original(root, name, *more, **named))
    return names


@pytest.fixture
def edit(copy):
    """Replaces a piece of text in a file of the copy; the piece has to be there."""

    def edited(path, old, new):
        text = (copy / path).read_text(encoding="utf-8")
        assert old in text
        (copy / path).write_text(text.replace(old, new), encoding="utf-8", newline="\n")

    return edited
