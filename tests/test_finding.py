"""A finding is one line that an editor can follow, and findings stand in reading order."""

import dataclasses

import pytest

from runbinder.errors import Fixable
from runbinder.finding import Finding

PEOPLE = "plans/clients/harbour/people.yml"


def finding(line=31, column=7, code="PPL-02", message="role 'scribe' has no deputy", path=PEOPLE):
    return Finding(path, line, column, code, "error", message)


def test_a_finding_is_one_line():
    """Place, severity, code, message: in the form that editors turn into a link."""
    expected = f"{PEOPLE}:31:7: error PPL-02 role 'scribe' has no deputy"

    assert expected == str(finding())


def test_no_code_leaves_no_gap():
    """A finding without a code has no second space where the code would be."""
    expected = f"{PEOPLE}:31:7: error role 'scribe' has no deputy"

    assert expected == str(finding(code=""))


def test_line_0_is_the_whole_file():
    """What concerns a whole file names no line."""
    expected = f"{PEOPLE}: error PPL-02 role 'scribe' has no deputy"

    assert expected == str(finding(line=0, column=0))


def test_findings_sort_in_reading_order():
    """By path, then line and column as numbers, then code, then message."""
    expected = [
        finding(path="a.yml", line=99),
        finding(line=9, column=8),
        finding(line=10, column=2),
        finding(line=10, column=10, code="PPL-01", message="b"),
        finding(line=10, column=10, code="PPL-02", message="a"),
        finding(line=10, column=10, code="PPL-02", message="b"),
    ]

    assert expected == sorted(reversed(expected))


def test_a_finding_cannot_be_changed():
    """What was found stays what was found."""
    with pytest.raises(dataclasses.FrozenInstanceError):
        finding().line = 1


def test_what_can_be_fixed_says_what_and_how():
    """`str` of a Fixable is the message alone; the hint stands apart, so that it can be set apart."""
    error = Fixable("no folder 'plans'", hint="run the command where mkdocs.yml is")

    assert ("no folder 'plans'", "run the command where mkdocs.yml is") == (str(error), error.hint)
    assert "" == Fixable("no folder 'plans'").hint
