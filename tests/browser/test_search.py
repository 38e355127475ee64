"""The search finds what somebody types at three in the morning, from any page of a binder on a disk."""

import pytest

pytestmark = pytest.mark.browser

FROM = ["index.html", "people/juergen.html"]
TYPED = {
    "a number as it is shown": ("+49 1512 3456789", "people/juergen.html"),
    "a number without spaces": ("+4915123456789", "people/juergen.html"),
    "the end of a number": ("3456789", "people/juergen.html"),
    "a number as dialled at home": ("015123456789", "people/juergen.html"),
    "a name": ("Jürgen Größe", "people/juergen.html"),
    "a name without its dots": ("Jurgen", "people/juergen.html"),
    "a word inside a step": ("quokka", "procedures/restore-server.html"),
    "the beginning of a word": ("quok", "procedures/restore-server.html"),
    "what people say": ("labels do not print", "services/dispatch.html"),
    "the same in quotation marks": ('"labels do not print"', "services/dispatch.html"),
    "more than one of it": ("quokkas", "procedures/restore-server.html"),
    "what to type": ("sudo restore", "procedures/restore-server.html"),
    "a word that an author wrote": ("crane", "sites/map.html"),
}


def search(page, text):
    """The addresses of the results, as seen from the binder's root."""
    page.keyboard.press("/")
    page.locator(".md-search__input").press_sequentially(text)
    page.locator(".md-search-result__meta", has_text="matching document").wait_for()
    return page.locator(".md-search-result__link")


@pytest.mark.parametrize("start", FROM)
@pytest.mark.parametrize("typed", TYPED)
def test_found(page, binder, typed, start):
    """The page is among the first results, and a click goes there."""
    text, target = TYPED[typed]
    page.goto((binder / start).as_uri())

    results = search(page, text)
    found = [address.partition("?")[0].partition("#")[0] for address in results.evaluate_all("all => all.map(one => one.href)")]

    assert (binder / target).as_uri() in list(dict.fromkeys(found))[:6], [one.rpartition("harbour/")[2] for one in found]
    results.nth(found.index((binder / target).as_uri())).click()
    page.wait_for_url(lambda url: url.startswith((binder / target).as_uri()))
    assert page.locator("article h1").count() == 1
    assert [] == page.outside


def test_a_step_is_a_place_of_its_own(page, binder):
    """A click on a result lands at the heading that the word stands under, not at the top of a long page."""
    page.goto((binder / "index.html").as_uri())

    search(page, "quokka").and_(page.locator("[href$='#steps']")).first.click()

    assert page.url.endswith("procedures/restore-server.html?h=quokka#steps")
    assert "quokka" in page.locator("article mark").first.inner_text()


def test_nothing_found_is_said(page, binder):
    """A word that is nowhere gives no result, and says so."""
    page.goto((binder / "index.html").as_uri())

    assert 0 == search(page, "xylophone").count()
    assert "No matching documents" in page.locator(".md-search-result__meta").inner_text()


def test_little_words_find_nothing_by_themselves(page, binder):
    """`do not` is in every page; with a word that means something they do not count."""
    found = []
    for text in ("quokka", "do not quokka"):
        page.goto((binder / "index.html").as_uri())
        found.append(sorted(href.partition("?")[0] for href in search(page, text).evaluate_all("all => all.map(one => one.href)")))

    assert found[0] == found[1] != []


def test_what_is_pasted_is_searched(page, binder):
    """Text that comes without a key: from the clipboard, or spoken."""
    page.goto((binder / "index.html").as_uri())
    search(page, "xylophone")

    page.locator(".md-search__input").fill("quokka")

    page.locator(".md-search-result__link").first.wait_for()
    assert any("restore-server" in href for href in page.locator(".md-search-result__link").evaluate_all("all => all.map(one => one.href)"))
