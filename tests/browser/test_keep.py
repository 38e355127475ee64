"""What is typed stays: over a reload, a crash and a second tab, and where the browser keeps nothing it says so. All of it from file://."""

import importlib.util
import os
import signal
import time
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser

SCRIPTS = Path(__file__).parents[2] / "overrides" / "assets" / "js"
_SPEC = importlib.util.spec_from_file_location("runbinder_tests_setup", Path(__file__).parents[1] / "conftest.py")
SETUP = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(SETUP)
NAMES = ("keep-merge", "keep-disk", "keep")


@pytest.fixture
def sheet(tmp_path):
    """The address of a page with the scripts and nothing else, for the binder of that name."""
    def make(binder):
        file = tmp_path / f"{binder}.html"
        scripts = "".join(f'<script src="{(SCRIPTS / name).as_uri()}.js"></script>' for name in NAMES)
        file.write_text(f'<!doctype html><title>Sheet</title><article data-binder="{binder}"></article>{scripts}', encoding="utf-8")
        return file.as_uri()
    return make


@pytest.fixture
def tab(page, sheet):
    """A tab on the same page, as many as wanted, in one browser profile."""
    def make(binder="harbour"):
        one = page.context.new_page()
        one.goto(sheet(binder))
        return one
    return make


def load(page, name="one"):
    return page.evaluate("name => rbKeep.load(name)", name)


def test_what_was_typed_last_is_there_after_a_reload(tab):
    """Also what waits: leaving the page writes it."""
    one = tab()
    one.evaluate("rbKeep.save('one', {words: 'first'}); rbKeep.save('one', {words: 'last'})")
    one.reload()

    assert {"words": "last"} == load(one)


def test_it_is_written_within_half_a_second(tab):
    """While somebody goes on typing too: the wait does not begin anew with every key."""
    one = tab()
    one.evaluate("() => { let n = 0; window.typing = setInterval(() => rbKeep.save('one', ++n), 50) }")
    one.wait_for_timeout(700)
    held = one.evaluate("() => { clearInterval(typing); return JSON.parse(localStorage['runbinder-kept/harbour/one']).data }")

    assert held >= 5


def test_every_binder_has_its_own(tab):
    """All files of a disk are one origin: the binder's id keeps them apart."""
    one, other = tab("harbour"), tab("orchard")
    one.evaluate("rbKeep.save('one', 1); rbKeep.flush()")

    assert (None, []) == (load(other), other.evaluate("rbKeep.names('')"))
    assert ["one"] == one.evaluate("rbKeep.names('o')")


def test_two_tabs_write_into_one_record(tab):
    """What both wrote is there, in both; each had to look only at what it was told."""
    pages = tab(), tab()
    for page in pages:
        page.evaluate("window.got = null; rbKeep.load('one'); rbKeep.watch('one', data => { window.got = data })")
    pages[0].evaluate("rbKeep.save('one', {title: 'Mail', lines: [{id: 'a', text: 'from the first'}]}); rbKeep.flush()")
    pages[1].wait_for_function("window.got")
    pages[1].evaluate("got.lines.push({id: 'b', text: 'from the second'}); rbKeep.save('one', got)")
    pages[0].evaluate("rbKeep.save('one', {title: 'Mail is down', lines: [{id: 'a', text: 'from the first'}]})")
    pages[0].wait_for_timeout(1200)
    expected = {"title": "Mail is down", "lines": [{"id": "a", "text": "from the first"}, {"id": "b", "text": "from the second"}]}

    assert [expected, expected] == [load(page) for page in pages]
    assert 0 == pages[0].locator(".rb-kept").count() + pages[1].locator(".rb-kept").count()


def test_two_tabs_that_write_all_the_time_lose_nothing(tab):
    """A hundred lines from each, as fast as keys repeat, some of them in the same moment."""
    pages = tab(), tab()
    for page, name in zip(pages, "pq", strict=True):
        page.evaluate("""name => {
            window.data = rbKeep.load('one') || {lines: []}
            rbKeep.watch('one', newer => { window.data = newer })
            let n = 0
            const typing = setInterval(() => { data.lines.push({id: name + n}); rbKeep.save('one', data); if (n % 3) rbKeep.flush(); if (++n === 100) clearInterval(typing) }, 19)
          }""", name)
    for page in pages:  # as long as a busy machine needs
        page.wait_for_function("() => ((rbKeep.load('one') || {}).lines || []).length >= 200", timeout=30000, polling=100)
    held = [load(page) for page in pages]

    assert held[0] == held[1]
    assert sorted(f"{name}{number}" for name in "pq" for number in range(100)) == sorted(line["id"] for line in held[0]["lines"])


ELSEWHERE = """([of, ...ids]) => {
    const key = 'runbinder-kept/harbour/one', entry = JSON.stringify({of, data: {lines: ids.map(id => ({id}))}})
    localStorage[key] = entry
    return entry
  }"""


def test_who_asks_on_a_page_takes_nothing_from_who_watches(tab):
    """Two parts of one page: one asks before the word of another tab has come, the other saves after it."""
    one = tab()
    one.evaluate("window.data = rbKeep.load('one') || {lines: []}; rbKeep.watch('one', newer => { window.data = newer })")
    one.evaluate(ELSEWHERE, [{"other": 1}, "theirs"])
    one.evaluate("rbKeep.load('one'); data.lines.push({id: 'mine'}); rbKeep.save('one', data); rbKeep.flush()")

    assert ["mine", "theirs"] == sorted(line["id"] for line in load(one)["lines"])


def test_what_comes_very_late_is_not_too_late(tab):
    """A slow machine brings the word of another tab after hundreds of own changes."""
    one = tab()
    one.evaluate("for (let n = 0; n < 300; n++) { rbKeep.save('one', {lines: [{id: 'mine' + n}]}); rbKeep.flush() }")
    entry = one.evaluate(ELSEWHERE, [{"other": 1}, "theirs"])
    one.evaluate("entry => window.dispatchEvent(new StorageEvent('storage', {key: 'runbinder-kept/harbour/one', newValue: entry}))", entry)

    assert ["mine299", "theirs"] == sorted(line["id"] for line in load(one)["lines"])


def test_the_same_place_in_two_tabs_is_said(tab):
    """One of the two texts is kept, the other is in the notice: nothing vanishes in silence."""
    pages = tab(), tab()
    for page, words in zip(pages, ("theirs", "mine"), strict=True):
        page.evaluate("words => { rbKeep.load('one'); rbKeep.save('one', {cause: words}) }", words)
    for page in pages:
        page.evaluate("rbKeep.flush()")
    pages[1].locator(".rb-kept").wait_for()

    assert "cause" in pages[1].locator(".rb-kept").text_content()
    assert {"theirs", "mine"} <= set(pages[1].locator(".rb-kept").text_content().replace(".", " ").split()) | {load(pages[1])["cause"]}


def test_what_was_removed_is_gone_in_the_other_tab(tab):
    pages = tab(), tab()
    pages[0].evaluate("rbKeep.save('one', 1); rbKeep.flush()")
    pages[1].evaluate("window.got = rbKeep.load('one'); rbKeep.watch('one', data => { window.got = data })")
    pages[0].evaluate("rbKeep.remove('one')")
    pages[1].wait_for_function("window.got === null")

    assert (None, []) == (load(pages[1]), pages[1].evaluate("rbKeep.names('')"))


REFUSED = "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }}); Object.defineProperty(window, 'indexedDB', {value: undefined})"


def test_where_nothing_may_be_kept_it_says_so_and_exports(page, sheet):
    """Cookies forbidden: the page works until it is closed."""
    page.add_init_script(REFUSED)
    page.goto(sheet("harbour"))
    page.evaluate("rbKeep.save('one', {words: 'typed'}); rbKeep.flush()")
    notice = page.get_by_role("status")
    notice.filter(has_text="Nothing is being saved").wait_for()

    assert 1 == notice.count()
    assert ("does not let this page keep anything" in notice.text_content(), {"words": "typed"}, ["one"]) == (True, load(page), page.evaluate("rbKeep.names('')"))
    with page.expect_download() as download:
        page.evaluate("rbKeep.download('one.txt', 'typed', 'text/plain')")
    assert ("one.txt", "typed") == (download.value.suggested_filename, Path(download.value.path()).read_text())


def test_where_there_is_no_room_it_says_so_until_there_is(tab):
    """Filled to the brim, for real."""
    one = tab()
    one.evaluate("() => { for (let size = 1 << 22, n = 0; size; ) try { localStorage.setItem('filler' + n++, 'x'.repeat(size)) } catch { size >>= 1 } }")
    one.evaluate("rbKeep.save('one', 'x'.repeat(5000)); rbKeep.flush()")
    one.get_by_role("status").filter(has_text="has no room left").wait_for()
    assert 5000 == len(load(one))

    one.evaluate("localStorage.removeItem('filler0'); rbKeep.save('one', 'less'); rbKeep.flush()")
    one.wait_for_function("!document.querySelector('.rb-kept').textContent")
    assert ("", "less") == (one.evaluate("rbKeep.trouble()"), load(one))


def test_a_private_window_keeps_it_while_it_is_open(browser, sheet):
    """No browser says that a window is private. It works there, and the next one knows nothing of it."""
    found = []
    for _ in range(2):
        context = browser.new_context()
        one = context.new_page()
        one.goto(sheet("harbour"))
        found.append(load(one))
        one.evaluate("rbKeep.save('one', 1); rbKeep.flush()")
        found.append(load(one))
        context.close()

    assert [None, 1, None, 1] == found


def test_what_can_not_be_read_is_put_aside(tab):
    """Half a record, from wherever: it is not written over."""
    one = tab()
    one.evaluate("localStorage['runbinder-kept/harbour/one'] = '{\"rev\": 3, \"da'")

    assert None is load(one)
    one.evaluate("rbKeep.save('one', 'new'); rbKeep.flush()")
    assert ['{"rev": 3, "da', "new", ["one"]] == one.evaluate("[localStorage['runbinder-kept/harbour/one~unreadable'], rbKeep.load('one'), rbKeep.names('')]")


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="finds the processes of its browser in /proc")
def test_a_browser_that_is_killed_loses_nothing_older_than_a_second(browser, sheet, tmp_path):
    """Chromium itself would lose five seconds of localStorage."""
    profile = tmp_path / "profile"

    def start():
        return browser.browser_type.launch_persistent_context(str(profile), executable_path=SETUP.find_chromium(), args=SETUP.SWITCHES)

    context = start()
    one = context.new_page()
    one.goto(sheet("harbour"))
    one.evaluate("rbKeep.save('one', 'a while ago'); rbKeep.flush()")
    one.wait_for_timeout(300)
    one.evaluate("rbKeep.save('one', 'a second ago')")
    one.wait_for_timeout(1000)
    for process in processes(str(profile)):
        os.kill(process, signal.SIGKILL)
    time.sleep(0.5)
    context = start()
    one = context.new_page()
    one.goto(sheet("harbour"))

    assert "a second ago" == one.evaluate("rbKeep.ready().then(() => rbKeep.load('one'))")
    context.close()


def processes(words):
    """Those that were started with these words, and are ours by that."""
    for entry in Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and words in (entry / "cmdline").read_text() and int(entry.name) != os.getpid():
                yield int(entry.name)
        except OSError:
            continue
