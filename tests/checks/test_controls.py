"""CTL: how honest the binder is about what it is evidence towards, on one that is and on one that is not."""

from runbinder.checks import run

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
