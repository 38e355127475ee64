"""What git knows of the plans: how they were at another time, and who changed each file last.

The only place that calls git. Where there is no git, no repository or no history, questions about the past have no answer:
a page then says so, and only a command that was asked for a revision fails.
"""

import os
import shutil
import subprocess
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import lru_cache
from io import BytesIO
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

from runbinder.errors import Fixable
from runbinder.read import PLANS
from runbinder.validate import did_you_mean

_ARCHIVES = (".zip", ".tar", ".tar.gz", ".tgz")
_LARGEST = 500_000_000
"""More than this is unpacked from no archive: plans are text and some pictures."""
_SECONDS = 60
_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE", "GIT_PREFIX")
"""What a hook sets: it would answer for another repository than the binder's."""


@dataclass(frozen=True)
class State:
    """Plans as they were: the folder that has them (gone when the question is answered), what the state is called, its day."""

    root: Path
    title: str
    on: date | None = None


@dataclass(frozen=True)
class Commit:
    """Who changed a file last, and when. `pending` is a change that is written and not in the history yet."""

    id: str
    on: date
    by: str
    pending: bool = False


@contextmanager
def state(root: Path, name: str) -> Iterator[State]:
    """The plans of a folder, of an archive, or at a git revision. Raises Fixable with what to do where there are none."""
    path = Path(name).expanduser()
    if path.is_dir():
        yield State(_home(path, name), name)
        return
    with tempfile.TemporaryDirectory(prefix="runbinder-") as made:
        target = Path(made)
        if path.is_file():
            _unpack(path, target)
            yield State(_home(target, name), name)
        elif name.endswith(_ARCHIVES) or "/" in name and name.startswith(("/", ".", "~")):
            raise Fixable(f"there is no folder or archive '{name}'", "name a folder with plans/, a .zip or .tar of one, or a revision of git")
        else:
            commit = resolve(root, name)
            if not _take(root, commit, [PLANS], target):
                raise Fixable(f"there was no folder '{PLANS}' at {name}", "name a later revision; `git log -- plans` lists those that changed the plans")
            yield State(target, name, _day(root, commit))


@contextmanager
def at(root: Path, commit: str, client: str) -> Iterator[State | None]:
    """What one client's binder was made of at a commit; None if the client had no plans then."""
    with tempfile.TemporaryDirectory(prefix="runbinder-") as made:
        own = f"{PLANS}/clients/{client}"
        there = _take(root, commit, [own, f"{PLANS}/provider", f"{PLANS}/settings.yml"], Path(made))
        yield State(Path(made), commit[:10], _day(root, commit)) if there and (Path(made) / own).is_dir() else None


def resolve(root: Path, name: str) -> str:
    """The commit that a revision means."""
    if not shutil.which("git"):
        raise Fixable(f"'{name}' is no folder, and there is no git to look it up in", "install git, or name a folder or archive with the older plans")
    if _git(root, "rev-parse", "--git-dir") is None:
        raise Fixable(f"'{name}' is no folder, and this binder is in no repository of git that can be read", "name a folder or archive with the older plans, or keep the binder in git")
    commit = None if name.startswith("-") else _git(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
    if not commit:
        known = _text(_git(root, "for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes")).split()
        raise Fixable(f"git knows no revision '{name}'", did_you_mean(name, known) or "name a tag, a branch, a commit such as HEAD~5, or a folder with plans/")
    return _text(commit).strip()


def of_day(root: Path, day: date, zone: ZoneInfo) -> str | None:
    """The last commit of a day or before, by the clock of that zone; None where the history does not reach back, or there is none."""
    end = datetime.combine(day + timedelta(days=1), datetime.min.time(), zone)
    return _text(_git(root, "rev-list", "-1", "--first-parent", f"--before={int(end.timestamp()) - 1}", "HEAD")).strip() or None


def begins(root: Path) -> date | None:
    """The day of the first commit that is known."""
    days = _text(_git(root, "log", "--first-parent", "--reverse", "--format=%cs", "HEAD")).split()
    return date.fromisoformat(days[0]) if days else None


def last_changes(root: Path) -> dict[str, Commit]:
    """Path of each plan file (from `root`) -> its last change. Empty where git has nothing to say."""
    head = _text(_git(root, "rev-parse", "--verify", "--quiet", "HEAD")).strip()
    found = _logged(root, head) if head else {}
    pending = _pending(root) if found else set()
    return {file: replace(one, pending=file in pending) for file, one in found.items() if (root / file).is_file()}


@lru_cache(maxsize=4)
def _logged(root: Path, head: str) -> dict[str, Commit]:
    """The history up to a commit is always the same: it is read in one call for all files, and once."""
    out = _git(root, "-c", "core.quotePath=false", "log", "-z", "--relative", "--no-renames", "--name-only", "--format=%x01%H%x02%cs%x02%aN", head, "--", PLANS)
    found: dict[str, Commit] = {}
    for block in _text(out).split("\x01")[1:]:
        first, *files = block.split("\0")
        id_, day, by = first.strip("\n").split("\x02")
        for file in filter(None, (one.strip("\n") for one in files)):
            found.setdefault(file, Commit(id_, date.fromisoformat(day), by))
    ends = cut(root)
    return {file: one for file, one in sorted(found.items()) if one.id not in ends}


def cut(root: Path) -> set[str]:
    """Commits at which a shallow clone ends: every file looks as if it had been written there."""
    where = _text(_git(root, "rev-parse", "--git-path", "shallow")).strip()
    file = root / where
    return set(file.read_text(encoding="utf-8").split()) if where and file.is_file() else set()


def _pending(root: Path) -> set[str]:
    """Files that are not as they were committed."""
    changed = _git(root, "-c", "core.quotePath=false", "diff", "-z", "--relative", "--name-only", "--no-renames", "HEAD", "--", PLANS)
    return set(filter(None, _text(changed).split("\0")))


def _take(root: Path, commit: str, paths: list[str], target: Path) -> bool:
    """Writes these paths, as far as they were there, below `target`; False if none was."""
    listed = _text(_git(root, "ls-tree", "-z", "--name-only", commit, "--", *paths)).split("\0")
    there = [path for path in paths if path in listed]
    packed = _git(root, "archive", "--format=tar", commit, "--", *there) if there else None
    if packed is None:
        return False
    with tarfile.open(fileobj=BytesIO(packed)) as archive:
        archive.extractall(target, filter="data")
    return True


def _day(root: Path, commit: str) -> date:
    return date.fromisoformat(_text(_git(root, "log", "-1", "--format=%cs", commit)).strip())


def _unpack(file: Path, target: Path) -> None:
    """An archive's files below `target`. Raises Fixable for what is none, or would write elsewhere."""
    try:
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as packed:
                if sum(one.file_size for one in packed.infolist()) > _LARGEST:
                    raise Fixable(f"{file.name} holds more than {_LARGEST // 1_000_000} MB", "unpack it, and name the folder")
                packed.extractall(target)  # takes `..` and roots out of names by itself
        else:
            with tarfile.open(file) as archive:
                if sum(one.size for one in archive) > _LARGEST:
                    raise Fixable(f"{file.name} holds more than {_LARGEST // 1_000_000} MB", "unpack it, and name the folder")
                archive.extractall(target, filter="data")
    except (tarfile.TarError, zipfile.BadZipFile, OSError, EOFError) as error:
        raise Fixable(f"{file.name} can not be read as an archive: {error}", "name a folder with plans/, or a .zip or .tar of one") from None


def _home(folder: Path, name: str) -> Path:
    """The folder that has plans/: itself, the one above if it is plans/ itself, or the only one in an archive."""
    if (folder / PLANS).is_dir():
        return folder
    if folder.resolve().name == PLANS and (folder / "clients").is_dir():
        return folder.resolve().parent
    inner = [one.parent for one in sorted(folder.glob(f"*/{PLANS}"), key=lambda one: PurePosixPath(one.as_posix())) if one.is_dir()]
    if len(inner) == 1:
        return inner[0]
    raise Fixable(f"there are no plans in '{name}'", "name the folder or archive of a binder: it has plans/ in it. A built site alone does not hold its plans")


def _git(root: Path, *words: str) -> bytes | None:
    """What git says, or None if it can not: not installed, no repository, nothing there. Never asks, never writes."""
    kept = {key: value for key, value in os.environ.items() if key not in _ELSEWHERE}
    environment = {**kept, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C", "TZ": "UTC"}
    try:
        done = subprocess.run(["git", "-c", "core.fsmonitor=false", "-c", "log.showSignature=false", *words], cwd=root, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def _text(out: bytes | None) -> str:
    return (out or b"").decode("utf-8", "replace")


