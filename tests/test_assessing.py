"""Judging many clients: what is judged again and what is not, and that nobody can tell the difference."""

import os
import shutil
from datetime import date

import pytest

from runbinder import assessing, digest
from runbinder.errors import Fixable
from runbinder.testing import write_plans

PROVIDER = "plans/provider/provider.yml"
CLIENT = {"name": "Quay", "timezone": "UTC", "summary": "They store goods.", "data_sensitivity": "none", "service_model": "total", "in_house_technical_staff": 0}
CLIENTS = {f"clients/{name}/client.yml": CLIENT for name in ("quay", "wharf")}


@pytest.fixture
def root(tmp_path):
    """Three clients, a page of one of them, a page of everybody's."""
    for page in ("clients/quay/notes.md", "handbook/index.md"):
        (tmp_path / "docs" / page).parent.mkdir(parents=True)
        (tmp_path / "docs" / page).write_text("# Notes\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text("site_name: Binders\n", encoding="utf-8")
    return write_plans(tmp_path, CLIENTS)


@pytest.fixture
def judged(root):
    """Names of what a run judges, none of them from the cache; `judged("quay", as_of="...")`."""

    def run(*only, as_of="2026-03-31"):
        names = []
        assessing.assess(root, only, as_of, lambda name, how_many: names.append(name))
        return names

    return run


def findings(judgements):
    return {one.client: [str(judged.finding) for judged in one.findings] for one in judgements}


# What is judged again


def test_where_nothing_changed_nothing_is_judged(judged):
    """The second run reads no client."""
    assert [["provider", "harbour", "quay", "wharf"], []] == [judged(), judged()]


@pytest.mark.parametrize("path, again", [
    ("plans/clients/quay/client.yml", ["quay"]),
    ("plans/clients/quay/attachments/list.csv", ["quay"]),
    ("docs/clients/quay/notes.md", ["quay"]),
    ("docs/clients/quay/new/page.md", ["quay"]),
    ("docs/clients/gone/page.md", ["provider"]),
    ("docs/handbook/index.md", ["provider"]),
    ("overrides/main.html", ["provider"]),
    ("mkdocs.yml", ["provider"]),
    ("plans/clients/stray.yml", ["provider"]),
    (PROVIDER, ["provider", "harbour", "quay", "wharf"]),
    ("plans/settings.yml", ["provider", "harbour", "quay", "wharf"]),
])
def test_a_change_is_judged_where_it_counts(root, judged, path, again):
    """A client's files count for it alone, the provider's plans for everybody, what is around them for the provider."""
    judged()
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as stream:
        stream.write("# more\n")

    assert [again, []] == [judged(), judged()]


def test_a_file_that_goes_or_moves_is_a_change(root, judged):
    """Its contents being elsewhere is not enough."""
    judged()
    (root / "docs/clients/quay/notes.md").rename(root / "docs/clients/quay/other.md")
    moved = judged()
    (root / "docs/clients/quay/other.md").unlink()

    assert [["quay"], ["quay"]] == [moved, judged()]


def test_contents_count_and_not_times(root, judged):
    """A fresh clone has every file from today."""
    judged()
    os.utime(root / PROVIDER, (0, 0))

    assert [] == judged()


def test_another_day_is_another_judgement(judged):
    """Everything that has an age has another one."""
    judged()

    assert [4, 0] == [len(judged(as_of="2026-04-01")), len(judged(as_of="2026-04-01"))]


def test_another_version_judges_anew(judged, monkeypatch, tmp_path_factory):
    """The package's own source is a part of what decides."""
    judged()
    other = tmp_path_factory.mktemp("package")
    shutil.copy(digest.__file__, other)
    (other / "checks.py").write_text("# another rule\n", encoding="utf-8")
    monkeypatch.setattr(digest, "__file__", str(other / "digest.py"))

    assert 4 == len(judged())


def test_a_client_alone_is_judged_alone(judged):
    """And what was said of it counts in the next run of all."""
    assert [["provider", "quay"], ["harbour", "wharf"]] == [judged("quay"), judged()]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"digest": 1}', "\0", "null"])
def test_a_broken_cache_is_no_cache(root, judged, text):
    """Whoever wrote into it."""
    judged()
    (root / ".cache/check/quay.json").write_text(text, encoding="utf-8")

    assert ["quay"] == judged()


def test_where_nothing_can_be_written_it_is_judged_every_time(root, judged):
    """A checkout that belongs to somebody else."""
    (root / ".cache").touch()

    assert judged() == judged() != []


# What is said


def test_findings_are_the_same_with_and_without_the_cache(root):
    """Each field of every judgement."""
    (root / "plans/clients/quay/people.yml").write_text("people: {anna: {name: Anna}}\n", encoding="utf-8")
    first, second = assessing.assess(root), assessing.assess(root)
    shutil.rmtree(root / ".cache")

    assert first == second == assessing.assess(root)
    assert not next(one for one in second if one.client == "quay").readable


def test_many_are_judged_in_a_pool_as_few_are_alone(root, monkeypatch):
    """In the same order, told one by one."""
    few, told = assessing.assess(root), []
    shutil.rmtree(root / ".cache")
    monkeypatch.setattr(assessing, "_MANY", 1)
    monkeypatch.setattr(assessing, "_TOGETHER", 2)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)

    assert few == assessing.assess(root, done=lambda *what: told.append(what))
    assert {(one.client, 4) for one in few} == set(told)


def test_clients_read_together_are_judged_as_each_alone(root):
    """One that can not be read takes nobody with it."""
    (root / "plans/clients/quay/people.yml").write_text("people: {anna: {name: Anna}}\n", encoding="utf-8")
    when, names = date(2026, 3, 31), ["provider", "harbour", "quay", "wharf"]

    assert [assessing.assess_one(root, name, when) for name in names] == assessing.assess_some(root, names, when)


@pytest.mark.parametrize("folder", ["empty", "Bad Name"])
def test_what_is_wrong_with_a_whole_folder_is_the_clients(root, folder):
    """Nothing in it, or a name that is no id: a finding, and no reason to stop."""
    assessing.assess(root)
    (root / "plans/clients" / folder).mkdir()
    said = findings(assessing.assess(root))

    assert [f"plans/clients/{folder}: error GEN-01"] == sorted({one.partition("GEN-01")[0] + "GEN-01" for one in said[folder]})
    assert [] == [one for one in said["provider"] if "GEN-01" in one]


@pytest.mark.parametrize("stray", ["plans/strange", "plans/clients/provider"])
def test_a_folder_that_nobody_reads_is_found_though_it_is_empty(root, stray):
    """Also when everything else comes from the cache."""
    assessing.assess(root)
    (root / stray).mkdir()

    assert [stray] == [one.partition(":")[0] for one in findings(assessing.assess(root))["provider"] if "GEN-01" in one]


def test_a_provider_that_can_not_be_read_leaves_nobody_judged(root):
    """It is said of the provider, once; of the others only that they were not judged."""
    (root / PROVIDER).write_text("name: [\n", encoding="utf-8")
    said = assessing.assess(root)

    assert [False] * 4 == [one.readable for one in said]
    assert ["provider"] == [one.client for one in said if one.findings]


def test_an_unknown_client_is_refused_before_anything_is_judged(root, judged):
    """With the nearest name."""
    with pytest.raises(Fixable, match="there is no client 'quai'"):
        judged("harbour", "quai")

    assert not (root / ".cache").exists()


# Secrets


SECRET = "hunter" + "2x9"
PLANTED = {
    "plans/clients/quay/client.yml": f"{CLIENT}".replace("They store goods.", f"Our password: {SECRET}"),
    "plans/clients/quay/procedures/start.yml": f"steps:\n  - do: |\n      1. Open the **panel**\n      2. Enter the password: {SECRET}\n",
    "plans/clients/quay/attachments/accounts.csv": f"system,login\ntill,password: {SECRET}\n",
    "plans/clients/quay/attachments/latin.txt": f"Café\npassword: {SECRET}\n".encode("latin-1"),
    "plans/clients/quay/attachments/windows.txt": f"password: {SECRET}\n".encode("utf-16"),
    "plans/clients/_old/people.yml": f"password: {SECRET}\n",
    "plans/provider/attachments/standard.md": f"password: {SECRET}\n",
    "docs/clients/quay/notes.md": f"The password: {SECRET}\n",
    "docs/clients/nobody/notes.md": f"The password: {SECRET}\n",
    "docs/handbook/index.md": f"| password | `{SECRET}` |\n",
    "docs/assets/connect.js": f'connect({{password: "{SECRET}"}})\n',
    "overrides/partials/footer.html": f"<p>password: {SECRET}</p>\n",
    "mkdocs.yml": f"extra:\n  wifi_password: {SECRET}\n",
}


@pytest.mark.parametrize("path", PLANTED)
def test_a_secret_is_found_in_whatever_reaches_the_site(root, path):
    """Plans, attachments in any encoding, pages, the theme, the configuration: with its file, and without itself."""
    content = PLANTED[path]
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(content if isinstance(content, bytes) else content.encode())
    said = [one for some in findings(assessing.assess(root)).values() for one in some if "CRD-01" in one]

    assert [path] == [one.partition(":")[0] for one in said]
    assert SECRET not in str(said)


def test_a_picture_is_not_read_as_a_text(root):
    """Nor is an archive: what looks like a name and a value there is chance."""
    (root / "docs/handbook/plan.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00password: " + SECRET.encode())

    assert [] == [one for some in findings(assessing.assess(root)).values() for one in some if "CRD-01" in one]
