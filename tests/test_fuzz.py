"""Whatever happens to a plan, reading it ends in clients or in findings, each of which leads to a place that is there."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from runbinder import folder, load
from runbinder.read import read

GOLDEN = Path(__file__).with_name("golden")
FILES = sorted(file.relative_to(GOLDEN).as_posix() for file in (GOLDEN / "plans").rglob("*.yml"))
DOCUMENTS = {name: load.read_file(GOLDEN / name, name)[0] for name in FILES}
VALUES = [
    None, "", " ", "x", "no", "-1", "9" * 40, "9" * 5000, "2026-02-30", "{{ x }}", "[[person:nobody]]", "../..", "é\U0001f600", [], {}, [[]], [None], {"x": None}, {"x": {"y": ["z"]}},
    {"": ""}, ["x", ["x"]], {"uses": "check-backups"}, {"uses": []}, {"profile": {}}, {"1": "x", "-1": "x"},
]


def places(data, route=()):
    """Every route into a document, but its root."""
    for key, inner in data.items() if isinstance(data, dict) else enumerate(data):
        yield (*route, key)
        if isinstance(inner, (dict, list)):
            yield from places(inner, (*route, key))


def at(data, route):
    for step in route:
        data = data[step]
    return data


def changed(data, route, change):
    """A copy in which the entry at a route is what `change` makes of it; a list of nothing takes it out."""
    if not route:
        return change(data)
    step, *rest = route
    if isinstance(data, dict):
        parts = {key: (changed(value, rest, change) if key == step else [value]) for key, value in data.items()}
        return [{key: some[0] for key, some in parts.items() if some}]
    return [[one for number, value in enumerate(data) for one in (changed(value, rest, change) if number == step else [value])]]


@st.composite
def mutants(draw):
    """Golden plans with up to three things wrong in them: something gone, of another shape, or from another place."""
    whole = {}
    for _ in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from(FILES))
        data = whole.get(name, DOCUMENTS[name].data)
        if not (routes := list(places(data))):
            continue
        route = draw(st.sampled_from(routes))
        other = draw(st.sampled_from([*VALUES, at(data, draw(st.sampled_from(routes)))]))
        change = draw(st.sampled_from([lambda _: [], lambda _, other=other: [other], lambda old, other=other: [[old, other]], lambda old: [{"x": old}]]))
        whole[name] = changed(data, route, change)[0]
    return whole


@pytest.fixture(scope="module")
def reading():
    """Reads the golden plans with other data in some files, without writing them."""
    def call(mutant):
        def read_file(file, shown):
            document = DOCUMENTS[shown]
            return load.Document(shown, mutant.get(shown, document.data), document.text), []

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(folder, "read_file", read_file)
            return read(GOLDEN)

    return call


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutants())
def test_whatever_is_in_a_plan_it_is_read_or_told(reading, mutant):
    """Never a traceback, and never nothing: without a finding there is a binder, with all of its client."""
    shelf = reading(mutant)

    assert shelf.findings or ["quay"] == list(shelf.clients)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(mutants())
def test_every_finding_leads_to_a_place(reading, mutant):
    """A file or folder that is there, and a line in it; line 0 is the whole. On one line, with a message."""
    for finding in reading(mutant).findings:
        path = GOLDEN / finding.path

        assert path.exists()
        assert 0 == finding.line or 1 <= finding.line <= len(path.read_text(encoding="utf-8").splitlines())
        assert (finding.line > 0) == (finding.column > 0)
        assert finding.message.strip() and 1 == len(str(finding).splitlines())


def test_the_plans_that_are_changed_are_sound(reading):
    """Otherwise it would be their own findings that are seen."""
    assert [] == reading({}).findings
