"""Where in a site each binder's pages are: one map for both ways of building. Knows no engine.

Addresses are those of the whole shelf (`clients/harbour/services/dispatch.html`); the site of one
client is the part below `clients/harbour/`, so that the pages are the same either way.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from html import escape
from pathlib import Path
from posixpath import relpath
from types import SimpleNamespace
from typing import Any

from runbinder.edition import WITHHELD, narrowed
from runbinder import ics, vcards
from runbinder.errors import Fixable
from runbinder.model.binder import Binder
from runbinder.model.common import Edition
from runbinder.pages import Page, navigation, pages
from runbinder.read import Shelf
from runbinder.shelf import PROVIDER, card, provider_binder
from runbinder.validate import did_you_mean


class SiteMap:
    """The pages of a site. `scope` is empty (everything), PROVIDER (the shelf alone) or a client's id; `copy` the id of the copy that it is built for."""

    def __init__(self, shelf: Shelf, scope: str, as_of: date, cards: Iterable[dict[str, object]] | None = None, edition: Edition = "internal", copy: str = "") -> None:
        self.shelf, self.scope, self.as_of, self.edition, self.copy = shelf, scope, as_of, edition, copy
        self._shown = narrowed(shelf, edition)
        names = [PROVIDER, *shelf.clients] if not scope else [scope]
        self.prefixes = {name: "" if name in (PROVIDER, scope) else f"clients/{name}/" for name in names}
        self._binders: dict[str, Binder] = {}
        self._cards = cards
        self.pages: dict[str, Page] = {f"{prefix}{page.path}.md": page for name, prefix in self.prefixes.items() for page in self._pages(name)}

    def _pages(self, name: str) -> list[Page]:
        made = pages(self.binder(name))
        if name != PROVIDER:
            return made
        return [Page("index", "Binders", "shelf", (PROVIDER,)), *(page for page in made if page.path not in ("index", "document-control", "readiness"))]

    def binder(self, name: str) -> Binder:
        if name not in self._binders:
            if name != PROVIDER and name not in self.shelf.clients:
                raise Fixable(f"there is no client '{name}' in this site", did_you_mean(name, self.shelf.clients))
            shown = self._binder(self._shown, name)
            self._binders[name] = shown if self.edition == "internal" else replace(shown, edition=self.edition, whole=self._binder(self.shelf, name))
        return self._binders[name]

    def _binder(self, shelf: Shelf, name: str) -> Binder:
        return provider_binder(shelf, self.as_of) if name == PROVIDER else shelf.binder(name, self.as_of)

    @property
    def cards(self) -> list[dict[str, object]]:
        """What the shelf says of each client; handed in where the clients were built before."""
        return list(self._cards) if self._cards is not None else [card(self.binder(name)) for name in self.shelf.clients]

    @property
    def provider_name(self) -> str:
        return str(self.shelf.provider.profile.name) if self.shelf.provider else ""

    def prefix_of(self, uri: str) -> str:
        """The part of a page's path that says whose it is."""
        return max((prefix for prefix in self.prefixes.values() if uri.startswith(prefix)), key=len, default="")

    def binder_at(self, uri: str) -> Binder | None:
        prefix = self.prefix_of(uri)
        return next((self.binder(name) for name, own in self.prefixes.items() if own == prefix), None)

    def seen_from(self, uri: str, client: str) -> str:
        """The page that a macro call stands on, as seen from the root of the binder that it shows."""
        page = uri.removesuffix(".md") + ".html"
        home = f"clients/{self.scope}/" if self.scope not in ("", PROVIDER) else ""
        root = "" if client == PROVIDER else f"clients/{client}/"
        return relpath(home + page, root or ".") if not (home + page).startswith(root) else (home + page).removeprefix(root)

    def shelf_link(self, name: str) -> dict[str, str]:
        """Where the shelf is from the root of this site, for the pages of a client."""
        return {} if name == PROVIDER or self.copy or self.edition != "internal" else {"shelf": "../../index.html" if self.scope else "index.html"}

    def places(self, uri: str) -> list[str]:
        """Where a hand-written file goes: a client's to its binder, the provider's and assets/ to each, the rest to the shelf."""
        if uri.startswith("clients/"):
            name, _, rest = uri.removeprefix("clients/").partition("/")
            return [self.prefixes[name] + rest] if rest and name in self.prefixes else []
        if uri.startswith(("provider/", "assets/")):
            return [prefix + uri for prefix in self.prefixes.values()]
        return [uri] if self.scope in ("", PROVIDER) else []

    def attachments(self, root: Path) -> dict[str, Path]:
        """Files beside the plans, and where in the site each goes."""
        found: dict[str, Path] = {}
        for name, prefix in self.prefixes.items():
            binder = self.binder(name)
            for entry in (one for one in binder.every("attachment") if one.record.file != WITHHELD):
                own = entry.party == "client"
                folder = f"clients/{name}/attachments" if own else "provider/attachments"
                found[f"{prefix}{'' if own else 'provider/'}attachments/{entry.record.file}"] = root / "plans" / folder / entry.record.file
        return found

    def made_files(self) -> dict[str, bytes]:
        """Files that are made from the plans and are no pages: the vCards of each contact tree beside its page, the calendars of a binder."""
        cards = {f"{prefix}{vcards.path(tree)}": vcards.vcards(self.binder(name), tree) for name, prefix in self.prefixes.items() for tree in self.binder(name).all("contact_tree")}
        return cards | {f"{prefix}{path}": data for name, prefix in self.prefixes.items() for path, data in ics.calendars(self.binder(name)).items()}

    def navigation(self, written: list[str]) -> list[Any]:
        """MkDocs' `nav`: each binder's sections; pages that an author wrote come after the generated ones."""
        own = {name: self._sections(name, written) for name in self.prefixes}
        if self.scope not in ("", PROVIDER):
            return own[self.scope]
        handbook = [uri for uri in sorted(written, key=_index_first) if not uri.startswith(("clients/", "provider/"))]
        clients = [{escape(str(self.binder(name).client.profile.name)): own[name]} for name in self.prefixes if name != PROVIDER]
        return own[PROVIDER] + ([{"Clients": clients}] if clients else []) + ([{"Handbook": handbook}] if handbook else [])

    def _sections(self, name: str, written: list[str]) -> list[Any]:
        prefix = self.prefixes[name]
        sections: list[Any] = []
        for title, branch in navigation(self._pages(name)).items():
            listed: list[Any] = []
            for inner, made in branch.items():
                leaves = [{"Start" if not title else _as_text(page.title): f"{prefix}{page.path}.md"} for page in made]
                listed += leaves if inner == made[0].path else [{inner: leaves}]
            sections += listed if not title else [{title: listed}]
        more = [uri for uri in sorted(written, key=_index_first) if uri.startswith("provider/" if name == PROVIDER else prefix)]
        return sections + ([{"More": more}] if more else [])

    def own_navigations(self, nav: Any) -> dict[str, Any]:
        """For a site with all binders: the navigation of each alone, so that no page lists every client."""
        if self.scope:
            return {}
        roots = {item.title: item for item in nav.items if item.is_section}
        found: dict[str, Any] = {"": _Navigation([item for item in nav.items if item.title != "Clients"], nav.homepage)}
        clients = roots["Clients"].children if "Clients" in roots else []
        for name, section in zip((name for name in self.prefixes if name != PROVIDER), clients, strict=True):
            found[self.prefixes[name]] = _Navigation(section.children, section.children[0])
        return found


def _as_text(title: str) -> str:
    """A plan's words as the title of a page: HTML to the theme, and nothing to mkdocs-macros, which runs titles as Jinja."""
    return escape(title).replace("{", "&#123;")


def _index_first(uri: str) -> tuple[str, bool, str]:
    folder, _, name = uri.rpartition("/")
    return folder, name != "index.md", name


class _Navigation(SimpleNamespace):
    """What a theme asks of a navigation: to go through its items, and its home page."""

    def __init__(self, items: list[Any], homepage: Any) -> None:
        super().__init__(items=items, homepage=homepage, pages=[])

    def __iter__(self) -> Any:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)
