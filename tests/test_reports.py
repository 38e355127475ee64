"""The forms that other programs read: what their parsers make of it is what was said."""

import json
import re
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from runbinder import reports
from runbinder.assess import CATALOGUE, Judged, Judgement
from runbinder.checks import REGISTRY
from runbinder.finding import Finding

NASTY = "100% of 'a, b': <c> & \"d\"\nsecond line"


def judged(code="PPL-02", severity="error", message="role 'scribe' has no deputy", path="plans/clients/harbour/people.yml", line=31, hint="Add one.", level=1, **more):
    return Judged(Finding(path, line, 7 if line else 0, code, severity, message, hint), level, **more)


def judgement(*findings, client="harbour", **more):
    return Judgement(client, findings, 0, 4, **more)


def results(*findings):
    return json.loads(reports.as_sarif([judgement(*findings)]))["runs"][0]["results"]


def annotations(*findings):
    """Each annotation as GitHub's runner takes it apart: kind, properties, message."""
    said = []
    for line in reports.as_github([judgement(*findings)]).splitlines():
        kind, properties, message = re.fullmatch(r"::(\w+) (.*?)::(.*)", line).groups()
        said.append((kind, {key: unquote(value) for key, value in (one.split("=", 1) for one in properties.split(","))}, unquote(message)))
    return said


def suite(one, *more):
    return ElementTree.fromstring(reports.as_junit([one], *more)).find("testsuite")


def case(suite, code):
    return next(one for one in suite.iter("testcase") if one.get("name").startswith(code))


# SARIF 2.1.0


def test_sarif_has_what_its_schema_requires():
    """Version, a driver with a name, rules with ids of their own, results with messages; each result's rule is there."""
    log = json.loads(reports.as_sarif([judgement(judged(), judged(code="GEN-01"))]))
    run, = log["runs"]
    ids = [rule["id"] for rule in run["tool"]["driver"]["rules"]]

    assert ("2.1.0", "Runbinder") == (log["version"], run["tool"]["driver"]["name"])
    assert list(CATALOGUE) == ids
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in run["tool"]["driver"]["rules"])
    assert {"PPL-02", "GEN-01"} == {one["ruleId"] for one in run["results"]} <= set(ids)
    assert all(one["message"]["text"] for one in run["results"])


def test_sarif_says_where():
    """Line and column count from 1; what is wrong with a whole file has no region, as 0 is none."""
    whole, place = [one["locations"][0]["physicalLocation"] for one in results(judged(line=0), judged())]

    assert "region" not in whole
    assert {"startLine": 31, "startColumn": 7} == place["region"]
    assert "plans/clients/harbour/people.yml" == place["artifactLocation"]["uri"]


@pytest.mark.parametrize("path, uri", [("plans/a b/50%.yml", "plans/a%20b/50%25.yml"), ("plans/für.yml", "plans/f%C3%BCr.yml"), ("plans/\udcff.yml", "plans/%FF.yml")])
def test_sarif_names_files_by_addresses(path, uri):
    """A URI has no blanks, and a name that is no UTF-8 has one too."""
    assert uri == results(judged(path=path))[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]


@pytest.mark.parametrize("found, level", [(judged(), "error"), (judged(severity="warning"), "warning"), (judged(severity="info"), "note"), (judged(next=True), "note")])
def test_sarif_has_three_levels(found, level):
    """What is beyond the aim is a note, however grave it will be."""
    assert level == results(found)[0]["level"]


def test_sarif_suppresses_what_is_waived():
    """With the reason."""
    waived, = results(judged(waived="No shop is open (until 2027-01-01, anna)"))

    assert [{"kind": "external", "status": "accepted", "justification": "No shop is open (until 2027-01-01, anna)"}] == waived["suppressions"]


def test_sarif_repeats_no_help():
    """A hint that is the rule's own stands with the rule; another one follows the message."""
    same, other = results(judged(hint=REGISTRY["PPL-02"].fix), judged(hint="did you mean 'anna'?"))

    assert ("role 'scribe' has no deputy", "role 'scribe' has no deputy (did you mean 'anna'?)") == (same["message"]["text"], other["message"]["text"])


# GitHub


def test_github_reads_back_what_was_said():
    """Percent signs, commas, colons and line breaks, in a message as in a file's name."""
    path = "plans/a,b: 5%\r.yml"

    assert [("error", {"file": path, "line": "31", "col": "7", "title": "PPL-02"}, f"{NASTY}\nAdd one.")] == annotations(judged(message=NASTY, path=path))


def test_github_is_shown_a_file_without_a_line():
    """Line 0 is none."""
    assert [("warning", {"file": "plans/clients/harbour", "title": "GEN-02"}, "none\nAdd one.")] == annotations(judged("GEN-02", "warning", "none", "plans/clients/harbour", 0))


def test_github_is_not_flooded():
    """It shows ten of a kind: nothing from beyond the aim is among them, and what is waived only as a notice."""
    said = annotations(judged(next=True), judged(severity="info"), judged(waived="No shop (until 2027-01-01, anna)"))

    assert [("notice", "PPL-02"), ("notice", "PPL-02 (waived)")] == [(kind, properties["title"]) for kind, properties, _ in said]


# JUnit


def test_junit_counts_what_it_has():
    """Totals and each suite's: cases, failures, skipped."""
    root = ElementTree.fromstring(reports.as_junit([judgement(judged(), judged("PPL-01", waived="Yes")), judgement(client="quay")]))
    suites = root.findall("testsuite")

    assert ["harbour", "quay"] == [one.get("name") for one in suites]
    assert [("1", "0", "1"), ("0", "0", "0")] == [(one.get("failures"), one.get("errors"), one.get("skipped")) for one in suites]
    for one in (root, *suites):
        assert [len(list(one.iter(tag))) for tag in ("testcase", "failure", "skipped")] == [int(one.get(name)) for name in ("tests", "failures", "skipped")]


def test_junit_reads_back_what_was_said():
    """Angle brackets, quotation marks and line breaks; what XML can not hold is replaced."""
    failure = case(suite(judgement(judged(message=f"{NASTY}\x1b\udcff"))), "PPL-02").find("failure")

    assert f"{NASTY}\ufffd\ufffd" == failure.get("message")
    assert f"plans/clients/harbour/people.yml:31:7: error PPL-02 {NASTY}\ufffd\ufffd" == failure.text


def test_junit_fails_what_the_command_fails():
    """Errors that count; with `strict` warnings too."""
    warned = judgement(judged(severity="warning"))

    assert None is case(suite(warned), "PPL-02").find("failure")
    assert None is not case(suite(warned, True), "PPL-02").find("failure")
    assert None is case(suite(judgement(judged(next=True)), True), "PPL-02").find("failure")


def test_junit_shows_what_fails_nothing():
    """A waived finding as a reason to skip, a warning as output."""
    shown = suite(judgement(judged(waived="No shop (until 2027-01-01, anna)"), judged("PPL-12", "warning")))

    assert "No shop (until 2027-01-01, anna)" == case(shown, "PPL-02").find("skipped").get("message")
    assert "PPL-12" in case(shown, "PPL-12").find("system-out").text


def test_junit_has_no_case_for_what_was_not_asked():
    """Plans that can not be read, the provider, some checks only: silence about the others is no success."""
    names = {client: {one.get("name")[:6] for one in suite(judgement(client=client)).iter("testcase")} for client in ("harbour", "provider")}
    unread = suite(judgement(judged("GEN-01"), readable=False))
    some = suite(judgement(judged()), False, ["PPL-02"])

    assert {"GEN-01", *(code for code, check in REGISTRY.items() if check.scope == "source")} == {one.get("name")[:6] for one in unread.iter("testcase")}
    assert ["PPL-02"] == [one.get("name")[:6] for one in some.iter("testcase")]
    assert {"COM-08", "MSG-21"} <= names["provider"] - names["harbour"]
    assert {"PPL-02", "GEN-05"} <= names["harbour"] - names["provider"]


# All of them


@pytest.mark.parametrize("form", [reports.as_json, reports.as_sarif, reports.as_junit])
def test_forms_for_programs_are_ascii(form):
    """Whatever the pipe's encoding is, and whatever a file is called."""
    assert form([judgement(judged(message="für", path="plans/\udcff.yml"))]).isascii()


def test_json_says_everything():
    """Every finding with its place, its hint and its standing."""
    said, = json.loads(reports.as_json([judgement(judged(), judged(next=True))]))

    assert {"client": "harbour", "readable": True, "level": 0, "aims_at": 4, "errors": 1, "warnings": 0} == {key: value for key, value in said.items() if key != "findings"}
    assert {
        "path": "plans/clients/harbour/people.yml", "line": 31, "column": 7, "code": "PPL-02", "severity": "error", "message": "role 'scribe' has no deputy",
        "hint": "Add one.", "level": 1, "next": False, "waived": None, "about": "",
    } == said["findings"][0]
