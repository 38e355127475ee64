"""A build builds what changed, and nothing else; what it notes about a site can not lie."""

import json
import os
import shutil
import time

import pytest

from runbinder import building

pytestmark = pytest.mark.build

ALL = ["harbour", "orchard", "provider"]


def test_nothing_changed_nothing_built(copy, build, what_is_built):
    """A second build touches no file, and takes less than a second."""
    before = {path: path.stat().st_mtime_ns for path in (copy / "site").rglob("*")}
    started = time.perf_counter()

    again = build(copy)

    took = time.perf_counter() - started
    assert (0, []) == (again.code, what_is_built)
    assert "2 binders had not changed." in again.said
    assert before == {path: path.stat().st_mtime_ns for path in (copy / "site").rglob("*")}
    assert took < 1
    print(f"a build with nothing to do: {1000 * took:.0f} ms")


@pytest.mark.parametrize(
    ("path", "built"),
    [
        ("plans/clients/harbour/people.yml", ["harbour", "provider"]),
        ("plans/clients/harbour/attachments/network.svg", ["harbour", "provider"]),
        ("docs/clients/harbour/glossary.md", ["harbour", "provider"]),
        ("plans/clients/orchard/procedures/start-press.yml", ["orchard", "provider"]),
        ("docs/handbook/index.md", ["provider"]),
        ("docs/handbook/plan.svg", ["provider"]),
        ("plans/provider/people.yml", ALL),
        ("plans/provider/procedures/patch-round.yml", ALL),
        ("plans/provider/attachments/floor-plan.svg", ALL),
        ("plans/settings.yml", ALL),
        ("docs/provider/house-style.md", ALL),
        ("docs/assets/stamp.svg", ALL),
        ("overrides/assets/css/print.css", ALL),
        ("overrides/main.html", ALL),
        ("mkdocs.yml", ALL),
    ],
)
def test_an_edit_builds_what_it_reaches(copy, path, built):
    """A client's file reaches its binder and the shelf; what is common reaches all; nothing reaches less."""
    file = copy / path
    end = "<!-- -->" if file.suffix in (".svg", ".html", ".md") else "/**/" if file.suffix == ".css" else "# edited"
    file.write_text(file.read_text(encoding="utf-8") + end + "\n", encoding="utf-8")
    jobs, shelf = building.plan(copy, copy / "site", (), "2026-03-31", "internal")

    assert built == [job.name for job in (*jobs, shelf) if not job.fresh]


def test_an_edit_shows(copy, build, edit, what_is_built):
    """One client's new number is in its binder, the other binder is not touched, and the shelf is as new."""
    edit("plans/clients/harbour/people.yml", "+49 1512 3456789", "+49 1512 3456711")
    kept = (copy / "site/clients/orchard/index.html").stat().st_mtime_ns

    assert 0 == build(copy).code

    assert ["harbour", "provider"] == what_is_built
    assert "+49 1512 3456711" in (copy / "site/clients/harbour/people/juergen.html").read_text(encoding="utf-8")
    assert kept == (copy / "site/clients/orchard/index.html").stat().st_mtime_ns
    assert 0 == build(copy).code
    assert ["harbour", "provider"] == what_is_built


def test_a_provider_edit_shows_everywhere(copy, build, edit):
    """The provider's new number is in every binder."""
    edit("plans/provider/people.yml", "+44 7700 900201", "+44 7700 900299")

    assert 0 == build(copy, jobs=2).code

    pages = [copy / "site" / home / "people/ada-okafor.html" for home in ("", "clients/harbour", "clients/orchard")]
    assert all("+44 7700 900299" in page.read_text(encoding="utf-8") for page in pages)


def test_another_day_is_another_binder(copy, build, edit, monkeypatch):
    """What is overdue depends on the day: a binder of yesterday is built again today, whoever says what day it is."""
    edit("plans/settings.yml", "as_of: 2026-03-31\n", "")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1775044800")  # noon of 2026-04-01
    assert 0 == build(copy).code
    assert "<dd>2026-04-01</dd>" in (copy / "site/clients/orchard/index.html").read_text(encoding="utf-8")

    wanted = []
    monkeypatch.setattr(building, "run", lambda root, site, only, as_of, edition, *_: wanted.append(building.plan(root, site, only, as_of, edition)) or building.Outcome([], [], [], 0, []))
    build(copy)
    build(copy, as_of="2026-04-02")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1775217600")  # two days later
    build(copy)

    assert [True, False, False] == [all(job.fresh for job in (*jobs, shelf)) for jobs, shelf in wanted]


def test_times_of_files_do_not_count(copy, build, what_is_built):
    """A fresh checkout has new times and the same contents: nothing is built."""
    for file in copy.rglob("*"):
        os.utime(file, (1, 1))

    assert (0, []) == (build(copy).code, what_is_built)


def test_a_client_that_is_gone_is_gone(copy, build, what_is_built):
    """Its folder goes, and the shelf no longer names it."""
    shutil.rmtree(copy / "plans/clients/orchard")

    done = build(copy)

    assert (0, ["provider"]) == (done.code, what_is_built)
    assert "Removed: orchard." in done.said
    assert ["harbour"] == [home.name for home in (copy / "site/clients").iterdir()]
    assert "Orchard" not in (copy / "site/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("content", [None, "", "[]", '{"digest": 1}', "{", "\xff"])
def test_a_stamp_that_is_not_ours_counts_as_none(copy, content):
    """A site without a sound binder.json is built again."""
    stamp = copy / "site/clients/orchard/binder.json"
    stamp.unlink() if content is None else stamp.write_text(content, encoding="latin-1")

    assert ["orchard"] == [job.name for job in building.plan(copy, copy / "site", (), "2026-03-31", "internal")[0] if not job.fresh]


def test_a_lost_stamp_comes_back(copy, build, what_is_built):
    """The binder is built again, the shelf with it, and both are as they were."""
    stamp = copy / "site/clients/orchard/binder.json"
    good = json.loads(stamp.read_text(encoding="utf-8"))
    stamp.unlink()

    assert 0 == build(copy).code

    assert ["orchard", "provider"] == what_is_built
    assert good == json.loads(stamp.read_text(encoding="utf-8"))


def test_one_client_alone(copy, build, edit, what_is_built):
    """`build harbour` builds no other binder; the shelf still shows all, and a later build finishes the rest."""
    edit("plans/clients/harbour/client.yml", "sector: Logistics", "sector: Parcels")
    edit("plans/clients/orchard/client.yml", "summary:", "size: small\nsummary:")

    assert 0 == build(copy, "harbour").code
    assert ["harbour", "provider"] == what_is_built
    shelf = (copy / "site/index.html").read_text(encoding="utf-8")
    assert ("Parcels" in shelf, "Orchard Press" in shelf) == (True, True)

    what_is_built.clear()
    assert 0 == build(copy).code
    assert ["orchard", "provider"] == what_is_built


def test_a_folder_that_is_no_site_is_left_alone(copy, build, tmp_path):
    """A build never clears a folder that it did not make: a mistyped --site must not cost somebody's files."""
    from runbinder.errors import Fixable

    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "thesis.txt").write_text("years of work")
    for folder in (tmp_path / "papers", copy, copy / "plans", copy / "docs"):
        with pytest.raises(Fixable):
            build(copy, site=folder)
    assert "years of work" == (tmp_path / "papers" / "thesis.txt").read_text()
    assert (copy / "plans/settings.yml").exists()
