"""`runbinder cold-read`: can a stranger find it? Draws the questions, scores the answers, files the result as an audit."""

import sys
from collections import Counter
from pathlib import Path

import click

from runbinder import coldread
from runbinder.analysis.questions_score import Item, Outcome, Reply, Score, clock, score
from runbinder.asof import judged_as_of
from runbinder.assessing import assess
from runbinder.commands.check import count, report
from runbinder.errors import Fixable
from runbinder.model.binder import Binder
from runbinder.read import read
from runbinder.recording import put
from runbinder.sitemap import SiteMap

_ENDINGS = (".md", ".sealed", ".answers.yml")


def draw(root: Path, client: str, seed: int, how_many: int = 20, site: Path | None = None, edition: str = "internal", into: Path | None = None, yes: bool = False, as_of: str = "", verbose: bool = False) -> int:
    """Writes a sheet of questions, its sealed answers and a form for the reader's; 1 if the plans can not be read."""
    binder = _binder(root, client, edition, as_of)
    if binder is None:
        return 1
    found = coldread.built(site, binder) if site else coldread.rendered(binder, root / "overrides")
    asked, rejected = coldread.pool(binder, found)
    sheet = coldread.sheet(binder, asked, seed, how_many)
    if not sheet.items:
        raise Fixable(f"nothing can be asked about '{client}'", "its plans hold too little yet: runbinder check says what is missing")
    sealed = coldread.seal(sheet)
    digest = coldread.digest(sealed)
    texts = dict(zip(_ENDINGS, (coldread.printed(sheet, digest), sealed, coldread.form(sheet, digest, binder)), strict=True))
    home = into or Path.cwd()
    files = {home / f"{sheet.stem}{ending}": text for ending, text in texts.items()}
    _ask_about(files, yes)
    try:
        home.mkdir(parents=True, exist_ok=True)
        for file, text in files.items():
            file.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise Fixable(f"the sheet can not be written to {home}: {error.strerror}") from None
    click.echo(f"{count(len(sheet.items), 'question')} of {len({one.kind for one in sheet.items})} kinds, out of {count(len(asked), 'question')}; {count(len(rejected), 'question')} rejected.")
    if len(sheet.items) < how_many:
        click.echo(f"Of {how_many} that were wanted, no more go together on a sheet: no two may have one answer or one record.")
    if verbose:
        for why, number in Counter(one.why for one in rejected).most_common():
            click.echo(f"  {number:>4}  {why}")
        for one in rejected:
            click.echo(f"  {one.question.kind}: {one.question.text} - {one.why}")
    for file, what in zip(files, ("to print and hand to the reader", "the answers; not for the reader", "for the reader's answers"), strict=True):
        click.echo(f"{file}: {what}")
    return 0


def mark(root: Path, client: str, answers: Path, sealed: Path | None = None, accepted: tuple[int, ...] = (), file: bool = False, yes: bool = False, although_changed: bool = False, as_of: str = "") -> int:
    """Scores a reader's answers, and files them as an audit if that is wanted; 1 if something can not be read or is not decided."""
    given, findings = coldread.taken(answers)
    if given is None:
        report(findings)
        return 1
    sheet = _unsealed(given, sealed or answers.parent / f"{given.cold_read}.sealed")
    if sheet.client != client:
        raise Fixable(f"the answers belong to a sheet of '{sheet.client}', not of '{client}'", f"runbinder cold-read {sheet.client} --score {answers}")
    binder = _binder(root, client, sheet.edition, as_of or sheet.as_of)
    if binder is None:
        return 1
    if binder.digest != sheet.digest and not although_changed:
        raise Fixable(f"the binder has changed since the sheet was drawn: it was {sheet.digest}, and it is {binder.digest}", "score it against the plans of that day, or say --although-changed")
    unknown = [str(one) for one in (*coldread.replies(given), *accepted) if one not in {item.number for item in sheet.items}]
    if unknown:
        raise Fixable(f"the sheet has no question {', '.join(unknown)}", f"its questions are 1 to {len(sheet.items)}")
    result = _judged(sheet.items, coldread.replies(given), accepted)
    _tell(result)
    if open_ := result.of("to be judged"):
        click.echo(f"{count(len(open_), 'answer')} to be judged: look at both wordings, and write `mark: right` or `mark: wrong`, or say --accept {open_[0].item.number}.")
    if not file:
        return int(bool(open_))
    if open_:
        raise Fixable("what is not judged can not be filed", "mark every answer first")
    return _file(root, binder, sheet, given, result, yes, as_of)


def _binder(root: Path, client: str, edition: str, as_of: str) -> Binder | None:
    shelf = read(root, [client])
    if shelf.findings or client not in shelf.clients:
        report(shelf.findings)
        return None
    return SiteMap(shelf, client, judged_as_of(as_of, shelf.settings), edition=edition).binder(client)  # type: ignore[arg-type]


def _ask_about(files: dict[Path, str], yes: bool) -> None:
    """A form with answers in it is not lost because somebody draws the sheet again."""
    there = [file for file, text in files.items() if file.exists() and file.read_text(encoding="utf-8", errors="replace") != text]
    if there and not yes:
        names = ", ".join(file.name for file in there)
        if not sys.stdin.isatty():
            raise Fixable(f"{names} is there already and differs", "say --yes to let the new one take its place, or --into another folder")
        click.confirm(f"{names} is there already and differs. Shall the new one take its place?", abort=True)


def _unsealed(given: coldread.Answers, file: Path) -> coldread.Sheet:
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise Fixable(f"the sealed answers can not be read: {file}", "name the file: --sealed FILE") from None
    if (digest := coldread.digest(text)) != given.sealed:
        raise Fixable(f"these are answers to another sheet, or the sealed file was changed: it has the digest {digest[:12]}..., the answers say {given.sealed[:12]}...", "compare both with what is printed on the sheet")
    return coldread.unseal(text)


def _judged(items: tuple[Item, ...], given: dict[int, Reply], accepted: tuple[int, ...]) -> Score:
    """On a terminal an examiner decides where words do not."""
    first = score(items, given, accepted)
    if not sys.stdin.isatty():
        return first
    right, wrong = list(accepted), []
    for one in first.of("to be judged"):
        click.echo(f"\n{one.item.number}. {one.item.text}\n   sealed: {' / '.join(one.item.says)}\n   reader: {one.reply.answer}")
        (right if click.confirm("   Is that right?") else wrong).append(one.item.number)
    return score(items, given, right, wrong)


def _tell(result: Score) -> None:
    """The score by parts, then each question that was not answered in time, with the answer and where it stands."""
    for one in result.outcomes:
        if one.verdict != "right":
            click.echo(f"{one.item.number}. {one.item.text}\n   {_what(one)}\n   It stands on {one.item.page}: {' / '.join(one.item.says[:3])}")
    for part, found, asked in result.parts():
        click.echo(f"{part:<24}{found:>3} of {asked}")
    late = result.of("late")
    click.echo(f"{len(result.of('right'))} of {count(len(result.outcomes), 'answer')} found in time{f', {len(late)} more too late' if late else ''}{f'; median {clock(result.median)}, longest {clock(max(result.times))}' if result.times else ''}.")


def _what(one: Outcome) -> str:
    took = f" after {clock(one.reply.took)} of {clock(one.item.seconds)}" if one.reply.took is not None else ""
    return f"{one.verdict}{took}{f': {one.reply.answer}' if one.reply.answer else ''}"


def _file(root: Path, binder: Binder, sheet: coldread.Sheet, given: coldread.Answers, result: Score, yes: bool, as_of: str) -> int:
    whole = _binder(root, binder.id, "internal", as_of or sheet.as_of)  # a person that an edition withholds is a person all the same
    recording = coldread.audit(whole or binder, sheet, given, result)
    there = (root / recording.target).read_text(encoding="utf-8") if (root / recording.target).is_file() else None
    click.echo(f"{recording.target}:\n\n{recording.text}")
    if there not in (None, recording.text):
        click.echo("It is there already, and differs.")
    if not yes:
        if not sys.stdin.isatty():
            raise Fixable("nobody can be asked whether this is to be written", "say --yes")
        if not click.confirm("Write it?"):
            click.echo("Nothing was written.")
            return 1
    put(root, recording)
    click.echo("Written.")
    said = [one.finding for judgement in assess(root, [binder.id], as_of) for one in judgement.findings if one.finding.path == recording.target and not one.waived]
    click.echo("The checks say of it:" if said else "The checks find nothing in it.")
    report(said)
    return 0
