"""The headings of a page's HTML as a table of contents."""

import re
from typing import Any

_HEADING = re.compile(r'<h([1-6])\b[^>]*?\bid="([^"]+)"[^>]*>(.*?)</h\1>', re.DOTALL)
_PERMALINK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)


def outline(html: str) -> list[dict[str, Any]]:
    """Nested tokens as Markdown's own toc extension makes them: level, id, name, children."""
    top: list[dict[str, Any]] = []
    open_: list[dict[str, Any]] = []
    for level, anchor, inner in _HEADING.findall(html):
        name = re.sub(r"<[^>]+>", "", _PERMALINK.sub("", inner)).strip()
        token = {"level": int(level), "id": anchor, "name": name, "html": name, "data-toc-label": "", "children": []}
        while open_ and open_[-1]["level"] >= token["level"]:
            open_.pop()
        (open_[-1]["children"] if open_ else top).append(token)
        open_.append(token)
    return top
