"""The cold read: a sheet of questions for a stranger, its answers in a sealed file, and what comes back filed as an audit.

The seal keeps nobody out: the answers are only encoded, so that they are not read by accident. What matters is the digest that
is printed on the sheet: it shows afterwards that the answers are those that belonged to the questions.
"""

import base64
import hashlib
import json
import textwrap
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from markupsafe import escape
from pydantic import field_validator

from runbinder import references
from runbinder.analysis import questions_audit
from runbinder.analysis.questions import Question, Rejected, draw, questions
from runbinder.analysis.questions_pages import Page, Pages, findable
from runbinder.analysis.questions_score import Item, Reply, Score
from runbinder.edition import WITHHELD
from runbinder.errors import Fixable
from runbinder.finding import Finding
from runbinder.load import parse, read_file
from runbinder.macros import MACROS
from runbinder.model.assurance import Audit
from runbinder.model.binder import Binder
from runbinder.model.common import Part, given, many, may, must
from runbinder.model.values import Day, Id, Text
from runbinder.pages import address, pages
from runbinder.read import PLANS
from runbinder.recording import Recording
from runbinder.render import View
from runbinder.validate import did_you_mean, validate
from runbinder.writing import flow

_PLACES = {
    "front page": "index.html", "incident team": "incident-team.html", "transition": "transition/index.html", "successor": "transition/successor.html",
    "handover": "transition/handover.html", "communications": "communications.html", "standard": "provider/standard.html",
}
"""The pages of what is no record, by the first word of the place."""


@dataclass(frozen=True)
class Sheet:
    """What is asked, of which binder; all of it goes into the sealed file."""

    client: str
    name: str
    seed: int
    edition: str
    as_of: str
    digest: str
    items: tuple[Item, ...]

    @property
    def stem(self) -> str:
        return f"cold-read-{self.client}-{self.seed}"


class Answered(Part):
    """A reader's answer to one question, as it is typed in; what is left empty is not there."""

    question: int = must("The number of the question on the sheet.")
    answer: Text | None = may("What the reader wrote; empty if it was not found.")
    page: Text | None = may("The page on which the reader found it.")
    start: Text | None = may("Time of day at which the search began, as 10:02:30.")
    end: Text | None = may("Time of day at which it ended.")
    mark: Text | None = may("An examiner's word, `right` or `wrong`, where words alone do not decide.")

    @field_validator("mark")
    @classmethod
    def _a_mark(cls, value: Text | None) -> Text | None:
        if value and value not in ("right", "wrong"):
            raise ValueError(f"'{value}' is no mark: write right or wrong")
        return value


class Answers(Part):
    """The file of answers: whose sheet it is, who read, when."""

    cold_read: Text = must("The name of the sheet, as it is printed on it.")
    sealed: Text = must("The digest of the sealed answers, as it is printed on the sheet.")
    reader: Id | None = may("The person who read, as the plans know them; becomes the auditor.")
    on: Day | None = may("The day of the cold read.")
    independent_of: tuple[Id, ...] = many("Organisations on which the reader does not depend.")
    provider_in_scope: bool = given(False, "Whether the provider was part of it.")
    answers: tuple[Answered, ...] = many("One entry for each question.")


def rendered(binder: Binder, overrides: Path | None = None) -> Pages:
    """The generated pages of a binder, without those that somebody wrote by hand."""
    drawn = ((one, MACROS[one.macro](View(binder, f"{one.path}.html", overrides), *one.args[1:])) for one in pages(binder))
    return {f"{one.path}.html": Page(f"<h1>{escape(one.title)}</h1>\n{html}") for one, html in drawn}


def built(folder: Path, binder: Binder) -> Pages:
    """The pages of a site that was built. Raises Fixable where there is none, or where it shows another state of the plans."""
    home = next((one for one in (folder / "clients" / binder.id, folder) if (one / "index.html").is_file()), None)
    remedy = f"build it: runbinder build {binder.id}"
    if home is None:
        raise Fixable(f"there are no built pages in {folder}", remedy)
    found = {file.relative_to(home).as_posix(): Page(file.read_text(encoding="utf-8")) for file in sorted(home.rglob("*.html"))}
    if binder.digest not in found["index.html"].html:
        raise Fixable(f"the site in {folder} shows another binder, or another state of these plans (they have the digest {binder.digest})", remedy)
    return found


def place(one: Question) -> str:
    """Where in the binder the answer stands: a path, with an anchor where that is not all of a page."""
    if not isinstance(one.where, str):
        return address(one.where)
    plan, _, part = one.where.partition("/")
    if plan == "lockdown":
        return f"transition/lockdown.html#{part.replace('step ', 'lockdown-') if part.startswith('step ') else 'continuity'}"
    return _PLACES[plan]


def pool(binder: Binder, found: Pages) -> tuple[list[Question], list[Rejected]]:
    """Every question that these pages answer; and those that are not asked, with the reason."""
    asked, rejected = questions(binder)
    shown = [one for one in asked if not any(WITHHELD in words for words in (one.text, *one.answer.says))]
    kept, lost = findable(shown, place, found)
    return kept, [*rejected, *(Rejected(one, "this edition withholds it") for one in asked if one not in shown), *lost]


def sheet(binder: Binder, asked: Iterable[Question], seed: int, how_many: int) -> Sheet:
    """The sheet that a seed draws from what can be asked: the same binder and the same seed give the same sheet."""
    drawn = enumerate(draw(asked, seed, how_many), start=1)
    items = tuple(Item(number, one.kind, one.part, one.text, one.answer.sort, one.answer.says, one.record, place(one), one.seconds) for number, one in drawn)
    return Sheet(binder.id, str(binder.client.profile.name), seed, binder.edition, binder.as_of.isoformat(), binder.digest, items)


def seal(one: Sheet) -> str:
    """The text of the sealed file."""
    packed = base64.b64encode(json.dumps(asdict(one), ensure_ascii=False, sort_keys=True).encode()).decode()
    note = f"The answers to {one.stem}. They are encoded so that nobody reads them by accident; they are no secret.\nDo not change this file: its SHA-256 is printed on the sheet.\n\n"
    return note + "\n".join(textwrap.wrap(packed, 96)) + "\n"


def digest(sealed: str) -> str:
    return hashlib.sha256(sealed.encode()).hexdigest()


def unseal(sealed: str) -> Sheet:
    """The sheet in a sealed file. Raises Fixable where it is none."""
    try:
        data = json.loads(base64.b64decode("".join(sealed.partition("\n\n")[2].split()), validate=True))
        items = tuple(Item(**{**one, "says": tuple(one["says"])}) for one in data.pop("items"))
        return Sheet(**data, items=items)
    except (ValueError, TypeError, KeyError, AttributeError):
        raise Fixable("the sealed file can not be opened: it is none, or it was changed", "draw the sheet again with the same seed") from None


def printed(one: Sheet, seal_digest: str) -> str:
    """The sheet to print: questions, and lines for the reader's hand."""
    line = "_" * 12
    body = [
        f"# Cold read: {one.name}", "",
        f"Sheet {one.stem}, {len(one.items)} questions. Binder {one.digest}, {one.edition} edition, as of {one.as_of}.", "",
        f"Sealed answers, SHA-256: `{seal_digest}`", "",
        "You have the binder and nothing else; nobody who knows the business helps you. Write down the time when you begin to look for an answer and when you",
        "have it, with seconds. Copy the answer as it stands, and the page that it stands on. If you do not find it in time, leave it empty and go on.", "",
        "Where a role is asked for, its title or the name of who holds it will do. Where several things are right, one of them is enough, and no sentence is needed.", "",
        f"Reader: {line * 2}  Examiner: {line * 2}  Date: {line}", "",
    ]
    for item in one.items:
        body += [
            f"## {item.number}. {item.part} ({item.seconds // 60}:{item.seconds % 60:02})", "", _literal(item.text), "",
            f"Answer: {line * 5}", "", f"Page: {line * 2}  Start: {line}  End: {line}  Initials: {line[:6]}", "",
        ]
    return "\n".join(body)


def form(one: Sheet, seal_digest: str, binder: Binder) -> str:
    """The file that the reader's answers are typed into."""
    head = [
        f"# The reader's answers to {one.stem}. Score them: runbinder cold-read {one.client} --score {one.stem}.answers.yml",
        "# Leave empty what was not found. `mark: right` or `mark: wrong` is an examiner's word, where words alone do not decide.",
        f"cold_read: {one.stem}", f"sealed: {seal_digest}",
        "reader:                 # the id of a person in the plans; becomes the auditor of the record that is filed",
        "on:                     # the day of the cold read, as 2026-03-31",
        f"independent_of: []      # {flow([binder.id, binder.provider_id])}, if the reader depends on neither",
        "provider_in_scope: no", "answers:",
    ]
    rows = [f"  - question: {item.number}\n    answer:\n    page:\n    start:\n    end:\n    mark:" for item in one.items]
    return "\n".join([*head, *rows]) + "\n"


def taken(file: Path) -> tuple[Answers | None, list[Finding]]:
    """The answers in a file, or everything that is wrong with it, with its lines."""
    document, findings = read_file(file, file.name)
    if document is None or findings:
        return None, findings
    made, faults = validate(Answers, _filled(document.data))
    numbers = [one.question for one in made.answers] if made else []
    faults += [(("answers", at), f"question {number} is answered twice", "leave one of them") for at, number in enumerate(numbers) if number in numbers[:at]]
    return (made if not faults else None), sorted(Finding(file.name, *document.position(route), "GEN-01", "error", message, hint) for route, message, hint in faults)


def replies(answers: Answers) -> dict[int, Reply]:
    return {one.question: Reply(str(one.answer or ""), str(one.start or ""), str(one.end or ""), str(one.mark or "")) for one in answers.answers}


def audit(binder: Binder, one: Sheet, answers: Answers, score: Score) -> Recording:
    """The record of an audit, fit for the plans. Raises Fixable where the form does not say enough, or where the plans do not know the reader."""
    people = binder.index.get("person", {})
    if not answers.reader or not answers.on:
        raise Fixable("the form does not say who read, and when", "fill in `reader` and `on`")
    if answers.reader not in people:
        raise Fixable(f"the plans know no person '{answers.reader}', who read", did_you_mean(answers.reader, people) or "add the reader under people, with their organisation")
    state = f"binder {one.digest}, {one.edition} edition, judged as of {one.as_of}"
    text = questions_audit.text(binder, one.stem, state, answers.on, answers.reader, score, answers.independent_of, answers.provider_in_scope)
    document, findings = parse(text.encode(), "")
    made, faults = validate(Audit, document.data, binder.zone) if document else (None, [])
    faults += list(references.check(made, (), binder.index)) if made else []
    if findings or faults or made is None:
        why = faults[0][1] if faults else findings[0].message
        raise Fixable(f"the record would not fit the plans: {why}", "correct the form, or write the audit by hand")
    name = f"cold-read-{answers.on.isoformat()}"
    return Recording("audit", binder.id, name, f"{PLANS}/clients/{binder.id}/audits/{name}.yml", text, None, ())


def _filled(value: Any) -> Any:
    """What a form has that somebody filled in: an empty value is none."""
    if isinstance(value, dict):
        return {key: _filled(inner) for key, inner in value.items() if inner not in (None, "")}
    return [_filled(one) for one in value] if isinstance(value, list) else value


def _literal(text: str) -> str:
    """A question as Markdown shows it to the letter."""
    return "".join(f"\\{one}" if one in "\\`*_<>[]#|" else one for one in text)
