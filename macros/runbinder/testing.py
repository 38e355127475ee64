"""For tests: plans written down in a test, and read as they would be from a folder.

`MINIMAL` is the least that can be read without a finding: a provider, and a client called `harbour`. Every verb
here lays the files of a test over it, so that a test shows only what it is about:

    def test_a_role_needs_no_title():
        assert [] == findings_of({"clients/harbour/roles.yml": "roles: {scribe: {does: Writes., holder: null}}"})
"""

import json
import tempfile
from collections.abc import Mapping
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from runbinder.asof import judged_as_of
from runbinder.assess import Judgement
from runbinder.assessing import assess_one
from runbinder.checks import REGISTRY
from runbinder.model.binder import PROVIDER
from runbinder.model.binder import Binder
from runbinder.read import PLANS, Shelf, clients_of, read

Files = Mapping[str, "str | dict[str, Any] | None"]
"""Path below plans/ -> its text, or its data; None leaves a file of MINIMAL out."""

MINIMAL: Files = {
    "provider/provider.yml": {"id": "kestrel", "name": "Kestrel", "timezone": "UTC", "summary": "They look after computers."},
    "clients/harbour/client.yml": {
        "name": "Harbour", "timezone": "Europe/London", "summary": "They move goods.", "data_sensitivity": "none",
        "service_model": "total", "in_house_technical_staff": 0,
    },
}


def write_plans(root: Path, files: Files) -> Path:
    """Writes MINIMAL with these files laid over it into `root`/plans, and returns `root`."""
    for name, content in {**MINIMAL, **files}.items():
        if content is not None:
            file = root / PLANS / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content if isinstance(content, str) else json.dumps(content, indent=1), encoding="utf-8")
    return root


def shelf_of(files: Files) -> Shelf:
    """What is read from MINIMAL and these files; its folder is gone when this returns."""
    with tempfile.TemporaryDirectory() as folder:
        return read(write_plans(Path(folder), files))


def findings_of(files: Files) -> list[str]:
    """`path:line:column: message` for each finding; the path without `plans/`."""
    found = shelf_of(files).findings
    return [f"{one.path.removeprefix(f'{PLANS}/')}:{one.line}:{one.column}: {one.message}" for one in found]


def binder_of(files: Files, client: str = "harbour", as_of: date = date(2026, 3, 31)) -> Binder:
    """The binder of one client, in which there is nothing to find.

    Raises AssertionError with the findings and their hints if there is.
    """
    shelf = shelf_of(files)
    assert not shelf.findings, "\n".join(f"{one}\n    {one.hint}" for one in shelf.findings)
    return shelf.binder(client, as_of)


def each_check(root: Path, without: tuple[str, ...] = (), as_of: str = "", many: int = 25) -> list[Any]:
    """Parameters for pytest: a test for each client and check, so that a binder's own test run is its completeness test.

        @pytest.mark.parametrize("check", each_check(Path(__file__).parents[1]))
        def test_the_plans_are_complete(check):
            check()

    Its ids read `harbour:PPL-02-critical-role-has-a-deputy`. Above `many` clients one test stands for all checks of a client.
    """
    import pytest  # only a test run has it

    names = [name for name in (PROVIDER, *clients_of(root)) if name not in without]
    if len(names) > many:
        return [pytest.param(partial(_assert, root, name, as_of, ""), id=name) for name in names]
    known = [(check.code, check.name) for check in REGISTRY.values() if check.scope in ("binder", "results")]
    codes = [("GEN-01", "GEN-01-the-plans-can-be-read"), *known]
    return [pytest.param(partial(_assert, root, name, as_of, code), id=f"{name}:{words}") for name in names for code, words in codes]


def _assert(root: Path, name: str, as_of: str, code: str) -> None:
    said = [f"{one.finding}\n    {one.finding.hint}" for one in _judged(root, name, as_of).findings if one.fails and code in ("", one.finding.code)]
    assert not said, "\n" + "\n".join(said)


@lru_cache(maxsize=64)
def _judged(root: Path, name: str, as_of: str) -> Judgement:
    return assess_one(root, name, judged_as_of(as_of, read(root, []).settings))
