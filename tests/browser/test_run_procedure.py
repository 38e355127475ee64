"""A procedure with a clock, from a disk: ticks, times, pauses, a second tab, and the form on paper."""

import importlib.util
import re
import subprocess
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

_SPEC = importlib.util.spec_from_file_location("runbinder_run_kit", Path(__file__).with_name("run_kit.py"))
KIT = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(KIT)
address, begun, finish, later, opened, run, said, saved, step, tab, tick = KIT.address, KIT.begun, KIT.finish, KIT.later, KIT.opened, KIT.run, KIT.said, KIT.saved, KIT.step, KIT.tab, KIT.tick


def grave(page):
    return {one["id"]: [each["html"][:160] for each in one["nodes"]][:3] for one in Axe().run(page).response["violations"]}


def test_who_only_reads_is_not_asked_for_anything(tab):
    """One button; no boxes, no fields."""
    page = tab()

    assert page.get_by_role("button", name="Run this procedure").is_visible()
    assert 0 == page.locator(".rb-try__step").count()
    assert not page.get_by_label("Done by").is_visible()


def test_without_scripts_the_page_is_whole_and_offers_nothing(browser, address):
    """The steps are there, and nothing that would not work; the form waits for paper."""
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(address)

    assert all(one.is_visible() for one in page.locator(".rb-step").all()) and 3 == page.locator(".rb-step").count()
    assert not page.locator("rb-procedure :is(input, select, textarea)").locator("visible=true").count()
    assert not page.locator(".rb-try__paper").first.is_visible()
    context.close()


def test_a_tick_takes_the_time_from_the_tick_before(run):
    """And says where a step took longer than it should; the organisation comes with the person."""
    later(run, 4)
    tick(run, 1)
    later(run, 40)
    tick(run, 2)

    assert "took 4 min of 5 min" in step(run, 1) and "over" not in run.locator("#step-1 .rb-try__over").all_inner_texts()
    assert "took 40 min of 30 min" in step(run, 2) and 1 == run.locator("#step-2 .rb-try__over").count()
    assert "tidewater" == run.locator("[data-try=of]").input_value()
    assert "44 min of 35 min stated" == said(run, "time")
    assert "Running: 2 of 3 steps done" == said(run, "state")


def test_paused_time_is_not_counted(run):
    """Neither in the whole nor in the step; while it rests nothing can be ticked."""
    later(run, 4)
    tick(run, 1)
    later(run, 10)
    run.get_by_role("button", name="Pause").click()
    assert run.get_by_label("Done: step 2").is_disabled()
    later(run, 60)
    assert "14 min" in said(run, "time")
    run.get_by_role("button", name="Resume").click()
    later(run, 10)
    tick(run, 2)

    assert "took 20 min of 30 min" in step(run, 2)
    finish(run)
    text = saved(run)[1]
    assert 'took: "24m"' in text and 'paused: "1h"' in text


def test_a_tick_that_came_late_is_corrected(run):
    """To the last such time that is past; a time before the start is the start."""
    later(run, 30)
    tick(run, 1)
    run.get_by_label("Done at: step 1").fill("09:12")
    assert "took 12 min" in step(run, 1)
    run.get_by_label("Done at: step 1").fill("08:00")
    assert "took 0 s" in step(run, 1)


def test_a_tick_by_mistake_is_taken_back(run):
    """With its time, but not with its note."""
    tick(run, 1)
    run.get_by_label("Note: step 1").fill("envelope was open")
    run.get_by_label("Done: step 1").uncheck()

    assert "took" not in step(run, 1) and "envelope was open" == run.get_by_label("Note: step 1").input_value()


def test_it_survives_a_reload(run):
    """The page is closed by mistake in the middle of a word; the clock goes on meanwhile."""
    later(run, 4)
    tick(run, 1)
    run.get_by_label("Note: step 1").press_sequentially("half a w")
    run.reload()
    later(run, 6)

    assert run.get_by_label("Done: step 1").is_checked() and "took 4 min" in step(run, 1)
    assert ["half a w", "sam-reed"] == [run.get_by_label(name).input_value() for name in ("Note: step 1", "Done by")]
    assert said(run, "time").startswith("10 min")


def test_two_tabs_work_on_one_run(run, tab):
    """What one ticks the other shows, and neither loses what it has itself."""
    later(run, 2)
    other = tab()
    later(other, 5)
    other.get_by_label("Note: step 2").fill("from the other tab")
    tick(other, 1)
    later(other, 1)
    run.get_by_label("Went wrong: step 3").check()
    later(run, 1)

    for page in (run, other):
        page.locator("#step-1.rb-step--done").wait_for()
        page.locator("#step-3.rb-step--wrong").wait_for()
        assert "from the other tab" == page.get_by_label("Note: step 2").input_value()


def test_who_goes_on_after_the_end_has_rested(run):
    """The clock stops at the end; what lies between is a pause."""
    later(run, 5)
    finish(run)
    later(run, 50)
    assert said(run, "time").startswith("5 min") and "Finished" in said(run, "state")
    run.get_by_role("button", name="Not finished").click()
    later(run, 5)

    assert said(run, "time").startswith("10 min")


def test_it_is_cleared_only_after_a_question(run):
    """Then the page is as it was."""
    tick(run, 1)
    run.evaluate("window.confirm = () => false")
    run.get_by_role("button", name="Clear this run").click()
    assert run.get_by_label("Done: step 1").is_checked()
    run.evaluate("window.confirm = () => true")
    run.get_by_role("button", name="Clear this run").click()

    assert run.get_by_role("button", name="Run this procedure").is_visible() and not run.locator(".rb-step--done").count()
    run.reload()
    assert not run.get_by_label("Done by").is_visible()


@pytest.mark.parametrize("filled", [False, True])
def test_on_paper_it_is_a_form(run, tmp_path, filled):
    """Who, start, end, a time and initials at each step, result, what was found; what was kept stands in it, the controls do not."""
    if filled:
        tick(run, 1)
        run.get_by_label("Note: step 1").fill("envelope was open")
    else:
        run.get_by_role("button", name="Clear this run").click()
    run.pdf(path=str(tmp_path / "form.pdf"), format="A4", prefer_css_page_size=True)
    done = subprocess.run(["pdftotext", "-layout", str(tmp_path / "form.pdf"), "-"], capture_output=True, encoding="utf-8", check=True)

    for words in ("Done by", "Start (date, time)", "Version ", "real run", "passed with findings", "cold read", "Ticket or exercise", "Signature", "What was found"):
        assert words in done.stdout
    assert 3 == done.stdout.count("Initials")
    assert not re.search("Run this procedure|Finish|Pause|Went wrong", done.stdout)
    assert filled == ("Sam Reed" in done.stdout.split("Steps")[1].split("Fetch")[0]) == ("envelope was open" in done.stdout) == ("2026-11-24 09:00" in done.stdout)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_everybody_can_use_it(page, binder, scheme, width):
    """axe finds nothing at all on the page of a binder: late, gone wrong, finished; and nothing is wider than the screen."""
    run = begun(opened(page, (binder / "procedures/restore-server.html").as_uri()))
    run.set_viewport_size({"width": width, "height": 844})
    run.emulate_media(color_scheme=scheme)
    later(run, 50)
    tick(run, 1)
    run.get_by_label("Went wrong: step 1").check()
    assert {} == grave(run)
    finish(run)
    run.get_by_text("Text for the ticket").click()

    assert {} == grave(run)
    assert run.evaluate("document.documentElement.scrollWidth <= innerWidth")
