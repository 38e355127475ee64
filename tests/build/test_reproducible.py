"""The same plans give the same bytes."""

import re
import shutil

import pytest

pytestmark = pytest.mark.build


def test_two_builds_are_the_same_to_the_byte(project, site, copy, tmp_path, run, tree):
    """Another folder, another current directory, another hash seed, one process or two: nothing shows in the site."""
    shutil.rmtree(copy / "site")
    shutil.rmtree(copy / ".cache")
    elsewhere = tmp_path / "some where" / "else"
    elsewhere.mkdir(parents=True)

    one = run(elsewhere, "-C", copy, "build", "--site", tmp_path / "one", "-j", "1", PYTHONHASHSEED=1, TZ="Asia/Tokyo", LC_ALL="C")
    two = run(copy / "docs" / "handbook", "build", "-j", "2", PYTHONHASHSEED=2, TZ="America/Lima", COLUMNS=40)

    assert (0, 0) == (one.returncode, two.returncode), one.stderr + two.stderr
    assert tree(tmp_path / "one") == tree(copy / "site")
    assert tree(site) == tree(copy / "site")


def test_an_edit_of_one_number_changes_what_shows_it(project, site, copy, edit, build):
    """Of all pages only those that show the number differ."""
    edit("plans/clients/harbour/people.yml", "+49 1512 3456700", "+49 1512 3456799")

    assert 0 == build(copy).code

    pages = {path.relative_to(site).as_posix(): copy / "site" / path.relative_to(site) for path in site.rglob("*.html")}
    differ = {name for name, new in pages.items() if without_digests(site / name) != without_digests(new)}
    assert differ == {name for name, new in pages.items() if "+49 1512 3456799" in new.read_text(encoding="utf-8")}
    assert "clients/harbour/people/sam-reed.html" in differ
    assert [] == [name for name in differ if "orchard" in name]


def without_digests(path):
    """A file's text without the digest of the plans, at the foot of each page and in document control."""
    return re.sub(rb"\b[0-9a-f]{12}\b", b"", path.read_bytes())
