"""A party's folder: its files on disk become data by family, each record with the file it was read from."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from runbinder.finding import Finding
from runbinder.load import MAX_BYTES, Document, Route, read_file
from runbinder.model.binder import Plans
from runbinder.model.values import Id
from runbinder.validate import Fault, did_you_mean

WHOLE = {"client": "profile", "provider": "profile"}
"""Files whose whole content is one record, where the file's name is not the field's."""

HANDED_OVER = ("version", "digest", "delivered")
"""What the register says of a copy once it was made and given to somebody."""


@dataclass
class Folder:
    """The files of one party: its data by family, and for every record the document it came from."""

    route: Route
    shown: str
    data: dict[str, Any] = field(default_factory=dict)
    origin: dict[Route, tuple[Document, int]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    moved: dict[Route, Route] = field(default_factory=dict)
    """Where a record that was put together is written: its route in the data -> its route in the file."""
    faulty: set[Route] = field(default_factory=set)
    """Records that something is wrong with."""
    lost: set[str] = field(default_factory=set)
    """What may be the ids of records that could not be read: to name one of them is no second fault."""
    digest: Any = field(default_factory=hashlib.sha256)

    def locate(self, route: Route) -> tuple[str, int, int]:
        """File, line and column of a route inside this folder; a whole folder is its path and line 0."""
        route = (*self.moved.get(route[:4], route[:4]), *route[4:])
        for length in range(len(route), 0, -1):
            if route[:length] in self.origin:
                document, skip = self.origin[route[:length]]
                return (document.path, *document.position(route[skip:]))
        return self.shown, 0, 0

    def complain(self, faults: Iterable[Fault], code: str = "GEN-01") -> None:
        for route, message, hint in faults:
            self.faulty.add(route[:2])
            self.findings.append(Finding(*self.locate(route), code, "error", message, hint))


def read_into(folder: Folder, file: Path, shown: str) -> Document | None:
    """The document in a file, its findings noted and its text counted into the digest."""
    document, findings = read_file(file, shown)
    folder.findings += findings
    if document:
        folder.digest.update(f"{shown}\0{_counted(document.data, shown) or document.text}\0".encode("utf-8", "surrogatepass"))
    return document


def _counted(data: dict[str, Any], shown: str) -> str:
    """Plans that hold copies of the binder, without what is written down when one was handed over: that makes no other binder of them."""
    if Path(shown).parent.name == "copies":
        return repr(_bare(data))
    family = data.get("copies")
    return repr({**data, "copies": {name: _bare(one) for name, one in family.items()}}) if isinstance(family, dict) else ""


def _bare(record: Any) -> Any:
    return {key: value for key, value in record.items() if key not in HANDED_OVER} if isinstance(record, dict) else record


def read_folder(root: Path, route: Route, shown: str, cls: type[Plans]) -> Folder:
    """Reads every file below a party's folder and puts its records under their families."""
    folder = Folder(route, shown)
    for file in _files(root / shown):
        path = file.relative_to(root).as_posix()
        inner = file.relative_to(root / shown).parts
        if inner[0] == "attachments" and len(inner) > 1:
            folder.digest.update(path.encode() + hashlib.sha256(file.read_bytes()).digest())
            folder.attachments.append(path)
        elif file.suffix == ".yml":
            if document := read_into(folder, file, path):
                _place(folder, document, inner, cls)
            else:
                folder.lost |= _keys(file)
        elif file.name.lower() not in ("readme.md", "licence.txt", "license.txt"):
            advice = "rename it to .yml" if file.suffix == ".yaml" else "plans end in .yml; other files belong in attachments/"
            folder.findings.append(Finding(path, 0, 0, "GEN-01", "error", "this file is not read", advice))
    return folder


def _files(home: Path) -> Iterator[Path]:
    if home.is_dir():
        shown = (file for file in home.rglob("*") if not any(part.startswith(".") for part in file.relative_to(home).parts))
        yield from sorted(file for file in shown if file.is_file())


def _keys(file: Path) -> set[str]:
    """The name of a file that is no YAML, and all that looks like a key in it."""
    try:
        text = file.read_bytes()[:MAX_BYTES].decode("utf-8", "replace")
    except OSError:
        text = ""
    return {file.stem, *re.findall(r"[\w.-]+(?=[\"']?\s*:)", text)}


def _place(folder: Folder, document: Document, inner: tuple[str, ...], cls: type[Plans]) -> None:
    """A record per file in a family's folder; one record that is the file; or families by their names."""
    stem = inner[-1].removesuffix(".yml")
    if len(inner) > 1:
        family = inner[0].replace("-", "_")
        if len(inner) > 2 or family not in families(cls):
            advice = did_you_mean(family, families(cls))
            folder.findings.append(Finding(document.path, 0, 0, "GEN-01", "error", f"'{inner[0]}/' is not a family of records", advice))
        else:
            _add(folder, (family, stem), document.data, document, 2)
        return
    whole = WHOLE.get(stem, stem.replace("-", "_"))
    if whole in cls.model_fields and whole not in families(cls) and whole not in document.data:
        _add(folder, (whole,), document.data, document, 1)
        return
    for key, value in document.data.items():
        if key in families(cls) and isinstance(value, dict):
            for name, record in value.items():
                _add(folder, (key, name), record, document, 0)
        else:
            _add(folder, (key,), value, document, 0)


@cache
def families(cls: type[Plans]) -> list[str]:
    return [name for name, field in cls.model_fields.items() if str(field.annotation).startswith("dict")]


def _add(folder: Folder, route: Route, value: Any, document: Document, skip: int) -> None:
    if route in folder.origin:
        line = "{}:{}".format(*folder.locate(route)[:2])
        place = document.position(route[skip:])
        folder.findings.append(Finding(document.path, *place, "GEN-01", "error", f"'{'/'.join(route)}' is written twice (first at {line})", "keep one"))
        return
    folder.origin[route] = (document, skip)
    if len(route) == 2:
        if isinstance(family := folder.data.setdefault(route[0], {}), dict):  # else it is a fault already
            family[route[1]] = value
    else:
        folder.data[route[0]] = value


def strays(root: Path, plans: str) -> Iterator[Finding]:
    """What lies in the folder of plans where nobody reads it: beside the parties' folders, or in one with a name that is no id."""
    known = {"settings.yml", "provider", "clients"}
    for one in _visible(root / plans):
        if one.name not in known and one.name.lower() != "readme.md":
            yield _stray(root, one, did_you_mean(one.name, known))
    for one in _visible(root / plans / "clients"):
        if one.is_file() and one.name.lower() != "readme.md":
            yield _stray(root, one, f"put it into a client's folder: {plans}/clients/<client>/{one.name}")
        elif one.is_dir() and (problem := _no_id(one.name)):
            yield Finding(one.relative_to(root).as_posix(), 0, 0, "GEN-01", "error", *problem)


def _visible(home: Path) -> list[Path]:
    return sorted(one for one in home.iterdir() if one.name[0] not in "._") if home.is_dir() else []


def _stray(root: Path, one: Path, advice: str) -> Finding:
    what = "folder" if one.is_dir() else "file"
    return Finding(one.relative_to(root).as_posix(), 0, 0, "GEN-01", "error", f"this {what} is not read", advice)


def _no_id(name: str) -> tuple[str, str] | None:
    try:
        TypeAdapter(Id).validate_python(name)
    except ValidationError as error:
        problem, _, advice = error.errors()[0]["msg"].removeprefix("Value error, ").partition(": ")
        return f"the folder's name is the client's id, and {problem}", advice
    return ("the folder's name is the provider's own", "choose another id") if name == "provider" else None
