"""What every command needs of a terminal: its end decided in one place, the binder's folder found, names completed.

Exit codes: 0 fine; 1 findings, or what the user can fix; 2 usage; 3 a bug in Runbinder.
"""

import sys
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import get_args

import click
from click.shell_completion import CompletionItem

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


def root(context: click.Context) -> Path:
    return find_root((context.obj["folder"] or Path.cwd()).resolve())


def clients(context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """Shell completion of a client's name; it must never disturb the prompt."""
    from runbinder.read import clients_of

    try:
        folder = (context.parent.params.get("folder") if context.parent else None) or Path.cwd()
        return [name for name in clients_of(find_root(folder.resolve())) if name.startswith(incomplete)]
    except (Fixable, OSError):
        return []


class TableOption(click.Option):
    """An option that takes a table's name: its help names them all, and the shell completes one. They are imported when they are asked for."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record = super().get_help_record(ctx)
        return (record[0], f"{record[1]} One of: {', '.join(_tables())}.") if record else None

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        return [CompletionItem(name) for name in _tables() if name.startswith(incomplete)]


def _tables() -> Iterable[str]:
    from runbinder.tables import TABLES

    return TABLES


def capacity(_context: click.Context, _parameter: click.Parameter, given: str | None) -> str | None:
    """One of those that the model knows; it is imported when it is needed, as it costs more than `--help`."""
    from runbinder.model.control import Capacity

    if given and given not in get_args(Capacity):
        raise click.BadParameter(f"'{given}' is not one of {', '.join(get_args(Capacity))}.")
    return given


AS_OF = click.option("--as-of", default="", metavar="DATE", help="Judge everything as of this date (2026-03-31).")
