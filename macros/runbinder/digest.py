"""A digest over everything that decides what comes out for a binder: contents, never times."""

import hashlib
import os
import platform
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

from runbinder import history
from runbinder.read import PLANS

_TAKE_PART = (
    "mkdocs", "mkdocs-material", "mkdocs-macros-plugin", "markdown", "pymdown-extensions", "pygments", "jinja2", "markdown-it-py", "pydantic", "pyyaml", "phonenumbers", "tzdata",
)
JUDGED_BY = (f"{PLANS}/settings.yml", f"{PLANS}/provider")
"""What every client is judged by."""
BUILT_FROM = (*JUDGED_BY, "mkdocs.yml", "overrides", "docs/provider", "docs/assets")
"""What is in the site of every client."""


class Digests:
    """Digests of one folder of plans, judged as of one date, in one edition, with the number of one copy on it or none; `parts` decide about all of them."""

    def __init__(self, root: Path, as_of: str, edition: str, parts: Iterable[str] = BUILT_FROM, copy: str = "") -> None:
        self.root = root
        versions = [f"{name} {metadata.version(name)}" for name in _TAKE_PART]
        self._common = hashlib.sha256("\0".join([as_of, edition, copy, platform.python_version(), *versions]).encode())
        for part in parts:
            add(self._common, root / part)
        add(self._common, Path(__file__).parent)
        self._changed: dict[str, list[str]] = {}
        for path, one in history.last_changes(root).items() if "docs/provider" in parts else ():  # pages tell who changed what last
            folders = path.split("/")
            self._changed.setdefault(folders[2] if folders[1] == "clients" else "", []).append(f"{path} {one.id} {one.pending}")
        self._common.update("\0".join((*self._changed.get("", ()), *(sorted(history.cut(root)) if self._changed else ()))).encode())  # a longer history can tell of older days

    def of(self, paths: Iterable[Path]) -> str:
        """Of these files and folders."""
        digest = self._common.copy()
        for path in paths:
            add(digest, path)
        return digest.hexdigest()

    def client(self, name: str) -> str:
        """Of a client's binder."""
        digest = self._common.copy()
        digest.update("\0".join(self._changed.get(name, ())).encode())
        for home in (PLANS, "docs"):
            add(digest, self.root / home / "clients" / name)
        return digest.hexdigest()

    def shelf(self, clients: list[str]) -> str:
        """Of the shelf in front of binders with these digests."""
        digest = self._common.copy()
        add(digest, self.root / "docs", skip="clients")
        for one in clients:
            digest.update(one.encode())
        return digest.hexdigest()


def add(digest: Any, path: Path, skip: str = "") -> None:
    """The name of a file or folder, if it is there, and names and contents of all files in it."""
    start = str(path)
    if os.path.isfile(start):
        digest.update(f"{path.name}\0".encode("utf-8", "surrogateescape") + _content(start))
    elif os.path.isdir(start):
        digest.update(f"{path.name}/\0".encode("utf-8", "surrogateescape"))
        for inner, file in sorted(_files(start, f"{path.name}/", skip)):
            digest.update(f"{inner}\0".encode("utf-8", "surrogateescape") + _content(file))


def _files(folder: str, inner: str, skip: str = "") -> Iterator[tuple[str, str]]:
    """Names below a folder, and paths; with bare strings, as a thousand clients have a hundred thousand files."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name in ("__pycache__", skip):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, f"{inner}{entry.name}/")
            elif entry.is_file():
                yield f"{inner}{entry.name}", entry.path


def _content(file: str) -> bytes:
    with open(file, "rb", buffering=0) as stream:
        return hashlib.sha256(stream.read()).digest()
