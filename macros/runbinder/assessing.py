"""All clients judged: read and checked again only where something changed, in a pool where there are many."""

import json
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from runbinder.asof import judged_as_of
from runbinder.assess import Judged, Judgement, judge, unreadable, with_sources
from runbinder.digest import JUDGED_BY, Digests
from runbinder.finding import Finding
from runbinder.load import MAX_BYTES
from runbinder.model.binder import PROVIDER
from runbinder.read import PLANS, Shelf, clients_of, read
from runbinder.secrets import Source, written

_CACHE = Path(".cache") / "check"
_MANY = 8
"""From this number of clients on, starting processes costs less than it saves."""
_TOGETHER = 10
"""So many clients are judged in one go, as each go reads the provider's plans."""
Done = Callable[[str, int], None]


def assess(root: Path, only: Iterable[str] = (), as_of: str = "", done: Done = lambda name, how_many: None) -> list[Judgement]:
    """The provider and the clients (all, or `only` these), each judged as of the same date. Raises Fixable.

    `done(name, how_many)` is told after each one that had to be judged again.
    """
    known = clients_of(root)
    shelf = read(root, [name for name in only if name not in known])  # refuses them; of the others the cache is asked first
    when = judged_as_of(as_of, shelf.settings)
    names = [name for name in sorted(set(only)) or known if name != PROVIDER]
    digests = Digests(root, when.isoformat(), "check", JUDGED_BY)
    wanted = {name: digests.of(homes(root, name)) for name in (PROVIDER, *names)}
    found = {name: kept for name, digest in wanted.items() if (kept := _kept(root, name, digest))}
    todo = [name for name in wanted if name not in found]
    for judgement in _judge_all(root, todo, when):
        _keep(root, judgement, wanted[judgement.client])
        found[judgement.client] = judgement
        done(judgement.client, len(todo))
    return [found[name] for name in wanted]


def _judge_all(root: Path, names: list[str], when: date) -> Iterator[Judgement]:
    if len(names) < _MANY or (os.cpu_count() or 1) == 1:
        yield from assess_some(root, names, when)
        return
    with ProcessPoolExecutor(initializer=partial(signal.signal, signal.SIGINT, signal.SIG_IGN)) as pool:
        waiting = [pool.submit(assess_some, root, names[start : start + _TOGETHER], when) for start in range(0, len(names), _TOGETHER)]
        try:
            for finished in as_completed(waiting):
                yield from finished.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)  # who stops it does not wait for the rest


def assess_one(root: Path, name: str, when: date) -> Judgement:
    """One client, or the provider, read and judged."""
    return assess_some(root, [name], when)[0]


def assess_some(root: Path, names: list[str], when: date) -> list[Judgement]:
    """These clients, or the provider, read together and judged."""
    if not names:
        return []
    shelf = read(root, [name for name in names if name != PROVIDER])
    return [_assess(shelf, name, when) for name in names]


def _assess(shelf: Shelf, name: str, when: date) -> Judgement:
    from runbinder.shelf import provider_binder  # with all that renders pages; where nothing has changed, nobody waits for it

    own = [one for one in shelf.findings if _owner(shelf.root, one.path) == name]
    if own or shelf.provider is None:
        judged = unreadable(name, own)
    else:
        binder = provider_binder(shelf, when) if name == PROVIDER else shelf.binder(name, when)
        judged = judge(binder, lambda route: shelf.locate(name, route))
    return with_sources(judged, sources(shelf.root, name))


def _owner(root: Path, path: str) -> str:
    """Whose concern a path is; what belongs to no client is the provider's."""
    first, _, rest = path.partition("/clients/")
    name = rest.partition("/")[0]
    return name if first == PLANS and (root / PLANS / "clients" / name).is_dir() else PROVIDER


def homes(root: Path, name: str) -> list[Path]:
    """The files and folders that are a client's own; the provider's are all others from which pages are made."""
    pages = [root / home / "clients" for home in (PLANS, "docs")]
    if name != PROVIDER:
        return [home / name for home in pages]
    clients = clients_of(root)
    beside = [one for home in pages for one in _inside(home.parent) if one != home]
    strays = [one for home in pages for one in _inside(home) if one.name not in clients or one.name == PROVIDER]
    return [root / "mkdocs.yml", root / "overrides", *beside, *strays]


def _inside(home: Path) -> list[Path]:
    return sorted(home.iterdir()) if home.is_dir() else []


def sources(root: Path, name: str) -> Iterator[Source]:
    """The texts that belong to a client, or to the provider and the shelf: plans, attachments, hand-written pages, the theme."""
    for start in homes(root, name):
        for file in [start] if start.is_file() else sorted(start.rglob("*")):
            with suppress(OSError):
                if file.is_file() and file.stat().st_size <= MAX_BYTES and (text := written(file.read_bytes())):
                    yield Source(file.relative_to(root).as_posix(), text)


def _kept(root: Path, name: str, digest: str) -> Judgement | None:
    """What was said of these very contents before; anything odd about the file makes it nothing."""
    try:
        noted: Any = json.loads((root / _CACHE / f"{name}.json").read_text(encoding="utf-8"))
        if noted.pop("digest") != digest:
            return None
        findings = tuple(Judged(**{**one, "finding": Finding(**one["finding"])}) for one in noted.pop("findings"))
        return Judgement(findings=findings, **noted)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _keep(root: Path, judgement: Judgement, digest: str) -> None:
    """Notes what was said; where nothing can be written, the next run works as long as this one."""
    home = root / _CACHE
    new = home / f".{judgement.client}-{os.getpid()}"
    with suppress(OSError):
        home.mkdir(parents=True, exist_ok=True)
        new.write_text(json.dumps({"digest": digest, **asdict(judgement)}), encoding="utf-8")
        os.replace(new, home / f"{judgement.client}.json")
