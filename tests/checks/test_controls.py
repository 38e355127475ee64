"""CTL: how honest the binder is about what it is evidence towards, on one that is and on one that is not."""

import dataclasses
from datetime import date

import pytest

from runbinder.checks import run
from runbinder.model.control import Framework
from runbinder.read import read
from runbinder.shelf import provider_binder
from runbinder.testing import write_plans

MAPPINGS = ("control_mappings",)


def mapping(*evidence, coverage="full"):
    return {MAPPINGS: [{"control": "iso-22301/8.5", "evidence": list(evidence), "coverage": coverage}]}


def test_a_pointer_leads_somewhere(broken, check_finds):
    """CTL-01: to a record, and if there is one of that id, its kind is said."""
    check_finds("CTL-01", broken(mapping("exercise:spring-2028")), "the evidence 'exercise:spring-2028' for iso-22301/8.5 is no record")
    check_finds("CTL-01", broken(mapping("supplier:clearcall")), "'clearcall' is of kind organisation")


def test_a_plan_is_evidence_too(broken, check_finds, check_passes):
    """CTL-01: written with a hyphen, as its file is; if there is one."""
    check_passes("CTL-01", broken(mapping("plan:incident-team", "plan:transition")))
    check_finds("CTL-01", broken({**mapping("plan:dispute-protocol"), ("dispute_protocol",): None}), "'plan:dispute-protocol'")


def test_full_coverage_needs_evidence(broken, check_finds, check_passes):
    """CTL-02: where less is claimed, less is asked."""
    for coverage, verb in (("full", check_finds), ("partial", check_passes)):
        binder = broken(mapping(coverage=coverage))
        verb("CTL-02", (binder, []), *["iso-22301/8.5 is claimed as fully covered, and it names no evidence"] * (coverage == "full"))


def test_evidence_that_is_in_error_is_none(broken, check_finds):
    """CTL-02: it is said which record fails which check; a plan is one as well."""
    binder = broken({**mapping("role:scribe", "plan:incident-team"), ("roles", "scribe", "deputies"): [], ("incident_team", "document"): ...})

    check_finds("CTL-02", (binder, run(binder)), "role:scribe fails PPL-02", "plan:incident-team fails DOC-01")


def test_a_waiver_makes_evidence_sound_again(broken, check_passes):
    """CTL-02: somebody has accepted it for a time."""
    waiver = {"check": "PPL-02", "record": "role:scribe", "reason": "Until March.", "approved_by": "ines-harbour", "approved_on": "2026-11-01", "expires": "2027-03-01"}
    binder = broken({**mapping("role:scribe"), ("roles", "scribe", "deputies"): [], ("waivers",): {"scribe-alone": waiver}})

    check_passes("CTL-02", (binder, run(binder)))


def test_what_the_binder_is_good_for_is_said(broken, check_finds, check_passes):
    """CTL-03: one mapping is a beginning; without frameworks nobody asks."""
    check_finds("CTL-03", broken({MAPPINGS: []}), "controls in the provider's frameworks is mapped")
    check_passes("CTL-03", broken(mapping()))
    check_passes("CTL-03", broken({MAPPINGS: []}, provider={("frameworks",): {}}))


def test_a_misspelt_code_is_found(broken, check_finds, check_passes):
    """CTL-04: it waives nothing."""
    waiver = {"check": "PPL-2", "record": "role:scribe", "reason": "Until March.", "approved_by": "ines-harbour", "approved_on": "2026-11-01", "expires": "2027-03-01"}

    check_finds("CTL-04", broken({("waivers",): {"scribe-alone": waiver}}), "waiver 'scribe-alone' names 'PPL-2', which is no check")
    check_passes("CTL-04", broken({("waivers",): {"scribe-alone": {**waiver, "check": "PPL-02"}}}))


def test_what_is_wrong_inside_a_record_is_wrong_with_it(broken, check_finds):
    """CTL-02: a resource of a service, a finding of an exercise: the evidence is the whole."""
    binder = broken({**mapping("service:dispatch"), ("services", "dispatch", "recovery", "resources", "pallet-racking", "supplier"): ..., ("services", "dispatch", "recovery", "resources", "pallet-racking", "lead_time"): ...})
    found = run(binder)

    assert [one for one in found if one.severity == "error" and one.about.startswith("resource:")]
    check_finds("CTL-02", (binder, found), "service:dispatch fails")


def test_an_id_that_looks_right_is_refused(provider_with, check_finds, check_passes):
    """CTL-05: the ids of CSF 2.0 jump. Of a standard whose ids are not numbered through nobody asks."""
    control = {"asks": "Roles in the response are known."}

    assert ["nist-csf-2.0 has no RS.CO-01"] == check_finds("CTL-05", provider_with("nist-csf-2.0", {"RS.CO-01": control, "RS.CO-02": control}))
    check_finds("CTL-05", provider_with("cis-8", {"15.8": control}), "has no 15.8")
    check_passes("CTL-05", provider_with("nist-csf-2.0", {"RS.CO-02": control, "GV.SC-10": control}))
    check_passes("CTL-05", provider_with("house-rules", {"RS.CO-01": control}))


def test_a_record_cannot_name_a_control_that_is_in_no_catalogue(tmp_path, monkeypatch):
    """The reader refuses it, with the line, and says what may be meant."""
    framework = {"title": "CSF", "source": "Core", "controls": {"RS.CO-02": {"asks": "Tell them."}}}
    role = {"does": "Tells them.", "holder": None, "evidence_for": ["nist-csf-2.0/RS.CO-01"]}
    write_plans(tmp_path, {"provider/frameworks.yml": {"frameworks": {"nist-csf-2.0": framework}}, "clients/harbour/roles.yml": {"roles": {"teller": role}}})

    (finding,) = [one for one in read(tmp_path).findings if "RS.CO-01" in one.message]
    assert finding.line and "nist-csf-2.0/RS.CO-02" in finding.hint


@pytest.fixture
def provider_with(shelf):
    """The provider's own binder with one framework of these controls, and no other."""
    def binder(name, controls):
        framework = Framework.model_validate({"title": name, "source": "Nowhere.", "controls": controls})
        provider = shelf.provider.model_copy(update={"frameworks": {name: framework}})
        return provider_binder(dataclasses.replace(shelf, provider=provider), date(2026, 11, 20))

    return binder
