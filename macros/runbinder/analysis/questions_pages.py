"""What stands on a page, where: whether the answer to a question can be found by somebody who has the pages and nothing else.

An answer counts where its record is shown - the section of a page that the record's address leads to - and not anywhere on a
page: a table of forty accounts holds every number, and does not say whose it is.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser

from runbinder.analysis.questions import Rejected
from runbinder.analysis.questions_answers import words
from runbinder.analysis.questions_kinds import Question

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_EMPTY = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
_SILENT = {"script", "style", "template", "title", "nav", "select", "datalist", "button", "textarea"}
"""What a browser offers to choose from says nothing: a list of all people is on every page that can be signed."""


@dataclass(frozen=True)
class Page:
    """The HTML of one page, and the words of its sections."""

    html: str

    @cached_property
    def _read(self) -> "_Reader":
        reader = _Reader()
        begin = self.html.find("<article")  # a whole page of a site has its navigation around it
        reader.feed(self.html[max(begin, 0) : (self.html.find("</article>", begin) if begin >= 0 else len(self.html))])
        reader.close()
        return reader

    def text(self, anchor: str = "") -> str:
        """The words of the page, or of what the anchor is on; nothing where there is no such anchor."""
        pieces = self._read.pieces
        if not anchor:
            return words(" ".join(pieces))
        begin, level = self._read.anchors.get(anchor, (-1, 0))
        if begin < 0:
            return ""
        ends = [at for at, other in self._read.headings if at > begin and other <= level] if level else [self._read.ends.get(anchor, len(pieces))]
        return words(" ".join(pieces[begin : min(ends, default=len(pieces))]))


Pages = Mapping[str, Page]
"""Path in the binder (`procedures/restore-test.html`) -> the page."""


def findable(asked: Iterable[Question], place: Callable[[Question], str], pages: Pages) -> tuple[list[Question], list[Rejected]]:
    """The questions whose answer stands at their place, a path with or without an anchor; and the others, with the reason."""
    kept: list[Question] = []
    rejected: list[Rejected] = []
    texts: dict[str, str] = {}
    for one in asked:
        where = place(one)
        path, _, anchor = where.partition("#")
        if where not in texts:
            texts[where] = pages[path].text(anchor) if path in pages else ""
        if one.answer.stands_in(texts[where]):
            kept.append(one)
        else:
            rejected.append(Rejected(one, f"its answer does not stand on {where}" if path in pages else f"there is no page {path}"))
    return kept, rejected


class _Reader(HTMLParser):
    """Pieces of text in their order; where each anchor begins, and what it is on."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.anchors: dict[str, tuple[int, int]] = {}
        self.headings: list[tuple[int, int]] = []
        self.ends: dict[str, int] = {}
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        name = dict(attrs).get("id") or ""
        level = _HEADINGS.index(tag) + 1 if tag in _HEADINGS else 0
        if level:
            self.headings.append((len(self.pieces), level))
        if name:
            self.anchors[name] = (len(self.pieces), level)
        if tag not in _EMPTY:
            self._open.append((tag, name))

    def handle_endtag(self, tag: str) -> None:
        if tag in {one for one, _ in self._open}:
            while self._open:
                one, name = self._open.pop()
                self.ends[name] = len(self.pieces)
                if one == tag:
                    break

    def handle_data(self, data: str) -> None:
        if not any(tag in _SILENT for tag, _ in self._open):
            self.pieces.append(data)
