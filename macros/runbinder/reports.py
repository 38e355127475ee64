"""Findings in the forms that others read: JSON, SARIF 2.1.0, GitHub's annotations, JUnit's XML. Nothing is printed here.

What comes out is ASCII: a file's name may be in no encoding at all, and a pipe in any.
"""

import json
import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote
from xml.sax.saxutils import escape, quoteattr

from runbinder import __version__
from runbinder.assess import CATALOGUE, READING, Judged, Judgement
from runbinder.checks import LEVELS, Check
from runbinder.model.binder import PROVIDER

FORMATS = ("text", "json", "sarif", "github", "junit")
_SARIF_LEVEL = {"error": "error", "warning": "warning", "info": "note"}
_GITHUB_LEVEL = {"error": "error", "warning": "warning", "info": "notice"}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_json(judgements: list[Judgement]) -> str:
    """One object per client with its findings."""
    return json.dumps([_client(one) for one in judgements], indent=1)


def _client(one: Judgement) -> dict[str, object]:
    return {
        "client": one.client, "readable": one.readable, "level": one.level, "aims_at": one.aims_at, "errors": one.errors, "warnings": one.warnings,
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
        for check in CATALOGUE.values()
    ]
    driver = {"name": "Runbinder", "version": __version__, "rules": rules}
    results = [_sarif(judged) for one in judgements for judged in one.findings]
    run = {"tool": {"driver": driver}, "results": results, "columnKind": "unicodeCodePoints"}
    return json.dumps({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}, indent=1)


def _sarif(judged: Judged) -> dict[str, object]:
    """A result. What is wrong with a whole file has no region; a rule's own hint is its help, another one follows the message."""
    finding = judged.finding
    place: dict[str, object] = {"artifactLocation": {"uri": quote(finding.path, errors="surrogateescape"), "uriBaseId": "%SRCROOT%"}}
    if finding.line:
        place["region"] = {"startLine": finding.line, "startColumn": finding.column}
    check = CATALOGUE.get(finding.code)
    advice = f" ({finding.hint})" if finding.hint and not (check and check.fix == finding.hint) else ""
    result: dict[str, object] = {
        "ruleId": finding.code, "level": "note" if judged.next else _SARIF_LEVEL[finding.severity],
        "message": {"text": finding.message + advice}, "locations": [{"physicalLocation": place}],
    }
    if judged.waived:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": judged.waived}]
    return result


def as_github(judgements: list[Judgement]) -> str:
    """Workflow commands, which GitHub shows beside the lines of a change; it shows few, so not what is beyond the aim."""
    return "\n".join(_github(judged) for one in judgements for judged in one.findings if not judged.next)


def _github(judged: Judged) -> str:
    finding = judged.finding
    kind = "notice" if judged.waived else _GITHUB_LEVEL[finding.severity]
    place = {"line": finding.line, "col": finding.column} if finding.line else {}
    where = {"file": finding.path, **place, "title": f"{finding.code} (waived)" if judged.waived else finding.code}
    said = "\n".join(filter(None, (finding.message, judged.waived or finding.hint)))
    return f"::{kind} {','.join(f'{key}={_property(str(value))}' for key, value in where.items())}::{_data(said)}"


def _data(text: str) -> str:
    """Text after `::` as GitHub's runner reads it back."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A").encode("utf-8", "backslashreplace").decode()


def _property(text: str) -> str:
    """The value of a property, which ends at a comma or at `::`."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_junit(judgements: list[Judgement], strict: bool = False, codes: Sequence[str] = ()) -> str:
    """A suite per client and a case per check that was asked (all, or `codes`), as test reporters want it; with `strict` warnings fail too.

    What fails nothing is in the case all the same: a waived finding as a reason to skip it, another one as its output.
    """
    suites = [(one.client, [case for code, case in _cases(one, strict) if not codes or code in codes]) for one in judgements]
    cases = [case for _, some in suites for case in some]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<testsuites name="Runbinder" {_counts(cases)}>']
    for client, some in suites:
        lines += [f"<testsuite name={_attribute(client)} {_counts(some)}>", *some, "</testsuite>"]
    return "\n".join([*lines, "</testsuites>"]).encode("ascii", "xmlcharrefreplace").decode()


def _counts(cases: list[str]) -> str:
    return f'tests="{len(cases)}" failures="{sum("<failure" in case for case in cases)}" errors="0" skipped="{sum("<skipped" in case for case in cases)}"'


def _cases(one: Judgement, strict: bool) -> Iterator[tuple[str, str]]:
    said: dict[str, list[Judged]] = {}
    for judged in one.findings:
        said.setdefault(judged.finding.code, []).append(judged)
    for check in CATALOGUE.values():
        if check.code in said or _asked(check, one):
            start = f"<testcase classname={_attribute(one.client)} name={_attribute(check.name)}>"
            yield check.code, f"{start}{_outcome(said.get(check.code, []), strict)}</testcase>"


def _asked(check: Check, one: Judgement) -> bool:
    """Whether silence means that all is well; of plans that can not be read only their texts are looked at."""
    if check is READING or check.scope == "source":
        return True
    if not one.readable:
        return False
    return check.provider or check.scope == "provider" if one.client == PROVIDER else check.scope != "provider"


def _outcome(said: list[Judged], strict: bool) -> str:
    failing = [judged for judged in said if judged.fails or (strict and judged.warns)]
    if failing:
        return f"<failure message={_attribute(failing[0].finding.message)}>{_text(failing)}</failure>"
    if said and all(judged.waived for judged in said):
        return f"<skipped message={_attribute(said[0].waived)}/>"
    return f"<system-out>{_text(said)}</system-out>" if said else ""


def _text(said: list[Judged]) -> str:
    return escape(_NOT_XML.sub("\ufffd", "\n".join(str(judged.finding) for judged in said)))


def _attribute(text: str) -> str:
    return quoteattr(_NOT_XML.sub("\ufffd", text))
