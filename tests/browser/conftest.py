"""The fixture project of tests/build, built once and opened from a disk."""

import importlib.util
from pathlib import Path

import pytest

_SPEC = importlib.util.spec_from_file_location("runbinder_tests_build", Path(__file__).parents[1] / "build" / "conftest.py")
_BUILD = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(_BUILD)


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The built site, in a folder with a name as people give them."""
    root = _BUILD.make_project(tmp_path_factory.mktemp("browser") / "project")
    stick = tmp_path_factory.mktemp("stick") / "Notfall (2) – Ü & 100 %"
    done = _BUILD.run(root, "build", "--site", stick)
    assert 0 == done.returncode, done.stdout + done.stderr
    return stick


@pytest.fixture(scope="session")
def binder(site):
    return site / "clients" / "harbour"


@pytest.fixture(scope="session")
def handed_over(tmp_path_factory):
    """The binder of one client, built as the copy of the register that somebody holds."""
    root = _BUILD.make_project(tmp_path_factory.mktemp("copy") / "project")
    done = _BUILD.run(root, "build", "harbour", "--edition", "client", "--copy", "1", "--site", root / "copy")
    assert 0 == done.returncode, done.stdout + done.stderr
    return root / "copy" / "clients" / "harbour"


@pytest.fixture
def page(page):
    """The page of all tests, less patient: everything here comes from a disk."""
    page.set_default_timeout(5000)
    return page


# One page of each sort.
KINDS = [
    "index", "contacts", "people/index", "people/juergen", "contact-trees/night", "services/index", "services/dispatch", "assets", "credentials",
    "procedures/index", "procedures/restore-server", "schedules", "incident-team", "dispute-protocol", "communications", "messages/index",
    "messages/delay-notice", "incidents/index", "incidents/2026-02-labels", "transition/index", "exercises/restore-2026", "controls",
    "calendar", "start-here", "contact-trees/index", "incidents/desk", "audit-start", "readiness", "changes", "single-points", "audits/index", "exercises/index",
    "transition/loss", "transition/run-sheet", "transition/lockdown", "transition/timetable", "transition/successor",
    "document-control", "glossary", "attachments", "provider/index", "provider/standard", "provider/library", "sites/map",
]


@pytest.fixture(params=KINDS)
def kind(request, binder):
    """Each sort of page in turn."""
    return binder / f"{request.param}.html"
