"""OSCAL assessment results: the same file for the same plans, whole in itself, and never a word of compliance."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from runbinder.asof import judged_as_of
from runbinder.assess import results
from runbinder.edition import narrowed
from runbinder.oscal import assessment_results, token
from runbinder.read import read

ROOT = Path(__file__).parents[1]
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
TOKEN = re.compile(r"[^\W\d][\w.\-]*")


@pytest.fixture(scope="module")
def larkfield():
    """The demo with the most that is wrong."""
    shelf = read(ROOT, ["larkfield"])
    return shelf.binder("larkfield", judged_as_of("", shelf.settings))


@pytest.fixture(scope="module")
def document(larkfield):
    return assessment_results(larkfield)["assessment-results"]


def every(value, key):
    """All values of a key, however deep."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == key:
                yield inner
            yield from every(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from every(inner, key)


def test_the_same_plans_give_the_same_file(larkfield, document):
    """Identifiers are made from names, times from the day that the binder is judged by."""
    again = assessment_results(larkfield)["assessment-results"]

    assert json.dumps(document) == json.dumps(again)
    assert {"2026-11-20T00:00:00+00:00"} == set(every(document, "collected")) | {document["metadata"]["last-modified"]}


def test_identifiers_are_unique_and_well_formed(document):
    """As validators look for both."""
    found = list(every(document, "uuid"))

    assert all(UUID.fullmatch(one) for one in found)
    assert len(found) == len(set(found))


def test_what_an_edition_says_in_the_same_words_is_told_apart():
    """Two findings that are about something withheld read alike, and are two."""
    shelf = read(ROOT, ["larkfield"])
    whole = shelf.binder("larkfield", judged_as_of("", shelf.settings))
    shown = replace(narrowed(shelf, "auditor").binder("larkfield", whole.as_of), edition="auditor", whole=whole)
    found = list(every(assessment_results(shown), "uuid"))

    assert len(found) == len(set(found))


def test_every_pointer_leads_somewhere(document):
    """Observations of findings, records in the back matter, parties, the plan that there is none of."""
    known = set(every(document, "uuid"))
    pointers = {*every(document, "observation-uuid"), *(one.removeprefix("#") for one in every(document, "href"))}

    assert pointers
    assert set() == pointers - known


def test_findings_are_about_evidence_and_not_about_controls(document):
    """Each target is an objective that the document itself sets."""
    objectives = {part["id"] for one in document["local-definitions"]["objectives-and-methods"] for part in one["parts"]}
    targets = [one["target"] for one in document["results"][0]["findings"]]

    assert {"objective-id"} == {one["type"] for one in targets}
    assert objectives == {one["target-id"] for one in targets}
    assert not re.search(r"\b(compliant|complies|conforms)\b", json.dumps(document))


def test_control_ids_are_tokens(document):
    """A slash or a bracket is none that OSCAL takes."""
    ids = set(every(document, "control-id"))

    assert all(TOKEN.fullmatch(one) for one in ids)
    assert "nist-800-53_CP-2.7" == token("nist-800-53/CP-2(7)")
    assert len(ids) == len(document["results"][0]["findings"])


def test_what_is_open_is_observed(larkfield, document):
    """Every finding of a check, once."""
    observed = [one for one in document["results"][0]["observations"] if "TEST" in one["methods"]]

    assert sum(not one.waiver for one in results(larkfield)) == len(observed) > 100


def test_what_is_waived_is_a_risk_that_somebody_took():
    """With the reason, and until when."""
    shelf = read(ROOT, ["northgate"])
    (risk,) = assessment_results(shelf.binder("northgate", judged_as_of("", shelf.settings)))["assessment-results"]["results"][0]["risks"]

    assert ("deviation-approved", "2027-04-30T00:00:00+00:00") == (risk["status"], risk["deadline"])
    assert risk["statement"].startswith("Public certificates are issued for less than 200 days")


def test_a_binder_without_frameworks_has_results_too(golden):
    """Only the checks were applied then."""
    provider = golden.provider.model_copy(update={"frameworks": {}})
    index = {kind: family for kind, family in golden.index.items() if kind not in ("framework", "control")}
    result = assessment_results(replace(golden, provider=provider, index=index))["assessment-results"]["results"][0]

    assert "include-all" in result["reviewed-controls"]["control-selections"][0]
    assert "findings" not in result
