"""What the desk keeps, where it can not, and that everybody can use it."""

import importlib.util
import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from runbinder.desk_macros import desk as drawn
from runbinder.render import View

pytestmark = pytest.mark.browser

_SPEC = importlib.util.spec_from_file_location("runbinder_desk_kit", Path(__file__).with_name("desk_kit.py"))
KIT = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(KIT)
NIGHT, acknowledge, begin, desk, exported, later, log, sheet = KIT.NIGHT, KIT.acknowledge, KIT.begin, KIT.desk, KIT.exported, KIT.later, KIT.log, KIT.sheet


def test_a_reload_loses_nothing(desk):
    """Neither what was saved nor what is being typed, nor which incident was open."""
    begin(desk)
    acknowledge(desk)
    desk.locator("[data-part=write] summary").first.click()
    desk.get_by_role("textbox", name="What comes next").fill("Look at the qu")
    desk.reload()

    assert "Look at the qu" == desk.locator("[data-field='draft.next_steps']").input_value()
    assert "sofia-lindqvist" == desk.get_by_label("I am").input_value()


def test_two_tabs_work_on_one_incident(desk, sheet):
    begin(desk)
    desk.clock.run_for(1000)
    other = desk.context.new_page()
    other.goto(desk.url)
    other.get_by_label("I am").select_option("imran-qadir")
    log(other, "Looked at the release notes.")
    log(desk, "Rang the duty manager.")
    desk.clock.run_for(1000)
    other.wait_for_timeout(1000)
    desk.clock.run_for(1000)
    expected = {"Reported: Nobody can publish a rota", "Looked at the release notes.", "Rang the duty manager."}

    for page in (desk, other):
        assert expected == set(page.locator("[data-list=timeline] li div > p:first-child").all_text_contents())
        assert 0 == page.locator(".rb-kept").count()


def test_where_nothing_may_be_kept_it_still_exports(page, sheet):
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }}); Object.defineProperty(window, 'indexedDB', {value: undefined})")
    page.goto(sheet)
    begin(page)
    page.get_by_text("Nothing is being saved").wait_for()

    assert "title: Nobody can publish a rota" in exported(page)[1]


def test_without_a_script_it_is_a_form(browser, sheet):
    """Questions, the standard's table, lines to write on, the eight headings."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(sheet)

    assert page.get_by_text("Are customers dissatisfied or blocked?").last.is_visible()
    assert page.get_by_text("Mitigation steps / prevention in future").last.is_visible()
    assert not page.locator(".rb-desk__live").is_visible()
    context.close()


def test_text_from_the_plans_can_not_leave_its_script(golden):
    """A name with a tag in it stays a name."""
    html = str(drawn(View(golden, "incidents/desk.html")))
    facts = html.split('class="rb-desk__facts">')[1].split("</script>")[0]

    assert "<" not in facts and json.loads(facts)["binder"] == "quay"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "dark")])
def test_everybody_can_use_it(page, binder, width, scheme):
    """axe finds nothing at all in the real page: empty, with an incident, and overdue, while a message is written."""
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 844})
    page.clock.install(time=NIGHT)
    page.goto((binder / "incidents" / "desk.html").as_uri())
    found = [axe(page)]
    form = page.locator("[data-desk=new]")
    form.get_by_label("What is wrong").fill("Labels are not printed")
    form.get_by_role("button", name="Open it").click()
    found.append(axe(page))
    later(page, hours=1)
    page.locator("[data-stage=resolved]").click()
    page.evaluate("document.querySelectorAll('.rb-desk__work details').forEach(one => { one.open = true })")
    found.append(axe(page))

    assert [{}, {}, {}] == found
    assert [] == page.outside


def axe(page):
    violations = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return {one["id"]: [node["html"][:160] for node in one["nodes"]][:3] for one in violations}
