"""What a run leaves behind: a record that can be filed, a text for the ticket, and words where something is missing."""

import importlib.util
import re
import shutil
from pathlib import Path

import pytest

from runbinder import recording_run
from runbinder.analysis.tried import digest
from runbinder.read import read

pytestmark = pytest.mark.browser

_SPEC = importlib.util.spec_from_file_location("runbinder_run_kit", Path(__file__).with_name("run_kit.py"))
KIT = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(KIT)
PLANS, address, finish, later, run, said, saved, tab, tick = KIT.PLANS, KIT.address, KIT.finish, KIT.later, KIT.run, KIT.said, KIT.saved, KIT.tab, KIT.tick


def test_what_the_page_saves_can_be_filed(run, tmp_path):
    """With the digest of the procedure that was run: the command takes it as it is."""
    root = Path(shutil.copytree(PLANS / "plans", tmp_path / "plans")).parent
    procedure = read(root).clients["harbour"].procedures["restore-server"]
    later(run, 4)
    tick(run, 1)
    run.get_by_label("Note: step 1").fill("- no: \"envelope\" #3 was there")
    run.get_by_label("Went wrong: step 1").check()
    later(run, 31)
    for number in (2, 3):
        tick(run, number)
    finish(run, "passed with findings", "walkthrough")
    run.get_by_label("What was found").fill("Envelope 3 lay\n\n in safe 2: écu")
    run.get_by_label("Ticket or exercise").fill("INC-7")
    name, text = saved(run)
    (tmp_path / name).write_text(text, encoding="utf-8")
    filing, findings = recording_run.take(root, tmp_path / name)

    assert [] == findings
    assert ("2026-11-24-restore-server-run.yml", False) == (name, filing.earlier)
    assert {"by": "sam-reed", "of": "tidewater", "on": "2026-11-24", "kind": "walkthrough", "result": "passed with findings", "took": "35m"}.items() <= filing.test.items()
    assert digest(procedure).startswith(filing.test["of_digest"])
    assert 'Envelope 3 lay\n\n in safe 2: écu Step 1 went wrong: - no: "envelope" #3 was there' == filing.test["found"]
    assert ["4 min", "31 min", "0 min"] == [str(one.took) for one in filing.run.steps]
    assert [] == run.outside


def test_the_page_says_what_is_missing(tab):
    """Who, for whom, how it ended; a step that went wrong does not pass; a real run is not asked how."""
    page = tab()
    page.get_by_role("button", name="Run this procedure").click()
    assert page.get_by_role("button", name="Save the run record").is_disabled()
    page.get_by_label("Name").fill("Kim Doe")
    page.get_by_role("button", name="Finish").click()
    assert "who did it (Kim Doe first has to be among the people of the binder); for which organisation; the result; how it was tried" in said(page, "missing")
    page.get_by_label("Went wrong: step 2").check()
    page.get_by_label("Result").select_option("passed")
    page.get_by_label("a real run").check()

    assert "step 2, which went wrong" in said(page, "missing") and "how it was tried" not in said(page, "missing")
    page.get_by_label("Done by").select_option("mia-lund")
    page.get_by_label("Result").select_option("failed")
    assert "It can be filed." == said(page, "missing")
    assert "kind: real\nhow: live\nby: mia-lund\norganisation: harbour\n" in saved(page)[1]


def test_there_is_a_text_for_the_ticket(run):
    """A line for each step, at any time."""
    later(run, 4)
    tick(run, 1)
    run.get_by_label("Note: step 1").fill("was open")
    run.get_by_text("Text for the ticket").click()
    run.clock.run_for(1000)
    lines = run.get_by_label("Text for the ticket").input_value().splitlines()

    assert re.fullmatch(r"Restore the dispatch server \(restore-server, version [0-9a-f]{8}\)", lines[0])
    assert lines[1].startswith("Test by Sam Reed, ") and "[x] 1. Fetch envelope 3 from the safe. - 09:04, 4m - was open" in lines and "[ ] 3. Ring the dispatcher." in lines


def test_a_browser_that_keeps_nothing_says_so(browser, address):
    """The notice stands on the page, and the record can still be saved."""
    context = browser.new_context(offline=True)
    context.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });")
    page = context.new_page()
    page.set_default_timeout(5000)
    page.goto(address)
    page.get_by_role("button", name="Run this procedure").click()
    tick(page, 1)
    page.locator(".rb-kept").wait_for()

    assert "Nothing is being saved" in page.locator(".rb-kept").inner_text()
    finish(page)
    assert "record: run" in saved(page)[1]
    context.close()


def test_a_procedure_that_changed_meanwhile_is_said(run):
    """The run stays one of what was on the page when it began."""
    run.clock.run_for(1000)
    run.add_init_script("new MutationObserver(() => { const one = document.querySelector('rb-procedure'); if (one) one.dataset.digest = '0123456789abcdef'; }).observe(document, { childList: true, subtree: true });")
    run.reload()

    assert "changed since the run began" in said(run, "changed")
    finish(run)
    assert '"0123456789abcdef"' not in saved(run)[1]
