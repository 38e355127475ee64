"""Links of a built site that lead nowhere, looked for in the HTML itself: MkDocs does not see what was put in late."""

from pathlib import Path
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

_ATTRIBUTES = {"a": "href", "img": "src", "script": "src", "link": "href", "iframe": "src"}


def broken_links(site: Path, elsewhere: tuple[str, ...] = ()) -> list[str]:
    """One line per link: the page, and the file or anchor that is not there. Also what would be fetched from a network.

    What begins with `elsewhere` is a site of its own, and looked at when that is built.
    """
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    links: list[tuple[str, str, str]] = []
    anchors: dict[str, set[str]] = {}
    broken: list[str] = []
    for page in sorted(name for name in there if name.endswith(".html") and name != "404.html"):
        tree = LexborHTMLParser((site / page).read_text(encoding="utf-8"))
        ids = [node.attributes["id"] or "" for node in tree.css("[id]")]
        anchors[page] = set(ids)
        twice = {one for one in ids if one and not one.startswith("__") and ids.count(one) > 1} if len(anchors[page]) != len(ids) else set()
        broken += [f"{page}: the id '{one}' stands twice" for one in sorted(twice)]
        for tag, attribute in _ATTRIBUTES.items():
            for node in tree.css(f"{tag}[{attribute}]"):
                target = node.attributes[attribute] or ""
                try:
                    parts = urlsplit(target)
                except ValueError:
                    broken.append(f"{page}: '{target}' is no address")
                    continue
                if parts.scheme or parts.netloc:
                    if tag != "a" and parts.scheme != "data":
                        broken.append(f"{page}: {tag} fetches {target} from a network")
                elif target:
                    path = normpath(join(page.rpartition("/")[0], unquote(parts.path))) if parts.path else page
                    links.append((page, path, unquote(parts.fragment.partition("?")[0])))  # behind it stands what a filter shows
    for page, path, fragment in links:
        if path.startswith(elsewhere):
            continue
        if path not in there:
            broken.append(f"{page}: there is no '{path}'")
        elif fragment and path in anchors and fragment not in anchors[path] and not fragment.startswith("__"):
            broken.append(f"{page}: there is no '#{fragment}' in '{path}'")
    return sorted(set(broken))
