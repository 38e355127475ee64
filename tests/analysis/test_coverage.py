"""What is evidence towards what, and how far: computed from what the checks say, and never more than somebody has judged."""

import dataclasses
from datetime import date
from pathlib import Path

import pytest

from runbinder.analysis.coverage import EXTENTS, by_record, coverage, of_regimes
from runbinder.edition import WITHHELD, narrowed
from runbinder.model.control import ControlMapping
from runbinder.read import read

ROOT = Path(__file__).parents[2]
PROCEDURE = ("clients", "northgate", "procedures", "restore-test")


@pytest.fixture(scope="module")
def shelf():
    return read(ROOT, ["northgate"])


@pytest.fixture(scope="module")
def northgate(shelf):
    return shelf.binder("northgate", date(2026, 11, 20))


@pytest.fixture
def judged(northgate):
    """`judged("full", "procedure:restore-test")`: the binder with one mapping of ISO 22301 8.4.5, which nothing else is evidence for."""
    def binder(how_far, *evidence):
        mapping = ControlMapping.model_validate({"control": "iso-22301/8.4.5", "evidence": list(evidence), "coverage": how_far})
        return dataclasses.replace(northgate, client=northgate.client.model_copy(update={"control_mappings": (mapping,)}))

    return binder


def control(binder, name, wrong=()):
    framework = name.partition("/")[0]
    (found,) = [one for one in coverage(binder, wrong) if one.framework.id == framework]
    (it,) = [one for one in found.controls if one.control.id == name]
    return it


def mine(binder, wrong=()):
    return control(binder, "iso-22301/8.4.5", wrong)


def test_what_was_judged_and_stands_goes_all_the_way(judged):
    """Only then."""
    assert "fully" == mine(judged("full", "procedure:restore-test")).extent


def test_a_finding_takes_it_away(judged):
    """Of one record out of two it leaves a part; of all of them nothing. Inside a record counts as well."""
    two = judged("full", "procedure:restore-test", "procedure:backup-check")
    inside = [((*PROCEDURE, "steps", 0, "do"), "PRC-99")]

    assert "partly" == mine(two, inside).extent
    assert "1 of 2 records do not stand" == mine(two, inside).because
    assert [("PRC-99",), ()] == [one.failing for one in mine(two, inside).evidence]
    assert "none" == mine(judged("full", "procedure:restore-test"), inside).extent


def test_what_happens_elsewhere_is_no_concern_of_it(judged):
    """Another record's finding, and one of the client's as a whole, take nothing away."""
    elsewhere = [(("clients", "northgate", "procedures", "restore-test-2"), "PRC-99"), (("clients", "northgate"), "AUD-01")]

    assert "fully" == mine(judged("full", "procedure:restore-test"), elsewhere).extent


def test_a_plan_is_evidence_and_can_fail(judged):
    """By its name with a hyphen, as its file is."""
    plan = judged("full", "plan:incident-team")

    assert "fully" == mine(plan).extent
    assert "none" == mine(plan, [(("clients", "northgate", "incident_team", "document"), "DOC-01")]).extent


def test_what_a_plan_says_of_itself_counts(northgate):
    """The plans are no records, and are evidence all the same: the exit plan towards the article that asks for one."""
    for name in ("transition", "incident_team", "communications"):
        for ref in getattr(northgate.client, name).evidence_for:
            assert f"plan:{name.replace('_', '-')}" in [one.name for one in control(northgate, ref).evidence]


def test_evidence_that_is_not_there_does_not_stand(judged):
    """CTL-01 says so too; the coverage does not wait for it."""
    assert "none" == mine(judged("full", "procedure:never-written")).extent


@pytest.mark.parametrize(("claim", "extent"), [("partial", "partly"), ("none", "none"), ("not applicable", "not applicable")])
def test_no_more_is_computed_than_was_judged(judged, claim, extent):
    """However sound the evidence is."""
    assert extent == mine(judged(claim, "procedure:restore-test")).extent


def test_what_nobody_judged_is_a_part_at_most(northgate):
    """A record that says what it is evidence for does not say how much is missing."""
    unjudged = [one for found in coverage(northgate, ()) for one in found.controls if one.evidence and not one.claims]

    assert unjudged
    assert {("partly", "nobody has judged how far it goes")} == {(one.extent, one.because) for one in unjudged}


def test_every_control_is_counted_once(northgate):
    """The counts of a framework are as many as it has controls."""
    found = coverage(northgate, ())

    assert [len(one.framework.record.controls) for one in found] == [len(one.controls) for one in found] == [sum(one.counts.values()) for one in found]
    assert all(tuple(one.counts) == EXTENTS for one in found)


def test_both_directions_say_the_same(northgate):
    """From control to record, and from record to control."""
    found = coverage(northgate, ())
    there = {(one.control.id, each.name) for framework in found for one in framework.controls for each in one.evidence}
    back = {(one.control.id, each.name) for records in by_record(found).values() for each, towards in records.values() for one in towards}

    assert there == back


def test_regimes_are_found_by_name(northgate):
    """UK GDPR is in the catalogue as GDPR, what was made under DORA belongs to it, and what is in no catalogue is said to be in none."""
    profile = northgate.client.profile.model_copy(update={"regimes": ("UK GDPR", "DORA", "Feed law", "Cyber Essentials Plus")})
    binder = dataclasses.replace(northgate, client=northgate.client.model_copy(update={"profile": profile}))
    found = {regime: [one.framework.id for one in several] for regime, several in of_regimes(binder, coverage(binder, ()))}

    assert {"UK GDPR": ["gdpr"], "DORA": ["dora", "rts-2024-1772", "rts-2024-1773", "rts-2024-1774", "rts-2025-301"], "Feed law": [], "Cyber Essentials Plus": ["cyber-essentials"]} == found


def test_an_edition_counts_what_it_does_not_show(shelf, northgate):
    """A record that is for the provider alone stays evidence in the auditor's edition, and its id is not told."""
    client = northgate.client
    hidden = client.procedures["restore-test"].model_copy(update={"classification": "internal"})
    changed = dataclasses.replace(shelf, clients={"northgate": client.model_copy(update={"procedures": {**client.procedures, "restore-test": hidden}})})
    whole = changed.binder("northgate", northgate.as_of)
    shown = dataclasses.replace(narrowed(changed, "auditor").binder("northgate", northgate.as_of), edition="auditor", whole=whole)
    name = "iso-27001/5.37"

    assert control(whole, name).extent == control(shown, name).extent
    assert "procedure:restore-test" in {one.name for one in control(whole, name).evidence}
    assert "procedure:restore-test" not in {one.name for one in control(shown, name).evidence}
    assert WITHHELD in {one.name for one in control(shown, name).evidence}
