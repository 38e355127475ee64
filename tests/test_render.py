"""Text of a plan is only ever text on a page: it is shown, linked and set, and never run."""

import html
import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

import jinja2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from runbinder import prose
from runbinder.macros import MACROS
from runbinder.model.values import Command, Duration, Email, Phone, Prose, Ref, Text, Url
from runbinder.pages import pages
from runbinder.render import View, label
from runbinder.testing import binder_of

HOME = "clients/harbour/"
STAFF = {"people": {"anna": {"name": "Anna <b>", "organisation": "harbour"}}, "roles": {"chief": {"title": "Chief & co", "does": "Leads.", "holder": "anna"}}}
BINDER = binder_of({HOME + "staff.yml": STAFF})
VIEW = View(BINDER, "people/anna.html")
TAGS = {"p", "a", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "hr", "br", "table", "thead", "tbody", "tr", "th", "td", *(f"h{n}" for n in range(1, 7))}
NASTY = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<b onclick='alert(1)'>x</b>", "</pre></td><script>alert(1)</script>", "<!-- x -->", "<svg/onload=alert(1)>",
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](javascript&colon;alert(1))", "[x](data:text/html,<script>alert(1)</script>)", "[x](vbscript:x)", "<javascript:alert(1)>",
    "![x](https://cdn.example/x.png)", "![x](x.png)", '[x](https://a.example "[[person:anna]]")', "[[person:anna|<script>alert(1)</script>]]", "[[person:nobody|\" onclick=\"alert(1)]]",
    "`[[person:anna]]`", "    <script>alert(1)</script>", "```\n<script>alert(1)</script>\n```", "\"><script>alert(1)</script>", "[x]: javascript:alert(1)\n\n[x]", "[[person:anna|*x* & <y>]]",
]


def fragment(made):
    return LexborHTMLParser(f"<html><body>{made}</body></html>").body


def harm(made):
    """Tags, attributes and addresses of a piece of HTML that Markdown does not make."""
    found = set()
    for node in fragment(made).css("*"):
        if node.tag not in TAGS | {"body"}:
            found.add(node.tag)
        for name, value in node.attributes.items():
            allowed = {"a": ("href", "class", "title"), "ol": ("start",), "code": ("class",), "td": ("style",), "th": ("style",)}
            if name not in allowed.get(node.tag, ()):
                found.add(f"{node.tag} {name}")
            if name == "href" and urlsplit(value or "").scheme not in ("", "http", "https", "mailto", "tel", "sms"):
                found.add(value)
    return found


@pytest.mark.parametrize("text", NASTY)
def test_prose_is_harmless(text):
    """No HTML of its own, no picture, no address that runs; in a paragraph and in a cell."""
    assert set() == harm(VIEW.prose(Prose(text))) | harm(VIEW.inline(Prose(text)))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from([*NASTY, *"<>\"'&[]()!`*_|:\\ \n#-", "[[person:anna", "]]", "javascript:", "https://a.example", "a", "{{", "}}"]), max_size=12).map("".join))
def test_prose_is_harmless_however_it_is_put_together(text):
    """Whatever somebody writes, or copies out of a mail."""
    assert set() == harm(VIEW.prose(Prose(text))) | harm(VIEW.inline(Prose(text)))


@pytest.mark.parametrize("text", NASTY)
def test_raw_html_is_shown_as_it_was_written(text):
    """A reader who needs the angle brackets, sees them."""
    shown = fragment(VIEW.show(Command(text))).text()

    assert text == shown


@pytest.mark.parametrize("text", ["{{ 7*7 }}", "{% raw %}", "{# x #}", "{{ client.name }}", "${7*7}"])
@pytest.mark.parametrize("kind", [Prose, Text, Command])
def test_braces_of_a_template_are_text(text, kind):
    """What an author or a customer wrote is data to Jinja, never a template."""
    assert text == fragment(VIEW.show(kind(text))).text().strip()


def test_no_page_runs_what_a_plan_says():
    """The same text in every field that is written freely, on every page of a binder."""
    nasty = "<script>alert(1)</script>{{ 7*7 }}<img src=x onerror=y>\" onclick=\"z"
    files = {
        HOME + "client.yml": {"name": nasty, "timezone": "UTC", "summary": nasty, "data_sensitivity": "none", "service_model": "total", "in_house_technical_staff": 0, "sector": nasty, "first": [nasty]},
        HOME + "more.yml": {
            "people": {"anna": {"name": nasty, "organisation": "harbour", "title": nasty, "contacts": [{"address": nasty, "notes": nasty}, {"chat": nasty}]}},
            "roles": {"chief": {"title": nasty, "does": nasty, "holder": "anna", "may": [nasty]}}, "glossary": {"dock": nasty},
            "procedures": {"do": {"title": nasty, "schedule": {"every": "event", "when": nasty}, "done_by": "chief", "symptoms": [nasty], "steps": [{"do": nasty, "run": nasty, "where": nasty, "expect": nasty}]}},
            "messages": {"tell": {"title": nasty, "kind": "update", "to": ["client"], "channels": ["email"], "subject": nasty, "text": nasty, "do_not_say": [nasty]}},
            "contact_trees": {"call": {"title": nasty, "purpose": nasty, "starts_with": "chief", "if_no_answer": nasty}},
        },
    }
    made = binder_of(files)
    for page in pages(made):
        tree = fragment(MACROS[page.macro](View(made, f"{page.path}.html"), *page.args[1:]))

        assert [] == tree.css("script, img, [onclick], [onerror]")
        assert "49" not in tree.text()


# The short way

words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=30).map(lambda text: " ".join(text.split()))


@settings(max_examples=300, deadline=None)
@given(words | st.from_regex(r"\A[0-9]{0,3}[.)]? ?[a-z .,;'\"(){}%+=@$^?-]{0,20}\Z"))
def test_a_plain_sentence_is_the_same_either_way(text):
    """Most prose is one sentence, for which Markdown is not asked; nobody can tell."""
    text = text.strip()
    with pytest.MonkeyPatch.context() as patch:
        short = VIEW.prose(text), VIEW.inline(text)
        patch.setattr(prose, "_PLAIN", re.compile(r"(?!)"))
        long = VIEW.prose(text), VIEW.inline(text)

    assert [html.unescape(one).split() for one in long] == [html.unescape(one).split() for one in short]


# Links


@pytest.mark.parametrize(
    ("here", "text", "href"),
    [
        ("index.html", "[[person:anna]]", "people/anna.html"),
        ("people/anna.html", "[[role:chief]]", "../contacts.html#role-chief"),
        ("people/bob.html", "[[person:anna]]", "anna.html"),
        ("people/anna.html", "[[person:anna]]", "anna.html"),
        ("contacts.html", "[[role:chief]]", "#role-chief"),
        ("transition/index.html", "[[organisation:kestrel]]", "../provider/index.html"),
    ],
)
def test_a_mention_is_a_link_from_the_page_it_stands_on(here, text, href):
    """Relative, because a stick has no root."""
    assert href == fragment(View(BINDER, here).prose(Prose(text))).css_first("a").attributes["href"]


def test_a_mention_says_the_title_or_what_it_is_told_to():
    """Both as text."""
    assert ["Anna <b>", "the boss"] == [fragment(VIEW.prose(Prose(text))).css_first("a").text() for text in ("[[person:anna]]", "[[person:anna|the boss]]")]


def test_a_mention_of_nobody_is_its_id():
    """A binder with such a mention is not built; the page of a draft shows the word."""
    assert "<p>bob</p>" == VIEW.prose(Prose("[[person:bob]]")).strip()


def test_a_link_may_lead_where_a_reader_can_follow():
    """To the web, to mail, to a telephone, to another page."""
    links = ["https://a.example", "http://a.example", "mailto:a@b.example", "tel:+447700900101", "sms:+447700900101", "#notes", "../docs/x.html"]

    assert links == [fragment(VIEW.prose(Prose(f"[x]({link})"))).css_first("a").attributes["href"] for link in links]


# Values


def test_a_moment_is_shown_in_the_clients_zone():
    """Wherever it was written, and on the right day; a machine reads it with its offset."""
    shown = VIEW.moment(datetime(2026, 3, 31, 23, 30, tzinfo=UTC))

    assert '<time datetime="2026-04-01T00:30:00+01:00">Wed 1 Apr 2026, 00:30</time>' == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (True, "Yes"), (False, "No"), (None, ""), (3, "3"), (Duration.read("90m"), '<span class="rb-num">1 h 30 min</span>'),
        (Phone.read("+44 7700 900101"), '<a href="tel:+447700900101">+44 7700 900101</a>'), (Email("a@b.example"), '<a href="mailto:a@b.example">a@b.example</a>'),
        (Url("https://a.example/?x=1&y=2"), '<a href="https://a.example/?x=1&amp;y=2" rel="noreferrer">https://a.example/?x=1&amp;y=2</a>'),
        (Ref.to("chief", "role"), '<a class="rb-ref rb-ref--role" href="../contacts.html#role-chief">Chief &amp; co</a>'),
    ],
)
def test_a_value_is_shown_by_its_type(value, shown):
    """What can be followed is a link, what can be copied a command."""
    assert shown == VIEW.show(value)


@pytest.mark.parametrize(("name", "words"), [("answer_within", "Answer within"), ("rto", "RTO"), ("for_", "For"), ("or_by", "Otherwise by"), ("as", "As")])
def test_a_field_has_a_label_in_english(name, words):
    """Abbreviations of the trade as the trade writes them."""
    assert words == label(name)


# Templates


def test_what_a_template_misspells_is_an_error(tmp_path):
    """And no empty place on a page."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/person.html.j2").write_text("{{ entry.record.nmae }}")

    with pytest.raises(jinja2.UndefinedError, match="nmae"):
        MACROS["person"](View(BINDER, overrides=tmp_path), "anna")


def test_a_readers_own_template_comes_first(tmp_path):
    """The rest are the package's."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/person.html.j2").write_text("Ours: {{ entry.title }}")
    view = View(BINDER, overrides=tmp_path)

    assert "Ours: Anna &lt;b&gt;" == MACROS["person"](view, "anna")
    assert "rb-table" in MACROS["people"](view)


def test_a_line_that_is_named_in_prose_stands_there_with_its_number(golden):
    """Whoever is told to ring somebody has the number under the thumb; an address that is none stays a link."""
    view = View(golden)
    dialled = next(entry for entry in golden.all("channel") if (entry.record.at or "").startswith("+"))
    other = next(entry for entry in golden.all("channel") if not (entry.record.at or "").startswith("+"))

    assert f'href="tel:{dialled.record.at.replace(" ", "")}"' in view.inline(f"Ring [[channel:{dialled.id}]].")
    assert "tel:" not in view.inline(f"Write to [[channel:{other.id}]].")
