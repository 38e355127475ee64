"""A built site becomes fit for a stick: smaller, and with a search that starts from a file."""

import json

import pytest

from runbinder.finish import finish

WORKER = "assets/javascripts/workers/search.1a2b.min.js"
SCRIPT = "self.onmessage=()=>{};"


@pytest.fixture
def site(tmp_path):
    """A site as Material leaves it, in small."""
    for name in (
        "index.html", "404.html", "sitemap.xml", "sitemap.xml.gz", "assets/javascripts/bundle.js", "assets/javascripts/bundle.js.map", "assets/stylesheets/main.css.map",
        "assets/javascripts/lunr/min/lunr.de.min.js", "assets/javascripts/lunr/wordcut.js", "assets/images/favicon.png", "search/search_index.js", "people/anna.html",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / WORKER).parent.mkdir(parents=True)
    (tmp_path / WORKER).write_text(f"{SCRIPT}\n//# sourceMappingURL=search.map\n")
    return tmp_path


def test_what_no_reader_uses_is_gone(site):
    """Maps, other languages, what a web server hands out; and the folders that are empty then."""
    finish(site)

    assert ["assets/javascripts/bundle.js", WORKER, "index.html", "people/anna.html", "search/search_index.js"] == sorted(
        file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file())
    assert not (site / "assets/javascripts/lunr").exists()


def test_the_search_worker_is_the_text_of_a_function(site):
    """A page opened from a disk may start that; on a web server it still runs by itself."""
    finish(site)
    script = (site / WORKER).read_text()

    assert script.startswith("function runbinder_search_worker(){" + SCRIPT)
    assert 'if(typeof document==="undefined")runbinder_search_worker()' in script
    assert "sourceMappingURL" not in script


def test_finishing_twice_is_finishing_once(site):
    """A function within a function would start nothing."""
    finish(site)
    once = (site / WORKER).read_text()
    finish(site)

    assert once == (site / WORKER).read_text()


def test_a_site_without_search_is_finished_too(tmp_path):
    """Another theme has no such files."""
    (tmp_path / "index.html").write_text("x")
    finish(tmp_path)

    assert ["index.html"] == [file.name for file in tmp_path.iterdir()]


def test_the_search_knows_what_people_type(tmp_path):
    """A number without its spaces or as it is dialled at home, a name without its accents; the words stay as they were."""
    text = "Mobile +44 7700 900201 24x7, +1 650-253-0000; Jürgen Größe, Łódź, 東京"
    (tmp_path / "search").mkdir()
    (tmp_path / "search/search_index.json").write_text(json.dumps({"config": {"separator": "x"}, "docs": [{"location": "a.html", "title": "", "text": text}, {"location": "b.html", "title": "", "text": "None"}]}))
    (tmp_path / "search/search_index.js").write_text("old")
    finish(tmp_path)
    index = json.loads((tmp_path / "search/search_index.json").read_text(encoding="utf-8"))
    found, kept = (entry["text"] for entry in index["docs"])

    assert found.startswith(text)
    assert {"447700900201", "07700900201", "16502530000", "6502530000", "Jurgen", "Grosse"} <= set(found.removeprefix(text).strip("<p>/").split())
    assert "None" == kept
    assert (tmp_path / "search/search_index.js").read_text(encoding="utf-8") == "var __index = " + (tmp_path / "search/search_index.json").read_text(encoding="utf-8")
