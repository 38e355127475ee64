"""What a page of the binder has recorded, on its way into the plans: judged like every plan, with the lines of the file it comes in."""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from runbinder import references
from runbinder.asof import judged_as_of
from runbinder.errors import Fixable
from runbinder.finding import Finding
from runbinder.load import Document, read_file
from runbinder.model.common import Record
from runbinder.model.incidents import Incident
from runbinder.model.values import Id
from runbinder.read import PLANS, Shelf, clients_of, read
from runbinder.validate import Fault, did_you_mean, validate

ADDED = ("record", "id", "client", "desk")
"""Keys that an export has besides those of the plan: what it is, whose, under which name, and what a page keeps for itself."""


@dataclass(frozen=True)
class Kind:
    """A kind of record: the model it has to fit, and the family whose folder it goes into."""

    model: type[Record]
    family: str


KINDS = {"incident": Kind(Incident, "incidents")}
"""By the word that the export has under `record`. Another kind is another line."""
WORDS = (*KINDS, "run")
"""All that can be filed; a run becomes a line in a procedure (recording_run.py)."""


@dataclass(frozen=True)
class Recording:
    """A record that fits the plans: where it goes, the text that is written there, and the text that is there now (None: nothing)."""

    kind: str
    client: str
    name: str
    target: str
    text: str
    now: str | None
    unfinished: tuple[str, ...]


def take(root: Path, file: Path, client: str = "") -> tuple[Recording | None, list[Finding]]:
    """The record in an exported file, or everything that is wrong with it. Raises Fixable where that is no question of its lines."""
    document, findings = read_file(file, file.name)
    if document is None or findings:
        return None, findings
    kind, faults = _kind(document.data)
    whose = client_of(root, str(document.data.get("client") or ""), client)
    faults += _name(document.data)
    if kind and not faults:
        shelf = read(root, [whose])
        faults = list(_faults(shelf, whose, kind, document.data))
    if faults or kind is None:
        return None, sorted(Finding(file.name, *document.position(route), "GEN-01", "error", message, hint) for route, message, hint in faults)
    name = str(document.data["id"])
    target = f"{PLANS}/clients/{whose}/{kind.family}/{name}.yml"
    _refuse_second(shelf, whose, kind, name, target)
    there = root / target
    now = there.read_text(encoding="utf-8") if there.is_file() else None
    return Recording(str(document.data["record"]), whose, name, target, _plan(document), now, _unfinished(document.data)), []


def put(root: Path, recording: Recording) -> None:
    """Writes it: the old file or the new one, whatever happens meanwhile, never half of one."""
    there = root / recording.target
    there.parent.mkdir(parents=True, exist_ok=True)
    # A name that begins with a dot is no plan to the reader.
    handle, name = tempfile.mkstemp(prefix=f".{there.stem}-", suffix=".yml", dir=there.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(recording.text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(there.stat().st_mode & 0o777 if there.exists() else 0o644)
        os.replace(name, there)
    except OSError as error:
        Path(name).unlink(missing_ok=True)
        raise Fixable(f"{recording.target} can not be written: {error.strerror}", "nothing was changed") from None


def _kind(data: dict[str, Any]) -> tuple[Kind | None, list[Fault]]:
    word = str(data.get("record") or "")
    if word in KINDS:
        return KINDS[word], []
    if not word:
        return None, [((), "'record' is missing", f"export it from its page of the binder, or say what it is: record: {' or '.join(WORDS)}")]
    return None, [(("record",), f"'{word}' is no kind of record", did_you_mean(word, WORDS))]


def client_of(root: Path, said: str, wanted: str) -> str:
    names = clients_of(root)
    if said and wanted and said != wanted:
        raise Fixable(f"the file is a record of '{said}', not of '{wanted}'", "leave --client out, or correct `client` in the file")
    whose = wanted or said
    if not whose:
        raise Fixable("the file does not say whose record it is", "name the client: runbinder record FILE --client NAME")
    if whose not in names:
        raise Fixable(f"there is no client '{whose}'", did_you_mean(whose, names))
    return whose


def _name(data: dict[str, Any]) -> list[Fault]:
    if not data.get("id"):
        return [((), "'id' is missing", "add 'id:' - it becomes the name of the file, for example 2026-11-21-mail-down")]
    try:
        TypeAdapter(Id).validate_python(data["id"])
    except ValidationError as error:
        problem, _, advice = error.errors()[0]["msg"].removeprefix("Value error, ").partition(": ")
        return [(("id",), problem, advice)]
    return []


def _faults(shelf: Shelf, whose: str, kind: Kind, data: dict[str, Any]) -> Iterator[Fault]:
    """What the reader would say of it, in its place among the other plans."""
    if whose not in shelf.clients or not shelf.provider:
        raise Fixable(f"the plans of '{whose}' can not be read, so nothing that the record names can be looked up", f"runbinder check {whose}")
    binder = shelf.binder(whose, judged_as_of("", shelf.settings))
    model, faults = validate(kind.model, {key: value for key, value in data.items() if key not in ADDED}, binder.zone)
    yield from faults
    if model:
        index = binder.index
        own = index.get(model.kind, {})
        yield from references.check(model, (), {**index, model.kind: {**own, str(data["id"]): own.get(str(data["id"]))}}, shelf.folders[whose].lost)


def _refuse_second(shelf: Shelf, whose: str, kind: Kind, name: str, target: str) -> None:
    """A record that stands in another file would be there twice."""
    if name in getattr(shelf.clients[whose], kind.family):
        path, line, _ = shelf.locate(whose, ("clients", whose, kind.family, name))
        if path != target:
            raise Fixable(f"'{name}' stands in {path}:{line} already", "move it into a file of its own, or change it there")


def _plan(document: Document) -> str:
    """The text of the file without what an export adds to it: its author's words and line breaks stay as they are."""
    lines = document.text.splitlines()
    begins = sorted((document.position((key,))[0] - 1, str(key)) for key in document.data)
    if any(document.position((key,))[1] != 1 for key in document.data) or len({line for line, _ in begins}) < len(begins):
        raise Fixable("the keys of the file do not stand in lines of their own", "export it again; only that form can be filed")
    ends = [*(line for line, _ in begins[1:]), len(lines)]
    kept = [line for (begin, key), end in zip(begins, ends, strict=True) if key not in ADDED for line in lines[begin:end]]
    return "\n".join(kept).rstrip() + "\n"


def _unfinished(data: dict[str, Any]) -> tuple[str, ...]:
    """What the page still holds for itself: it is not lost as long as the export is kept."""
    left = data.get("desk")
    return tuple(sorted(set(left) & {"closure", "timeline", "exposure", "draft"})) if isinstance(left, dict) else ()
