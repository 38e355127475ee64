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
@click.option("--site", type=click.Path(path_type=Path), help="Where the site goes; site/ if left out.")
@AS_OF
@click.option("-j", "--jobs", type=click.IntRange(1), default=None, help="Processes at work; one per core if left out.")
@click.option("--again", is_flag=True, help="Build also what has not changed.")
@click.pass_context
def build(context: click.Context, clients: tuple[str, ...], site: Path | None, as_of: str, jobs: int | None, again: bool) -> int:
    """Build the binders of all CLIENTS, or of these, and the shelf."""
    from runbinder.commands.build import build as run

    return run(_root(context), clients, site, as_of, jobs=jobs or 0, again=again, verbose=bool(context.obj["verbose"]))


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
@click.option("--address", default="127.0.0.1:8000", show_default=True, help="Where the preview listens.")
@AS_OF
@click.pass_context
def serve(context: click.Context, client: str, address: str, as_of: str) -> int:
    """Preview a CLIENT's binder, or everything, with live reload."""
    from runbinder.commands.serve import serve as run

    return run(_root(context), client, address, as_of)
