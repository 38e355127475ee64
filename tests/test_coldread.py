"""The cold read: a sheet that can be drawn again, answers that stand on its pages, a seal that shows a change, an audit that is valid."""

import re

import pytest

from runbinder import coldread
from runbinder.analysis.questions_pages import Page
from runbinder.analysis.questions_score import Reply, score
from runbinder.errors import Fixable
from runbinder.load import parse
from runbinder.model.assurance import Audit
from runbinder.validate import validate


@pytest.fixture(scope="module")
def pages(golden):
    return coldread.rendered(golden)


@pytest.fixture(scope="module")
def asked(golden, pages):
    return coldread.pool(golden, pages)


@pytest.fixture(scope="module")
def sheet(golden, asked):
    return coldread.sheet(golden, asked[0], 7, 12)


def filled(sheet, **given):
    """The answers of somebody who found everything."""
    lines = [f"cold_read: {sheet.stem}", f"sealed: {coldread.digest(coldread.seal(sheet))}", *(f"{key}: {value}" for key, value in given.items())]
    return "\n".join(lines) + "\n"


def test_the_same_seed_draws_the_same_sheet(golden, asked, sheet):
    """A sheet that is lost can be printed again, and its sealed file has the digest that the first one had."""
    again = coldread.sheet(golden, asked[0], 7, 12)

    assert coldread.seal(sheet) == coldread.seal(again)
    assert coldread.seal(sheet) != coldread.seal(coldread.sheet(golden, asked[0], 8, 12))


def test_every_answer_stands_where_the_sheet_says(pages, sheet):
    """Nobody is asked what can not be found."""
    def text(page):
        path, _, anchor = page.partition("#")
        return pages[path].text(anchor)

    assert [] == [item for item in sheet.items if not item.answer.stands_in(text(item.page))]


def test_a_question_is_rejected_when_its_answer_is_taken_from_the_page(golden, pages, asked):
    """The same plans, a page that says less: the question goes, with the page in the reason."""
    one = next(one for one in asked[0] if "#" not in coldread.place(one) and one.answer.sort == "name")
    path = coldread.place(one)
    html = pages[path].html
    for say in one.answer.says:
        html = re.sub(re.escape(say), "nothing", html, flags=re.IGNORECASE)

    kept, rejected = coldread.pool(golden, {**pages, path: Page(html)})

    assert one not in kept
    assert f"its answer does not stand on {path}" in [other.why for other in rejected if other.question == one]


def test_what_an_edition_withholds_is_not_asked(golden, pages):
    """Neither as an answer nor in a question: a place that an auditor may not see is no test of the auditor's copy."""
    from dataclasses import replace

    entry = golden.all("credential")[0]
    hidden = replace(entry, record=entry.record.model_copy(update={"system": f"{coldread.WITHHELD} 1"}))
    binder = replace(golden, index={**golden.index, "credential": {entry.id: hidden}})
    kept, rejected = coldread.pool(binder, pages)

    assert [] == [one for one in kept if coldread.WITHHELD in one.text]
    assert "this edition withholds it" in {one.why for one in rejected}


def test_a_seal_shows_a_change(sheet):
    """What was sealed comes out again; a file that is no seal is refused in words."""
    sealed = coldread.seal(sheet)

    assert sheet == coldread.unseal(sealed)
    with pytest.raises(Fixable, match="can not be opened"):
        coldread.unseal(sealed[:-20])


def test_the_answers_are_not_read_by_accident(sheet):
    """Neither the sheet nor the sealed file shows one."""
    text = coldread.seal(sheet) + coldread.printed(sheet, "0" * 64).partition("\n## ")[2]

    assert [] == [item.says[0] for item in sheet.items if len(item.says[0]) > 6 and item.says[0] in text]


def test_an_empty_form_is_valid(tmp_path, golden, sheet):
    """The form as it is drawn can be scored: nothing was found."""
    file = tmp_path / "answers.yml"
    file.write_text(coldread.form(sheet, "0" * 64, golden), encoding="utf-8")

    answers, findings = coldread.taken(file)

    assert [] == findings
    assert len(sheet.items) == len(score(sheet.items, coldread.replies(answers)).of("not found"))


def test_a_form_with_a_fault_says_where(tmp_path, sheet):
    """A question that is answered twice, and a word that is no mark, each with its line."""
    file = tmp_path / "answers.yml"
    file.write_text(filled(sheet) + "answers:\n  - {question: 1, answer: x}\n  - {question: 1, answer: y}\n", encoding="utf-8")
    answers, findings = coldread.taken(file)

    assert (None, ["answers.yml:5:5: question 1 is answered twice"]) == (answers, [f"{one.path}:{one.line}:{one.column}: {one.message}" for one in findings])
    file.write_text(filled(sheet) + "answers: [{question: 1, mark: maybe}]\n", encoding="utf-8")

    assert "'maybe' is no mark" in coldread.taken(file)[1][0].message


@pytest.mark.parametrize("right", [12, 11, 0])
def test_an_audit_that_is_filed_is_valid(golden, sheet, right):
    """It fits the model, names its reader, and has a finding without a date for each question that was not answered."""
    reader = golden.all("person")[0].id
    answers, _ = validate(coldread.Answers, {"cold_read": sheet.stem, "sealed": "0" * 64, "reader": reader, "on": "2026-03-30", "independent_of": [golden.provider_id]})
    result = score(sheet.items, {item.number: Reply(item.says[0], "10:00:00", "10:00:20") for item in sheet.items[:right]})

    recording = coldread.audit(golden, sheet, answers, result)
    document, findings = parse(recording.text.encode(), "")
    audit, faults = validate(Audit, document.data, golden.zone)

    assert ([], []) == (findings, faults)
    assert ({12: "passed", 11: "passed with findings", 0: "failed"}[right], 12, right, 12 - right) == (audit.result, audit.items_searched, audit.items_found, len(audit.findings))
    assert {None} >= {one.due for one in audit.findings.values()}
    assert f"plans/clients/{golden.id}/audits/cold-read-2026-03-30.yml" == recording.target


def test_a_reader_must_be_known(golden, sheet):
    """The auditor of a record is somebody with a name and an organisation."""
    answers, _ = validate(coldread.Answers, {"cold_read": "x", "sealed": "x", "reader": "nobody-we-know", "on": "2026-03-30"})

    with pytest.raises(Fixable, match="no person 'nobody-we-know'"):
        coldread.audit(golden, sheet, answers, score(sheet.items, {}))


def test_every_kind_has_a_reason():
    """The docstring of a kind says why a stranger has to know it; the handbook lists them."""
    from runbinder.analysis.questions import KINDS

    assert 20 <= len(KINDS)
    assert [] == [name for name, kind in KINDS.items() if not kind.find.__doc__]
