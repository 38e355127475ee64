"""`python -m runbinder`."""

from runbinder.main import cli

cli()
