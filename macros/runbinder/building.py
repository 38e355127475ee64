"""Which binders have to be built again, built side by side, and put in place only when all of them are good."""

import json
import multiprocessing
import os
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any

from runbinder.assessing import sources
from runbinder.digest import Digests
from runbinder.errors import Fixable
from runbinder.read import PLANS, clients_of
from runbinder.secrets import secrets
from runbinder.shelf import PROVIDER
from runbinder.swap import STAMP, beside, folders, put_in_place, recover, refuse_foreign
from runbinder.validate import did_you_mean


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


def plan(root: Path, site: Path, only: Iterable[str], as_of: str, edition: str, copy: str = "") -> tuple[list[Job], Job]:
    """The clients' jobs and the shelf's."""
    names = clients_of(root)
    if PROVIDER in names:
        raise Fixable(f"a client can not be called '{PROVIDER}'", f"rename the folder {PLANS}/clients/{PROVIDER}")
    for name in only:
        if name not in names:
            raise Fixable(f"there is no client '{name}'", did_you_mean(name, names))
    digests = Digests(root, as_of, edition, copy=copy)
    jobs = [Job(name, site / "clients" / name, digests.client(name)) for name in names]
    shelf = digests.shelf([job.digest for job in jobs])
    wanted = set(only) or set(names)
    return [job for job in jobs if job.name in wanted], Job(PROVIDER, site, shelf)


def run(root: Path, site: Path, only: tuple[str, ...], as_of: str, edition: str, jobs: int, again: bool, done: Callable[[str, int], None], copy: str = "") -> Outcome:
    """Builds what changed beside `site`, and puts it in place. `done(name, how_many)` is told after each site.

    `copy` is the id of the copy that it becomes: it is one client's, so there is no shelf in front of it.
    """
    work, shelf = plan(root, site, only, as_of, edition, copy)
    recover(site)
    refuse_foreign(root, site)
    changed = [job for job in work if again or not job.fresh]
    kept = [job.name for job in work if job not in changed]
    gone = [] if only else [one.name for one in folders(site / "clients") if one.name not in {job.name for job in work}]
    with beside(site) as staging:
        built = list(_told(_build_all(root, staging, changed, as_of, edition, jobs, copy), done, len(changed) + 1))
        if problems := _problems(built):
            return Outcome([], kept, [], 0, problems)
        cards_of = {one.name: one.card for one in built}
        for job in changed:
            _stamp(staging / "clients" / job.name, job.digest, cards_of[job.name])
        renewed = edition == "internal" and not copy and (bool(changed or gone or again) or not shelf.fresh)  # the shelf names every client
        if renewed:
            cards = _cards(root, site, cards_of)
            built += _told([build_one(root, PROVIDER, str(staging / "shelf"), as_of, edition, cards)], done, len(changed) + 1)
            if built[-1].problems:
                return Outcome([], kept, [], 0, ["In the shelf:", *built[-1].problems])
            _stamp(staging / "shelf", shelf.digest if not only else "partly", None)
        put_in_place(staging, site, [*(job.name for job in changed), *gone], renewed)
    return Outcome([one.name for one in built], kept, gone, sum(one.pages for one in built), [])


def _told(sites: Iterable[Any], done: Callable[[str, int], None], how_many: int) -> Iterator[Any]:
    for one in sites:
        done(one.name, how_many)
        yield one


def _problems(built: list[Any]) -> list[str]:
    """What went wrong, each said once with the binders that it went wrong in."""
    whose: dict[tuple[str, ...], list[str]] = {}
    for one in built:
        if one.problems:
            whose.setdefault(one.problems, []).append(one.name)
    return [line for same, names in whose.items() for line in (_whose(names), *same)]


def _cards(root: Path, site: Path, fresh: dict[str, Any]) -> list[Any]:
    """What the shelf says of every client: of those built now, and of those that stay."""
    cards = [fresh.get(name) or Job(name, site / "clients" / name, "").stamp.get("card") for name in clients_of(root)]
    return [card for card in cards if card]


def _whose(names: list[str]) -> str:
    names = sorted(names)
    return f"In {', '.join(names[:5])}{f' and {len(names) - 5} more' if len(names) > 5 else ''}:"


def build_one(root: Path, name: str, target: str, as_of: str, edition: str, cards: Any = None, copy: str = "") -> Any:
    """One site, in whichever process this runs; MkDocs is imported only where something is built."""
    from runbinder.engine import build_site

    built = build_site(root, name, Path(target), as_of, edition, cards, copy)
    return built if built.problems else replace(built, problems=tuple(leaks(root, name, Path(target))))


def leaks(root: Path, name: str, site: Path) -> Iterator[str]:
    """Secrets in built pages that stand in no source: a macro fetched them, or they came together only on the page.

    What stands in a source is said by `check` (CRD-01), with its line, or has its reason there.
    """
    pages = {page: list(secrets(page.read_text(encoding="utf-8"))) for page in sorted(site.rglob("*.html"))}
    if not any(pages.values()):
        return
    known = {_bare(one.text) for whose in {name, PROVIDER} for source in sources(root, whose) for one in secrets(source.text)}
    said = [f"{page.relative_to(site).as_posix()}:{one.line}: this looks like {one.what}" for page, found in pages.items() for one in found if _bare(one.text) not in known]
    if said:
        yield "Secrets on pages that stand in no source (a macro or a snippet brought them):"
        yield from said


def _bare(text: str) -> str:
    """A secret without what YAML, Markdown and HTML put around and between its letters."""
    return re.sub(r"\W", "", unescape(text))


def _build_all(root: Path, staging: Path, changed: list[Job], as_of: str, edition: str, jobs: int, copy: str) -> Iterator[Any]:
    work = partial(build_one, root, as_of=as_of, edition=edition, copy=copy)
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
