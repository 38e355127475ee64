"""YAML text -> data, and a line for every route: the only door through which plans are read.

Every scalar is the text its author wrote (`no`, `012`, `16:30`, `1.10`); the schema gives it a type later. What plans
do without - anchors, aliases, merge keys, tags, a second document - is refused in words, so that a plan means what it
shows. Data are built straight from the parser's events: composing nodes first is slower (three times for a large file),
hides anchors and recurses as deep as the file says. Only `position` composes, and only what is known to be harmless.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from yaml.events import AliasEvent, MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, StreamEndEvent

from runbinder.finding import Finding

MAX_BYTES = 2_000_000
MAX_DEPTH = 60
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Route = tuple[str | int, ...]
Place = tuple[int, int]

WHOLE_FILE: Place = (0, 0)
NULLS = frozenset(("", "~", "null", "Null", "NULL"))
INVISIBLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")

# What to say about a character with which nothing in a plan can begin; {0} is the word it begins.
STARTS = {
    "*": ("aliases are not used in plans: {0}", "if you meant emphasis, quote the text; if not, write the value out"),
    "&": ("anchors and aliases are not used in plans: {0}", "write the value out at each place; if it is text, quote it"),
    "!": ("tags are not used in plans: remove {0}", "if it is text that starts with '!', quote it"),
    "-": ("a list cannot begin on the line of its key", "put its first '- ' on the next line; or quote the text"),
    **dict.fromkeys("|>", ("the text of a block begins on the line below its {0}", "move it down and indent it; or quote it")),
    "\n": ("the file ends before a bracket is closed", "close every '[' and '{'"),
    "\t": ("a tab stands where only spaces can", "use spaces"),
    **dict.fromkeys("@`%,:.]}?", ("text cannot begin like this: {0}", "quote the text")),
}

# The usual mistakes, most telling first: what the parser complains about; the mark to point at; how the text looks
# from there (or, for 'problem', from the last thing understood) to where it failed; what to say; what to do.
SPACE = r"[A-Za-z][\w-]*:(?!//)\S"
NO_SPACE = "a space is missing after the colon: {0}", "write 'key: value'"
SECOND = "a second document begins here", "one file is one plan: remove the '---' or '...', or move the rest to a file of its own"
STRAY = "block mapping|block collection|document start"
MISTAKES = (
    ("simple key", "context", SPACE, *NO_SPACE),
    ("simple key", "context", "<{7}|={7}|>{7}", "a merge conflict is left in the file: {0}", "keep one side, remove the marks"),
    ("simple key", "context", "", "a key without a colon: {0}", "write 'key: value'; indent text that goes on from above"),
    ("mapping values", "last", SPACE + r".*\n", *NO_SPACE),
    ("mapping values", "line", r"(?s).+\n *[\w-]+\Z", "wrong indentation: the value above was complete", "line the key up"),
    ("mapping values", "problem", "", "a second ': ' in one value", "quote the text: it contains ': '"),
    ("flow (sequence|mapping)", "context", "", "{0[0]!r} opens here, but at line {line} its end or a comma is missing", "close it; or quote the text"),
    (STRAY, "last", r"(?s)(?=.*[\"'][ \t]*\Z)[\"'].*\n", "the quote opened here ends only at line {line}", "close it sooner"),
    (STRAY, "problem", r"(?s).*[\"'\]}][ \t]*\Z", "text goes on after the closing quote or bracket", "quote all of the text"),
    ("document start", "problem", "", *SECOND),
    (STRAY, "problem", "", "this does not fit what begins at line {since}", "line it up; every list item starts with '- '"),
    ("unexpected (end|document)", "context", "", "the quote opened here is never closed", "close it; or quote an apostrophe"),
    ("quoted scalar", "context", "", "a backslash in double quotes that is no escape", "use single quotes, or write \\\\"),
)


class Flaw(Exception):
    """One thing wrong with a text: kept in a list, or raised where reading cannot go on."""

    def __init__(self, place: Place, message: str, hint: str) -> None:
        self.place, self.message, self.hint = place, message, hint


@dataclass(frozen=True, eq=False)
class Document:
    """What one file says: `path` as shown to the user, `data` made of dict, list, str and None only."""

    path: str
    data: Any = field(repr=False)
    text: str = field(repr=False)

    def position(self, route: Route) -> Place:
        """Line and column, from 1, of a mapping entry's key or of a list item; failing that, of the nearest parent."""
        place = node = self._root
        for step in route:
            if isinstance(node, yaml.MappingNode):
                entry = next((entry for entry in node.value if entry[0].value == step), None)
            else:
                listed = isinstance(node, yaml.SequenceNode) and isinstance(step, int)
                entry = node.value[step : step + 1] * 2 if listed else None
            if not entry:
                break
            place, node = entry
        return _place(place.start_mark)

    @cached_property
    def _root(self) -> yaml.Node:
        return yaml.compose(self.text, Loader=LOADER)


def read_file(file: Path, shown: str) -> tuple[Document | None, list[Finding]]:
    """`parse` what is in a file; one that cannot be read is a finding too."""
    try:
        with file.open("rb") as stream:
            return parse(stream.read(MAX_BYTES + 1), shown)
    except OSError as error:
        message = f"the file cannot be read: {error.strerror}"
        return None, [Finding(shown, 0, 0, "GEN-01", "error", message, "check its name and its permissions")]


def parse(raw: bytes, path: str) -> tuple[Document | None, list[Finding]]:
    """The document, or why there is none; both where the data are beyond doubt all the same (a duplicate key: the first
    counts; a tag: its text counts), so that whatever else is wrong with the file is said in the same run."""
    document, flaws = None, {}
    try:
        builder = _Builder(text := _decode(raw), flaws)
        data = builder.document()
        document = Document(path, data, text) if builder.whole else None
    except Flaw as flaw:
        if all(flaw.place[0] != line for line, _ in flaws):  # else it follows from what was said about this line
            flaws[flaw.place] = flaw
    return document, sorted(Finding(path, *flaw.place, "GEN-01", "error", flaw.message, flaw.hint) for flaw in flaws.values())


class _Builder:
    """Turns events into data; notes the flaws that reading can go on after, one for a place: the rest is noise."""

    def __init__(self, text: str, flaws: dict[Place, Flaw]) -> None:
        self.text = text + "\n"  # a mark at the very end has a character too
        self.flaws = flaws
        self.whole, self.depth = True, 0
        self.anchors: set[str | None] = set()
        self.event = LOADER(text).get_event

    def document(self) -> dict[str, Any]:
        """The one mapping that the file is."""
        try:
            self.last = self.event().start_mark
            _start, root = self.event(), self.event()
            data = self.value(root) if root else None
            _end, after = self.event(), self.event()
        except (yaml.YAMLError, ValueError, OverflowError) as error:
            raise _explain(self.text, error, self.last) from None
        if after and type(after) is not StreamEndEvent:
            raise Flaw(_place(after.start_mark), *SECOND)
        if data is None and not self.flaws:
            raise Flaw(WHOLE_FILE, "the file is empty: it has no keys", "write a first key, or delete the file")
        if type(data) is not dict:
            raise Flaw(_place(root.start_mark), "the top level is not a mapping", "begin with 'key: value'")
        return data

    def value(self, event: yaml.Event) -> Any:
        """What one event begins. How deep that goes is the file's choice, so there is a limit."""
        self.last = mark = event.start_mark
        if self.text[mark.index] in "&*!":
            self.refuse(event)
        if type(event) is ScalarEvent:
            text = event.value
            if event.style == '"' and (found := INVISIBLE.search(text)):
                self.note(mark, *_invisible(found), whole=False)
            return None if text in NULLS and not event.style else text
        if type(event) is AliasEvent:
            return None
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Flaw(_place(mark), f"nested deeper than {MAX_DEPTH} levels", "if it is text, quote it")
        data = self.mapping() if type(event) is MappingStartEvent else list(map(self.value, self.until(SequenceEndEvent)))
        self.depth -= 1
        return data

    def mapping(self) -> dict[str, Any]:
        data, first = {}, {}
        for event in self.until(MappingEndEvent):
            key, value, mark = self.value(event), self.value(self.event()), event.start_mark
            if type(key) is not str:
                self.note(mark, "this key is not text", "quote it; or quote a value that starts with '{'", whole=False)
            elif key in first:
                self.note(mark, f"duplicate key {key[:60]!r} (first at line {first[key].line + 1})", "keep or rename one")
            elif key == "<<" and not event.style:
                self.note(mark, "merge keys are not used in plans: <<", "write the entries out", whole=False)
            else:
                data[key], first[key] = value, mark
        return data

    def until(self, end: type[yaml.Event]) -> Iterator[yaml.Event]:
        while type(event := self.event()) is not end:
            yield event

    def refuse(self, event: yaml.Event) -> None:
        """Notes an anchor, a tag or an alias; an alias of an anchor in this file is the anchor's fault."""
        self.whole = self.whole and not event.anchor
        if type(event) is not AliasEvent or event.anchor not in self.anchors:
            message, hint = STARTS[self.text[event.start_mark.index]]
            self.note(event.start_mark, message.format(_word(self.text, event.start_mark)), hint)
        if type(event) is not AliasEvent:
            self.anchors.add(event.anchor)

    def note(self, mark: yaml.Mark, message: str, hint: str, whole: bool = True) -> None:
        self.flaws.setdefault(_place(mark), Flaw(_place(mark), message, hint))
        self.whole = self.whole and whole


def _decode(raw: bytes) -> str:
    """The text that a file holds, if it holds text, not too much of it, and nothing in it that cannot be seen."""
    if len(raw) > MAX_BYTES:
        raise Flaw(WHOLE_FILE, f"the file is larger than {MAX_BYTES:,} bytes", "spread the plan over several files")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before, byte = error.object[: error.start].decode(), error.object[error.start]
        raise Flaw(_after(before), f"not UTF-8 (byte 0x{byte:02X})", "save the file with the encoding UTF-8") from None
    if found := INVISIBLE.search(text):
        raise Flaw(_after(text[: found.start()]), *_invisible(found))
    return text if text.endswith("\n") else text + "\n"  # a last line is a line


def _explain(text: str, error: Exception, last: yaml.Mark) -> Flaw:
    """What the parser complains about, in the words of somebody who wants to write a plan."""
    problem = getattr(error, "problem_mark", None) or last  # the pure loader says nothing of a \\U too large
    context = getattr(error, "context_mark", None) or problem
    line = (text.splitlines() + [""] * 2)[problem.line]
    if odd := re.match(r" *([^\S ])", line):
        what = "a tab" if odd[1] == "\t" else f"the invisible character U+{ord(odd[1]):04X}"
        return Flaw((problem.line + 1, odd.end()), f"{what} is used for indentation: use spaces", "set your editor to do so")
    begin = yaml.Mark("", problem.index, problem.line, len(line) - len(line.lstrip()), None, 0)
    marks = {"problem": problem, "context": context, "last": last, "line": begin}
    complaint = f"{getattr(error, 'context', 'quoted scalar')} {getattr(error, 'problem', error)}"
    ways = {"context": text[context.index : problem.index], "": text[last.index : problem.index]}
    fits = (row for row in MISTAKES if re.search(row[0], complaint) and re.match(row[2], ways.get(row[1], ways[""])))
    other = STARTS.get(text[context.index], ("not YAML: {why}", "quote the text here"))
    _, where, _, message, hint = next(fits, ("", "context", "", *other))
    facts = {"line": problem.line + 1, "since": context.line + 1, "why": complaint}
    return Flaw(_place(marks[where]), message.format(_word(text, marks[where]), **facts), hint)


def _invisible(found: re.Match[str]) -> tuple[str, str]:
    return f"the invisible character U+{ord(found[0]):04X} is not allowed", "delete it; it often comes with pasted text"


def _word(text: str, mark: yaml.Mark) -> str:
    return re.compile(r"\S{0,40}").match(text, mark.index)[0]


def _place(mark: yaml.Mark) -> Place:
    return mark.line + 1, mark.column + 1


def _after(text: str) -> Place:
    *before, last = (text + ".").splitlines()
    return len(before) + 1, len(last)
