"""`runbinder approve` on a small binder: who may say yes to what, what is written then, and what that is worth."""

import re

import pytest
from click.testing import CliRunner

from runbinder.commands import approve as command
from runbinder.main import cli
from runbinder.testing import write_plans

OWN = "clients/harbour/messages/"
TEXT = """# Read it aloud once.
title: We are late
kind: update   # not the first one
to: client
channels: [email, sms]
text: |
  We know, {{client_name}}. Next news by {{next_update_at}}.

forms:
  sms: |
    Late. Next news {{next_update_at}}.
asks: {next_update_at: {type: time, example: "16:30"}}
contains: [acknowledgement, what happened, what we are doing]
author: ivo
notes: >-
  A line that nobody must fold anew, however long it is: it has its length from the person who wrote it, and that is how it stays in the file.
"""
PLANS = {
    "provider/people.yml": {
        "people": {name: {"name": name.title(), "organisation": "kestrel", **more} for name, more in {"ivo": {}, "uma": {}, "abe": {}, "lea": {"left": "2026-01-31"}}.items()},
        "roles": {"manager": {"does": "Approves.", "may": ["approve messages"], "holder": "uma", "deputies": ["ivo", "lea"]}},
    },
    "provider/messages/late.yml": TEXT,
    "provider/messages/both.yml": TEXT,
    OWN + "both.yml": TEXT,
    "provider/standard.yml": None,
}
YES = ("--by", "uma", "--capacity", "management")


@pytest.fixture
def folder(tmp_path):
    (write_plans(tmp_path, PLANS) / "mkdocs.yml").touch()
    return tmp_path / "plans"


@pytest.fixture
def ask(folder):
    """Output of `approve` with these words; judged on the last day of March."""

    def call(*words, code=0, **more):
        result = CliRunner().invoke(cli, ["-C", str(folder.parent), "approve", *words, "--as-of", more.pop("as_of", "2026-03-31")], **more)
        assert code == result.exit_code, result.output
        return result.output

    return call


def late(folder):
    return (folder / "provider/messages/late.yml").read_text()


def state(ask, name="provider  late", **more):
    """What `--list` says of a message."""
    return next(line for line in ask("--list", **more).splitlines() if name in line).split()[:2]


def test_a_yes_is_one_line_in_the_file(ask, folder):
    """Below the author; comments, order and long lines stay."""
    ask("late", *YES, "--yes")
    line = re.search(r"^approved: \{by: uma, as: management, on: 2026-03-31, expires: 2027-03-31, digest: '?[0-9a-f]{16}'?\}\n", late(folder), re.MULTILINE)

    assert line and TEXT.replace("author: ivo\n", f"author: ivo\n{line[0]}") == late(folder)
    assert ["approved", "2027-03-31"] == state(ask)


def test_what_is_approved_is_shown_to_the_letter(ask):
    """Words and forms with their variables, who wrote them, the whole digest, and what was said before."""
    said = ask("late", *YES, "--yes")

    assert [] == [one for one in ("We know, {{client_name}}. Next news by {{next_update_at}}.", "As sms:", "Late. Next news {{next_update_at}}.", "written by Ivo", "next_update_at (time)") if one not in said]
    assert re.search(r"Digest: [0-9a-f]{64}\n", said)
    assert "Approved by uma as management on 2026-03-31, until 2027-03-31: of these words" in ask("late", "--by", "uma", "--capacity", "senior manager", "--yes")


@pytest.mark.parametrize(("old", "new"), [("Next news by", "More by"), ("Late. Next", "Sorry. Next"), ("type: time", "type: text"), ("author: ivo", "author: ivo\nsubject: News")])
def test_any_edit_makes_it_stale(ask, folder, old, new):
    """A word, the words for one form, a variable, a subject; the page and the checks ask the same question."""
    ask("late", *YES, "--yes")
    file = folder / "provider/messages/late.yml"
    file.write_text(late(folder).replace(old, new, 1))

    assert ["stale", "-"] == state(ask)


@pytest.mark.parametrize(("old", "new"), [("example: \"16:30\"", "example: noon"), ("# Read it aloud once.", "# Read it twice."), ("title: We are late", "title: Late")])
def test_what_nobody_is_sent_may_change(ask, folder, old, new):
    """Examples, comments, what we call it ourselves."""
    ask("late", *YES, "--yes")
    file = folder / "provider/messages/late.yml"
    file.write_text(late(folder).replace(old, new))

    assert "approved" == state(ask)[0]


def test_a_later_date_renews_nothing(ask, folder):
    """Neither by hand on other words, nor where older words were approved for longer."""
    ask("late", *YES, "--yes")
    file = folder / "provider/messages/late.yml"
    file.write_text(late(folder).replace("Next news by", "More by").replace("on: 2026-03-31, expires: 2027-03-31", "on: 2026-05-01, expires: 2029-05-01"))

    assert ["stale", "-"] == state(ask, as_of="2026-05-01")


def test_an_approval_runs_out_and_is_renewed_in_its_place(ask, folder):
    """The same person, capacity and words: one entry, a later day; it says that nothing has changed."""
    ask("late", *YES, "--yes", "--expires", "2026-06-30")
    assert ["expired", "2026-06-30"] == state(ask, as_of="2026-07-01")

    said = ask("late", *YES, "--yes", as_of="2026-07-01")
    assert "of these words, expired - renewed now" in said and "The text has not changed since" in said
    assert ["approved", "2027-07-01"] == state(ask, as_of="2026-07-01")
    assert 1 == late(folder).count("by: uma")


def test_a_yes_to_other_words_stands_below_the_first(ask, folder):
    """What was approved when is a history; so is who else said yes."""
    ask("late", *YES, "--yes")
    file = folder / "provider/messages/late.yml"
    file.write_text(late(folder).replace("Next news by", "More by"))
    said = ask("late", *YES, "--yes")
    ask("late", "--by", "abe", "--capacity", "lawyer", "--yes")

    assert "of other words than these" in said
    assert ["management", "management", "lawyer"] == re.findall(r"^  - \{by: \w+, as: (\w+)", late(folder), re.MULTILINE)


def test_the_same_again_is_not_written(ask, folder):
    """No file is touched for nothing."""
    ask("late", *YES, "--yes")
    before = late(folder)

    assert "That is what is written already." in ask("late", *YES, "--yes")
    assert before == late(folder)


def test_the_settings_say_how_long_it_holds(ask, folder):
    """intervals.approved."""
    (folder / "settings.yml").write_text("intervals: {approved: 30d}\n")
    ask("late", *YES, "--yes", "--on", "2026-03-01")

    assert "on: 2026-03-01, expires: 2026-03-31" in late(folder)


@pytest.mark.parametrize(("words", "said"), [
    (["late", "--by", "ivo", "--capacity", "management"], ["Ivo wrote this message, and nobody approves their own words", "who may: uma"]),
    (["late", "--by", "ivo", "--capacity", "lawyer"], ["nobody approves their own words"]),
    (["late", "--by", "umma", "--capacity", "management"], ["no person 'umma'", "did you mean 'uma'?"]),
    (["late", "--by", "lea", "--capacity", "management"], ["lea left on 2026-01-31", "who may: uma"]),
    (["late", "--by", "abe", "--capacity", "management"], ["no role allows abe to approve messages", "who may: uma"]),
    (["lat", *YES], ["no message 'lat'", "did you mean 'late'?"]),
    (["both", *YES], ["there are 2 messages 'both'", "say which: --provider or --client harbour"]),
    (["late", *YES, "--client", "harbor"], ["no client 'harbor'", "did you mean 'harbour'?"]),
    (["late", *YES, "--client", "harbour", "--provider"], ["two places"]),
    (["late", *YES, "--on", "2026-04-01"], ["2026-04-01 is after 2026-03-31"]),
    (["late", *YES, "--expires", "2026-03-30"], ["can not end on 2026-03-30"]),
    (["late", *YES, "--on", "today"], ["'today' is not a date"]),
])
def test_what_cannot_be_approved_is_said_in_one_line(ask, folder, words, said):
    """With what to do about it; exit code 1, and nothing is written."""
    output = ask(*words, "--yes", code=1)

    assert [] == [one for one in said if one not in output]
    assert TEXT == late(folder)


def test_an_id_of_two_parties_needs_the_party(ask, folder):
    """The client's own is judged by the client's people and the provider's."""
    ask("both", *YES, "--yes", "--client", "harbour")

    assert "approved:" in (folder / OWN / "both.yml").read_text()
    assert TEXT == (folder / "provider/messages/both.yml").read_text()


@pytest.mark.parametrize(("old", "new", "code"), [("We know,", "{{surprise}} We know,", "MSG-02"), ("Next news {{next_update_at}}", "Soon", "MSG-05"), ('example: "16:30"', "source: Desk", "MSG-03")])
def test_words_that_the_checks_refuse_are_not_approved(ask, folder, old, new, code):
    """It says which check, and how to mend it."""
    file = folder / "provider/messages/late.yml"
    file.write_text(TEXT.replace(old, new, 1))

    assert f"this text can not be approved: {code}" in ask("late", *YES, "--yes", code=1)
    assert "approved:" not in late(folder)


def test_without_a_terminal_nobody_is_asked(ask, folder):
    """A script says --yes, or gets nothing."""
    assert "nobody can answer here, so nothing was written" in ask("late", *YES, code=1)
    assert TEXT == late(folder)


@pytest.mark.parametrize(("answer", "code", "written"), [("y\n", 0, True), ("n\n", 1, False), ("\n", 1, False)])
def test_a_person_at_a_terminal_is_asked(ask, folder, monkeypatch, answer, code, written):
    """By name; only a yes is a yes."""
    monkeypatch.setattr(command, "_at_terminal", lambda: True)
    said = ask("late", *YES, code=code, input=answer)

    assert "Does Uma approve this text?" in said
    assert written == ("approved:" in late(folder))


def test_a_file_that_changes_while_somebody_reads_is_left_alone(ask, folder, monkeypatch):
    """The yes was to other words."""

    def meanwhile(*_args, **_more):
        (folder / "provider/messages/late.yml").write_text(TEXT.replace("We know", "We do not know"))
        return True

    monkeypatch.setattr(command, "_at_terminal", lambda: True)
    monkeypatch.setattr(command.click, "confirm", meanwhile)

    assert "changed by somebody else in the meantime" in ask("late", *YES, code=1)
    assert "approved:" not in late(folder)


def test_a_message_among_others_in_one_file(ask, folder):
    """Where it is written does not matter."""
    (folder / "provider/messages/late.yml").unlink()
    file = folder / "provider/more.yml"
    file.write_text("messages:\n  # the first\n  late:\n" + "".join(f"    {line}\n" if line else "\n" for line in TEXT.splitlines()) + "  # the end\n")
    ask("late", *YES, "--yes")

    assert "    author: ivo\n    approved: {by: uma," in file.read_text()
    assert ["approved", "2027-03-31"] == state(ask)


def test_usage_has_its_own_exit_code(ask):
    """2: what is missing, and the capacities there are."""
    assert "approve MESSAGE --by PERSON" in ask("late", code=2)
    assert "management, senior manager, lawyer" in ask("late", "--by", "uma", "--capacity", "boss", code=2)


def test_plans_that_cannot_be_read_are_not_approved(ask, folder):
    """The first thing that is wrong is said."""
    (folder / "provider/sites.yml").write_text("sites: [\n")

    assert "the plans can not be read" in ask("late", *YES, "--yes", code=1)
    assert "the plans can not be read" in ask("--list", code=1)
