"""`runbinder record`: what the desk exports becomes a plan, or is refused with its lines; nothing is half written and nothing replaced unasked."""

import pytest
from click.testing import CliRunner

from runbinder.main import cli
from runbinder.recording import KINDS, take
from runbinder.testing import write_plans

PLANS = {
    "clients/harbour/people.yml": {"people": {"ada": {"name": "Ada Quay", "organisation": "harbour"}}},
    "clients/harbour/services.yml": {"services": {"mail": {"name": "Mail", "criticality": "important", "done_by": "kestrel", "for": "harbour"}}},
}
EXPORT = """\
record: incident
id: 2026-03-30-mail
client: harbour
title: "Mail: nothing arrives"
service: mail
ticket: INC-7
reported_at: "2026-03-30 08:40"
reporter: ada
urgency: medium
severity: low
acknowledged_at: "2026-03-30 08:45"
status: assessing
notes: |
  First line.

  record: this is text
desk:
  timeline:
    - at: "2026-03-30 08:40"
      action: "Reported"
  saved_at: "2026-03-30 09:00"
"""
PLAN = EXPORT[EXPORT.index("title:"):EXPORT.index("desk:")]
TARGET = "plans/clients/harbour/incidents/2026-03-30-mail.yml"


@pytest.fixture
def home(tmp_path):
    (write_plans(tmp_path, PLANS) / "mkdocs.yml").touch()
    return tmp_path


@pytest.fixture
def record(home):
    """The output of the command for an export with this text, and its exit code."""
    def call(text=EXPORT, *words, code=0, **more):
        (home / "export.yml").write_text(text, encoding="utf-8")
        result = CliRunner().invoke(cli, ["-C", str(home), "record", str(home / "export.yml"), "--as-of", "2026-03-31", *words], **more)
        assert code == result.exit_code, result.output
        return result.output
    return call


def test_an_export_becomes_a_plan(record, home):
    """Letter by letter, without what the export had for itself."""
    said = record()

    assert PLAN == (home / TARGET).read_text(encoding="utf-8")
    assert f"{TARGET}: new, 13 lines" in said and "Not finished, so not filed: its report." in said
    assert [] == list((home / TARGET).parent.glob(".*"))


def test_it_says_what_the_checks_find(record):
    """In the filed plan, with its lines there."""
    said = record(EXPORT.replace("urgency: medium", "urgency: urgent"))

    assert f"{TARGET}:6:1: error INC-16 incident '2026-03-30-mail' is rated 'urgent' without a reason" in said


@pytest.mark.parametrize(("old", "new", "expected"), [
    ("reporter: ada", "reporter: adda", "export.yml:8:1: error GEN-01 there is no person 'adda'\n    did you mean 'ada'?"),
    ("severity: low\n", "", "'severity' is missing"),
    ("status: assessing", "status: asessing", "export.yml:12:1: error GEN-01 'asessing' is not a value of 'status'\n    did you mean 'assessing'?"),
    ("ticket: INC-7", "tickett: INC-7", "export.yml:6:1: error GEN-01 unknown key 'tickett'\n    did you mean 'ticket'?"),
    ("record: incident", "record: incidnet", "export.yml:1:1: error GEN-01 'incidnet' is no kind of record\n    did you mean 'incident'?"),
    ("record: incident\n", "", "'record' is missing"),
    ("id: 2026-03-30-mail\n", "", "'id' is missing"),
    ("id: 2026-03-30-mail", "id: ../../settings", "export.yml:2:1: error GEN-01 '../../settings' is not an id"),
    ("ticket: INC-7", "ticket: &x INC-7", "anchors and aliases are not used in plans"),
    ("ticket: INC-7", "ticket: INC-7\nticket: INC-8", "export.yml:7:1: error GEN-01 duplicate key 'ticket'"),
    ("client: harbour", "client: harbor", "there is no client 'harbor'"),
])
def test_what_is_wrong_is_said_and_nothing_is_written(record, home, old, new, expected):
    """In the words of the reader, with the line in the file that was exported."""
    assert expected in record(EXPORT.replace(old, new, 1), code=1)
    assert not (home / TARGET).exists()


def test_the_client_may_be_named_beside_the_file(record):
    assert "Written." in record(EXPORT.replace("client: harbour\n", ""), "--client", "harbour")
    assert "not of 'orchard'" in record(EXPORT, "--client", "orchard", code=1)
    assert "name the client" in record(EXPORT.replace("client: harbour\n", ""), code=1)


def test_nothing_is_replaced_unasked(record, home):
    """Without a terminal only with --yes; the same again is no question."""
    record()
    assert "says the same already" in record()
    other = EXPORT.replace("nothing arrives", "nothing leaves")
    assert "say --yes" in record(other, code=1)
    assert PLAN == (home / TARGET).read_text(encoding="utf-8")

    assert "13 lines, 1 of them new or changed, 1 that go" in record(other, "--yes")
    assert "nothing leaves" in (home / TARGET).read_text(encoding="utf-8")


def test_a_record_that_stands_elsewhere_is_not_filed_twice(record, home):
    """Two files with one incident are two truths."""
    family = home / "plans/clients/harbour/incidents.yml"
    family.write_text("incidents:\n  2026-03-30-mail:\n" + "".join(f"    {line}\n" if line else "\n" for line in PLAN.splitlines()), encoding="utf-8")

    assert "stands in plans/clients/harbour/incidents.yml:2 already" in record(code=1)


def test_a_file_in_one_line_is_refused(record):
    """It would have to be written anew, and whoever exported it would not know it again."""
    assert "do not stand in lines of their own" in record('{record: incident, id: a, client: harbour, title: b, service: mail, ticket: c, reported_at: "2026-03-30 08:40", reporter: ada, urgency: low, severity: low, acknowledged_at: "2026-03-30 08:40", status: closed}', code=1)


def test_the_disk_may_refuse(record, home, monkeypatch):
    """Then the old record is still whole, and no half of the new one lies beside it."""
    record()
    monkeypatch.setattr("os.replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))

    assert "can not be written: No space left on device" in record(EXPORT.replace("low", "high"), "--yes", code=1)
    assert [home / TARGET] == list((home / TARGET).parent.iterdir())
    assert PLAN == (home / TARGET).read_text(encoding="utf-8")


def test_another_kind_is_another_line(home):
    """Each kind has a model, and a family of the client's plans that holds it."""
    from runbinder.model.binder import Client

    assert [] == [word for word, kind in KINDS.items() if kind.family not in Client.model_fields or kind.model.kind != word]
    (home / "x.yml").write_text("record: tea\n")
    assert None is take(home, home / "x.yml", "harbour")[0]
