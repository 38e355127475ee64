"""The command line: arguments only, and the one place where exit codes are decided.

0 fine; 1 findings, or what the user can fix; 2 usage; 3 a bug in Runbinder.
"""

import sys
import traceback
from pathlib import Path

import click

from runbinder import __version__
from runbinder.errors import Fixable


class Commands(click.Group):
    """Turns what goes wrong into a sentence and an exit code."""

    def main(self, *args: object, **more: object) -> None:  # type: ignore[override]
        try:
            code = super().main(*args, standalone_mode=False, **more)
            sys.exit(code if isinstance(code, int) else 0)
        except click.ClickException as error:
            error.show()
            sys.exit(error.exit_code)
        except (click.Abort, KeyboardInterrupt):
            click.echo("Stopped.", err=True)
            sys.exit(130)
        except BrokenPipeError:
            sys.stderr.close()
            sys.exit(0)
        except Fixable as error:
            click.echo(f"Error: {error}", err=True)
            if error.hint:
                click.echo(f"       {error.hint}", err=True)
            sys.exit(1)
        except Exception as error:
            click.echo(f"This is a bug in Runbinder {__version__}: {type(error).__name__}: {error}", err=True)
            click.echo("Please report it with the lines above; `-v` before the command shows where it happened.", err=True)
            words = args[0] if args else more.get("args") or sys.argv[1:]
            if {"-v", "-vv", "--verbose"} & set(words):  # type: ignore[call-overload]
                traceback.print_exc()
            sys.exit(3)


def find_root(start: Path) -> Path:
    """The folder with mkdocs.yml and plans/, from here upwards."""
    for folder in (start, *start.parents):
        if (folder / "mkdocs.yml").is_file() and (folder / "plans").is_dir():
            return folder
    raise Fixable("this is not inside a binder: no folder from here upwards has both mkdocs.yml and plans/", "change into one, or name it: runbinder -C FOLDER ...")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="runbinder")
@click.option("-v", "--verbose", count=True, help="Tell more: each site as it is built, and where a bug is.")
@click.option("-C", "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), help="The binder's folder; found from here upwards if left out.")
@click.pass_context
def cli(context: click.Context, verbose: int, folder: Path | None) -> None:
    """Turn structured YAML plans into a runbook binder that opens from a USB stick."""
    context.obj = {"verbose": verbose, "folder": folder}


def _root(context: click.Context) -> Path:
    return find_root((context.obj["folder"] or Path.cwd()).resolve())


def _clients(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Shell completion of a client's name; it must never disturb the prompt."""
    from runbinder.read import clients_of

    try:
        folder = (context.parent.params.get("folder") if context.parent else None) or Path.cwd()
        return [name for name in clients_of(find_root(folder.resolve())) if name.startswith(incomplete)]
    except (Fixable, OSError):
        return []


def _capacity(_context: click.Context, _parameter: click.Parameter, given: str | None) -> str | None:
    """One of those that the model knows; it is imported when it is needed, as it costs more than `--help`."""
    from typing import get_args

    from runbinder.model.control import Capacity

    if given and given not in get_args(Capacity):
        raise click.BadParameter(f"'{given}' is not one of {', '.join(get_args(Capacity))}.")
    return given


AS_OF = click.option("--as-of", default="", metavar="DATE", help="Judge everything as of this date (2026-03-31).")


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
@click.pass_context
def build(context: click.Context, clients: tuple[str, ...], site: Path | None, edition: str, as_of: str, jobs: int | None, again: bool) -> int:
    """Build the binders of all CLIENTS, or of these, and the shelf."""
    from runbinder.commands.build import build as run

    return run(_root(context), clients, site, as_of, edition, jobs=jobs or 0, again=again, verbose=bool(context.obj["verbose"]))


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
@click.option("-y", "--yes", is_flag=True, help="Replace what is there already without asking.")
@AS_OF
@click.pass_context
def record(context: click.Context, file: Path, client: str, yes: bool, as_of: str) -> int:
    """File what a page has exported, for example an incident of the incident desk: FILE, validated, goes into the client's plans."""
    from runbinder.commands.record import record as run

    return run(_root(context), file, client, yes, as_of)
