"""The pages for an auditor: every figure leads somewhere, and nothing is called met."""

import re

import pytest

from runbinder.analysis.coverage import EXTENTS
from runbinder.macros import MACROS
from runbinder.pages import pages
from runbinder.render import View
from runbinder.tables import TABLES, covered


@pytest.fixture(scope="module")
def start(golden):
    return str(MACROS["audit_start"](View(golden, "audit-start.html")))


@pytest.fixture(scope="module")
def crosswalk(golden):
    return str(MACROS["controls"](View(golden, "controls.html")))


def test_everything_that_an_audit_begins_with_is_there(start):
    """Scope, level, evidence matrix, findings, coverage, exercises, recovery times, single points, copies, changes."""
    assert ["scope", "level", "evidence", "findings", "coverage", "exercises", "recovery", "single-points", "copies", "since"] == re.findall(r'<h2 id="([^"]+)"', start)


def test_every_link_leads_to_a_page(golden, start):
    """A page that this binder does not have is not linked."""
    there = {f"{page.path}.html" for page in pages(golden)}
    targets = {target.partition("#")[0] for target in re.findall(r'href="([^"]+)"', start)}

    assert len(targets) > 10
    assert set() == targets - there


@pytest.mark.parametrize("name", ["start", "crosswalk"])
def test_no_page_claims_conformity(request, name):
    """It is evidence towards, and the page says so."""
    text = request.getfixturevalue(name)

    assert "vidence towards" in text
    assert not re.search(r"\b(compliant|compliance|conforms|certified)\b", text)


def test_both_directions_are_on_the_page_of_controls(golden, crosswalk):
    """Each control with how far the evidence goes, each record with its controls."""
    controls = [one for framework in covered(golden) for one in framework.controls]

    assert controls
    assert [] == [one.control.id for one in controls if f'id="control-{one.control.id.replace("/", "-").replace(".", "-")}"' not in crosswalk]
    assert [] == [one.control.id for one in controls if one.evidence and f">{one.control.id}</a>" not in crosswalk]
    assert all(one.extent in EXTENTS for one in controls)


def test_evidence_that_fails_leads_to_the_check(golden, crosswalk):
    """The golden binder is far from whole."""
    failing = {code for framework in covered(golden) for one in framework.controls for each in one.evidence for code in each.failing}

    assert failing
    assert [] == [code for code in failing if f'href="readiness.html#check-{code.lower()}"' not in crosswalk]


def test_every_table_is_of_a_page_that_there_is(golden):
    """Nothing is exported that is not shown."""
    there = {page.path for page in pages(golden)}

    assert [] == [table.name for table in TABLES.values() if table.page not in there]
