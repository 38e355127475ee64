"""Markdown of prose fields -> HTML: raw HTML off, records named in it given to whoever can link them."""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from runbinder import references

Mention = Callable[[str, str, str], Markup]
"""Kind, name and words of a record that is named -> what stands in its place."""
_PLAIN = re.compile(r"[^\W_][^*_`<>\[\]\\!#|~&:/\n]*\Z")
_NUMBERED = re.compile(r"\d+[.)](?:\s|\Z)")
_TAG_OR_MENTION = re.compile(rf"<[^>]*>|{references.MENTION.pattern}")


def _markdown() -> MarkdownIt:
    """Markdown for prose fields: raw HTML stays text, pictures come as attachments, links go only where they may."""
    made = MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
    made.validateLink = lambda url: bool(re.match(r"(https?:|mailto:|tel:|sms:|#|[^:]*\Z)", url))  # type: ignore[method-assign]
    return made


_MARKDOWN = _markdown()


def block(text: str, mention: Mention) -> Markup:
    """Paragraphs, lists and tables; a plain sentence takes the short way."""
    if _PLAIN.match(text) and not _NUMBERED.match(text):
        return Markup("<p>{}</p>").format(text)
    return Markup(_mentions(_MARKDOWN.render(text), mention))


def line(text: str, mention: Mention) -> Markup:
    """The same without a paragraph around it, for table cells and headings."""
    if _PLAIN.match(text):
        return escape(text)
    return Markup(_mentions(_MARKDOWN.renderInline(" ".join(text.split())), mention))


def _mentions(rendered: str, mention: Mention) -> str:
    def one(match: re.Match[str]) -> str:
        kind, name, words = (Markup(part or "").striptags() for part in match.groups())
        return str(mention(kind, name, words)) if kind else match[0]  # a mention in an attribute stays

    return _TAG_OR_MENTION.sub(one, rendered)
