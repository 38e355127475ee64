"""`runbinder export`: every table for other programs, harmless in a spreadsheet, and no more than an edition shows."""

import csv
import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from runbinder.commands.export import as_csv, as_json, harmless
from runbinder.main import cli
from runbinder.tables import TABLES

ROOT = Path(__file__).parents[2]


@pytest.fixture
def run():
    """The result of `runbinder export` with these words, on the demo."""
    return lambda *words: CliRunner().invoke(cli, ["-C", str(ROOT), "export", *words])


def test_a_table_as_csv(run):
    """Ids first, then the columns; the lines end as RFC 4180 has it."""
    result = run("harbour", "--table", "services")
    head, first, *_ = csv.reader(io.StringIO(result.output))

    assert 0 == result.exit_code
    assert ["Id", *TABLES["services"].columns] == head
    assert first[0].startswith("service:")


def test_a_table_as_json(run):
    """The same with names: yes and no, numbers, lists and dates stay what they are."""
    data = json.loads(run("harbour", "--table", "procedures", "--format", "json").output)

    assert ("harbour", "procedures", "2026-11-20", "internal") == (data["client"], data["table"], data["as_of"], data["edition"])
    assert {bool} == {type(row["documented"]) for row in data["rows"]}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", row["when"]) for row in data["rows"] if row["when"])


@pytest.mark.parametrize("text", ["=1+1", "+44 20 7946 0000", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\uff1d1+1"])
def test_a_spreadsheet_runs_nothing(text):
    """What looks like a formula is shown, also a telephone number, which would lose its plus sign."""
    assert f"'{text}" == harmless(text)
    assert "plain" == harmless("plain")


def test_no_cell_of_a_csv_is_a_formula(run):
    """Of the table that has the most signs in it."""
    rows = list(csv.reader(io.StringIO(run("harbour", "--table", "contacts").output)))

    assert any(cell.startswith("'+44") for row in rows for cell in row)
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_no_cell_of_any_table_is_a_formula(golden):
    """Nor does any part of a list become one where a spreadsheet cuts lines at semicolons: every cell is in quotes."""
    for table in TABLES.values():
        text = as_csv(table, golden)
        assert [] == [cell for row in csv.reader(io.StringIO(text)) for cell in row if cell.startswith(("=", "+", "-", "@"))], table.name
        assert all(line.startswith('"') and line.endswith('"') for line in text.removesuffix("\r\n").split("\r\n")), table.name


def test_a_record_that_is_named_in_prose_is_named_by_its_title(golden):
    """The marks of a plan mean nothing to another program."""
    told = "".join(as_csv(table, golden) + as_json(table, golden) for table in TABLES.values())

    assert "[[" not in told


def test_a_table_of_all_clients(run):
    """Without a client: each row says whose it is, in CSV; in JSON each client's table is an object of its own."""
    head, *rows = csv.reader(io.StringIO(run("--table", "portfolio").output))
    data = json.loads(run("--table", "portfolio", "--format", "json").output)

    assert ["Client", *TABLES["portfolio"].columns] == head
    assert ["harbour", "larkfield", "northgate", "tessera"] == [row[0] for row in rows] == [one["client"] for one in data]
    assert [row[2] for row in rows] == [str(row["level"]) for one in data for row in one["rows"]]


def test_help_names_every_table(run):
    """So does the handbook, which is made from it."""
    said = re.sub(r"-\n\s+", "-", run("--help").output)

    assert [] == [name for name in TABLES if not re.search(rf"\s{name}[,.]", said)]


def test_no_table_says_where_a_secret_is_kept(golden):
    """Neither vault nor path nor the way to it, in any edition."""
    secret = {value for entry in golden.all("credential") for value in (entry.record.vault.path, entry.record.how) if value}
    told = "".join(as_csv(table, golden) for table in TABLES.values())

    assert secret
    assert [] == [one for one in secret if " ".join(one.split()) in told]


def test_an_edition_leaves_out_what_its_readers_may_not_have(run):
    """Private numbers, for one."""
    whole, shown = (json.loads(run("northgate", "--table", "contacts", "--format", "json", "--edition", edition).output)["rows"] for edition in ("internal", "auditor"))

    assert any(row["private"] for row in whole)
    assert not any(row["private"] for row in shown)


def test_a_file_is_written_with_a_mark_for_spreadsheets(run, tmp_path):
    """JSON has none, as programs stumble over it."""
    for name, words in (("a.csv", ["--table", "copies"]), ("a.json", ["--oscal"])):
        assert 0 == run("tessera", *words, "--out", str(tmp_path / name)).exit_code

    assert (tmp_path / "a.csv").read_bytes().startswith(b'\xef\xbb\xbf"Id","Copy",')
    assert "assessment-results" in json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))


def test_all_tables_are_named(run):
    """With their columns, and without a client."""
    said = run("--list").output

    assert [] == [name for name in TABLES if not re.search(rf"^{name} ", said, re.MULTILINE)]


@pytest.mark.parametrize(("words", "code", "said"), [
    (("harbour", "--table", "servces"), 1, "there is no table 'servces'"),
    (("harbour",), 1, "--oscal, or one table"),
    (("harbour", "--oscal", "--table", "services"), 1, "--oscal, or one table"),
    (("harbur", "--oscal"), 1, "there is no client 'harbur'"),
    (("harbour", "--oscal", "--out", "/nowhere/at/all.json"), 1, "can not be written"),
    ((), 2, "name a client"),
    (("--oscal",), 2, "name a client"),
])
def test_what_can_not_be_done_is_said(words, code, said):
    """In a sentence, with an exit code."""
    from subprocess import run as process
    from sys import executable

    result = process([executable, "-m", "runbinder", "-C", str(ROOT), "export", *words], capture_output=True, text=True)

    assert code == result.returncode
    assert said in result.stderr
