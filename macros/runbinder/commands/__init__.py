"""One file per command: a plain function with plain arguments that returns an exit code."""
