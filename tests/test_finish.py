"""A built site becomes fit for a stick: smaller, and with a search that starts from a file."""

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
