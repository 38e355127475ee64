"""`runbinder cold-read`: draws, scores, files - and says clearly what it will not do."""

import re
import shutil
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner

from runbinder.main import cli

GOLDEN = Path(__file__).parents[1] / "golden"


def call_in(home, *words, client="quay", code=0):
    result = CliRunner().invoke(cli, ["-v", "-C", str(home), "cold-read", client, *map(str, words)])
    assert code == result.exit_code, result.output
    return result.output


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """A binder with a sheet of five questions; drawn once, as that renders every page."""
    home = tmp_path_factory.mktemp("once")
    shutil.copytree(GOLDEN / "plans", home / "plans")
    (home / "mkdocs.yml").touch()
    call_in(home, "--seed", 3, "-n", 5, "--into", home / "sheets")
    return home


@pytest.fixture
def home(once, tmp_path):
    """A copy of it."""
    return shutil.copytree(once, tmp_path / "home")


@pytest.fixture
def drawn(home):
    """The form of its sheet."""
    return home / "sheets" / "cold-read-quay-3.answers.yml"


@pytest.fixture
def cold_read(home):
    """The output of the command, which must end with this exit code."""
    return partial(call_in, home)


def answer(form, *answers, reader="bob", on="2026-03-30"):
    """Types the answers in, one after the other."""
    text = form.read_text(encoding="utf-8").replace("reader:  ", f"reader: {reader}  #").replace("on:  ", f"on: {on}  #")
    given = iter(answers)
    form.write_text(re.sub(r"    answer:$", lambda _: f'    answer: "{next(given, "")}"', text, flags=re.MULTILINE), encoding="utf-8")


def truth(form):
    from runbinder.coldread import unseal

    return [item.says[0] for item in unseal((form.parent / "cold-read-quay-3.sealed").read_text(encoding="utf-8")).items]


def test_a_sheet_is_three_files(home, drawn, cold_read):
    """The sheet shows the digest of the sealed answers; drawn again they are the same, and a form that was filled in is not lost."""
    import hashlib

    sealed = (drawn.parent / "cold-read-quay-3.sealed").read_bytes()

    assert hashlib.sha256(sealed).hexdigest() in (drawn.parent / "cold-read-quay-3.md").read_text(encoding="utf-8")
    assert "rejected" in cold_read("--seed", 3, "-n", 5, "--into", drawn.parent)
    assert sealed == (drawn.parent / "cold-read-quay-3.sealed").read_bytes()
    answer(drawn, "x")
    assert "is there already and differs" in cold_read("--seed", 3, "-n", 5, "--into", drawn.parent, code=1)


def test_right_answers_are_right(drawn, cold_read):
    """Copied out to the letter, nobody has to judge."""
    answer(drawn, *truth(drawn))

    assert "5 of 5 answers found in time." in cold_read("--score", drawn)


def test_what_was_not_found_is_said_with_its_place(drawn, cold_read):
    """The answer, and the page on which it stands."""
    answer(drawn, *truth(drawn)[:4])
    said = cold_read("--score", drawn)

    assert "4 of 5 answers found in time." in said
    assert "not found\n   It stands on " in said and truth(drawn)[4] in said


def test_an_examiner_decides_what_words_do_not(drawn, cold_read):
    """Without a mark it is open, and can not be filed; with one it counts."""
    answer(drawn, "something else", *truth(drawn)[1:])

    assert "1 answer to be judged" in cold_read("--score", drawn, code=1)
    assert "what is not judged can not be filed" in cold_read("--score", drawn, "--file", code=1)
    assert "5 of 5 answers found in time." in cold_read("--score", drawn, "--accept", 1)
    drawn.write_text(drawn.read_text(encoding="utf-8").replace("    mark:", "    mark: wrong", 1), encoding="utf-8")
    assert "wrong: something else" in cold_read("--score", drawn)


def test_the_score_is_filed_as_an_audit(home, drawn, cold_read):
    """Only when it is said; readable afterwards, with a finding for what was not found and no date in it; then the checks speak."""
    answer(drawn, *truth(drawn)[:4])
    target = home / "plans" / "clients" / "quay" / "audits" / "cold-read-2026-03-30.yml"

    assert "nobody can be asked" in cold_read("--score", drawn, "--file", code=1)
    assert not target.exists()
    said = cold_read("--score", drawn, "--file", "--yes")
    from runbinder.read import read

    shelf = read(home)
    audit = shelf.clients["quay"].audits["cold-read-2026-03-30"]

    assert "The checks say of it:" in said and "AUD-04" in said
    assert ([], ("binder completeness", "binder clarity"), "bob", 5, 4) == (shelf.findings, audit.subjects, audit.auditor, audit.items_searched, audit.items_found)
    assert [None] == [one.due for one in audit.findings.values()]


def test_a_changed_binder_is_refused(home, drawn, cold_read):
    """The sealed answers are of the plans as they were; it can be scored all the same, when that is said."""
    answer(drawn, *truth(drawn))
    people = next((home / "plans" / "clients" / "quay").glob("people.yml"))
    people.write_text(people.read_text(encoding="utf-8") + "\n# somebody wrote here\n", encoding="utf-8")

    assert "the binder has changed since the sheet was drawn" in cold_read("--score", drawn, code=1)
    assert "5 of 5" in cold_read("--score", drawn, "--although-changed")


def test_answers_of_another_sheet_are_refused(home, drawn, cold_read):
    """The digest of the sealed file decides, not its name."""
    cold_read("--seed", 4, "-n", 5, "--into", drawn.parent)

    assert "these are answers to another sheet" in cold_read("--score", drawn, "--sealed", drawn.parent / "cold-read-quay-4.sealed", code=1)
    (drawn.parent / "cold-read-quay-3.sealed").unlink()
    assert "the sealed answers can not be read" in cold_read("--score", drawn, code=1)


def test_what_is_not_there_is_said(home, drawn, cold_read):
    """A client with a slip in its name, a folder without a site, a site of other plans, a reader nobody knows."""
    assert "did you mean 'quay'?" in cold_read(client="quai", code=1)
    assert "there are no built pages" in cold_read("--site", home / "site", code=1)
    (home / "site").mkdir()
    (home / "site" / "index.html").write_text("<p>of last year</p>", encoding="utf-8")
    assert "another state of these plans" in cold_read("--site", home / "site", code=1)
    answer(drawn, *truth(drawn), reader="bobb")
    assert "the plans know no person 'bobb', who read" in cold_read("--score", drawn, "--file", "--yes", code=1)
