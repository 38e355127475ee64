"""Findings in the forms that others read: lines, JSON, SARIF 2.1.0, GitHub's annotations, JUnit's XML. Nothing is printed here."""

import json
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from runbinder import __version__
from runbinder.assess import Judged, Judgement
from runbinder.checks import LEVELS, REGISTRY

FORMATS = ("text", "json", "sarif", "github", "junit")
_SARIF_LEVEL = {"error": "error", "warning": "warning", "info": "note"}


def as_json(judgements: list[Judgement]) -> str:
    """One object per client with its findings."""
    return json.dumps([_client(one) for one in judgements], indent=1, ensure_ascii=False)


def _client(one: Judgement) -> dict[str, object]:
    return {
        "client": one.client, "level": one.level, "aims_at": one.aims_at, "errors": one.errors, "warnings": one.warnings,
        "findings": [
            {**vars(judged.finding), "level": judged.level, "next": judged.next, "waived": judged.waived or None, "about": judged.about}
            for judged in one.findings
        ],
    }


def as_sarif(judgements: list[Judgement]) -> str:
    """SARIF 2.1.0: a rule for each check, a result for each finding; what is waived is suppressed, with the reason."""
    rules = [
        {
            "id": check.code, "name": check.name, "shortDescription": {"text": check.rule}, "fullDescription": {"text": check.why or check.rule},
            "help": {"text": check.fix or check.rule}, "defaultConfiguration": {"level": _SARIF_LEVEL[check.severity]},
            "properties": {"readiness": LEVELS[check.level]},
        }
        for check in REGISTRY.values()
    ]
    driver = {"name": "Runbinder", "version": __version__, "rules": rules}
    results = [_sarif(judged) for one in judgements for judged in one.findings]
    run = {"tool": {"driver": driver}, "results": results, "columnKind": "unicodeCodePoints"}
    return json.dumps({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}, indent=1)


def _sarif(judged: Judged) -> dict[str, object]:
    finding = judged.finding
    place: dict[str, object] = {"artifactLocation": {"uri": finding.path}}
    if finding.line:
        place["region"] = {"startLine": finding.line, "startColumn": finding.column}
    result: dict[str, object] = {
        "ruleId": finding.code, "level": "note" if judged.next else _SARIF_LEVEL[finding.severity],
        "message": {"text": finding.message}, "locations": [{"physicalLocation": place}],
    }
    if judged.waived:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": judged.waived}]
    return result


def as_github(judgements: list[Judgement]) -> str:
    """Workflow commands, which GitHub shows beside the lines of a change."""
    return "\n".join(line for one in judgements for judged in one.findings if (line := _github(judged)))


def _github(judged: Judged) -> str:
    finding = judged.finding
    kind = "notice" if judged.next or judged.waived else {"error": "error", "warning": "warning", "info": "notice"}[finding.severity]
    text = finding.message.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    path = finding.path.replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
    return f"::{kind} file={path},line={max(finding.line, 1)},col={max(finding.column, 1)},title={finding.code}::{text}"


def as_junit(judgements: list[Judgement]) -> str:
    """A suite per client and a case per check, as test reporters want it."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<testsuites>"]
    for one in judgements:
        cases = list(_cases(one))
        failed = sum("<failure" in case for case in cases)
        lines += [f'<testsuite name={quoteattr(one.client)} tests="{len(cases)}" failures="{failed}">', *cases, "</testsuite>"]
    return "\n".join([*lines, "</testsuites>"])


def _cases(one: Judgement) -> Iterator[str]:
    said: dict[str, list[Judged]] = {}
    for judged in one.findings:
        said.setdefault(judged.finding.code, []).append(judged)
    names = {check.code: check.name for check in REGISTRY.values() if check.scope in ("binder", "results")}
    for code in {**names, **said}:
        failures = [judged for judged in said.get(code, []) if judged.fails]
        case = f"<testcase classname={quoteattr(one.client)} name={quoteattr(names.get(code, code))}"
        if failures:
            text = escape("\n".join(str(judged.finding) for judged in failures))
            yield f'{case}><failure message={quoteattr(failures[0].finding.message)}>{text}</failure></testcase>'
        else:
            yield f"{case}/>"
