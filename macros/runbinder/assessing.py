"""All clients judged: read and checked again only where something changed, in a pool where there are many."""

import json
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from runbinder.asof import judged_as_of
from runbinder.assess import Judged, Judgement, judge, unreadable, with_sources
from runbinder.digest import Digests
from runbinder.finding import Finding
from runbinder.load import MAX_BYTES
from runbinder.read import PLANS, clients_of, read
from runbinder.secrets import Source
from runbinder.shelf import PROVIDER, provider_binder

_CACHE = Path(".cache") / "check"
_MANY = 8
"""From this number of clients on, starting processes costs less than it saves."""


def assess(root: Path, only: Iterable[str] = (), as_of: str = "") -> list[Judgement]:
    """The provider and the clients (all, or `only` these), each judged as of the same date. Raises Fixable."""
    shelf = read(root, only or [])  # also refuses names that are no client's
    when = judged_as_of(as_of, shelf.settings)
    names = list(dict.fromkeys(only)) or clients_of(root)
    digests = Digests(root, when.isoformat(), "check")
    wanted = {name: digests.client(name) for name in names}
    wanted[PROVIDER] = digests.shelf([])
    kept = {name: found for name, digest in wanted.items() if (found := _kept(root, name, digest))}
    todo = [name for name in wanted if name not in kept]
    work = partial(assess_one, root, when=when)
    if len(todo) < _MANY or (os.cpu_count() or 1) == 1:
        fresh = [work(name) for name in todo]
    else:
        with ProcessPoolExecutor() as pool:
            fresh = list(pool.map(work, todo, chunksize=4))
    for judgement in fresh:
        _keep(root, judgement, wanted[judgement.client])
    found = {**kept, **{judgement.client: judgement for judgement in fresh}}
    return [found[name] for name in (PROVIDER, *sorted(names))]


def assess_one(root: Path, name: str, when: date) -> Judgement:
    """One client, or the provider, read and judged."""
    shelf = read(root, [] if name == PROVIDER else [name])
    own = [one for one in shelf.findings if (name != PROVIDER) == one.path.startswith(f"plans/clients/{name}/")]
    if own or (shelf.provider is None):
        return unreadable(name, own)
    binder = provider_binder(shelf, when) if name == PROVIDER else shelf.binder(name, when)
    judged = judge(binder, lambda route: shelf.locate(name, route))
    return with_sources(judged, sources(root, name))


def sources(root: Path, name: str) -> Iterator[Source]:
    """The texts that belong to a client, or to the provider and the shelf: plans, attachments, hand-written pages."""
    for home in (root / PLANS, root / "docs"):
        mine = home / "clients" / name
        others = [one for one in sorted(home.iterdir()) if one.name != "clients"] if home.is_dir() else []
        for start in others if name == PROVIDER else [mine]:
            files = [start] if start.is_file() else sorted(start.rglob("*"))
            yield from (source for file in files if (source := _source(root, file)))


def _source(root: Path, file: Path) -> Source | None:
    """The text of a file; none for a picture, or for what is too large to be written by hand."""
    try:
        if file.is_file() and file.stat().st_size <= MAX_BYTES:
            return Source(file.relative_to(root).as_posix(), file.read_bytes().decode("utf-8"))
    except (OSError, UnicodeDecodeError):
        pass
    return None


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
    home = root / _CACHE
    home.mkdir(parents=True, exist_ok=True)
    new = home / f".{judgement.client}-{os.getpid()}"
    new.write_text(json.dumps({"digest": digest, **asdict(judgement)}), encoding="utf-8")
    os.replace(new, home / f"{judgement.client}.json")
