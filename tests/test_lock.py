"""What requirements.lock promises to those who install from it."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_lock_holds_what_the_project_asks_for():
    """Every package that pyproject.toml asks for, the build backend too, is pinned in the lock."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = project["project"]["dependencies"] + project["build-system"]["requires"]
    asked += [line for group in project["dependency-groups"].values() for line in group]
    pinned = re.findall(r"^([a-z0-9-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE)

    assert {re.match(r"[A-Za-z0-9.-]+", line)[0].replace(".", "-") for line in asked} - set(pinned) == set()


def test_every_pin_has_a_hash():
    """No package is installed that nobody has seen before."""
    pins = re.findall(r"^[a-z].*(?:\n    --hash.*)*", (ROOT / "requirements.lock").read_text(), re.MULTILINE)

    assert [pin for pin in pins if "--hash=sha256:" not in pin] == []


def test_lock_names_no_place():
    """The lock names neither a package registry nor a folder of the machine that made it."""
    lines = (ROOT / "requirements.lock").read_text().replace("--no-emit-index-url", "").splitlines()

    assert [line for line in lines if re.search(r"://|file:|-index|(^|\s)/", line)] == []
