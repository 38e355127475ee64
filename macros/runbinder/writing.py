"""Changing one value in a plan that a person wrote, and nothing else: not a comment, not a quote, not the end of a line.

Writing a whole file anew from its data would lose what its author took care of, and even a library that keeps comments
re-wraps long lines. So the round-trip parser says where a value stands, and new text is put into the old at that place.
Then the new text is read like any plan: unless it says exactly what the old one said and the one change, it is refused.
What a program writes is one line, `{by: helen-ward, on: 2026-09-30}`; what several lines hold is left to people.
"""

import copy
import errno
import json
import os
import shutil
import tempfile
from collections.abc import Callable
from functools import reduce
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from runbinder.errors import Fixable
from runbinder.load import Route, parse

BOM = "\ufeff"
BY_HAND = "enter it by hand"
_OLD, _NEW = (1, 1), (1, 2)
"""YAML 1.1 takes `on` for yes and 16:30 for a number of minutes; as keys plans have such words all the same."""


def put(text: str, route: Route, value: Any, after: tuple[str, ...] = ()) -> str:
    """The text with this value (text, list or mapping) at a route; a new key stands behind the last of `after` there is, else last."""

    def change(data: Any) -> None:
        reduce(_step, route[:-1], data)[route[-1]] = value

    return _changed(text, change, lambda source: source.put(route, value, after))


def append(text: str, route: Route, value: Any) -> str:
    """The text with one more entry in the list at a route. A single entry in the list's short form becomes the first of two."""

    def change(data: Any) -> None:
        held, last = reduce(_step, route[:-1], data), route[-1]
        held[last] = [*(held[last] if isinstance(held[last], list) else [held[last]]), value]

    return _changed(text, change, lambda source: source.append(route, value))


def save(file: Path, before: bytes, after: str) -> None:
    """Puts the new text in place of the old, in one move: whoever looks sees one or the other, and a failure leaves the old."""
    target = file.resolve()  # a link stays a link
    try:
        if target.read_bytes() != before:
            raise Fixable(f"{file.name} was changed by somebody else in the meantime; nothing was written", "look at it, and try again")
        if not os.access(target, os.W_OK):  # else a file that is protected would be replaced by one that is not
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        _replace(target, after.encode())
    except OSError as error:
        raise Fixable(f"{file.name} cannot be written: {error.strerror}; nothing was changed", "check the permissions of the file and of its folder") from None


def _replace(target: Path, content: bytes) -> None:
    """Its name begins with a dot, so that nobody reads it as a plan while it is there."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with open(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        shutil.copymode(target, name)
        os.replace(name, target)
    finally:
        Path(name).unlink(missing_ok=True)


def flow(value: Any) -> str:
    """A value as it is written on one line."""
    match value:
        case dict():
            return "{" + ", ".join(f"{key if _plain(key, _NEW) else _quoted(key)}: {flow(inner)}" for key, inner in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(map(flow, value)) + "]"
        case None:
            return "null"
        case _:
            return str(value) if _plain(str(value), _OLD) and _plain(str(value), _NEW) else _quoted(str(value))


def _plain(text: str, version: tuple[int, int]) -> bool:
    """Whether readers of that version of YAML take the bare text for this very text; a date needs no quotes."""
    reader = YAML(pure=True)
    reader.version = version
    tag = str(reader.resolver.resolve(ScalarNode, text, (True, False))).rpartition(":")[2]
    document, _ = parse(f"x: [{{{text}: {text}}}]\n".encode(), "")
    return tag in ("str", "timestamp") and not set("#&*!|>%@`\n") & set(text) and bool(document and document.data == {"x": [{text: text}]})


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False) if any(ord(one) < 32 for one in text) else "'" + text.replace("'", "''") + "'"


def _step(data: Any, step: str | int) -> Any:
    return data[step]


def _changed(text: str, change: Callable[[Any], None], splice: Callable[["_Source"], str]) -> str:
    """What `splice` makes of the text, if it reads as what `change` makes of the data."""
    before, faults = parse(text.encode(), "")
    if faults or before is None:
        raise Fixable(f"the file cannot be read: {faults[0].message}", faults[0].hint)
    bom = BOM * text.startswith(BOM)
    try:
        made = bom + splice(_Source(text.removeprefix(BOM)))
    except YAMLError as error:
        raise Fixable(f"the place to write to cannot be found: {' '.join(str(error).split())[:200]}", BY_HAND) from None
    wanted = copy.deepcopy(before.data)
    change(wanted)
    after, faults = parse(made.encode(), "")
    if faults or after is None or after.data != wanted:
        raise Fixable("this file is written in a way that cannot be edited without changing more than is meant; nothing was written", BY_HAND)
    return made


class _Source:
    """The text of a plan, and where each of its values stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.root = YAML(pure=True).compose(text)
        self.eol = "\r\n" if "\r\n" in text else "\n"

    def put(self, route: Route, value: Any, after: tuple[str, ...]) -> str:
        parent, node = self.at(route[:-1]), self.at(route, missing=True)
        if node is None:
            return self.add_key(parent, str(route[-1]), value, after)
        if _block(node):
            raise Fixable(f"'{route[-1]}' is written over several lines", BY_HAND)
        begin, end = node.start_mark.index, self.end(node)
        return self.with_(begin, end, flow(value) if end > begin else f" {flow(value)}")

    def append(self, route: Route, value: Any) -> str:
        node, new = self.at(route), flow(value)
        if isinstance(node, SequenceNode) and node.value:
            return self.add_line(node, f"- {new}") if _block(node) else self.add_inside(node, new)
        if isinstance(node, SequenceNode):
            return self.with_(node.start_mark.index + 1, node.start_mark.index + 1, new)
        return self.as_list(route, node, new)

    def as_list(self, route: Route, node: Node, new: str) -> str:
        """One entry becomes the first of two, each on a line of its own; inside brackets they share the line."""
        parent, begin, end = self.at(route[:-1]), node.start_mark.index, self.end(node)
        if not _block(parent):
            return self.with_(begin, end, f"[{self.text[begin:end]}, {new}]")
        key = next(key for key, _ in parent.value if key.value == route[-1])
        column, before = node.start_mark.column, self.text[:begin]
        if node.start_mark.line == key.end_mark.line:
            column = key.start_mark.column + 2
            before = before.rstrip(" ") + self.eol + " " * column
        first, *more = self.text[begin:end].split("\n")
        old = "\n".join([first, *(f"  {line}" if _block(node) and line.strip("\r") else line for line in more)])
        comment, newline, rest = self.text[end:].partition("\n")
        return f"{before}- {old}{comment.removesuffix(chr(13))}{self.eol}{' ' * column}- {new}" + (self.eol if newline else "") + rest

    def add_key(self, parent: Node, key: str, value: Any, after: tuple[str, ...]) -> str:
        if not isinstance(parent, MappingNode):
            raise Fixable(f"there is no place for '{key}'", BY_HAND)
        new = flow({key: value})[1:-1]
        if not parent.value:
            return self.with_(parent.start_mark.index + 1, parent.start_mark.index + 1, new)
        if not _block(parent):
            return self.add_inside(parent, new)
        behind = [(one, value) for one, value in parent.value if one.value in after]
        return self.line_behind(_written(*(behind or parent.value)[-1]), parent.value[0][0].start_mark.column, new)

    def add_line(self, node: Node, new: str) -> str:
        """The dash of the first entry is where the others' are."""
        begin = self.text.rfind("-", 0, node.value[0].start_mark.index + 1)
        column = node.start_mark.column if self.text[node.start_mark.index] == "-" else begin - self.text.rfind("\n", 0, begin) - 1
        return self.line_behind(node.value[-1], column, new)

    def add_inside(self, node: Node, new: str) -> str:
        last = node.value[-1]
        end = self.end(last[1] if isinstance(last, tuple) else last)
        return self.with_(end, end, f", {new}")

    def line_behind(self, node: Node, column: int, new: str) -> str:
        """A line below that on which a value ends; a last line without an end stays one."""
        end, line = self.end(node), " " * column + new
        if _keeps(self.text, node):
            return self.with_(node.end_mark.index, node.end_mark.index, line + self.eol)
        newline = self.text.find("\n", end)
        if newline < 0:
            return self.text + self.eol + line
        return self.with_(newline + 1, newline + 1, line + self.eol)

    def with_(self, begin: int, end: int, new: str) -> str:
        return self.text[:begin] + new + self.text[end:]

    def at(self, route: Route, missing: bool = False) -> Any:
        """The node at a route; None where its last step leads nowhere and that is no fault."""
        node = self.root
        for number, step in enumerate(route):
            found = [value for key, value in node.value if key.value == step] if isinstance(node, MappingNode) else []
            if isinstance(node, SequenceNode) and isinstance(step, int):
                found = node.value[step : step + 1]
            if not found:
                if missing and number == len(route) - 1:
                    return None
                raise Fixable(f"there is no '{step}' in it", BY_HAND)
            node = found[0]
        return node

    def end(self, node: Node) -> int:
        """Where the last character of a value stands; a block's mark is far behind it, after empty lines and comments."""
        while _block(node) and node.value:
            node = _written(*node.value[-1]) if isinstance(node, MappingNode) else node.value[-1]
        if isinstance(node, ScalarNode) and node.style in ("|", ">"):
            return node.start_mark.index + len(self.text[node.start_mark.index : node.end_mark.index].rstrip())
        return node.end_mark.index


def _block(node: Node) -> bool:
    return not isinstance(node, ScalarNode) and not node.flow_style


def _written(key: Node, value: Node) -> Node:
    """The value, or its key where nothing stands behind it: the mark of nothing is wherever the next thing begins."""
    return key if value.start_mark.index == value.end_mark.index else value


def _keeps(text: str, node: Node) -> bool:
    """Whether the empty lines below a block of text belong to it (`|+`)."""
    while _block(node) and node.value:
        node = node.value[-1][1] if isinstance(node, MappingNode) else node.value[-1]
    return isinstance(node, ScalarNode) and node.style in ("|", ">") and "+" in text[node.start_mark.index :].split("\n", 1)[0]
