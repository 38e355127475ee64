"""Which binders have to be built again, built side by side, and put in place only when all of them are good."""

import hashlib
import json
import multiprocessing
import os
import platform
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import metadata
from pathlib import Path
from typing import Any

from runbinder.errors import Fixable
from runbinder.read import PLANS, clients_of
from runbinder.shelf import PROVIDER
from runbinder.validate import did_you_mean

STAMP = "binder.json"
"""In each built site: the digest of what went in, and what the shelf says of it."""


@dataclass(frozen=True)
class Job:
    """One site to build or to keep. `digest` covers everything that decides what comes out."""

    name: str
    home: Path
    digest: str

    @property
    def stamp(self) -> dict[str, Any]:
        """What was noted when the site in place was built; empty if there is none, or it can not be trusted."""
        try:
            noted = json.loads((self.home / STAMP).read_text(encoding="utf-8"))
            return noted if (self.home / "index.html").is_file() and isinstance(noted, dict) else {}
        except (OSError, ValueError):
            return {}

    @property
    def fresh(self) -> bool:
        return self.stamp.get("digest") == self.digest


@dataclass(frozen=True)
class Outcome:
    """What a build did: sites built and kept, their pages, and what went wrong (then nothing was put in place)."""

    built: list[str]
    kept: list[str]
    removed: list[str]
    pages: int
    problems: list[str]


def plan(root: Path, site: Path, only: Iterable[str], as_of: str, edition: str) -> tuple[list[Job], Job]:
    """The clients' jobs and the shelf's."""
    names = clients_of(root)
    if PROVIDER in names:
        raise Fixable(f"a client can not be called '{PROVIDER}'", f"rename the folder {PLANS}/clients/{PROVIDER}")
    for name in only:
        if name not in names:
            raise Fixable(f"there is no client '{name}'", did_you_mean(name, names))
    common = hashlib.sha256("\0".join([as_of, edition, platform.python_version(), *_versions()]).encode())
    for part in ("mkdocs.yml", "overrides", f"{PLANS}/settings.yml", f"{PLANS}/provider", "docs/provider", "docs/assets"):
        _add(common, root / part)
    _add(common, Path(__file__).parent)
    jobs = []
    for name in names:
        digest = common.copy()
        _add(digest, root / PLANS / "clients" / name)
        _add(digest, root / "docs" / "clients" / name)
        jobs.append(Job(name, site / "clients" / name, digest.hexdigest()))
    shelf = common.copy()
    _add(shelf, root / "docs", skip="clients")
    for job in jobs:
        shelf.update(job.digest.encode())
    wanted = set(only) or set(names)
    return [job for job in jobs if job.name in wanted], Job(PROVIDER, site, shelf.hexdigest())


def run(root: Path, site: Path, only: tuple[str, ...], as_of: str, edition: str, jobs: int, again: bool, done: Callable[[str, int], None]) -> Outcome:
    """Builds what changed beside `site`, and puts it in place. `done(name, how_many)` is told after each site."""
    work, shelf = plan(root, site, only, as_of, edition)
    _recover(site)
    _refuse_foreign(root, site)
    changed = [job for job in work if again or not job.fresh]
    kept = [job.name for job in work if job not in changed]
    with _staging(site) as staging:
        pages, cards = 0, {}
        problems: dict[tuple[str, ...], list[str]] = {}
        for built in _build_all(root, staging, changed, as_of, edition, jobs):
            done(built.name, len(changed) + 1)
            pages += built.pages
            if built.problems:
                problems.setdefault(built.problems, []).append(built.name)
            cards[built.name] = built.card
        if problems:
            return Outcome([], kept, [], 0, [line for same, names in problems.items() for line in (_whose(names), *same)])
        gone = [] if only else [one.name for one in _folders(site / "clients") if one.name not in {job.name for job in work}]
        moved = list(changed)
        if changed or gone or again or not shelf.fresh:
            all_cards = [cards.get(name) or Job(name, site / "clients" / name, "").stamp.get("card") for name in clients_of(root)]
            built = build_one(root, PROVIDER, str(staging / "shelf"), as_of, edition, [card for card in all_cards if card])
            done(PROVIDER, len(changed) + 1)
            if built.problems:
                return Outcome([], kept, [], 0, ["In the shelf:", *built.problems])
            pages += built.pages
            _stamp(staging / "shelf", shelf.digest if not only else "partly", None)
            moved.append(shelf)
        for job in changed:
            _stamp(staging / "clients" / job.name, job.digest, cards[job.name])
        _put_in_place(staging, site, changed, gone, shelf in moved)
        return Outcome([job.name for job in moved], kept, gone, pages, [])


def _whose(names: list[str]) -> str:
    names = sorted(names)
    return f"In {', '.join(names[:5])}{f' and {len(names) - 5} more' if len(names) > 5 else ''}:"


def build_one(root: Path, name: str, target: str, as_of: str, edition: str, cards: Any = None) -> Any:
    """One site, in whichever process this runs; MkDocs is imported only where something is built."""
    from runbinder.site import build_site

    return build_site(root, name, Path(target), as_of, edition, cards)


def _build_all(root: Path, staging: Path, changed: list[Job], as_of: str, edition: str, jobs: int) -> Iterator[Any]:
    work = partial(build_one, root, as_of=as_of, edition=edition)
    targets = {job.name: str(staging / "clients" / job.name) for job in changed}
    if jobs == 1 or len(changed) < 2:
        yield from (work(name, target=target) for name, target in targets.items())
        return
    with ProcessPoolExecutor(min(jobs, len(changed)), initializer=_end_with_parent) as pool:
        waiting = [pool.submit(work, name, target=target) for name, target in targets.items()]
        for finished in as_completed(waiting):
            yield finished.result()


def _end_with_parent() -> None:
    """A worker does not outlive a build that was killed: it would go on writing into what the next build clears."""
    parent = multiprocessing.parent_process()
    threading.Thread(target=lambda: parent and (parent.join(), os._exit(1)), daemon=True).start()


def _stamp(home: Path, digest: str, card: Any) -> None:
    (home / STAMP).write_text(json.dumps({"digest": digest, "card": card}, sort_keys=True), encoding="utf-8")


def _put_in_place(staging: Path, site: Path, changed: list[Job], gone: list[str], shelf: bool) -> None:
    """Whole folders are renamed, one binder after the other: at any moment each binder is the old one or the new."""
    was = staging / "was"
    (site / "clients").mkdir(parents=True, exist_ok=True)
    for name in [*(job.name for job in changed), *gone]:
        _swap(staging / "clients" / name, site / "clients" / name, was / "clients" / name)
    if shelf:
        # The stamp goes first and comes last: a shelf that is half old and half new must not look finished.
        _swap(staging / "none", site / STAMP, was / STAMP)
        names = {one.name for home in (staging / "shelf", site) for one in home.iterdir()} - {"clients", STAMP}
        for name in (*sorted(names - {"index.html"}), "index.html", STAMP):
            _swap(staging / "shelf" / name, site / name, was / name)


def _swap(new: Path, old: Path, was: Path) -> None:
    was.parent.mkdir(parents=True, exist_ok=True)
    try:
        if old.exists():
            os.rename(old, was)
        if new.exists():
            os.rename(new, old)
    except OSError as error:
        raise Fixable(f"{old} can not be replaced: {error.strerror}", "close what has it open, and build again; the last binder is still there") from None


@contextmanager
def _staging(site: Path) -> Iterator[Path]:
    """A folder beside the site, where a rename can not become a copy. It goes when the build ends, however that ends."""
    staging = Path(tempfile.mkdtemp(prefix=f".{site.name}-new-", dir=_parent(site)))
    try:
        yield staging
    except BaseException:
        _clear(staging, site)
        raise
    shutil.rmtree(staging, ignore_errors=True)


def _recover(site: Path) -> None:
    """Clears what builds left that were killed."""
    for staging in _folders(_parent(site)):
        if staging.name.startswith(f".{site.name}-new-"):
            _clear(staging, site)


def _clear(staging: Path, site: Path) -> None:
    """Brings back what was put aside and not replaced; what can not be brought back now, the next build tries again."""
    was = staging / "was"
    try:
        for kept in [*_folders(was / "clients"), *_entries(was)]:
            home = site / kept.relative_to(was)
            if kept not in (was / "clients", was / STAMP) and not home.exists():
                home.parent.mkdir(parents=True, exist_ok=True)
                os.rename(kept, home)
    except OSError:
        return
    shutil.rmtree(staging, ignore_errors=True)


def _refuse_foreign(root: Path, site: Path) -> None:
    """What is in the way of a new site is removed, so the folder has to be empty or hold what a build made."""
    made = (site / STAMP).is_file() or (site / "assets" / "javascripts").is_dir() or any(site.glob(f"clients/*/{STAMP}"))
    if root.is_relative_to(site) or _entries(site) and not made:
        raise Fixable(f"{site} holds something else than a site", "name an empty or a new folder, or clear it yourself")


def _parent(site: Path) -> Path:
    site.parent.mkdir(parents=True, exist_ok=True)
    return site.parent


def _folders(home: Path) -> list[Path]:
    return [one for one in _entries(home) if one.is_dir()]


def _entries(home: Path) -> list[Path]:
    return sorted(home.iterdir()) if home.is_dir() else []


def _add(digest: Any, path: Path, skip: str = "") -> None:
    """Names and contents of a file or of all files below a folder; times do not count."""
    files = [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.is_file() and "__pycache__" not in one.parts) if path.is_dir() else []
    for file in files:
        inner = file.relative_to(path).as_posix()
        if not (skip and inner.startswith(f"{skip}/")):
            digest.update(f"{path.name}/{inner}\0".encode() + hashlib.sha256(file.read_bytes()).digest())


def _versions() -> list[str]:
    """The versions of what takes part in making a page."""
    names = ("mkdocs", "mkdocs-material", "mkdocs-macros-plugin", "markdown", "pymdown-extensions", "pygments", "jinja2", "markdown-it-py", "pydantic", "phonenumbers")
    return [f"{name} {metadata.version(name)}" for name in names]
