"""The preview follows what is written, says what is wrong without giving up, and ends when it is told to."""

import contextlib
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

import pytest

pytestmark = pytest.mark.build


class Preview:
    """A running `runbinder serve`, what it said so far, and the pages that it hands out."""

    def __init__(self, root, env, *words, port=None):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = "127.0.0.1:{}".format(port or free.getsockname()[1])
        command = [sys.executable, "-u", "-m", "runbinder", "serve", *words, "--address", self.address]
        # Tests that a shell has put into the background ignore Ctrl-C, and so would everything they start.
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        self.process = subprocess.Popen(command, cwd=root, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
        signal.signal(signal.SIGINT, before)
        self.lines = []
        threading.Thread(target=lambda: self.lines.extend(iter(self.process.stdout.readline, "")), daemon=True).start()

    @property
    def said(self):
        return "".join(self.lines)

    def page(self, path):
        with contextlib.suppress(OSError, urllib.error.URLError):
            return urllib.request.urlopen(f"http://{self.address}/{path}", timeout=5).read().decode()
        return ""

    def until(self, condition, seconds=15):
        """How long it takes until something is so."""
        started = time.perf_counter()
        while not condition():
            assert time.perf_counter() - started < seconds, self.said
            assert self.process.poll() is None, self.said
            time.sleep(0.02)
        return time.perf_counter() - started

    def end(self):
        """Ctrl-C; the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        try:
            return self.process.wait(60)
        finally:
            self.process.kill()


@pytest.fixture
def serve(copy, env):
    running = []

    def started(*words):
        running.append(Preview(copy, env, *words))
        running[0].until(lambda: "Serving on" in running[0].said)
        return running[0]

    yield started
    for preview in running:
        preview.end()


def test_a_preview_of_one_binder(serve, edit, copy):
    """Good edits show within two seconds, bad ones are named in the terminal; the next good one heals; Ctrl-C is quiet."""
    preview = serve("harbour")
    assert "Jürgen Größe" in preview.page("people/juergen.html")

    edit("plans/clients/harbour/people.yml", "+49 1512 3456789", "+49 1512 3456711")
    took = preview.until(lambda: "+49 1512 3456711" in preview.page("people/juergen.html"))
    print(f"an edited plan shows after {took:.2f} s")
    assert took < 4, "2 s alone on a machine; tests share it"

    for path, good, bad, pieces in (
        ("plans/clients/harbour/people.yml", "works_at: quay", "works_at: quai", ["plans/clients/harbour/people.yml:17:5:", "did you mean 'quay'?"]),
        ("docs/clients/harbour/glossary.md", "Überall.", "Überall. {{ nope }}", ["docs/clients/harbour/glossary.md:6: ", "'nope' is undefined"]),
        ("docs/clients/harbour/glossary.md", "Überall.", 'Überall. <a href="gone.html">x</a>', ["glossary.html: there is no 'gone.html'"]),
        ("overrides/partials/binder.html", "<footer", "{{ nope() }}<footer", ["'nope' is undefined"]),
    ):
        del preview.lines[:]
        edit(path, good, bad)
        preview.until(lambda: "An error happened during the rebuild" in preview.said)
        assert [] == [piece for piece in pieces if piece not in preview.said], preview.said
        edit(path, bad, good)
        preview.until(lambda: "Reloading browsers" in preview.said)
        assert "Überall." in preview.page("glossary.html")
        assert "Traceback" not in preview.said

    (copy / "plans/clients/harbour/procedures/new.yml").write_text("title: Brand new\nschedule: {every: day}\ndone_by: dispatcher\nsteps: [Look.]\n", encoding="utf-8")
    preview.until(lambda: "Brand new" in preview.page("procedures/new.html"))
    assert "Brand new" in preview.page("procedures/index.html")
    assert "Brand new" in preview.page("search/search_index.json")

    assert 0 == preview.end()
    assert "Traceback" not in preview.said


def test_a_preview_of_everything(serve, edit):
    """Without a client all binders stand in one site, and the shelf in front of them."""
    preview = serve()
    assert "Orchard Press" in preview.page("index.html")

    edit("plans/clients/orchard/plans.yml", "+44 7700 900301", "+44 7700 900399")
    took = preview.until(lambda: "+44 7700 900399" in preview.page("clients/orchard/people/lou-penn.html"))

    print(f"an edited plan shows in one site with all binders after {took:.2f} s")
    assert 0 == preview.end()


def test_it_can_not_start(copy, env, edit):
    """A bad plan, an unknown client and an address that is taken are said, and end it with 1."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        busy = Preview(copy, env, "harbour", port=taken.getsockname()[1])
        busy.process.wait(20)
    assert (1, False) == (busy.process.returncode, "Traceback" in busy.said), busy.said

    unknown = Preview(copy, env, "harbor")
    assert 1 == unknown.process.wait(20)
    edit("plans/clients/harbour/people.yml", "works_at: quay", "works_at: quai")
    bad = Preview(copy, env, "harbour")
    assert 1 == bad.process.wait(20)
    time.sleep(0.1)
    assert "did you mean 'harbour'?" in unknown.said
    assert "plans/clients/harbour/people.yml:17:5:" in bad.said
    assert "Traceback" not in bad.said


def test_a_binder_without_overrides(serve, copy, edit):
    """A private binder need not have a folder for templates of its own."""
    shutil.copytree(copy / "overrides", copy / "theme")
    shutil.rmtree(copy / "overrides")
    edit("mkdocs.yml", "custom_dir: overrides", "custom_dir: theme")
    edit("mkdocs.yml", "watch: [plans, overrides]", "watch: [plans]")

    assert "Jürgen" in serve("harbour").page("people/juergen.html")
