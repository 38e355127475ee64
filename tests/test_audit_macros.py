"""The pages for an auditor: every figure leads somewhere, and nothing is called met."""

import re
from dataclasses import replace

import pytest

from runbinder.analysis.coverage import EXTENTS
from runbinder.macros import MACROS
from runbinder.pages import pages
from runbinder.readiness import matrix
from runbinder.render import View
from runbinder.tables import covered


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


def test_every_figure_leads_to_what_it_was_computed_from(start):
    """In a sentence every number is a link; a table's row has one in its first cell."""
    sentences = re.findall(r"<p[^>]*>(.*?)</p>", start, re.DOTALL)
    bare = [re.sub(r"<a .*?</a>|<time.*?</time>|<[^>]+>", "", one, flags=re.DOTALL) for one in sentences]

    assert len(sentences) > 10
    assert [] == [one for one in bare if re.search(r"\d", one)]
    assert [] == [row for row in re.findall(r'<th scope="row">(.*?)</th>', start) if "<a " not in row and not re.fullmatch(r"[A-Z]{3}-\d\d", row)]


def test_a_long_table_is_behind_its_figure(golden, start):
    """And a short one is not: nobody opens a box for two lines."""
    tables = re.findall(r'(<details class="rb-fold"><summary>[^<]+</summary>\s*)?<div class="rb-scroll"><table data-table="[^"]+".*?</table>', start, re.DOTALL)
    lengths = [found.count("<tr>") - 1 for found in re.findall(r"<table.*?</table>", start, re.DOTALL)]

    assert len(tables) == len(lengths) > 5
    assert max(lengths) > 4
    assert [bool(one) for one in tables] == [length > 4 for length in lengths]
    assert "<style" not in start


def test_a_filter_knows_what_applies_to_the_client(golden):
    """Each framework says by which of the client's laws and rules it applies; each row says how far its evidence goes."""
    first, *others = [one.framework.title for one in covered(golden)]
    profile = golden.client.profile.model_copy(update={"regimes": (first, "Something that no catalogue knows")})
    view = View(replace(golden, client=golden.client.model_copy(update={"profile": profile})), "controls.html")
    page = str(MACROS["controls"](view))
    said = re.findall(r'data-framework="[^"]+" data-regime="([^"]*)"', page)

    assert [f"any law or rule|{first}", *("" for _ in others)] == said
    assert {one.extent for framework in covered(golden) for one in framework.controls} == set(re.findall(r'data-extent="([^"]+)"', page))


def test_a_filter_knows_what_each_procedure_lacks(golden):
    """Of the columns of the evidence matrix those that say no."""
    page = str(MACROS["readiness"](View(golden, "readiness.html")))
    said = [words.split("|") for words in re.findall(r'data-lacks="([^"]+)"', page)]

    assert [one.lacks or ["nothing"] for one in matrix(golden)] == said
    assert len({words for row in said for words in row}) > 1
