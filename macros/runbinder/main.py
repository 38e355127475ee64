"""The command line: arguments only."""

from pathlib import Path
from typing import Any, Literal

import click

from runbinder import __version__
from runbinder.terminal import AS_OF, Commands, TableOption
from runbinder.terminal import capacity as _capacity
from runbinder.terminal import clients as _clients
from runbinder.terminal import root as _root


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="runbinder")
@click.option("-v", "--verbose", count=True, help="Tell more: each site as it is built, and where a bug is.")
@click.option("-C", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), help="The binder's folder; found from here upwards if left out.")
@click.pass_context
def cli(context: click.Context, verbose: int, folder: Path | None) -> None:
    """Turn structured YAML plans into a runbook binder that opens from a USB stick."""
    context.obj = {"verbose": verbose, "folder": folder}


@cli.command()
@click.argument("clients", nargs=-1, shell_complete=_clients)
@click.option("--format", type=click.Choice(("text", "json", "sarif", "github", "junit")), default="text", show_default=True, help="The form of the output.")
@click.option("--readiness", is_flag=True, help="Only the readiness level of each client.")
@click.option("--code", "codes", multiple=True, metavar="CODE", help="Only this check; may be given again.")
@click.option("--strict", is_flag=True, help="Warnings fail too.")
@click.option("--explain", default="", metavar="CODE", help="What a check is about; `all` lists them.")
@AS_OF
@click.pass_context
def check(context: click.Context, clients: tuple[str, ...], format: str, readiness: bool, codes: tuple[str, ...], strict: bool, explain: str, as_of: str) -> int:
    """Check the plans of all CLIENTS, or of these: what could a stranger not do with them?"""
    from runbinder.commands import check as command

    if explain:
        return command.explain(explain)
    return command.check(_root(context), clients, format, readiness, codes, strict, as_of)


@cli.command()
@click.argument("clients", nargs=-1, shell_complete=_clients)
@click.option("--site", type=click.Path(path_type=Path), help="Where the site goes; site/ if left out, site-client/ and site-auditor/ for these editions.")
@click.option("--edition", type=click.Choice(("internal", "client", "auditor")), default="internal", show_default=True, help="For whom: what the others may not see is left out.")
@AS_OF
@click.option("-j", "--jobs", type=click.IntRange(1), default=None, help="Processes at work; one per core if left out.")
@click.option("--again", is_flag=True, help="Build also what has not changed.")
@click.option("--copy", default="", metavar="NUMBER", help="Make it this copy of the register: its number stands on each page and sheet.")
@click.pass_context
def build(context: click.Context, clients: tuple[str, ...], site: Path | None, edition: str, as_of: str, jobs: int | None, again: bool, copy: str) -> int:
    """Build the binders of all CLIENTS, or of these, and the shelf."""
    from runbinder.commands.build import build as run

    return run(_root(context), clients, site, as_of, edition, jobs=jobs or 0, again=again, verbose=bool(context.obj["verbose"]), copy=copy)


@cli.command()
@click.argument("message", default="")
@click.option("--client", default="", metavar="NAME", shell_complete=_clients, help="The client whose own message it is.")
@click.option("--provider", is_flag=True, help="It is a message of the provider's library.")
@click.option("--by", default="", metavar="PERSON", help="The id of the person who has read the text and says yes.")
@click.option("--capacity", callback=_capacity, metavar="CAPACITY", help="In which capacity: management, for one; a lawyer's approval stands beside it.")
@click.option("--on", default="", metavar="DATE", help="The day of the approval; the day that everything is judged by if left out.")
@click.option("--expires", default="", metavar="DATE", help="The last day on which it holds; the settings' interval if left out.")
@click.option("--yes", is_flag=True, help="Do not ask: the text was read elsewhere.")
@click.option("--list", "listed", is_flag=True, help="Show all messages with their approval: approved, stale, expired or none.")
@AS_OF
@click.pass_context
def approve(context: click.Context, message: str, client: str, provider: bool, by: str, capacity: str | None, on: str, expires: str, yes: bool, listed: bool, as_of: str) -> int:
    """Approve a MESSAGE as it is written now: who, in which capacity, when, and a digest of the very words."""
    from runbinder.commands import approve as command

    if listed:
        return command.list_all(_root(context), client, provider, as_of)
    if not (message and by and capacity):
        raise click.UsageError("name the message, and who approves it: approve MESSAGE --by PERSON --capacity management")
    return command.approve(_root(context), message, client, provider, by, capacity, on, expires, yes, as_of)


@cli.command("what-if")
@click.argument("clients", nargs=-1, shell_complete=_clients)
@click.option("--without", multiple=True, metavar="ID", help="Take this away: a person, organisation, site, asset, channel, credential or service; may be given again.")
@click.option("--scenario", default="", metavar="NAME", help="Take away what this scenario of the transition plan does.")
@click.option("--every-one", is_flag=True, help="Take away each single thing in turn: the single points of failure, worst first.")
@click.option("--format", type=click.Choice(("text", "json")), default="text", show_default=True, help="The form of the output.")
@AS_OF
@click.pass_context
def what_if(context: click.Context, clients: tuple[str, ...], without: tuple[str, ...], scenario: str, every_one: bool, format: str, as_of: str) -> int:
    """Take somebody or something away from CLIENTS' binders: what can not be done any more, and why?"""
    from runbinder.commands.what_if import what_if as run

    return run(_root(context), clients, without, scenario, every_one, format, as_of)


@cli.command()
@click.argument("states", nargs=-1, required=True, metavar="[CLIENT] STATE [STATE]", shell_complete=_clients)
@click.option("--format", type=click.Choice(("text", "markdown", "json")), default="text", show_default=True, help="The form of the output.")
@click.option("--edition", type=click.Choice(("internal", "client", "auditor")), default="internal", show_default=True, help="For whom: what the others may not see is not told.")
@AS_OF
@click.pass_context
def diff(context: click.Context, states: tuple[str, ...], format: str, edition: Literal["internal", "client", "auditor"], as_of: str) -> int:
    """Tell what changed from one STATE of the plans to another, or to now: a revision of git, a folder or an archive with plans."""
    from runbinder.commands.diff import diff as run

    return run(_root(context), states, format, as_of, edition)


@cli.command("cold-read")
@click.argument("client", shell_complete=_clients)
@click.option("--seed", type=int, default=1, show_default=True, help="Which sheet is drawn: the same seed gives the same questions while the plans are the same.")
@click.option("-n", "--questions", type=click.IntRange(1, 200), default=20, show_default=True, help="How many questions.")
@click.option("--site", type=click.Path(path_type=Path), help="Ask only what stands in this built site; the pages are made in memory if left out.")
@click.option("--edition", type=click.Choice(("internal", "client", "auditor")), default="internal", show_default=True, help="Which edition the reader has.")
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), help="The folder that the sheet goes into; this one if left out.")
@click.option("--score", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Score the answers in this file instead of drawing a sheet.")
@click.option("--sealed", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="The sealed answers, where they are not beside the answers.")
@click.option("--accept", multiple=True, type=int, metavar="NUMBER", help="An examiner says that this answer is right; may be given again.")
@click.option("--although-changed", is_flag=True, help="Score although the plans have changed since the sheet was drawn.")
@click.option("--file", "filed", is_flag=True, help="File the score as an audit in the client's plans, after asking.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask.")
@AS_OF
@click.pass_context
def cold_read(context: click.Context, client: str, as_of: str, score: Path | None, yes: bool, **more: Any) -> int:
    """Draw questions that a stranger must be able to answer from CLIENT's binder alone; then score the answers."""
    from runbinder.commands import cold_read as command

    if score:
        return command.mark(_root(context), client, score, more["sealed"], more["accept"], more["filed"], yes, more["although_changed"], as_of)
    return command.draw(_root(context), client, more["seed"], more["questions"], more["site"], more["edition"], more["into"], yes, as_of, bool(context.obj["verbose"]))


@cli.command()
@click.argument("client", default="", shell_complete=_clients)
@click.argument("service", default="")
@click.option("--format", type=click.Choice(("text", "json")), default="text", show_default=True, help="The form of the output.")
@AS_OF
@click.pass_context
def recovery(context: click.Context, client: str, service: str, format: str, as_of: str) -> int:
    """Compare promised recovery times with what is achievable: of all clients, of a CLIENT, or a SERVICE step by step."""
    from runbinder.commands.recovery import recovery as run

    return run(_root(context), client, service, format, as_of)


@cli.command()
@click.argument("what", nargs=-1, metavar="[CLIENT ... | LOG.csv]", shell_complete=_clients)
@click.option("--client", default="", metavar="NAME", shell_complete=_clients, help="Whose tickets are in the file: their calendar, zone and project manager count.")
@click.option("--columns", multiple=True, metavar="WHAT=HEADING", help="What a column holds, as opened=Created,urgency=Priority; may be given again.")
@click.option("--urgency", multiple=True, metavar="WORD=URGENCY", help="What a word for an urgency means, as p1=urgent; may be given again.")
@click.option("--kind", multiple=True, metavar="WORD=KIND", help="What a word for an event means, as reply=update; may be given again.")
@click.option("--dates", type=click.Choice(("day-first", "month-first")), default=None, help="What 03/04/2026 means, where the file does not show it.")
@click.option("--format", type=click.Choice(("text", "json")), default="text", show_default=True, help="The form of the output.")
@AS_OF
@click.pass_context
def cadence(context: click.Context, what: tuple[str, ...], client: str, columns: tuple[str, ...], urgency: tuple[str, ...], kind: tuple[str, ...], dates: Literal["day-first", "month-first"] | None, format: str, as_of: str) -> int:
    """How well did we keep our word? Of the incidents in CLIENTS' plans, or of a ticket system's export, LOG.csv, by the same rules."""
    from runbinder.commands.cadence import cadence as run

    return run(_root(context), what, client, format, columns, urgency, kind, dates, as_of)


@cli.command()
@click.argument("client", default="", shell_complete=_clients)
@click.option("--oscal", is_flag=True, help="OSCAL assessment results: what is evidence towards which control, and what the checks found.")
@click.option("--table", cls=TableOption, default="", metavar="NAME", help="This table; without CLIENT of all clients together.")
@click.option("--list", "listed", is_flag=True, help="Name all tables and their columns.")
@click.option("--format", type=click.Choice(("csv", "json")), default="csv", show_default=True, help="The form of a table.")
@click.option("--edition", type=click.Choice(("internal", "client", "auditor")), default="internal", show_default=True, help="For whom: what the others may not see is left out.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="The file to write; the screen if left out.")
@AS_OF
@click.pass_context
def export(context: click.Context, client: str, oscal: bool, table: str, listed: bool, format: str, edition: str, out: Path | None, as_of: str) -> int:
    """Export what a binder shows: a table of a CLIENT, or of all, as CSV or JSON; or what an auditor's program reads of a CLIENT, as OSCAL."""
    from runbinder.commands import export as command

    if listed:
        return command.list_tables()
    if not client and not table:
        raise click.UsageError("name a client, a table, or both: export CLIENT --table services")
    return command.export(_root(context), client, table, oscal, format, edition, out, as_of)


@cli.command()
@click.argument("clients", nargs=-1, shell_complete=_clients)
@click.option("--within", default="2w", show_default=True, metavar="TIME", help="How far ahead to look: 3d, 2w, 52w.")
@click.option("--who", default="", metavar="PERSON", help="Only what this person does, or this role or organisation.")
@click.option("--format", type=click.Choice(("text", "json", "ics")), default="text", show_default=True, help="The form of the output.")
@AS_OF
@click.pass_context
def due(context: click.Context, clients: tuple[str, ...], within: str, who: str, format: str, as_of: str) -> int:
    """What has to be done in CLIENTS' binders and until when: what is overdue first, then day by day."""
    from runbinder.commands.due import due as run

    return run(_root(context), clients, within, who, format, as_of)


@cli.command()
@click.argument("client", default="", shell_complete=_clients)
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where the preview listens.")
@AS_OF
@click.pass_context
def serve(context: click.Context, client: str, address: str, as_of: str) -> int:
    """Preview a CLIENT's binder, or everything, with live reload."""
    from runbinder.commands.serve import serve as run

    return run(_root(context), client, address, as_of)


@cli.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--client", default="", metavar="NAME", shell_complete=_clients, help="Whose record it is, where the file does not say so.")
@click.option("-y", "--yes", is_flag=True, help="Write, and replace what is there already, without asking.")
@AS_OF
@click.pass_context
def record(context: click.Context, file: Path, client: str, yes: bool, as_of: str) -> int:
    """File what a page has exported: an incident of the incident desk, or the run of a procedure. FILE, validated, goes into the client's plans."""
    from runbinder.commands.record import record as run

    return run(_root(context), file, client, yes, as_of)
