"""A built site is looked over link by link: what leads nowhere, and what would reach for a network."""

import pytest

from runbinder.weblinks import broken_links

OTHER = "<h1 id='top'>Other</h1>"


@pytest.fixture
def broken(tmp_path):
    """What is wrong with a page that has this in its body; beside it there are a page and a file."""
    def look(body, name="index.html", **more):
        files = {"people/anna.html": OTHER, "files/a plan.pdf": "", name: f"<html><body>{body}</body></html>", **more.pop("files", {})}
        for path, text in files.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(text)
        return broken_links(tmp_path, **more)

    return look


GOOD = [
    "<a href='people/anna.html'>x</a>", "<a href='people/anna.html#top'>x</a>", "<a href='people/../people/anna.html'>x</a>", "<a href='files/a%20plan.pdf'>x</a>",
    "<a href='#here' id='here'>x</a>", "<a href='index.html'>x</a>", "<a href=''>x</a>", "<a href='people/anna.html?x=1#top'>x</a>", "<a href='people/anna.html#top?how=far'>x</a>",
    "<a href='tel:+447700900101'>x</a>", "<a href='mailto:a@b.example'>x</a>", "<a href='sms:+447700900101'>x</a>", "<a href='https://a.example/x'>x</a>",
    "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>", "<a href='#__comments'>x</a>", "<a>x</a>",
]


@pytest.mark.parametrize("body", GOOD)
def test_a_link_that_leads_somewhere_is_fine(broken, body):
    """To a page, an anchor, a file, this page; and for a reader to follow, to a telephone, to mail, to the web."""
    assert [] == broken(body)


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("<a href='people/bob.html'>x</a>", "there is no 'people/bob.html'"),
        ("<a href='people/'>x</a>", "there is no 'people'"),
        ("<a href='/people/anna.html'>x</a>", "there is no '/people/anna.html'"),
        ("<a href='../elsewhere.html'>x</a>", "there is no '../elsewhere.html'"),
        ("<img src='floor.svg'>", "there is no 'floor.svg'"),
        ("<script src='frame.js'></script>", "there is no 'frame.js'"),
        ("<link rel='stylesheet' href='own.css'>", "there is no 'own.css'"),
        ("<a href='people/anna.html#bottom'>x</a>", "there is no '#bottom' in 'people/anna.html'"),
        ("<a href='#bottom'>x</a>", "there is no '#bottom' in 'index.html'"),
        ("<a href='#bottom?how=far'>x</a>", "there is no '#bottom' in 'index.html'"),
        ("<p id='a'></p><b id='a'></b>", "the id 'a' stands twice"),
        ("<script src='https://cdn.example/x.js'></script>", "script fetches https://cdn.example/x.js from a network"),
        ("<link rel='stylesheet' href='//cdn.example/x.css'>", "link fetches //cdn.example/x.css from a network"),
        ("<img src='http://cdn.example/x.png'>", "img fetches http://cdn.example/x.png from a network"),
        ("<iframe src='https://video.example'></iframe>", "iframe fetches https://video.example from a network"),
        ("<a href='https://[oops'>x</a>", "'https://[oops' is no address"),
    ],
)
def test_what_leads_nowhere_is_told_with_its_page(broken, body, message):
    """A line each; what a page would fetch by itself must come from the stick."""
    assert [f"index.html: {message}"] == broken(body)


def test_a_link_is_seen_from_its_page(broken):
    """Paths are relative to where they stand."""
    assert ["people/bob.html: there is no 'people/people/anna.html'"] == broken("<a href='people/anna.html'>x</a><a href='anna.html'>x</a>", name="people/bob.html")


def test_a_fault_on_a_page_is_told_once(broken):
    """However often the link stands there."""
    assert ["index.html: there is no 'x.html'"] == broken("<a href='x.html'>x</a>" * 3)


def test_what_is_built_elsewhere_is_not_looked_for(broken):
    """The shelf links to clients, which are sites of their own."""
    assert [] == broken("<a href='clients/harbour/index.html'>x</a>", elsewhere=("clients/",))


def test_the_page_of_a_web_server_is_not_part_of_it(broken):
    """404.html has links from the root of a web server, and no reader of a stick sees it."""
    assert [] == broken("", files={"404.html": "<a href='/x.html'>x</a>"})
