"""A folder of plans -> a Shelf: the provider, the clients, and everything that could not be read, with its line."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from runbinder import references, shared
from runbinder.errors import Fixable
from runbinder.finding import Finding
from runbinder.folder import Folder, read_folder, read_into, strays
from runbinder.model.binder import Binder, Client, Index, Plans, Provider, entries, indexed
from runbinder.model.common import Part, Route
from runbinder.model.control import Settings
from runbinder.salvage import salvage
from runbinder.validate import Fault, did_you_mean, validate

PLANS = "plans"

@dataclass(frozen=True)
class Shelf:
    """All binders of a folder, as far as they could be read."""

    root: Path
    settings: Settings
    provider: Provider | None
    clients: dict[str, Client]
    findings: list[Finding]
    folders: dict[str, Folder] = field(repr=False)

    def binder(self, name: str, as_of: date) -> Binder:
        """One client's binder; `as_of` is the date that everything in it is judged by."""
        assert self.provider, "a shelf without a provider has no binders"
        digest = self.folders["provider"].digest.copy()
        digest.update(self.folders[name].digest.digest() + self.folders["settings"].digest.digest())
        client = self.clients[name]
        provider_id = self.provider.profile.id
        index = _index(self.provider, provider_id, "provider", {})
        index = _index(client, name, "client", index)
        return Binder(name, client, provider_id, self.provider, self.settings, as_of, digest=digest.hexdigest()[:12], index=index)

    def provider_only(self, empty: Client, name: str, as_of: date) -> Binder:
        """The provider's plans as a binder of their own, around a client that holds nothing."""
        assert self.provider
        index = _index(self.provider, self.provider.profile.id, "provider", {})
        digest = self.folders["provider"].digest.hexdigest()[:12]
        return Binder(name, empty, self.provider.profile.id, self.provider, self.settings, as_of, digest=digest, index=index)

    def locate(self, binder: str, route: Route) -> tuple[str, int, int]:
        """File, line and column of an absolute route (`("provider", "people", ...)`, `("clients", name, ...)`)."""
        folder = self.folders["provider" if route[0] == "provider" else binder]
        return folder.locate(route[len(folder.route):])


def clients_of(root: Path) -> list[str]:
    """Names of the clients' folders, sorted; a name that begins with a dot or underscore is set aside."""
    home = root / PLANS / "clients"
    if not home.is_dir():
        return []
    return sorted(one.name for one in home.iterdir() if one.is_dir() and one.name[0] not in "._")


def read(root: Path, only: Iterable[str] | None = None) -> Shelf:
    """Reads settings, provider and clients (all of them, or `only` these). Faults are findings of the shelf."""
    if not (root / PLANS).is_dir():
        raise Fixable(f"there is no folder '{PLANS}' in {root}", "run this in a folder with mkdocs.yml and plans/, or name one: runbinder -C FOLDER ...")
    names = clients_of(root)
    for name in only or ():
        if name not in names:
            raise Fixable(f"there is no client '{name}'", did_you_mean(name, names) or f"make the folder {PLANS}/clients/{name}")
    folders = {"settings": _settings(root), "provider": read_folder(root, ("provider",), f"{PLANS}/provider", Provider)}
    settings, _ = _model(folders["settings"], Settings)
    provider, index = _party(folders["provider"], Provider, "", {})
    clients: dict[str, Client] = {}
    for name in sorted(set(only)) if only is not None else names:
        folder = folders[name] = read_folder(root, ("clients", name), f"{PLANS}/clients/{name}", Client)
        folder.lost |= folders["provider"].lost
        _expand_shared(folder, folders["provider"])
        client, _ = _party(folder, Client, name, index)
        if client:
            clients[name] = client
    findings = sorted({finding for folder in folders.values() for finding in folder.findings} | set(strays(root, PLANS)))
    return Shelf(root, settings or Settings(), provider, clients, findings, folders)


def _settings(root: Path) -> Folder:
    folder = Folder(("settings",), f"{PLANS}/settings.yml")
    file = root / PLANS / "settings.yml"
    if file.exists():
        if document := read_into(folder, file, folder.shown):
            folder.data = document.data
            folder.origin |= {(key,): (document, 0) for key in document.data}
    return folder


def _expand_shared(folder: Folder, provider: Folder) -> None:
    """Makes whole procedures of those that use a shared one. Those that use none there is, or a broken one, can not be read."""
    shared_ones, own_ones = provider.data.get("procedures"), folder.data.get("procedures")
    for name, own in list(own_ones.items()) if isinstance(own_ones, dict) else ():
        if not isinstance(own, dict) or "uses" not in own:
            continue
        base, faults = str(own["uses"]), []
        known = shared_ones if isinstance(shared_ones, dict) else {}
        if base in known and ("procedures", base) not in provider.faulty:
            own_ones[name], faults, places = shared.expand(own, known[base])
            folder.moved |= {("procedures", name, "steps", number): ("procedures", name, *place) for number, place in enumerate(places)}
        else:
            folder.lost.add(name)
            del own_ones[name]
            if base not in known and base not in provider.lost:
                faults = [(("uses",), f"the provider has no shared procedure '{base}'", did_you_mean(base, known))]
        folder.complain((("procedures", name, *route), message, hint) for route, message, hint in faults)


def _model(folder: Folder, cls: type[Part], zone: ZoneInfo | None = None) -> tuple[Any | None, list[Fault]]:
    model, faults = validate(cls, folder.data, zone)
    folder.complain(faults)
    return model, faults


def _party(folder: Folder, cls: type[Plans], name: str, known: Index) -> tuple[Any | None, Index]:
    """The validated folder and the index of all that its references may name."""
    try:
        zone = ZoneInfo(folder.data["profile"]["timezone"])
    except Exception:  # a missing or wrong zone is reported by the model
        zone = ZoneInfo("UTC")
    model, faults = _model(folder, cls, zone)
    sound, lost = (model, set()) if model else salvage(cls, folder.data, faults, zone)
    folder.lost |= lost
    if sound is None:
        return None, known
    party = "provider" if cls is Provider else "client"
    index = _index(sound, name or sound.profile.id, party, known)
    # What a shared procedure refers to is the client's, and is checked where it is used.
    checked = sound.model_copy(update={"procedures": {}}) if cls is Provider else sound
    folder.complain(references.check(checked, (), index, folder.lost))
    folder.complain(_twice(folder, sound, name or sound.profile.id, party))
    folder.complain(_missing_files(folder, sound))
    return model, index


def _missing_files(folder: Folder, plans: Plans) -> Iterator[Fault]:
    home = f"{folder.shown}/attachments"
    there = [file.removeprefix(f"{home}/") for file in folder.attachments]
    for name, attachment in plans.attachments.items():
        if attachment.file not in there:
            yield ("attachments", name, "file"), f"there is no file '{attachment.file}' in {home}", did_you_mean(attachment.file, there) or "put it there, or correct the name"


def _twice(folder: Folder, plans: Plans, name: str, party: Any) -> Iterator[Fault]:
    """Records of one kind in different places of a folder that have the same id: a reference could mean only one of them."""
    first: dict[tuple[str, str], Route] = {}
    for entry in entries(plans, name, party, ()):
        other = first.setdefault((entry.kind, entry.id), entry.route)
        if other != entry.route:
            place = "{}:{}".format(*folder.locate(other)[:2])
            yield entry.route, f"'{entry.id}' is the id of another {entry.kind.replace('_', ' ')} ({place})", "give one of them another id"


def _index(plans: Plans, name: str, party: Any, below: Index) -> Index:
    """Records by kind and id; the client's own stand before the provider's of the same id."""
    index = {kind: dict(family) for kind, family in below.items()}
    for entry in indexed(plans, name, party):
        index.setdefault(entry.kind, {})[entry.id] = entry
    return index
