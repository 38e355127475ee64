"""The wheel has all that a private binder needs: the program, its templates and the theme."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.build
REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory, env):
    """The wheel, built from the repository with the build backend alone; nothing is fetched."""
    target = tmp_path_factory.mktemp("wheel")
    source = target / "source"
    for name in ("macros/runbinder", "overrides"):
        shutil.copytree(REPOSITORY / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(REPOSITORY / name, source)
    done = subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)], cwd=source, env=env, capture_output=True, encoding="utf-8", timeout=60)
    assert 0 == done.returncode, done.stderr
    (made,) = target.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel):
    """The wheel's files in a folder, as an installer leaves them."""
    home = wheel.parent / "installed"
    zipfile.ZipFile(wheel).extractall(home)
    return home


def test_what_is_in_it(wheel):
    """Every module, template and theme file of the repository, and nothing else: no tests, no plans."""
    want = {f"runbinder/{path.relative_to(REPOSITORY / 'macros/runbinder').as_posix()}" for path in (REPOSITORY / "macros/runbinder").rglob("*") if path.is_file() and path.suffix != ".pyc"}
    want |= {f"runbinder/theme/{path.relative_to(REPOSITORY / 'overrides').as_posix()}" for path in (REPOSITORY / "overrides").rglob("*") if path.is_file() and path.suffix != ".pyc"}
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}

    assert want == names


def test_the_command_starts(installed, env, tmp_path):
    """`runbinder --version` runs from the wheel's own files."""
    code = "import runbinder, sys; print(runbinder.__file__); from runbinder.main import cli; sys.argv = ['runbinder', '--version']; cli()"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env={**env, "PYTHONPATH": str(installed)}, capture_output=True, encoding="utf-8", timeout=60)

    assert 0 == done.returncode, done.stderr
    file, version = done.stdout.splitlines()
    assert file.startswith(str(installed))
    assert version.startswith("runbinder, version ")


def test_a_private_binder(installed, env, copy, edit, tree, site):
    """A project without overrides/ of its own names the theme `runbinder`, and gets the same site.

    MkDocs then no longer takes `search` and `offline` for Material's: they have to be called by their whole names.
    """
    shutil.rmtree(copy / "overrides")
    shutil.rmtree(copy / "site")
    edit("mkdocs.yml", "  name: material # pinned exactly in pyproject.toml: the sidebar in overrides/ is our own\n  custom_dir: overrides\n", "  name: runbinder\n")
    edit("mkdocs.yml", "  - search:\n", "  - material/search:\n")
    edit("mkdocs.yml", "  - offline\n", "  - material/offline\n")
    edit("mkdocs.yml", "watch: [plans, overrides]", "watch: [plans]")

    done = subprocess.run([sys.executable, "-m", "runbinder", "build"], cwd=copy, env={**env, "PYTHONPATH": str(installed)}, capture_output=True, encoding="utf-8", timeout=60)

    assert 0 == done.returncode, done.stdout + done.stderr
    ours, private = ({name: digest for name, digest in tree(home).items() if not name.endswith("binder.json")} for home in (site, copy / "site"))
    assert ours == private
