"""A page written by hand that is wrong fails the build: the file is named, what is wrong is said, the last good site stays."""

import pytest

pytestmark = pytest.mark.build

PAGE = "docs/clients/orchard/notes/day.md"
START = "---\ntitle: A day\n---\n\n# A day\n\n"
HERE, BUILT = f"{PAGE}:7: ", "notes/day.html: "
# What is wrong on the seventh line, and what is said about it.
MISTAKES = {
    "an undefined variable": ("We are {{ open_now }}.", [f"{HERE}UndefinedError: 'open_now' is undefined"]),
    "an undefined macro": ('{{ contct("orchard") }}', [HERE, "'contct' is undefined"]),
    "an unknown record": ('{{ person("orchard", "lou-pen") }}', [f"{HERE}there is no person 'lou-pen'", "did you mean 'lou-penn'?"]),
    "an unknown client": ('{{ people("orchid") }}', [f"{HERE}there is no client 'orchid'", "'orchard'"]),
    "a binder of another client": ('{{ people("harbour") }}', [f"{HERE}there is no client 'harbour' in this site"]),
    "an argument too many": ('{{ people("orchard", "lou-penn") }}', [HERE, "people() takes"]),
    "a brace too few": ('{{ people("orchard") }', [HERE, "TemplateSyntaxError"]),
    "a broken link": ("[gone](../people/nobody.md)", ["notes/day.md", "people/nobody.md"]),
    "a broken anchor": ("[gone](../services/print.md#nowhere)", ["notes/day.md", "#nowhere"]),
    "a broken link in HTML": ('<a href="../people/nobody.html">gone</a>', [f"{BUILT}there is no 'people/nobody.html'"]),
    "a broken anchor in HTML": ('<a href="../services/print.html#nowhere">gone</a>', [f"{BUILT}there is no '#nowhere' in 'services/print.html'"]),
    "a picture that is not there": ("![plan](plan.png)", ["notes/day.md", "plan.png"]),
    "an address from the root": ("[start](/index.html)", ["notes/day.md", "/index.html"]),
    "a picture from the network": ("![plan](https://example.com/plan.png)", [f"{BUILT}img fetches https://example.com/plan.png"]),
    "a script from the network": ('<script src="//example.com/x.js"></script>', [f"{BUILT}script fetches //example.com/x.js"]),
    "a link out of the binder": ("[other](../../harbour/index.md)", ["notes/day.md", "harbour/index.md"]),
    "a link out of the binder in HTML": ('<a href="../../harbour/index.html">other</a>', [BUILT, "harbour/index.html"]),
}


@pytest.fixture
def fails(copy, build, tree):
    """What a build says about a page with something added at its end."""
    before = tree(copy / "site")

    def failed(page, text):
        file = copy / page
        file.parent.mkdir(parents=True, exist_ok=True)
        old = file.read_bytes() if file.exists() else b""
        file.write_bytes(old + (text if isinstance(text, bytes) else text.encode()) + b"\n")
        done = build(copy)
        assert 1 == done.code, done.said
        assert before == tree(copy / "site")
        assert "Traceback" not in done.said
        return done.said

    return failed


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named(fails, mistake):
    """Each says which page, and the word to look for in it."""
    text, pieces = MISTAKES[mistake]

    said = fails(PAGE, START + text)

    assert "In orchard:" in said
    assert [] == [piece for piece in pieces if piece not in said], said


def test_which_client(fails):
    """The same page is in every binder: what is wrong is said once, with all whom it concerns."""
    said = fails("docs/provider/house-style.md", "[gone](../sites/nowhere.md)")

    assert "In harbour, orchard:" in said
    assert 1 == said.count("contains a link '../sites/nowhere.md'")


def test_not_text(fails):
    """A page that is not UTF-8 is named."""
    assert "notes/day.md" in fails(PAGE, "Größe".encode("latin-1"))


def test_a_template_of_the_readers_own(fails):
    """A template in overrides/templates/ that is wrong is named with what is wrong."""
    said = fails("overrides/templates/glossary.html.j2", "\n{{ nonsense }}")

    assert "overrides/templates/glossary.html.j2:2 (in glossary.md): UndefinedError: 'nonsense' is undefined" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(("text", "wrong"), [("{% if %}", "Expected an expression"), ("{{ nonsense() }}", "'nonsense' is undefined"), ('{% include "no.html" %}', "'no.html' not found")])
def test_a_theme_file_of_the_readers_own(fails, copy, text, wrong):
    """The same for what frames each page, and once for all binders."""
    last = len((copy / "overrides/partials/binder.html").read_text(encoding="utf-8").splitlines())

    said = fails("overrides/partials/binder.html", text)

    assert f"In harbour, orchard:\noverrides/partials/binder.html:{last + 1}: " in said
    assert wrong in said


def test_mkdocs_own_configuration(copy, build, edit, tree):
    """A plugin that is missing from mkdocs.yml is named, not stumbled over."""
    before = tree(copy / "site")
    for old, new, said in [("  - runbinder\n", "", "runbinder"), ("  - macros:", "  - macrs:", "macrs"), ("strict: true", "strct: true", "strct"), ("plugins:", "plugins: [", "mkdocs.yml")]:
        text = (copy / "mkdocs.yml").read_text(encoding="utf-8")
        edit("mkdocs.yml", old, new)
        done = build(copy)
        assert (1, True) == (done.code, said in done.said), done.said
        (copy / "mkdocs.yml").write_text(text, encoding="utf-8")
    assert before == tree(copy / "site")
