"""What one works through: the run sheet, a scenario's first hour on one sheet of paper, the first days of a new provider."""

import re
import subprocess

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser
PAGES = ["transition/run-sheet", "transition/lockdown", "transition/timetable", "transition/successor", "scenarios/gone", "start-here"]


@pytest.fixture
def sheet(page, binder):
    """The run sheet, open."""
    page.goto((binder / "transition/run-sheet.html").as_uri())
    return page


def tick(page, row):
    page.locator(f"#{row} input[type=checkbox]").check()


def test_t0_gives_every_line_its_hour(sheet):
    """Counted in the time of this computer, and nothing leaves it."""
    sheet.locator("[data-run=t0]").fill("2026-04-01T09:30")

    assert "Wed, 1 Apr, 10:30" == re.sub(r"(\w{3}),? (\d)", r"\1, \2", sheet.locator("#lockdown-1 .rb-run__clock").inner_text(), count=1)
    assert [] == sheet.outside


def test_ticks_times_and_initials_are_remembered(sheet, binder):
    """After the page was closed, and on the other pages where the same line stands; a tick writes the time."""
    tick(sheet, "lockdown-1")
    sheet.locator("#lockdown-1 .rb-run__by").fill("JM")
    sheet.locator("#lockdown-1 .rb-run__by").blur()
    written = sheet.locator("#lockdown-1 .rb-run__time").input_value()

    for path in ("transition/run-sheet", "transition/lockdown", "scenarios/gone"):
        sheet.goto((binder / f"{path}.html").as_uri())
        assert sheet.locator("#lockdown-1 input[type=checkbox]").is_checked(), path
        assert [written, "JM"] == [sheet.locator(f"#lockdown-1 .rb-run__{field}").input_value() for field in ("time", "by")]
    assert re.fullmatch(r"\d\d:\d\d", written)


def test_one_scenario_shows_its_own_lines(sheet):
    """And all of them come back."""
    sheet.locator("[name=scenario][value=planned]").check()
    assert not sheet.locator("#lockdown-1").is_visible()
    assert sheet.locator("#declare-1").is_visible()

    sheet.locator("[name=scenario][value='']").check()
    assert sheet.locator("#lockdown-1").is_visible()


def test_the_ticks_can_be_taken_along(sheet):
    """As a text with a line for each line, and the time of the declaration above."""
    sheet.locator("[data-run=t0]").fill("2026-04-01T09:30")
    tick(sheet, "declare-1")
    with sheet.expect_download() as download:
        sheet.locator("[data-run=save]").click()
    lines = download.value.path().read_text(encoding="utf-8").splitlines()

    assert "T0: 2026-04-01 09:30" in lines
    assert 1 == sum(line.startswith("[x] ") for line in lines)
    assert sheet.locator(".rb-run__row").count() == sum(line.startswith("[") for line in lines)


def test_everything_can_be_cleared(sheet):
    """For the next rehearsal."""
    tick(sheet, "declare-1")
    sheet.on("dialog", lambda dialog: dialog.accept())
    sheet.locator("[data-run=clear]").click()

    assert "0 of" in sheet.locator("[data-run=count]").inner_text()


def test_without_scripts_the_run_sheet_is_whole(browser, binder):
    """Every line is there and can be ticked; nothing is offered that would not work."""
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto((binder / "transition/run-sheet.html").as_uri())

    assert all(row.is_visible() for row in page.locator(".rb-run__row").all())
    assert not page.locator(".rb-run__tools").first.is_visible()
    assert page.locator(".rb-run__t0").first.is_visible()
    tick(page, "lockdown-1")
    context.close()


def test_the_first_hour_is_one_sheet(page, binder, tmp_path):
    """Signs, what to do, whom to call with numbers: on the first sheet, and the lockdown begins on the next."""
    page.goto((binder / "scenarios/gone.html").as_uri())
    page.pdf(path=str(tmp_path / "hour.pdf"), format="A4", prefer_css_page_size=True)
    done = subprocess.run(["pdftotext", "-layout", str(tmp_path / "hour.pdf"), "-"], capture_output=True, encoding="utf-8", check=True)
    first, second, *_ = done.stdout.split("\f")

    for words in ("Ring Tidewater", "Who to call", "T0", "Initials"):
        assert words in first
    assert "Lockdown in this scenario" not in first
    assert "Lockdown in this scenario" in second


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_serious(page, binder, path, scheme):
    """Names of fields, contrast, lists: also with a line that is ticked and one that is late."""
    page.emulate_media(color_scheme=scheme)
    page.goto((binder / f"{path}.html").as_uri())
    if page.locator("[data-run=t0]").count():
        page.locator("[data-run=t0]").first.fill("2020-01-01T09:30")
        page.locator(".rb-run__row input[type=checkbox]").first.check()
    found = Axe().run(page).response["violations"]

    assert {} == {one["id"]: [node["html"][:120] for node in one["nodes"]][:3] for one in found if one["impact"] in ("serious", "critical")}
