"""GEN: what stands in a text as it was written, before anything is read or built from it."""

import re
from collections.abc import Iterator

from runbinder.checks.registry import check
from runbinder.load import parse
from runbinder.secrets import Source

Spots = Iterator[tuple[tuple[int, int], str]]
"""Line and column, from 1, and what is said of it."""

_CODE = re.compile(r"^([ \t]*)(```+|~~~+).*?^[ \t]*\2|(?<!`)(`+)(?!`)[^\n]*?(?<!`)\3(?!`)", re.MULTILINE | re.DOTALL)
_RAW = re.compile(r"\{% *raw *%\}.*?\{% *endraw *%\}", re.DOTALL)
_ADDRESS = r"""(?P<address>(?:https?:)?//[^\s"'<>()]+)"""
_FETCHES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"!\[[^\]\n]*\]\(\s*<?{_ADDRESS}",
        rf"<(?:script|img|iframe|link|source|video|audio|embed|object)\b[^>]*?\b(?:src|href|data|poster)\s*=\s*[\"']?{_ADDRESS}",
        rf"@import\s+(?:url\()?\s*[\"']?{_ADDRESS}",
        rf"\burl\(\s*[\"']?{_ADDRESS}",
    )
]
_OF_THE_BUILD = {"now": "the time", "build_date": "the time", "git": "the commit", "environment": "the machine"}
"""What mkdocs-macros and MkDocs offer to a page, and what that shows of the build."""
_SHOWN = re.compile(rf"\{{[{{%][^{{}}\n]*?\b(?P<name>{'|'.join(_OF_THE_BUILD)})(?=[._(])")
_COMMENT = re.compile(r"^[ \t]*+(?:-[ \t]++)*+(?:[\w.-]++:(?=[ \t]))?+[ \t]*+(?P<value>[^\s\"'|>\[{#][^\n]*?)?(?<=[ \t])(?P<comment>#\w[^\n]*)$", re.MULTILINE)
"""A value that begins without a quote or a bracket, and a number sign that a word follows at once."""


@check("GEN-03", level=1, scope="source")
def a_page_needs_no_network(source: Source) -> Spots:
    """No page that is written by hand shows a picture, or loads a script, a font or a style, from the network.

    A binder is opened from a stick on the day that the network is gone, and whatever it fetches tells somebody that it was
    opened (RTS 2024/1774 26(1)(d)). The build refuses such a page as well, and judges those that it makes itself.

    Fix: put the file into docs/ beside the page and name it from there; a link that people click may lead anywhere.
    """
    if _by_hand(source, ".md", ".html", ".css"):
        text = _blanked(_CODE, source.text)
        for found in sorted((match for pattern in _FETCHES for match in pattern.finditer(text)), key=re.Match.start):
            yield _spot(text, found.start("address")), f"this is fetched from the network when the page is opened: {found['address']}"


@check("GEN-07", level=4, scope="source")
def a_page_says_the_same_in_every_build(source: Source) -> Spots:
    """No page that is written by hand shows the time, the machine or the commit of its build.

    Two builds of the same plans are the same to the byte, so that an auditor can build it again and compare (ISO 22301 7.5).
    The date as of which everything is judged is shown by Runbinder.

    Fix: write the date or the version into the page, or leave it out.
    """
    if _by_hand(source, ".md"):
        text = _blanked(_RAW, source.text)
        for found in _SHOWN.finditer(text):
            yield _spot(text, found.start("name")), f"'{found['name']}' shows {_OF_THE_BUILD[found['name']]} of the build, which is another one every time"


@check("GEN-20", level=2, severity="warning", scope="source")
def no_text_is_cut_off_at_a_number_sign(source: Source) -> Spots:
    """No text of a plan ends where it says `#`, as in `Open ticket #4417`.

    After a space, `#` begins a comment: YAML drops the rest without a word, and the plan says less than its author wrote
    (S2-24).

    Fix: put the whole text in quotes; if it is a comment, put a space after the `#`.
    """
    if source.path.startswith("plans/") and source.path.endswith(".yml"):
        candidates = list(_COMMENT.finditer(source.text))
        said = repr(whole.data) if candidates and (whole := parse(source.text.encode(), "")[0]) else ""
        for found in candidates:
            if said and found["comment"] not in said and _cuts(found):
                kept = f"only '{found['value'].strip()}' is read" if found["value"] else "nothing is read here"
                yield _spot(source.text, found.start("comment")), f"{kept}: '{found['comment']}' is a comment"


def _by_hand(source: Source, *endings: str) -> bool:
    return source.path.startswith("docs/") and source.path.endswith(endings)


def _cuts(found: re.Match[str]) -> bool:
    """Whether it is a comment where text could go on, and not the end of quoted text.

    As a comment it can be left out, and where nothing is in front of it a text can stand in its place.
    """
    before, after = found.string[: found.start("comment")], found.string[found.end("comment") :]
    return all(parse(text.encode(), "")[0] for text in (before + after, before + after if found["value"] else f'{before}""{after}'))


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    """The text with blanks where the pattern is, and every other character where it was."""
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def _spot(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
