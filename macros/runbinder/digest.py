"""A digest over everything that decides what comes out for a binder: contents, never times."""

import hashlib
import platform
from importlib import metadata
from pathlib import Path
from typing import Any

from runbinder.read import PLANS

_TAKE_PART = ("mkdocs", "mkdocs-material", "mkdocs-macros-plugin", "markdown", "pymdown-extensions", "pygments", "jinja2", "markdown-it-py", "pydantic", "phonenumbers")


class Digests:
    """Digests of one folder of plans, judged as of one date, in one edition."""

    def __init__(self, root: Path, as_of: str, edition: str) -> None:
        self.root = root
        versions = [f"{name} {metadata.version(name)}" for name in _TAKE_PART]
        self._common = hashlib.sha256("\0".join([as_of, edition, platform.python_version(), *versions]).encode())
        for part in ("mkdocs.yml", "overrides", f"{PLANS}/settings.yml", f"{PLANS}/provider", "docs/provider", "docs/assets"):
            add(self._common, root / part)
        add(self._common, Path(__file__).parent)

    def client(self, name: str) -> str:
        """Of a client's binder."""
        digest = self._common.copy()
        add(digest, self.root / PLANS / "clients" / name)
        add(digest, self.root / "docs" / "clients" / name)
        return digest.hexdigest()

    def shelf(self, clients: list[str]) -> str:
        """Of the shelf in front of binders with these digests."""
        digest = self._common.copy()
        add(digest, self.root / "docs", skip="clients")
        for one in clients:
            digest.update(one.encode())
        return digest.hexdigest()


def add(digest: Any, path: Path, skip: str = "") -> None:
    """Names and contents of a file or of all files below a folder."""
    if path.is_file():
        files = [path]
    else:
        files = sorted(one for one in path.rglob("*") if one.is_file() and "__pycache__" not in one.parts) if path.is_dir() else []
    for file in files:
        inner = file.relative_to(path).as_posix()
        if not (skip and inner.startswith(f"{skip}/")):
            digest.update(f"{path.name}/{inner}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
