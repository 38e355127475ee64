"""`runbinder build --copy`: a build becomes one copy of the register, and says what to write down."""

import pytest


@pytest.fixture
def copy(run, project):
    """`copy("--copy", "1")`: what a build of harbour with these words came to, into a folder of its own."""
    return lambda *words, clients=("harbour",), to="copy": run(project, "build", *clients, "--site", project.parent / to, *words)


def foot(project, to="copy"):
    return (project.parent / to / "clients/harbour/index.html").read_text(encoding="utf-8").partition('class="rb-foot"')[2]


def test_a_copy_carries_its_number_and_says_what_to_write_down(copy, project):
    """Version, digest and day, as they stand at its foot; no shelf is beside it, and without the option nothing is stamped."""
    done = copy("--edition", "client", "--copy", "1")

    assert 0 == done.returncode, done.stderr
    digest = foot(project).partition("<dt>Digest</dt><dd>")[2][:12]
    assert "Built 1 binder as copy 1" in done.stdout
    assert f'write into the register (plans/clients/harbour/evidence.yml:18):\n  version: "1.4"\n  digest: "{digest}"\n  delivered: 2026-03-31' in done.stdout
    assert "<dt>Copy</dt><dd>1</dd>" in foot(project) and "<dt>Held by</dt><dd>Jürgen Größe</dd>" in foot(project)
    assert ["clients"] == [one.name for one in (project.parent / "copy").iterdir()]
    assert "<dt>Copy</dt>" not in (project / "site/clients/harbour/index.html").read_text(encoding="utf-8")


def test_another_copy_is_another_build(copy, project):
    """Into the same folder: what is there is not taken for it, and an unnumbered build takes its place again."""
    shown = []
    for words in (("--copy", "1"), (), ("--copy", "1"), ("--copy", "1")):
        done = copy("--edition", "client", *words, to="turns")
        shown.append(("<dt>Copy</dt>" in foot(project, "turns"), "had not changed" in done.stdout))

    assert [(True, False), (False, False), (True, False), (True, True)] == shown


@pytest.mark.parametrize(("words", "clients", "said"), [
    (("--copy", "7"), ("harbour",), ("the register of 'harbour' has no copy '7'", "it has 1 (juergen)")),
    (("--copy", "1"), ("harbour",), ("copy 1 is in the register as one of the client edition, and this would be the internal one", "say --edition client")),
    (("--copy", "1"), (), ("a copy is one client's", "runbinder build CLIENT --copy 1")),
    (("--copy", "1"), ("orchard",), ("the register of 'orchard' has no copy '1'", "write it down under `copies` first")),
])
def test_what_is_not_in_the_register_is_not_stamped(copy, project, words, clients, said):
    """It would be a copy that nobody knows of. Nothing is built."""
    done = copy(*words, clients=clients, to="none")

    assert 1 == done.returncode
    assert all(one in done.stderr for one in said), done.stderr
    assert not (project.parent / "none").exists()
