"""A build that is killed leaves the last good binders, or the next build brings them back; what it left behind goes.

The swap is tried with sites of two files each, so that it can be killed at every single moment.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from runbinder import building, swap

pytestmark = [pytest.mark.build, pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no SIGKILL to try here")]
SETTLED = {"site", "plans", "docs", "overrides", "mkdocs.yml", ".cache"}


@pytest.fixture
def small(copy, monkeypatch):
    """The project with a site of a few files, which `build_small` makes from the provider's people."""

    def build_small(root, name, target, as_of, edition, cards=None, copy=""):
        words = (root / "plans/provider/people.yml").read_text(encoding="utf-8")
        for file in ("index.html", f"of-{len(words)}.html", "assets/style.css"):
            (Path(target) / file).parent.mkdir(parents=True, exist_ok=True)
            (Path(target) / file).write_text(f"{name}: {words}", encoding="utf-8")
        return type("Built", (), {"name": name, "pages": 2, "card": {"id": name}, "problems": ()})

    monkeypatch.setattr(building, "build_one", build_small)
    shutil.rmtree(copy / "site")
    run(copy)
    return copy


def run(root, last=0):
    """A build in this process, which is killed just before its `last` rename."""
    count, rename = 0, os.rename

    def dying(old, new):
        nonlocal count
        count += 1
        if count == last:
            os.kill(os.getpid(), signal.SIGKILL)
        rename(old, new)

    swap.os.rename = dying
    try:
        outcome = building.run(root, root / "site", (), "2026-03-31", "internal", 1, False, lambda *_: None)
        assert not outcome.problems
    finally:
        swap.os.rename = rename


def killed(root, last):
    """Whether a build in a process of its own was killed before its `last` rename; it ended well otherwise."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            run(root, last)
            code = 0
        finally:
            os._exit(code)
    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert ended in (0, -signal.SIGKILL)
    return ended != 0


def parts(tree, root):
    """The site, binder by binder, and the shelf without its binders."""
    whole = tree(root / "site")
    found = {"shelf": {name: digest for name, digest in whole.items() if not name.startswith("clients")}}
    for client in ("harbour", "orchard"):
        found[client] = {name: digest for name, digest in whole.items() if name.startswith(f"clients/{client}/")}
    return found


def settled(root):
    return {path.name for path in root.iterdir()} == SETTLED


@pytest.fixture
def two(small, tree):
    """Before an edit that reaches everything, and what an undisturbed build makes of it."""
    people = small / "plans/provider/people.yml"
    old, before = people.read_bytes(), parts(tree, small)
    people.write_bytes(old + b"# edited\n")
    run(small)
    after = parts(tree, small)
    people.write_bytes(old)
    run(small)
    assert before == parts(tree, small) != after
    people.write_bytes(old + b"# edited\n")
    return people, old, before, after


def moments():
    return range(1, 60)


def test_killed_and_built_again(small, two, tree):
    """Killed at every moment in turn: each binder is the old one, the new one, or put aside; the next build mends all."""
    people, old, before, after = two
    for moment in moments():
        if not killed(small, moment):
            break
        now = parts(tree, small)
        assert all(now[client] in ({}, before[client], after[client]) for client in ("harbour", "orchard"))
        run(small)
        assert after == parts(tree, small)
        assert settled(small)
        people.write_bytes(old)
        run(small)
        people.write_bytes(old + b"# edited\n")
    assert 12 < moment < 59


def test_killed_again_and_again(small, two, tree):
    """Each build is killed a little later than the one before it; the first that is not makes the site whole."""
    *_, after = two
    for moment in moments():
        if not killed(small, moment):
            break
    assert after == parts(tree, small)
    assert settled(small)


def test_killed_and_taken_back(small, two, tree):
    """When the edit is taken back after the kill, nothing of it is left, although half of it was in place."""
    people, old, before, _ = two
    for moment in moments():
        people.write_bytes(old + b"# edited\n")
        if not killed(small, moment):
            break
        people.write_bytes(old)
        run(small)
        assert before == parts(tree, small), moment
        assert settled(small)


def test_killed_while_a_client_goes(small, tree):
    """A client that was removed stays removed, whenever the build that removes it is killed."""
    shutil.rmtree(small / "plans/clients/orchard")
    for moment in moments():
        if not killed(small, moment):
            break
    run(small)
    assert {} == parts(tree, small)["orchard"]
    assert settled(small)


@pytest.mark.parametrize("moment", [0.5, 1.2])
def test_killed_while_it_builds(copy, env, edit, tree, build, moment):
    """Killed while two processes build: the site is untouched, no process goes on, leftovers go."""
    edit("plans/provider/people.yml", "+44 7700 900201", "+44 7700 900299")
    before = tree(copy / "site")
    command = [sys.executable, "-m", "runbinder", "build", "-j", "2"]
    process = subprocess.Popen(command, cwd=copy, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    time.sleep(moment)
    process.kill()
    process.wait()

    assert before == tree(copy / "site")
    deadline = time.monotonic() + 10
    while alive(process.pid) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not alive(process.pid), "a worker goes on after its parent was killed"
    assert 0 == build(copy, jobs=2).code
    assert settled(copy)


def alive(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize(("put_aside", "times"), [(True, 1), (False, 1), (False, 2)])
def test_a_binder_that_can_not_be_replaced(small, two, tree, monkeypatch, put_aside, times):
    """A binder that something has open (Windows) is said so. It stays, or comes back with the next build."""
    from runbinder.errors import Fixable

    people, old, before, _ = two
    home, rename, refused = small / "site/clients/orchard", os.rename, []

    def refusing(source, target):
        if home in (Path(source), Path(target)) and len(refused) < times and (refused or Path(source if put_aside else target) == home):
            refused.append(source)
            raise PermissionError(13, "The file is in use")
        rename(source, target)

    monkeypatch.setattr(os, "rename", refusing)
    with pytest.raises(Fixable, match="orchard can not be replaced"):
        building.run(small, small / "site", (), "2026-03-31", "internal", 1, False, lambda *_: None)
    monkeypatch.undo()

    if times == 2:  # even bringing it back failed
        assert not home.exists()
        swap.recover(small / "site")
    assert before["orchard"] == parts(tree, small)["orchard"]
    assert settled(small)
