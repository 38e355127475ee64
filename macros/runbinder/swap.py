"""A new site is made beside the last good one and put in its place; what is interrupted is brought back."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from runbinder.errors import Fixable

STAMP = "binder.json"
"""In each built site: the digest of what went in, and what the shelf says of it."""


def put_in_place(staging: Path, site: Path, binders: list[str], shelf: bool) -> None:
    """Whole folders are renamed, one binder after the other: at any moment each binder is the old one or the new.

    A binder that is not among the new ones is removed. Raises Fixable where a folder can not be renamed.
    """
    was = staging / "was"
    (site / "clients").mkdir(parents=True, exist_ok=True)
    for name in binders:
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
def beside(site: Path) -> Iterator[Path]:
    """A folder beside the site, where a rename can not become a copy. It goes when the build ends, however that ends."""
    staging = Path(tempfile.mkdtemp(prefix=f".{site.name}-new-", dir=_parent(site)))
    try:
        yield staging
    except BaseException:
        _clear(staging, site)
        raise
    shutil.rmtree(staging, ignore_errors=True)


def recover(site: Path) -> None:
    """Clears what builds left that were killed."""
    for staging in folders(_parent(site)):
        if staging.name.startswith(f".{site.name}-new-"):
            _clear(staging, site)


def _clear(staging: Path, site: Path) -> None:
    """Brings back what was put aside and not replaced; what can not be brought back now, the next build tries again."""
    was = staging / "was"
    try:
        for kept in [*folders(was / "clients"), *_entries(was)]:
            home = site / kept.relative_to(was)
            if kept not in (was / "clients", was / STAMP) and not home.exists():
                home.parent.mkdir(parents=True, exist_ok=True)
                os.rename(kept, home)
    except OSError:
        return
    shutil.rmtree(staging, ignore_errors=True)


def refuse_foreign(root: Path, site: Path) -> None:
    """What is in the way of a new site is removed, so the folder has to be empty or hold what a build made."""
    made = (site / STAMP).is_file() or (site / "assets" / "javascripts").is_dir() or any(site.glob(f"clients/*/{STAMP}"))
    if root.is_relative_to(site) or _entries(site) and not made:
        raise Fixable(f"{site} holds something else than a site", "name an empty or a new folder, or clear it yourself")


def _parent(site: Path) -> Path:
    site.parent.mkdir(parents=True, exist_ok=True)
    return site.parent


def folders(home: Path) -> list[Path]:
    return [one for one in _entries(home) if one.is_dir()]


def _entries(home: Path) -> list[Path]:
    return sorted(home.iterdir()) if home.is_dir() else []
