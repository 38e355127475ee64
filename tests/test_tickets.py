"""A ticket system's export is read as people find it: whatever is in it is judged as a plan is, or told of with its line."""

import csv
import io
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from runbinder.analysis.kept import judged
from runbinder.errors import Fixable
from runbinder.read import read as read_plans
from runbinder.tickets.log import read
from runbinder.tickets.records import called, cases

LONDON = ZoneInfo("Europe/London")
SHELF = read_plans(Path(__file__).parents[1])
BINDERS = {client: SHELF.binder(client, SHELF.settings.as_of) for client in SHELF.clients}
HEAD = "ticket,time,kind,urgency,by,cc\n"


def log_of(text, encoding="utf-8", suffix=".csv", **more):
    """What is read from a file with this text, or these bytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"LOG{suffix}")
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return read(path, LONDON, called(BINDERS["tessera"]), **more)


def judge(log, binder=BINDERS["tessera"]):
    return {case.ticket.id: judged(case.binder, case.ticket.id, case.incident, case.unsaid) for case in cases(log, binder)}


def faults(text, **more):
    log = log_of(text, **more)
    list(cases(log, BINDERS["tessera"]))
    return [(fault.line, fault.message) for fault in log.faults]


def times(text, **more):
    """When the client was told something, in its own zone."""
    return [f"{event.at:%Y-%m-%d %H:%M}" for one in log_of(text, **more).tickets.values() for event in one.news]


def one_time(text, **more):
    return times(f'{HEAD}T-1,"{text}",update,low,,\n', **more)


def test_a_broken_promise_is_at_its_line():
    """Of the update that came late, or of the ticket's last row."""
    text = HEAD + "T-1,2026-11-17 09:00,opened,P1,,\nT-1,2026-11-17 09:05,update,P1,,rosa-mendes\nT-1,2026-11-17 13:10,update,P1,,\nT-1,2026-11-17 14:00,closed,P1,,\n"
    (case,) = cases(log_of(text), BINDERS["tessera"])
    said = [(case.line(one.part), one.rule) for one in judged(case.binder, "T-1", case.incident, case.unsaid).broken]

    assert [(4, "interval"), (4, "copy")] == said


# What is understood


@pytest.mark.parametrize("text", ["2026-09-15 10:05", "2026-09-15T10:05:00", "2026-09-15T09:05Z", "2026-09-15T11:05+02:00", "2026-09-15 11:05:00 +0200", "2026-09-15 09:05:00 UTC", "15/Sep/26 10:05 AM",
                                  "15-Sep-2026 10:05", "Sep 15, 2026 10:05 am", "September 15, 2026 at 10:05 AM", "Tue, 15 Sep 2026 10:05", "15/09/2026 10:05", "09/15/2026 10:05", "15.9.26 10:05:00", "20260915T1005"])
def test_one_moment_in_many_spellings(text):
    """Without an offset in the client's zone, with one converted to it."""
    assert ["2026-09-15 10:05"] == one_time(text)


@pytest.mark.parametrize(("text", "hint"), [
    ("2026-09-15", "format the column as date and time"), ("46280.42", "number of a spreadsheet"), ("1789462800", "seconds since 1970"), ("2026-09-15 10:05 CEST", "names of zones are not unique"),
    ("31/02/2026 10:00", "write it as"), ("13:00 PM 1/2", "write it as"), ("soon", "write it as"), ("0001-01-01 00:00+23:00", "write it as"), ("2026-09-15 10:00+99:00", "write it as"),
])
def test_a_time_that_is_none_is_told_with_its_line(text, hint):
    """What is wrong, and what to do about this very mistake; the ticket is not judged by what is left of it."""
    log = log_of(f'{HEAD}T-1,2026-09-15 09:00,opened,low,,\nT-1,"{text}",update,low,,\n')

    assert [(3, True)] == [(fault.line, hint in fault.hint) for fault in log.faults]
    assert ([], ["T-1"]) == (list(cases(log, BINDERS["tessera"])), log.skipped)


def test_day_or_month_first_is_what_the_file_shows():
    """One date after the 12th decides for the whole file; a date with points has the day first."""
    rows = "T-1,03/04/2026 10:00,update,low,,\nT-1,{} 10:00,update,low,,\n"

    assert "2026-04-03 10:00" == times(HEAD + rows.format("15/04/2026"))[0]
    assert "2026-03-04 10:00" == times(HEAD + rows.format("04/15/2026"))[0]
    assert "2026-04-03 10:00" == one_time("03.04.2026 10:00")[0]
    assert "2026-03-04 10:00" == one_time("03/04/2026 10:00", order="month-first")[0]


@pytest.mark.parametrize(("second", "why"), [("05/06/2026 10:00", "no date in it has a day after the 12th"), ("15/04/2026 10:00\nT-1,04/15/2026 10:00", "line 3 has '15/04/2026 10:00' and line 4 has '04/15/2026 10:00'")])
def test_a_date_that_may_be_two_is_refused(second, why):
    """A guess would judge a month of tickets wrong."""
    rows = [HEAD.strip(), "T-1,03/04/2026 10:00,update,low,,", *(f"{line},update,low,," for line in f"T-1,{second}".split("\n"))]
    with pytest.raises(Fixable, match=why) as caught:
        log_of("\n".join(rows))

    assert "--dates day-first" in caught.value.hint


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encoding_and_separator_are_found_out(delimiter, encoding):
    """Whatever a spreadsheet made of it, with a line about separators or without."""
    text = delimiter.join(("Ticket ID", "Sent at", "Type", "Priority", "Recipients", "Größe")) + "\n" + delimiter.join(("T-1", "2026-09-15 10:05", "Update", "1 - Critical", "Zoë <rosa-mendes>", "ß")) + "\n"
    logs = [log_of(text, encoding), log_of(f"sep={delimiter}\n{text}", encoding)]

    assert 2 * [("urgent", [True], ("Größe",), [])] == [(log.tickets["T-1"].urgency, [one.copied for one in log.tickets["T-1"].news], log.layout.unread, log.faults) for log in logs]


@pytest.mark.parametrize(("word", "urgency"), [("P1", "urgent"), ("1 - Critical", "urgent"), ("Highest", "urgent"), ("P2 - High", "high"), ("3 - Moderate", "medium"), ("Normal", "medium"), ("Trivial", "low")])
def test_words_for_urgencies(word, urgency):
    """As Jira, Zendesk, ServiceNow and Freshdesk have them."""
    assert urgency == log_of(f"{HEAD}T-1,2026-09-15 10:05,update,{word},,\n").tickets["T-1"].urgency


def test_a_number_is_no_urgency_until_somebody_says_so():
    """1 is the highest priority in one system and the lowest in another."""
    text = f"{HEAD}T-1,2026-09-15 10:05,update,1,,\n"

    assert [(2, "ticket T-1: '1' is no urgency that is known")] == faults(text)
    assert "low" == log_of(text, said={"urgency": {"1": "low"}}).tickets["T-1"].urgency
    with pytest.raises(Fixable, match="'asap' in --urgency is not one of urgent, high, medium, low"):
        log_of(text, said={"urgency": {"1": "asap"}})


def test_columns_can_be_named():
    """What the user says goes before what a heading seems to be; a heading that is not there is answered with the nearest."""
    text = "Nr,Geändert,Prio,Art\nT-1,2026-09-15 10:05,P1,Antwort\n"
    said = {"columns": {"ticket": "Nr", "time": "Geändert", "urgency": "Prio", "kind": "Art"}, "kind": {"antwort": "update"}}

    assert ["2026-09-15 10:05"] == times(text, said=said)
    for columns, message in [({}, "no column says which ticket a row is about nor how urgent"), ({"tikcet": "Nr"}, "'tikcet' is nothing"), ({"ticket": "No"}, "there is no column 'No'")]:
        with pytest.raises(Fixable, match=message) as caught:
            log_of(text, said={"columns": columns})
        assert caught.value.hint


def test_a_row_for_each_ticket_with_a_column_for_each_update():
    """Also with the comments as Jira and ServiceNow put them into a cell; notes for colleagues are no news."""
    wide = "Number,Priority,Opened,First response,Update 1,Update 2,Closed\nT-1,High,2026-09-15 10:00,2026-09-15 10:05,2026-09-15 12:30,,2026-09-15 14:00\n"
    jira = 'Issue key,Priority,Created,Updated,Comment,Comment\nT-1,High,15/Sep/26 10:00 AM,15/Sep/26 4:00 PM,15/Sep/26 10:05 AM;5f0;On it; at 9:30,"15/Sep/26 12:30 PM;5f0;Found\nit"\n'
    now = 'Number,Priority,Opened,Updated,Additional comments\nT-1,2 - High,2026-09-15 10:00:00,2026-09-15 16:00:00,"2026-09-15 12:30:00 - Callum Frost (Additional comments)\nFound.\n\n2026-09-15 11:00:00 - X (Work notes)\nHm.\n\n2026-09-15 10:05:00 - Y (Additional comments)\nOn it."\n'

    assert ["2026-09-15 12:30"] == times(wide)
    assert ["2026-09-15 10:05", "2026-09-15 12:30"] == times(jira) == sorted(times(now))
    assert ["acknowledged", "closed", "opened"] == sorted(log_of(wide).tickets["T-1"].moments)


def test_a_list_of_tickets_is_no_log():
    """Its only time is the last change, whoever made it; nobody can be judged by that, unless the user says it is an update."""
    text = "Id,Priority,Status,Created at,Updated at\n1,High,open,2026-09-15 10:00,2026-09-15 12:00\n2,Low,open,2026-09-15 10:00,2026-09-15 12:00\n"
    with pytest.raises(Fixable, match="LOG.csv is a list of tickets: with one row each, 'Updated at' is only the last change"):
        log_of(text)

    assert 2 == len(log_of(text, said={"columns": {"time": "Updated at"}}).tickets)


def test_a_ticket_that_was_opened_again_is_open():
    """And one that was resolved is over where nobody closes tickets."""
    rows = HEAD + "T-1,2026-09-15 10:00,opened,low,,\nT-1,2026-09-15 10:05,update,low,,\nT-1,2026-09-15 12:00,resolved,low,,\n"
    over = {name: next(cases(log_of(rows + more), BINDERS["tessera"])).incident.closure for name, more in {
        "resolved": "", "closed": "T-1,2026-09-15 13:00,closed,low,,\n", "again": "T-1,2026-09-15 13:00,closed,low,,\nT-1,2026-09-15 14:00,reopened,low,,\n", "told": "T-1,2026-09-15 13:00,update,low,,\n"}.items()}

    assert {"resolved": "12:00", "closed": "13:00", "again": None, "told": None} == {name: one and f"{one.closed_at:%H:%M}" for name, one in over.items()}


# What is not


@pytest.mark.parametrize(("rows", "expected"), [
    ("T-1,2026-09-15 10:00,update,low\n", "ticket T-1: the row has 4 cells and the heading 6"), (",2026-09-15 10:00,update,low,,\n", "the row names no ticket"), ("T-1,,update,low,,\n", "ticket T-1: the row has no time"),
    ("T-1,2026-09-15 10:00,frobbed,low,,\n", "ticket T-1: 'frobbed' is no kind of event that is known"), ("T-1,2026-09-15 10:00,update,,,\n", "ticket T-1: no row says how urgent it is"),
    ('T-1,"2026-09-15 10:00,update,low,,\n\n', "a quotation mark is opened and not closed: lines 2 to 3 can not be read"), ("T-1,2026-09-15 10:00,note,low,,\n", "ticket T-1: no row says when it was opened or answered"),
    ("T-1,2026-09-15 10:00,update,low,,\nT-1,2026-09-15 11:00,update,P1,,\n", "ticket T-1: the urgency changes from low to urgent; the whole ticket is judged as urgent"),
])
def test_a_bad_line_is_told(rows, expected):
    """With its number; and the rest of the file is read."""
    log = log_of(HEAD + "T-0,2026-09-15 10:00,update,low,,\n" + rows)
    list(cases(log, BINDERS["tessera"]))

    assert [expected.replace("lines 2 to 3", "lines 3 to 4")] == [fault.message for fault in log.faults]
    assert "T-0" in log.tickets and all(fault.line >= 3 for fault in log.faults)


@pytest.mark.parametrize(("raw", "message"), [(b"", "is empty"), (b"\n\n;;\n", "is empty"), (b"PK\x03\x04zip", "is a workbook"), (b"a\x00b", "is not a text file"), (b"a,b\n1,2\n", "no column says"), (b'"a,b\n1,2\n', "can not be read|no column says")])
def test_what_is_no_csv_is_said(raw, message):
    """In a sentence, with what to do."""
    with pytest.raises(Fixable, match=message) as caught:
        log_of(raw)

    assert caught.value.hint


MOMENT = st.datetimes(datetime(1990, 1, 1), datetime(2099, 12, 31)).map(lambda one: one.strftime("%Y-%m-%d %H:%M")) | st.sampled_from(["03/04/2026 10:00", "15/04/2026 1:00 PM", "", "x", "1/Jan/26 5:00 pm;a;b", "2026-09-15T10:00+01:00"])
CELL = MOMENT | st.text(max_size=12) | st.sampled_from(["T-1", "T-2", "P1", "High", "low", "update", "closed", "resolved", "reopened", "report", "fixed", "opened", "weekly status", "monitoring", '"', "a\nb", "1"])
HEADER = st.sampled_from(["ticket", "time", "kind", "urgency", "opened", "closed", "resolved", "cc", "by", "to", "Comment", "Updated", "text", "x", ""])


@settings(deadline=None)
@given(st.lists(HEADER, max_size=8), st.lists(st.lists(CELL, max_size=9), max_size=12), st.sampled_from(",;\t|"), st.sampled_from((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)))
def test_any_table_is_judged_or_told_of(header, rows, delimiter, quoting):
    """Never a traceback; every ticket is judged or said not to be, and every fault has a line of the file."""
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=quoting).writerows([["ticket", "time", "kind", "urgency", *header], *rows])
    text = out.getvalue()
    try:
        log = log_of(text.encode("utf-8", "replace"))
        found = judge(log)
    except Fixable as error:
        assert error.hint
    else:
        assert set(log.tickets) == set(found) | set(log.skipped)
        assert all(1 < fault.line <= text.count("\n") + text.count("\r") + 1 for fault in log.faults)


@settings(deadline=None)
@given(st.binary(max_size=300) | st.binary(max_size=200).map(lambda raw: HEAD.encode() + raw))
def test_any_bytes_are_read_or_refused(raw):
    """A file may be anything."""
    try:
        judge(log_of(raw))
    except Fixable as error:
        assert str(error)
