"""A built site needs no network and no server, stands in any folder, and fits on any file system."""

import re
from urllib.parse import urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

pytestmark = pytest.mark.build

# Every attribute by which a page makes a browser fetch something, or leads somewhere.
FETCHES = ("src", "srcset", "href", "data", "poster", "action", "formaction", "background", "xlink:href", "manifest", "ping", "cite")
SCHEMES = {"http", "https", "mailto", "tel", "sms"}
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


@pytest.fixture(scope="module")
def pages(site):
    """Every page, parsed, by its path."""
    return {path.relative_to(site).as_posix(): LexborHTMLParser(path.read_text(encoding="utf-8")) for path in sorted(site.rglob("*.html"))}


def links(tree):
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            if name in FETCHES and value:
                yield node.tag, name, value


def test_nothing_is_fetched_from_a_network(pages):
    """No element but a link that somebody clicks names a network."""
    outside = [(page, tag, value) for page, tree in pages.items() for tag, name, value in links(tree) if tag != "a" and (urlsplit(value).scheme not in ("", "data") or urlsplit(value).netloc)]

    assert [] == outside


def test_styles_fetch_nothing(site, pages):
    """Neither do stylesheets, in files or in pages; and no script is told where its source is."""
    styles = {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in site.rglob("*.css")}
    styles |= {page: " ".join(node.text() for node in tree.css("style")) + " ".join(node.attributes["style"] or "" for node in tree.css("[style]")) for page, tree in pages.items()}
    for name, text in styles.items():
        assert [] == re.findall(r"(?:url\(|@import)\s*['\"]?(?:https?:)?//[^)'\"]*", text), name
    assert [] == [path for path in site.rglob("*.map")]
    assert [] == [path for path in site.rglob("*.js") if "sourceMappingURL=" in path.read_text(encoding="utf-8")]


def test_no_script_in_a_page(pages):
    """Only Material's own settings and small starters stand in a page; no handler stands in an element."""
    handlers = [(page, name) for page, tree in pages.items() for node in tree.css("*") for name in node.attributes if name.startswith("on")]

    assert [] == handlers


def test_every_address_is_relative(pages):
    """The site works below any path: no address begins at the root, and every other has a scheme that is meant."""
    wrong = []
    for page, tree in pages.items():
        for tag, name, value in links(tree):
            parts = urlsplit(value)
            if value.startswith(("/", "\\")) or "\\" in value or "file:" in value or (tag == "a" and parts.scheme and parts.scheme not in SCHEMES):
                wrong.append((page, tag, value))
        if (base := tree.css_first("base")) is not None:
            wrong.append((page, "base", base.attributes))

    assert [] == wrong


def test_a_client_can_be_taken_out(site, pages):
    """A binder's pages lead nowhere out of its folder, but back to the shelf."""
    for page, tree in pages.items():
        if page.startswith("clients/"):
            depth = page.count("/") - 2
            for _, _, value in links(tree):
                up = re.match(r"(\.\./)*", value)[0].count("../")
                assert up <= depth or value == "../" * (depth + 2) + "index.html", (page, value)


def test_names_fit_everywhere(site):
    """Every name fits a stick that was formatted for Windows, also where case does not count."""
    names = [path.relative_to(site).as_posix() for path in site.rglob("*")]

    assert [] == [name for name in names if re.search(r'[<>:"\\|?*\x00-\x1f]', name)]
    assert [] == [name for name in names if any(part.endswith((" ", ".")) or part.startswith(" ") or DEVICES.match(part) for part in name.split("/"))]
    assert [] == [name for name in names if any(len(part.encode("utf-16-le")) // 2 > 120 for part in name.split("/"))]
    assert len(names) == len({name.casefold() for name in names})
    assert max(len(name) for name in names) < 150, "Windows counts 260 with the folder that the site is in"


def test_nothing_of_the_builder_is_in_the_site(site, project):
    """No path, user or time of the machine that built it, no template, no hidden file."""
    for path in site.rglob("*"):
        assert not path.name.startswith(".") and path.suffix not in (".j2", ".py", ".yml", ".md", ".gz")
        if path.is_file():
            assert str(project).encode() not in path.read_bytes(), path


def test_size(site):
    """How large a site is, for the record."""
    for home in (site / "clients" / "harbour", site / "clients" / "orchard"):
        files = [path for path in home.rglob("*") if path.is_file()]
        sizes = {"all": files, "assets/": [path for path in files if path.is_relative_to(home / "assets")], "search/": [path for path in files if path.is_relative_to(home / "search")], "pages": [path for path in files if path.suffix == ".html"]}
        print(home.name, {name: f"{len(some)} files, {sum(path.stat().st_size for path in some) / 1000:.0f} kB" for name, some in sizes.items()})
        assert sum(path.stat().st_size for path in files) < 10_000_000
