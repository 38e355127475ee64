"""The MkDocs plugin: the one room that knows MkDocs.

It hands MkDocs the generated pages, swaps their rendered HTML in after Markdown, and looks at the
built site. `client` narrows the site to one binder, or to the shelf (`provider`); without it all
binders stand in one site, each with its own navigation.
"""

import os
import re
import secrets
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemBytecodeCache, TemplateError
from markupsafe import Markup, escape
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.toc import get_toc
from mkdocs.utils.meta import get_data

from runbinder import sitemap
from runbinder.analysis.copies import stamp
from runbinder.asof import judged_as_of
from runbinder.errors import Fixable
from runbinder.guard import guarded, in_template
from runbinder.macros import MACROS
from runbinder.model.binder import Binder
from runbinder.model.common import READERS
from runbinder.outline import outline
from runbinder.pages import WIDE
from runbinder.read import PLANS, Shelf, read
from runbinder.render import View
from runbinder.shelf import PROVIDER, shelf_page
from runbinder.finish import finish, parted
from runbinder.weblinks import broken_links

SHELF = "../../index.html"
"""The shelf as seen from a binder's root: the only thing outside of it that a binder links to."""
_ID = re.compile(r'\bid="([^"]+)"')


class RunbinderConfig(Config):
    client = config_options.Type(str, default="")
    as_of = config_options.Type(str, default="")
    edition = config_options.Choice(("internal", "client", "auditor"), default="internal")
    copy = config_options.Type(str, default="")


class RunbinderPlugin(BasePlugin[RunbinderConfig]):
    """Plans to pages."""

    cards: list[dict[str, object]] | None = None
    """What the shelf says of clients that are built elsewhere; set by `engine.build_site`."""

    def on_config(self, config: Any) -> Any:
        self.root = Path(config.config_file_path).parent
        scope = self.config.client or os.environ.get("RUNBINDER_CLIENT", "")
        try:
            shelf = read(self.root, None if not scope else [] if scope == PROVIDER else [scope])
        except Fixable as error:
            raise PluginError(f"{error}. {error.hint}") from None
        if shelf.findings:
            raise PluginError("The plans can not be read:\n" + "\n".join(f"{one}\n    {one.hint}" for one in shelf.findings))
        self.as_of = judged_as_of(self.config.as_of or os.environ.get("RUNBINDER_AS_OF", ""), shelf.settings)
        self.map = sitemap.SiteMap(shelf, scope, self.as_of, self.cards, self.config.edition, self.config.copy)
        self.made: dict[str, str] = {}
        self.token = "rb" + secrets.token_hex(12)
        self.here: Any = None
        config.site_url = ""  # nothing leads to a network; `serve` sets its own
        _describe(config, self.map, scope)
        _register(config, self)
        return config

    @event_priority(100)
    def on_files(self, files: Files, config: Any) -> Files:
        kept = Files([])
        for file in files:
            own = file.src_dir == config.docs_dir
            if own and not self._shown(file):
                continue
            for uri in self.map.places(file.src_uri) if own else [] if file.src_uri.endswith(".j2") else [file.src_uri]:
                kept.append(file if uri == file.src_uri else File.generated(config, uri, abs_src_path=file.abs_src_path))
        for uri, page in self.map.pages.items():
            if uri not in kept.src_uris:
                arguments = ", ".join(f'"{argument}"' for argument in page.args)
                kept.append(File.generated(config, uri, content=f"{{{{ {page.macro}({arguments}) }}}}\n"))
        for uri, source in self.map.attachments(self.root).items():
            kept.append(File.generated(config, uri, abs_src_path=str(source)))
        for uri, data in self.map.made_files().items():
            if uri not in kept.src_uris:
                kept.append(File.generated(config, uri, content=data))
        written = [file.src_uri for file in kept.documentation_pages() if file.src_uri not in self.map.pages]
        config.nav = self.map.navigation(written)
        return kept

    def _shown(self, file: File) -> bool:
        """Whether the readers of this edition may have a hand-written page: its front matter says `classification`, as records do."""
        if self.config.edition == "internal" or not file.is_documentation_page():
            return True
        _, meta = get_data(file.content_string)
        return str(meta.get("classification", "client")) in READERS[self.config.edition]

    def on_env(self, env: Any, config: Any, files: Files) -> Any:
        """Material's templates are compiled once for all binders, not once for each."""
        cache = self.root / ".cache" / "jinja"
        cache.mkdir(parents=True, exist_ok=True)
        env.bytecode_cache = FileSystemBytecodeCache(str(cache))
        return env

    def on_nav(self, nav: Navigation, config: Any, files: Files) -> None:
        self.navigations = self.map.own_navigations(nav)

    @event_priority(100)
    def on_page_markdown(self, markdown: str, page: Any, config: Any, files: Files) -> str:
        self.here = page
        binder = self.map.binder_at(page.file.src_uri)
        if binder:
            page.meta = {**_facts(binder, self.map.copy), **self.map.shelf_link(binder.id), **page.meta}
        made = self.map.pages.get(page.file.src_uri)
        if made and WIDE & {made.macro, made.path}:
            page.meta.setdefault("hide", ["toc"])
        return markdown

    @event_priority(-100)
    def on_page_content(self, html: str, page: Any, config: Any, files: Files) -> str:
        if self.token not in html:
            return html
        for marker, made in self.made.items():
            html = html.replace(f"<p>{marker}</p>", made).replace(marker, made)
        self.made = {}
        page.toc = get_toc(outline(html))
        page.present_anchor_ids = (page.present_anchor_ids or set()) | set(_ID.findall(html))
        return html

    def on_page_context(self, context: dict[str, Any], page: Any, config: Any, nav: Navigation) -> dict[str, Any]:
        return {**context, "nav": self.navigations.get(self.map.prefix_of(page.file.src_uri), nav)}

    def on_post_page(self, output: str, page: Any, config: Any) -> str:
        """Material takes the escaping off a title where it writes `<title>`; here it is put on again."""
        bare = Markup(page.title).striptags()
        return output.replace(f"<title>{bare} - ", f"<title>{escape(bare)} - ", 1)

    @event_priority(-200)
    def on_post_build(self, config: Any) -> None:
        site = Path(config.site_dir)
        finish(site)
        if broken := broken_links(site, {"": (), PROVIDER: ("clients/",)}.get(self.map.scope, (SHELF,))):
            raise PluginError("Links that lead nowhere:\n" + "\n".join(broken))

    def on_build_error(self, error: Exception) -> None:
        """A preview prints the traceback of every error but this one."""
        if isinstance(error, TemplateError):  # in a file of overrides/
            raise Abort(in_template(error, self.root))
        if isinstance(error, UnicodeDecodeError):  # MkDocs has named the page
            raise Abort(str(error))

    def on_serve(self, server: Any, config: Any, builder: Any) -> Any:
        server.watch(str(self.root / PLANS))
        return server

    def call(self, macro: str, client: str, *args: str) -> str:
        """What a macro call stands for until Markdown is done with the page: a word that nobody can guess."""
        uri, binder = self.here.file.src_uri, self.map.binder(client)
        view = View(binder, self.map.seen_from(uri, client), self.root / "overrides", lambda route: self.map.shelf.locate(client, route))
        html = shelf_page(self.map) if macro == "shelf" else MACROS[macro](view, *args)
        marker = f"{self.token}n{len(self.made)}e"
        self.made[marker] = parted(str(html))
        return marker


def _facts(binder: Binder, copy: str) -> dict[str, str]:
    document = binder.client.profile.document
    facts = {"binder": str(binder.client.profile.name), "as_of": binder.as_of.isoformat(), "digest": binder.digest, "edition": binder.edition}
    if document and document.version:
        facts["version"] = str(document.version)
    if copy:
        facts |= stamp(binder, copy)
    words = ["DRAFT, not finished" if document and document.status == "draft" else None, binder.settings.banner]
    if any(words):
        facts["banner"] = " · ".join(str(one) for one in words if one)
    return facts


def _describe(config: Any, site_map: "sitemap.SiteMap", scope: str) -> None:
    """Name of the site and what every page says of the binder."""
    binder = site_map.binder(scope or PROVIDER)
    config.site_name = escape(binder.client.profile.name)  # Material writes it as it is
    # With all binders in one site each page has its own: what one binder does not say, no other may say for it.
    config.extra["runbinder"] = {**config.extra.get("runbinder", {}), **(_facts(binder, site_map.copy) if scope else {})}


def _register(config: Any, plugin: RunbinderPlugin) -> None:
    """Gives our macros to mkdocs-macros, and makes its way of ending the process an error of the page."""
    macros = config.plugins.get("macros")
    if macros is None:
        raise PluginError("Runbinder needs the plugin 'macros': add it to plugins in mkdocs.yml, after 'runbinder'")
    macros.register_macros({name: _bound(plugin, name) for name in (*MACROS, "shelf")})
    if not getattr(macros.render, "guarded", False):
        macros.render = guarded(macros.render, plugin.root, lambda: plugin.here)


def _bound(plugin: RunbinderPlugin, name: str) -> Any:
    return lambda client, *args: plugin.call(name, client, *args)


@lru_cache(maxsize=4)
def _shelf(root: Path) -> Shelf:
    return read(root)


def lookup(env: Any, client: str) -> View:
    """For a site without this plugin: the view of a client's binder from the page that is being rendered."""
    shelf = _shelf(Path(env.conf["config_file_path"]).parent)
    site_map = sitemap.SiteMap(shelf, "", judged_as_of("", shelf.settings))
    return View(site_map.binder(client), site_map.seen_from(env.page.file.src_uri, client))
