"""An incident is closed, reported, filed and carried to another machine."""

import datetime
import importlib.util
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from runbinder.main import cli
from runbinder.read import read

pytestmark = pytest.mark.browser

_SPEC = importlib.util.spec_from_file_location("runbinder_desk_kit", Path(__file__).with_name("desk_kit.py"))
KIT = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(KIT)
NIGHT, ROOT, begin, close, desk, due, exported, sheet = KIT.NIGHT, KIT.ROOT, KIT.begin, KIT.close, KIT.desk, KIT.due, KIT.exported, KIT.sheet


def test_closing_steps_come_in_their_order(desk):
    """A later one can not be ticked before an earlier one (S3-42)."""
    begin(desk)
    desk.locator("[data-stage=resolved]").click()
    ready = "Array.from(document.querySelectorAll('[data-step] [data-now]'), one => !one.disabled)"
    assert [True, False, False, False, False] == desk.evaluate(ready)

    desk.locator("[data-step] [data-now]").first.click()
    assert [True, True, False, False, False] == desk.evaluate(ready)
    assert "step 2; step 3" in desk.locator("[data-part=missing]").text_content()


@pytest.fixture
def plans(tmp_path):
    """The client's own plans, to file into."""
    for part in ("provider", "clients/tessera"):
        shutil.copytree(ROOT / "plans" / part, tmp_path / "plans" / part)
    shutil.copy(ROOT / "plans" / "settings.yml", tmp_path / "plans")
    (tmp_path / "mkdocs.yml").touch()
    return tmp_path


def test_a_closed_incident_is_filed_without_a_word_from_the_checks(desk, plans):
    """The export fits the model, and what the desk makes its user do is what the checks ask for."""
    close(desk)
    assert "" == desk.locator("[data-part=missing]").text_content()
    desk.get_by_role("button", name="Close the incident").click()
    assert ("done", "Closed") == due(desk)
    name, text = exported(desk)
    (plans / name).write_text(text, encoding="utf-8")
    done = CliRunner().invoke(cli, ["-C", str(plans), "record", str(plans / name), "--as-of", "2026-11-25"])

    assert (0, True) == (done.exit_code, "Written." in done.output), done.output
    assert "The checks find nothing in it." in done.output


def test_the_report_has_exactly_the_eight_headings(desk):
    """In Markdown and on paper, in the order of the standard, and no others (S3-37)."""
    close(desk)
    headings = read(ROOT, []).provider.standard.report_headings
    name, text = exported(desk, "Report (Markdown)")

    assert name.endswith(".md") and list(headings) == [line[3:] for line in text.splitlines() if line.startswith("## ")]
    assert "(still open)" not in text and "- Checklist asks what runs inside a transaction (Owen Pritchard, 2026-12-01)" in text
    desk.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    desk.emulate_media(media="print")
    printed = desk.locator("[data-part=print]")
    assert [*headings, "What the client was told"] == printed.locator("h3").all_text_contents()
    assert not desk.locator(".rb-desk__paper").is_visible()


def test_an_export_goes_on_at_another_machine(desk, browser, sheet, tmp_path):
    """With what is not finished, letter by letter; a file that is already here is asked about, and another binder's is refused."""
    close(desk)
    desk.get_by_role("button", name="Write to the client").click()
    desk.locator("[data-part=write]").get_by_label("Done since the last message").fill("half a sen")
    name, text = exported(desk)
    (tmp_path / name).write_text(text, encoding="utf-8")
    context = browser.new_context()
    other = context.new_page()
    other.clock.install(time=NIGHT + datetime.timedelta(hours=1))
    other.goto(sheet)
    other.set_input_files("[data-desk=import]", tmp_path / name)
    other.get_by_role("heading", name="Nobody can publish a rota").wait_for()
    again = exported(other)[1]

    def bare(words):
        return [line for line in words.splitlines() if "saved_at" not in line]

    assert bare(text) == bare(again) and "half a sen" in again
    (tmp_path / "foreign.yml").write_text(text.replace("client: tessera", "client: harbour"), encoding="utf-8")
    other.set_input_files("[data-desk=import]", tmp_path / "foreign.yml")
    other.get_by_text("this incident belongs to the binder of 'harbour'").wait_for()
    (tmp_path / "broken.yml").write_text(text.replace("ticket: INC", "ticket: &x INC"), encoding="utf-8")
    other.set_input_files("[data-desk=import]", tmp_path / "broken.yml")
    other.get_by_text("line 6: this is not of the desk's making").wait_for()
    context.close()
