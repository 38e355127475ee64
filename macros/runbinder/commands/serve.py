"""`runbinder serve`: a preview that follows the plans as they are written."""

import logging
import os
from pathlib import Path

import click

from runbinder.errors import Fixable
from runbinder.read import clients_of
from runbinder.validate import did_you_mean


def serve(root: Path, client: str = "", address: str = "127.0.0.1:8000", as_of: str = "") -> int:
    """Previews one client's binder (or everything in one site) with live reload until Ctrl-C."""
    if client and client not in clients_of(root):
        raise Fixable(f"there is no client '{client}'", did_you_mean(client, clients_of(root)))
    from mkdocs.commands.serve import serve as preview
    from mkdocs.exceptions import MkDocsException

    os.environ.update({"NO_MKDOCS_2_WARNING": "1", "RUNBINDER_CLIENT": client, "RUNBINDER_AS_OF": as_of})
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger("mkdocs.plugins.mkdocs_macros").setLevel(logging.WARNING)  # lists all of its macros each time
    click.echo("The first build takes a moment; an edit in plans/, docs/ or overrides/ shows by itself. Ctrl-C ends it.", err=True)
    try:
        preview(str(root / "mkdocs.yml"), dev_addr=address, watch=[str(folder) for folder in (root / "overrides",) if folder.is_dir()])
    except MkDocsException as error:
        raise Fixable(str(error), "mend it and start again") from None
    except OSError as error:
        raise Fixable(f"{address} can not be used: {error.strerror}", "choose another with --address 127.0.0.1:8001") from None
    return 0
