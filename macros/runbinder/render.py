"""A record -> HTML: one Jinja environment, autoescape on, nothing undefined; plan text is only ever data to it."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from posixpath import relpath
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from runbinder import prose, references
from runbinder.analysis import letters
from runbinder.edition import WITHHELD
from runbinder.model.binder import Binder, Entry
from runbinder.model.common import Part, Record, Route
from runbinder.model.messages import VARIABLE
from runbinder.model.people import Contact
from runbinder.model.values import Command, Duration, Email, Phone, Prose, Ref, Text, Url
from runbinder.pages import address, anchor

Locate = Callable[[Route], tuple[str, int, int]]
_DIALLED = re.compile(r"\+[\d ]{7,}")
_WORDS = {"rto": "RTO", "rpo": "RPO", "mtpd": "MTPD", "mbco": "MBCO", "sms": "SMS", "nda": "NDA", "cc": "In copy", "pm_unreachable": "PM unreachable",
          "pm_consulted_at": "PM consulted at", "or_by": "Otherwise by", "for": "For", "done_by": "Done by", "if_not": "If not", "run": "Type"}


@lru_cache(maxsize=4)
def environment(overrides: Path | None) -> Environment:
    """Templates of the reader's overrides/ first, then the package's own."""
    own = PackageLoader("runbinder", "templates")
    loader = ChoiceLoader([FileSystemLoader(overrides / "templates"), own]) if overrides else own
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.globals["zip"] = zip
    return made


def label(name: str) -> str:
    """The words for a field: `answer_within` -> Answer within."""
    return _WORDS.get(name) or name.strip("_").replace("_", " ").capitalize()


def _variables(text: Markup, words: dict[str, str]) -> Markup:
    def filled(match: re.Match[str]) -> str:
        name = match[1]
        return str(escape(words[name])) if name in words else f'<span class="rb-var">{name.replace("_", " ")}</span>'

    return Markup(VARIABLE.sub(filled, str(text)))


class View:
    """A binder seen from one page: everything a template calls. `here` is the page's path in the binder, `root` the folder that has plans/ and overrides/ in it, if there is one."""

    def __init__(self, binder: Binder, here: str = "index.html", overrides: Path | None = None, locate: Locate | None = None) -> None:
        self.binder, self.here = binder, here
        self._locate = locate
        self._overrides = overrides
        self.root = overrides.parent if overrides else None

    def render(self, template: str, **values: Any) -> Markup:
        """The template of a macro's name, with the view as `v` and the binder as `binder`."""
        made = environment(self._overrides).get_template(f"{template}.html.j2")
        return Markup(made.render(v=self, binder=self.binder, client=self.binder.client, provider=self.binder.provider, **values))

    def of(self, entry: Entry) -> "View":
        """The same page for a record: what it names is looked up where a record of its party looks."""
        return View(self.binder.home(entry), self.here, self._overrides, self._locate)

    def as_provider(self) -> "View":
        """The same page for what the provider writes of itself."""
        return View(self.binder.as_provider, self.here, self._overrides, self._locate)

    # --- links

    def url(self, target: str) -> str:
        """A path in the binder, seen from this page."""
        path, hash_, fragment = target.partition("#")
        if path == self.here:
            return f"#{fragment}" if fragment else path.rpartition("/")[2]
        return relpath(path, self.here.rpartition("/")[0] or ".") + hash_ + fragment

    def entry(self, ref: str, *kinds: str) -> Entry | None:
        return self.binder.find(ref, kinds)

    def link(self, ref: str, *kinds: str, text: str = "") -> Markup:
        """The record's title, linked to its address."""
        entry = self.binder.find(ref, kinds)
        if entry is None:
            return self.unknown(ref)
        shown = text or (entry.id if entry.kind in ("control", "amendment") else entry.title)
        return Markup('<a class="rb-ref rb-ref--{}" href="{}">{}</a>').format(entry.kind, self.url(address(entry)), shown)

    def unknown(self, ref: str) -> Markup:
        return escape(ref if self.binder.edition == "internal" else WITHHELD)  # an id says something too

    def to(self, entry: Entry) -> str:
        return self.url(address(entry))

    def anchor(self, entry: Entry) -> str:
        return anchor(entry)

    def attachment(self, name: str) -> tuple[Entry, str] | None:
        """An attachment and where its file is from this page."""
        entry = self.binder.index.get("attachment", {}).get(name)
        if not entry or entry.record.file == WITHHELD:
            return None
        home = "provider/attachments" if entry.party == "provider" else "attachments"
        return entry, self.url(f"{home}/{entry.record.file}")

    def named_by(self, entry: Entry) -> list[Entry]:
        """The records that name this one."""
        return references.backlinks(self.binder).get((entry.kind, entry.id), [])

    def people_of(self, ref: str) -> list[Entry]:
        """Who a role or person means: the holder, then the deputies."""
        entry = self.binder.find(ref, ("role", "person"))
        if entry is None:
            return []
        if entry.kind == "person":
            return [entry]
        names = [name for name in (entry.record.holder, *entry.record.deputies) if name]
        return [person for name in names if (person := self.binder.find(name, ("person",)))]

    def source(self, route: Route) -> str:
        """`plans/clients/harbour/people.yml:12`, where it is known which file a route comes from."""
        path, line, _ = self._locate(route) if self._locate else ("", 0, 0)
        return f"{path}:{line}" if line else path

    # --- values

    def prose(self, text: str | None) -> Markup:
        """Markdown with raw HTML off and record names linked."""
        return prose.block(text, self.mention) if text else Markup("")

    def inline(self, text: str | None) -> Markup:
        """The same without a paragraph around it, for table cells and headings."""
        return prose.line(text, self.mention) if text else Markup("")

    def mention(self, kind: str, name: str, words: str) -> Markup:
        """A record named in prose; a line that one can ring stands there with its number."""
        link, entry = self.link(name, kind, text=words), self.binder.find(name, (kind,)) if kind == "channel" else None
        if entry is None or not _DIALLED.fullmatch(entry.record.at or ""):
            return link
        return Markup("{} ({})").format(link, self.show(Phone(entry.record.at)))

    def message(self, text: str) -> Markup:
        """A message's text with what the binder knows filled in and what has to be asked for made visible."""
        return _variables(escape(text), letters.said(self.binder))

    def open(self, html_: Markup) -> Markup:
        """Prose of a shared procedure, with the places that a client fills in made visible."""
        return _variables(html_, {})

    def day(self, when: date | None) -> Markup:
        if when is None:
            return Markup("")
        return Markup('<time datetime="{}">{}</time>').format(when.isoformat(), f"{when.day} {when:%b %Y}")

    def moment(self, when: datetime | None) -> Markup:
        """A point in time in the client's zone."""
        if when is None:
            return Markup("")
        local = when.astimezone(self.binder.zone)
        return Markup('<time datetime="{}">{}</time>').format(local.isoformat(), f"{local:%a} {local.day} {local:%b %Y, %H:%M}")

    def contact(self, one: Contact) -> Markup:
        return self.render("_contact", contact=one)

    def fields(self, part: Part, *skip: str) -> list[tuple[str, Any]]:
        """Label and value of every field that says something."""
        found = []
        for name, field in type(part).model_fields.items():
            value = getattr(part, name)
            if name in skip or value in (None, (), {}) or (value == field.default and (value is False or (name == "classification" and isinstance(part, Record)))):
                continue
            found.append((label(field.alias or name), value))
        return found

    def facts(self, part: Part, *skip: str) -> Markup:
        """All fields of a record or part as a list of label and value."""
        return self.render("_facts", fields=self.fields(part, *skip))

    def show(self, value: Any, inline: bool = False) -> Markup:
        """Any value of the model, by its type."""
        match value:
            case bool():
                return Markup("Yes" if value else "No")
            case Ref():
                return self.link(value)
            case Command():
                return Markup('<div class="rb-step__run"><pre><code>{}</code></pre></div>').format(value)
            case Prose():
                return self.prose(value) if not inline else self.inline(value)
            case Text():
                return self.inline(value)
            case Phone():
                return Markup('<a href="tel:{}">{}</a>').format(value.e164, value)
            case Email():
                return Markup('<a href="mailto:{}">{}</a>').format(value, value)
            case Url():
                return Markup('<a href="{}" rel="noreferrer">{}</a>').format(value, value)
            case Contact():
                return self.contact(value)
            case Duration():
                return Markup('<span class="rb-num">{}</span>').format(value)
            case datetime():
                return self.moment(value)
            case date():
                return self.day(value)
            case time():
                return escape(f"{value:%H:%M}")
            case Part():
                return self.part(value)
            case dict():
                return self.render("_keyed", items=value, records=any(isinstance(one, Record) for one in value.values()))
            case tuple():
                return self.render("_list", items=value, contacts=bool(value) and isinstance(value[0], Contact), parts=bool(value) and isinstance(value[0], Part))
            case None:
                return Markup("")
            case _:
                return escape(value)

    def part(self, value: Part) -> Markup:
        """A part as one line where everything in it is short, as facts otherwise."""
        fields = self.fields(value)
        if len(fields) == 1:
            return self.show(fields[0][1])
        if all(_short(inner) for _, inner in fields):
            return self.render("_line", fields=fields)
        return self.facts(value)


def _short(value: Any) -> bool:
    return not isinstance(value, (Part, dict, tuple, Command)) and len(str(value)) <= 100 and "\n" not in str(value)
