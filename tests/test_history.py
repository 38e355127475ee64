"""The past is asked of git where there is one, and nothing breaks where there is none."""

import os
import shutil
import subprocess
import tarfile
import zipfile
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from runbinder import history
from runbinder.errors import Fixable
from runbinder.testing import write_plans

CLIENT = "plans/clients/harbour/client.yml"
PEOPLE = "plans/clients/harbour/people.yml"
UTC = ZoneInfo("UTC")


@pytest.fixture(autouse=True)
def _alone(monkeypatch, tmp_path):
    """No setting of whoever runs the tests, and no repository above."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))


def commit(root, day, by="Ana Reyes", message="x"):
    """Commits everything as of noon of a day."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(root), "GIT_AUTHOR_DATE": f"{day}T12:00:00Z", "GIT_COMMITTER_DATE": f"{day}T12:00:00Z"}
    words = ["git", "-c", f"user.name={by}", "-c", "user.email=x@harbour.example", "-c", "commit.gpgsign=false"]
    for more in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "--allow-empty", "-m", message]):
        subprocess.run([*words, *more], cwd=root, env=environment, check=True, capture_output=True)


@pytest.fixture
def binder(tmp_path):
    """Two days of history: the people came on the second."""
    root = tmp_path / "binder"
    root.mkdir()
    write_plans(root, {})
    commit(root, "2026-01-10")
    write_plans(root, {"clients/harbour/people.yml": "people: {}\n"})
    commit(root, "2026-02-20", by="Jürgen Weiß")
    return root


def test_each_file_has_the_day_and_the_name_of_its_last_change(binder):
    """In one call; names as they are written."""
    found = history.last_changes(binder)

    assert (date(2026, 1, 10), "Ana Reyes") == (found[CLIENT].on, found[CLIENT].by)
    assert (date(2026, 2, 20), "Jürgen Weiß") == (found[PEOPLE].on, found[PEOPLE].by)


def test_one_call_of_git_reads_the_history_of_all_files(binder, monkeypatch):
    """A thousand clients have a hundred thousand files."""
    called, real = [], subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda words, **more: called.append(words) or real(words, **more))
    history._logged.cache_clear()
    history.last_changes(binder)

    assert 1 == len([words for words in called if "log" in words])


def test_a_change_that_is_not_committed_is_seen(binder):
    """What is built then is not what the history says."""
    (binder / PEOPLE).write_text("people:\n  {}\n", encoding="utf-8")

    assert [PEOPLE] == [path for path, one in history.last_changes(binder).items() if one.pending]


def test_a_binder_in_a_folder_of_a_repository_is_found(tmp_path):
    """Paths count from the binder, wherever the repository begins."""
    write_plans(tmp_path / "deep" / "binder", {})
    commit(tmp_path, "2026-01-10")

    assert CLIENT in history.last_changes(tmp_path / "deep" / "binder")
    with history.state(tmp_path / "deep" / "binder", "main") as then:
        assert (then.root / CLIENT).is_file()


def test_the_state_at_a_revision_is_all_plans_of_that_commit(binder):
    """A branch, a tag, or so many commits ago; the folder is gone afterwards."""
    with history.state(binder, "HEAD~1") as then:
        assert (date(2026, 1, 10), True, False) == (then.on, (then.root / CLIENT).is_file(), (then.root / PEOPLE).exists())

    assert not then.root.exists()


def test_a_day_means_the_last_commit_of_that_day_or_before(binder):
    """And none where the history does not reach back."""
    commits = [history.resolve(binder, name) for name in ("HEAD~1", "HEAD")]

    assert [None, commits[0], commits[0], commits[1]] == [history.of_day(binder, date(2026, *day), UTC) for day in ((1, 9), (1, 10), (2, 19), (2, 20))]
    assert date(2026, 1, 10) == history.begins(binder)


def test_a_client_that_came_later_has_no_state(binder):
    """At a commit before it."""
    with history.at(binder, "HEAD", "quay") as then:
        assert then is None


def test_a_shallow_clone_does_not_say_who_changed_what_it_does_not_know(binder, tmp_path):
    """Where the history is cut off, every file looks as if it had been written there."""
    subprocess.run(["git", "clone", "-q", "--depth", "1", binder.as_uri(), tmp_path / "shallow"], check=True, capture_output=True)

    assert {} == history.last_changes(tmp_path / "shallow")
    assert None is history.of_day(tmp_path / "shallow", date(2026, 1, 15), UTC)


@pytest.mark.parametrize("without", ["git", "repository", "commits"])
def test_without_a_history_nothing_is_known_and_nothing_fails(without, tmp_path, monkeypatch):
    """Not installed, not used, not begun."""
    write_plans(tmp_path, {})
    if without == "git":
        commit(tmp_path, "2026-01-10")
        monkeypatch.setenv("PATH", "")
    if without == "commits":
        subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)

    assert ({}, None, None) == (history.last_changes(tmp_path), history.of_day(tmp_path, date(2026, 3, 31), UTC), history.begins(tmp_path))
    with pytest.raises(Fixable, match="no git|no repository|no revision"), history.state(tmp_path, "HEAD"):
        pass


def test_a_revision_that_is_misspelt_is_guessed(binder):
    """Among branches and tags."""
    with pytest.raises(Fixable, match="git knows no revision 'mian'") as caught, history.state(binder, "mian"):
        pass

    assert "did you mean 'main'?" == caught.value.hint


@pytest.mark.parametrize("name", ["--help", "-1", "--output=x"])
def test_a_revision_is_never_an_option_of_git(binder, name):
    """Whatever somebody types."""
    with pytest.raises(Fixable), history.state(binder, name):
        pass


def test_a_revision_without_plans_is_said(tmp_path):
    """The folder came later."""
    (tmp_path / "README.md").touch()
    commit(tmp_path, "2026-01-10")
    with pytest.raises(Fixable, match="there was no folder 'plans' at main"), history.state(tmp_path, "main"):
        pass


@pytest.mark.parametrize("form", ["folder", "plans", "zip", "tar.gz"])
def test_a_folder_or_archive_stands_for_a_revision(binder, tmp_path, form):
    """With the plans in it, or in the one folder in it."""
    place = binder if form == "folder" else binder / "plans"
    if form not in ("folder", "plans"):
        place = Path(shutil.make_archive(str(tmp_path / "old"), {"zip": "zip", "tar.gz": "gztar"}[form], binder.parent, binder.name))
    with history.state(tmp_path, str(place)) as then:
        assert (then.root / PEOPLE).is_file()


def test_an_archive_writes_nowhere_else(tmp_path):
    """Its names may climb; they do not get out."""
    inside = tmp_path / "inside"
    inside.mkdir()
    with zipfile.ZipFile(inside / "bad.zip", "w") as packed:
        packed.writestr("../../climbed", "x")
    with tarfile.open(inside / "bad.tar", "w") as packed:
        packed.addfile(tarfile.TarInfo("../climbed"))
    for name in ("bad.zip", "bad.tar"):
        with pytest.raises(Fixable), history.state(tmp_path, str(inside / name)):
            pass

    assert [] == list(tmp_path.rglob("climbed"))


@pytest.mark.parametrize(("name", "words"), [("old.zip", "there is no folder or archive"), ("../nowhere", "there is no folder or archive"), ("broken.zip", "can not be read as an archive"), ("empty", "there are no plans in")])
def test_what_holds_no_plans_is_said(tmp_path, monkeypatch, name, words):
    """With what to name instead."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken.zip").write_text("no zip", encoding="utf-8")
    with pytest.raises(Fixable, match=words) as caught, history.state(tmp_path, name):
        pass

    assert caught.value.hint
