"""Every id that a plan mentions is the id of a record, of the right kind, in the client's plans or the provider's."""

import re
from collections.abc import Container, Iterator
from functools import lru_cache

from runbinder.model.binder import Binder, Entry, Index
from runbinder.model.common import Part, Record, Route, walk
from runbinder.model.values import Prose, Ref, Text
from runbinder.validate import Fault, did_you_mean

MENTION = re.compile(r"\[\[([a-z_]+):([^\]|\s]+)(?:\|([^\]]*))?\]\]")
"""A record named in prose: `[[procedure:restore-test]]`, or `[[procedure:restore-test|the restore test]]`."""

KINDS = sorted({"shared_procedure"} | {record.kind for record in (*Record.__subclasses__(), *(one for record in Record.__subclasses__() for one in record.__subclasses__())) if hasattr(record, "kind")})


def check(part: Part, route: Route, index: Index, lost: Container[str] = ()) -> Iterator[Fault]:
    """References in a record or folder that lead nowhere; what may be the id of a `lost` record is let pass."""
    for where, value in walk(part, route):
        if isinstance(value, Ref):
            if not any(str(value) in index.get(kind, {}) for kind in value.kinds) and _own(value) not in lost:
                what = _or(value.kinds) if len(value.kinds) <= 3 else "record"
                yield where, f"there is no {what} '{value}'", _hint(value, value.kinds, index)
        elif isinstance(value, (Prose, Text)):
            for kind, name, _ in MENTION.findall(value):
                if kind not in KINDS:
                    yield where, f"'[[{kind}:{name}]]' names no kind of record", did_you_mean(kind, KINDS) or "known: " + ", ".join(KINDS)
                elif name not in index.get(kind, {}) and _own(name) not in lost:
                    yield where, f"there is no {_or((kind,))} '{name}'", _hint(name, (kind,), index)


@lru_cache(maxsize=4)
def backlinks(binder: Binder) -> dict[tuple[str, str], list[Entry]]:
    """For every record the records that name it, in the order of the plans."""
    links: dict[tuple[str, str], dict[str, Entry]] = {}
    for source in (entry for family in binder.index.values() for entry in family.values()):
        for route, value in walk(source.record):
            for kinds, name in _mentions(value):
                target = binder.home(source).find(name, kinds)
                if target and target is not source and binder.index[target.kind][target.id].route == target.route:
                    links.setdefault((target.kind, target.id), {})[f"{source.kind}:{source.id}"] = source
    return {key: list(found.values()) for key, found in links.items()}


def _mentions(value: object) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, Ref):
        yield value.kinds, value
    elif isinstance(value, (Prose, Text)):
        for kind, name, _ in MENTION.findall(value):
            yield (kind,), name


def _own(name: str) -> str:
    """An id without that of the record it is in: `2` of `contract/2`."""
    return name.rpartition("/")[2]


def _or(kinds: tuple[str, ...]) -> str:
    return " or ".join(kind.replace("_", " ") for kind in kinds)


def _hint(name: str, kinds: tuple[str, ...], index: Index) -> str:
    known = [one for kind in kinds for one in index.get(kind, {})]
    elsewhere = [kind for kind in index if name in index[kind]]
    if elsewhere:
        return f"'{name}' is {'an' if elsewhere[0][0] in 'aeiou' else 'a'} {_or((elsewhere[0],))}; here goes {_or(kinds)}"
    return did_you_mean(name, known) or f"add it, or name another {_or(kinds)} ({len(known)} known)"
