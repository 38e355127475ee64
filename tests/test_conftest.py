import pytest

pytest_plugins = ["pytester"]


@pytest.fixture
def suite(pytester, request, monkeypatch):
    """A suite of two tests, one of which needs a browser, under our conftest.py."""
    monkeypatch.delenv("RUNBINDER_BROWSER", raising=False)
    pytester.makeconftest(request.path.with_name("conftest.py").read_text(encoding="utf-8"))
    pytester.makeini("[pytest]\nmarkers = browser: needs Chromium\n")
    pytester.makepyfile("""
        import pytest

        @pytest.mark.browser
        def test_seen(): pass

        def test_read(): pass
    """)
    return pytester


def test_without_chromium_browser_tests_are_counted(suite, monkeypatch):
    """Without Chromium the tests that need it are left out, and the summary says how many."""
    monkeypatch.setenv("RUNBINDER_CHROMIUM", "no-such-browser")

    result = suite.runpytest()

    result.assert_outcomes(passed=1, deselected=1)
    result.stdout.fnmatch_lines("1 browser tests deselected: no Chromium found")


def test_a_promised_browser_that_is_missing_is_an_error(suite, monkeypatch):
    """Where a browser is required, no test runs without one."""
    monkeypatch.setenv("RUNBINDER_CHROMIUM", "no-such-browser")
    monkeypatch.setenv("RUNBINDER_BROWSER", "required")

    result = suite.runpytest()

    assert result.ret == pytest.ExitCode.USAGE_ERROR
    result.stderr.fnmatch_lines("*no Chromium was found*")


@pytest.mark.browser
def test_page_lists_what_leaves_the_binder(page, tmp_path):
    """A page from a file may load its neighbours; a request to anywhere else is seen, and fails."""
    (tmp_path / "script.js").write_text("document.title = 'ran'")
    (tmp_path / "index.html").write_text(
        "<script src='script.js'></script><img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>"
        "<img src='http://outside.example/pixel.gif'>"
    )
    failed = []
    page.on("requestfailed", lambda request: failed.append(request.failure))

    page.goto((tmp_path / "index.html").as_uri())

    assert page.title() == "ran"
    assert page.outside == ["http://outside.example/pixel.gif"]
    assert failed == ["net::ERR_INTERNET_DISCONNECTED"]
